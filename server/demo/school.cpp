#include "school.h"

namespace lectern::demo {

QStringList categories()
{
    return {QStringLiteral("Music"), QStringLiteral("Programming"), QStringLiteral("Languages"), QStringLiteral("Photography"),
            QStringLiteral("Business"), QStringLiteral("Cooking"), QStringLiteral("Science")};
}

Person admin() { return {"Grace Okafor", "grace@harbour.example"}; }

QList<Person> teachers()
{
    return {{"Elena Vasquez", "elena@harbour.example"}, {"Tomas Lindqvist", "tomas@harbour.example"}, {"Amara Diallo", "amara@harbour.example"},
            {"Kenji Watanabe", "kenji@harbour.example"}, {"Sofie Brandt", "sofie@harbour.example"}};
}

QList<Person> students()
{
    return {{"Noah Fischer", "noah@mail.example"},      {"Mia Andersson", "mia@mail.example"},     {"Lucas Moreau", "lucas@mail.example"},   {"Priya Sharma", "priya@mail.example"},
            {"Oliver Byrne", "oliver@mail.example"},    {"Zeynep Kaya", "zeynep@mail.example"},    {"Hugo Martins", "hugo@mail.example"},    {"Anna Kowalska", "anna@mail.example"},
            {"Samuel Mensah", "samuel@mail.example"},   {"Ines Ferreira", "ines@mail.example"},    {"Liam O’Connor", "liam@mail.example"},   {"Yuki Tanaka", "yuki@mail.example"},
            {"Fatima El Amrani", "fatima@mail.example"}, {"Jonas Weber", "jonas@mail.example"},    {"Clara Rossi", "clara@mail.example"},    {"Daniel Novak", "daniel@mail.example"},
            {"Leila Haddad", "leila@mail.example"},     {"Erik Johansen", "erik@mail.example"},    {"Marta Silva", "marta@mail.example"},    {"Victor Dupont", "victor@mail.example"},
            {"Nadia Petrova", "nadia@mail.example"},    {"Ben Carter", "ben@mail.example"},        {"Chloe Martin", "chloe@mail.example"},   {"Arjun Patel", "arjun@mail.example"}};
}

QList<CoursePlan> courses()
{
    return {
        {"Piano for adults: your first ten songs", 0, 0, 4999, "en", Level::Beginner,
         "Sit down at the keys and play a real song in the **first week**.\n\n## What you learn\n\n- a relaxed hand position that lasts\n- reading just enough notation\n- ten songs, from folk to film\n\nNo theory before you need it.",
         {QStringLiteral("Before you play|How to sit and where to look|The keyboard in ten minutes"), QStringLiteral("The first songs|A melody for the right hand|Adding the left hand|Playing slowly on purpose"),
          QStringLiteral("Making it music|Loud, soft and everything between|Your own arrangement")}, Fate::Launched, 9},
        {"Fingerstyle guitar without the fear", 0, 0, 3900, "en", Level::Intermediate,
         "Move from strumming to *playing*: independent thumb, clean fingers, and six pieces that sound like more than one guitar.",
         {QStringLiteral("The thumb|A steady bass|Alternating patterns"), QStringLiteral("The fingers|Arpeggios|Melody on top")}, Fate::Launched, 6},
        {"Modern C++ in practice", 1, 1, 8900, "en", Level::Intermediate,
         "Write C++20 that your colleagues enjoy reading.\n\n1. value semantics and ownership\n2. error handling that cannot be ignored\n3. tests that find bugs\n\nEvery lecture ends with a small exercise and a reviewed solution.",
         {QStringLiteral("Values|Rule of zero|Moving and forwarding|Strong types"), QStringLiteral("Errors|Result types|What exceptions are for"), QStringLiteral("Tests|A test that fails first|Property tests")}, Fate::Launched, 10},
        {"SQL that stays fast", 1, 1, 5900, "en", Level::Advanced,
         "Read a query plan the way you read code. Indexes, locks and the three ways in which a query gets slow overnight — and how to see them coming.",
         {QStringLiteral("Plans|Reading EXPLAIN|When the planner is wrong"), QStringLiteral("Locks|Who waits for whom|Queues with SKIP LOCKED")}, Fate::LaunchedWithRevision, 7},
        {"Git from the inside", 1, 1, 0, "en", Level::AllLevels, "A free afternoon with blobs, trees and commits. Afterwards nothing that git says will surprise you any more.",
         {QStringLiteral("Objects|A commit by hand|What a branch is")}, Fate::Launched, 8},
        {"Deutsch für den Alltag", 4, 2, 2900, "de", Level::Beginner, "Sprechen vom ersten Tag an: einkaufen, Termine, Nachbarn. Mit vielen kleinen Dialogen und Übungen zum Nachsprechen.",
         {QStringLiteral("Ankommen|Guten Tag!|Beim Bäcker"), QStringLiteral("Unterwegs|Fahrkarten|Nach dem Weg fragen")}, Fate::Launched, 5},
        {"Conversational French in 30 scenes", 2, 2, 3400, "en", Level::Beginner, "Thirty short scenes from a Lyon neighbourhood, each with the words you need, the words people really use, and a minute of speaking yourself.",
         {QStringLiteral("Arriving|At the station|The flat"), QStringLiteral("Eating|At the market|A table for two")}, Fate::Launched, 7},
        {"Portrait light with one lamp", 3, 3, 4500, "en", Level::AllLevels, "One lamp, one wall, one face. Learn to see light before you buy anything: direction, softness, distance — and how to direct a nervous person.",
         {QStringLiteral("Seeing|Direction|Softness"), QStringLiteral("Doing|A portrait in ten minutes|Directing people")}, Fate::Launched, 6},
        {"Street photography: patience and timing", 3, 3, 2500, "en", Level::Intermediate, "How to be invisible, where to stand, and why you should wait. Includes a field guide to asking permission — and to not needing it.",
         {QStringLiteral("Places|Finding a stage|Waiting"), QStringLiteral("People|Asking|Not asking")}, Fate::Launched, 4},
        {"Pricing for freelancers", 2, 4, 6900, "en", Level::AllLevels, "Stop guessing. Build an offer that you can explain in one sentence, raise a rate without losing a client, and say no in a friendly way.",
         {QStringLiteral("Numbers|What an hour costs you|Three prices"), QStringLiteral("Conversations|Raising a rate|Saying no")}, Fate::Launched, 5},
        {"Bread at home", 4, 5, 1900, "en", Level::Beginner, "Flour, water, salt, time. A forgiving method for weekday loaves, then sourdough when you feel like it.",
         {QStringLiteral("A first loaf|Mixing|Shaping|Baking"), QStringLiteral("Sourdough|Keeping a starter|A weekend loaf")}, Fate::Launched, 8},
        {"Statistics you can trust", 4, 6, 5200, "en", Level::Intermediate, "What a confidence interval says, what it does not, and how to spot a chart that wants to fool you. With real data sets from public sources.",
         {QStringLiteral("Uncertainty|Samples|Intervals"), QStringLiteral("Charts|Honest axes|Questions to ask")}, Fate::Suspended, 3},
        {"Music theory for producers", 0, 0, 4200, "en", Level::Intermediate, "Chords, voice leading and tension for people who make music in a box. Short, practical, and always with something to hear.",
         {QStringLiteral("Chords|Triads and sevenths|Inversions")}, Fate::Approved, 0},
        {"Rust for C++ programmers", 1, 1, 7900, "en", Level::Advanced, "Ownership will look familiar, the borrow checker will not. A guided tour with the questions that C++ programmers really ask.", {}, Fate::InReview, 0},
        {"Piano for adults: your first jazz tunes", 2, 0, 4800, "en", Level::Intermediate, "Swing feel, shell voicings and five standards that everybody can sing. For people who can play a simple song with both hands.", {}, Fate::InReview, 0},
        {"Get rich with day trading", 2, 4, 9900, "en", Level::Beginner, "Learn the secret that banks do not want you to know and double your savings in a month, guaranteed, without any risk at all.", {}, Fate::Rejected, 0},
        {"Night photography", 3, 3, 3800, "en", Level::Intermediate, "Stars, streets and long exposures. Notes so far: tripod, intervals, noise.", {}, Fate::Draft, 0},
        {"Film scanning at home", 3, 3, 1500, "en", Level::AllLevels, "Scan negatives with the camera that you have. Superseded by a longer course that is in preparation.",
         {QStringLiteral("Setup|A copy stand|Converting colours")}, Fate::Archived, 0},
    };
}

QString article(const QString& lecture, const QString& course)
{
    return QStringLiteral("# %1\n\nIn this part of *%2* we slow down and look closely. Read it once without doing anything, then a second time with your hands on the work.\n\n"
                          "## Try it\n\n1. Set a timer for ten minutes.\n2. Do the exercise badly on purpose.\n3. Now do it again, and change **one** thing.\n\n"
                          "> What you notice is worth more than what you finish.\n\nWrite down one sentence about what surprised you before you go on.\n")
        .arg(lecture, course);
}

} // namespace lectern::demo
