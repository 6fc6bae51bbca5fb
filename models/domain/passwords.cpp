#include "domain/passwords.h"
#include <QSet>
#include <QStringList>

namespace lectern {

namespace {

/// Letters and digits only, case-folded, the customary substitutions undone: "P@ssw0rd!!" becomes "password".
QString skeleton(const QString& password)
{
    QString result;
    for (QChar c : password.toCaseFolded()) {
        switch (c.unicode()) {
        case u'@': c = u'a'; break;
        case u'0': c = u'o'; break;
        case u'3': c = u'e'; break;
        case u'$': c = u's'; break;
        default: break;
        }
        if (c.isLetterOrNumber()) result += c;
    }
    return result;
}

const QStringList& commonWords()
{
    static const QStringList words = QStringLiteral(
        "password passwort motdepasse contrasena qwertyuiop qwertzuiop asdfghjkl zxcvbnm letmein welcome iloveyou sunshine "
        "princess football baseball dragon monkey superman batman trustno master shadow michael jennifer starwars "
        "whatever freedom administrator admin changeme secret lectern test testing login abcdefghij qwerty azerty")
        .split(u' ');
    return words;
}

/// From one key to the next; 0 comes after 9 on a keyboard.
int stepBetween(QChar from, QChar to)
{
    if (from == u'9' && to == u'0') return 1;
    if (from == u'0' && to == u'9') return -1;
    return to.unicode() - from.unicode();
}

bool isRun(const QString& text)
{
    if (text.size() < 2) return true;
    const int step = stepBetween(text.at(0), text.at(1));
    if (step < -1 || step > 1) return false;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (stepBetween(text.at(i - 1), text.at(i)) != step) return false;
    }
    return true;
}

/// True when nothing but digits is left of `text` once `word` is taken out.
bool isWordWithDigits(const QString& text, const QString& word)
{
    if (word.size() < 4 || !text.contains(word)) return false;
    QString rest = text;
    rest.remove(word);
    int letters = 0;
    for (const QChar c : rest) letters += c.isLetter() && c != u'o' && c != u'e' ? 1 : 0;
    return letters == 0;
}

} // namespace

bool isObviousPassword(const QString& password, const QString& email, const QString& name)
{
    const QString text = skeleton(password);
    if (QSet<QChar>(password.begin(), password.end()).size() < 5) return true;
    if (isRun(password.toCaseFolded()) || isRun(text)) return true;
    for (const QString& word : commonWords()) {
        if (isWordWithDigits(text, word)) return true;
    }
    QStringList own = name.split(u' ', Qt::SkipEmptyParts);
    own << email.section(u'@', 0, 0) << email.section(u'@', 1, 1).section(u'.', 0, 0) << email << name;
    for (const QString& word : own) {
        if (isWordWithDigits(text, skeleton(word))) return true;
    }
    return false;
}

} // namespace lectern
