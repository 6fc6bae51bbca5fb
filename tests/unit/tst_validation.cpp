#include "domain/markup.h"
#include "domain/passwords.h"
#include "domain/validation.h"
#include <QTest>

using namespace lectern;

/// The rules of input, the same on both sides.
class TestValidation : public QObject
{
    Q_OBJECT

    static QString ofLength(int length) { return QString(length, u'x'); }

private Q_SLOTS:
    void linesTakeWhatPeopleWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("ok");
        QTest::newRow("plain") << QStringLiteral("Piano for adults") << true;
        QTest::newRow("umlauts and CJK") << QStringLiteral("Über 日本語 ñ") << true;
        QTest::newRow("right to left") << QStringLiteral("بيانو للكبار") << true;
        QTest::newRow("emoji") << QStringLiteral("Piano 🎹👩‍🏫") << true;
        QTest::newRow("markup") << QStringLiteral("<script>alert(1)</script>") << true; // text; whoever shows it escapes it
        QTest::newRow("exactly as long as allowed") << ofLength(120) << true;
        QTest::newRow("one too long") << ofLength(121) << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("blank") << QStringLiteral("   ") << false;
        QTest::newRow("NUL") << QStringLiteral("a%1b").arg(QChar(0)) << false;
        QTest::newRow("line feed") << QStringLiteral("a\nb") << false;
        QTest::newRow("tab") << QStringLiteral("a\tb") << false;
        QTest::newRow("escape") << QStringLiteral("a\x1b[31m") << false;
        QTest::newRow("record separator") << QString(QChar(0x1E)) + u'a' << false;
        QTest::newRow("delete") << QStringLiteral("a\x7f") << false;
        QTest::newRow("C1 control") << QString(u'a') + QChar(0x85) << false;
        QTest::newRow("right-to-left override") << QStringLiteral("a\u202Eb") << false;
        QTest::newRow("left-to-right embedding") << QStringLiteral("a\u202Ab") << false;
        QTest::newRow("isolate") << QStringLiteral("a\u2066b") << false;
        QTest::newRow("lone surrogate") << QString(u'a') + QChar(0xD83C) << false;
        QTest::newRow("wrong surrogates") << QString(QChar(0xDFB9)) + QChar(0xD83C) << false;
    }

    void linesTakeWhatPeopleWrite()
    {
        QFETCH(QString, text);
        QFETCH(bool, ok);
        const auto error = validation::line(QStringLiteral("title"), text, 120);
        QCOMPARE(!error.has_value(), ok);
        if (!error) return;
        QCOMPARE(error->code, ErrorCode::InvalidInput);
        QCOMPARE(error->field, QStringLiteral("title"));
        QVERIFY(!error->detail.isEmpty());
    }

    void textsMayHaveLines()
    {
        QVERIFY(!validation::text(QStringLiteral("reason"), QStringLiteral("One\n\tTwo\r\n"), 100));
        QVERIFY(!validation::text(QStringLiteral("reason"), QString(), 100));
        QVERIFY(validation::text(QStringLiteral("reason"), QStringLiteral("    "), 100, 5));
        QVERIFY(validation::text(QStringLiteral("reason"), QStringLiteral("a\u202Eb"), 100));
        QVERIFY(validation::text(QStringLiteral("reason"), ofLength(101), 100));
    }

    void addressesAreChecked_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("ok");
        for (const char* good : {"ada@example.org", "a.b+c@sub.example.co.uk", "o'hara@example.org", "x_1-2@example.io"}) QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char* bad : {"", "ada", "ada@", "@example.org", "ada@localhost", "ada@example..org", "ada@-example.org", "ada example@x.org", "ada@example.org,bob@example.org", "ada@exa mple.org",
                                "ada@example.org\r\nBcc: all@example.org", "<ada@example.org>", "ada@example.org ", "ada@@example.org", "ada@[127.0.0.1]"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
        QTest::newRow("too long") << ofLength(250) + QStringLiteral("@x.org") << false;
        QTest::newRow("not ASCII") << QStringLiteral("ädä@example.org") << false;
    }

    void addressesAreChecked()
    {
        QFETCH(QString, address);
        QFETCH(bool, ok);
        QCOMPARE(!validation::email(address).has_value(), ok);
    }

    void obviousPasswordsAreRefused_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("ok");
        for (const char* bad : {"password12", "Password123", "P@ssw0rd!!!", "passwordpassword", "1234567890", "0987654321", "abcdefghij", "1111111111", "aaaaaaaaaaaa", "qwertyuiop", "QWERTZuiop1", "letmein1234",
                                "lovelace1815", "Lovelace!!!!", "ada.lovelace1", "example12345", "short", "iloveyou2024", "abababababab"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
        for (const char* good : {"correct horse battery", "mein Kater heisst Paul", "x9!kQ2#vLp", "ein zwei drei polizei", "Tr0ub4dor&3x"}) QTest::newRow(good) << QString::fromLatin1(good) << true;
        QTest::newRow("256 characters") << QStringLiteral("correct horse ").repeated(19).left(256) << true;
        QTest::newRow("257 characters") << QStringLiteral("correct horse ").repeated(19).left(257) << false;
        QTest::newRow("another script") << QStringLiteral("пианино для взрослых") << true;
    }

    void obviousPasswordsAreRefused()
    {
        QFETCH(QString, password);
        QFETCH(bool, ok);
        const auto error = validation::password(password, QStringLiteral("ada.lovelace@example.org"), QStringLiteral("Ada Lovelace"));
        QCOMPARE(!error.has_value(), ok);
        if (error) QCOMPARE(error->field, QStringLiteral("password"));
    }

    void nobodyRegistersAsAdminOrAuditor()
    {
        RegisterForm form{QStringLiteral("Ada"), QStringLiteral("ada@example.org"), QStringLiteral("correct horse battery"), Role::Teacher};
        QVERIFY(!validation::registration(form));
        for (const Role role : {Role::Admin, Role::Auditor}) {
            form.role = role;
            QCOMPARE(validation::registration(form)->field, QStringLiteral("role"));
        }
        form = {QStringLiteral("A"), QStringLiteral("ada@example.org"), QStringLiteral("correct horse battery"), Role::Teacher};
        QCOMPARE(validation::registration(form)->field, QStringLiteral("name"));
    }

    void feesAreWithinTheGatewaysBounds_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<qint64>("minor");
        QTest::addColumn<bool>("ok");
        QTest::newRow("free") << QStringLiteral("USD") << qint64(0) << true;
        QTest::newRow("negative") << QStringLiteral("USD") << qint64(-1) << false;
        QTest::newRow("below the minimum") << QStringLiteral("USD") << qint64(99) << false;
        QTest::newRow("minimum") << QStringLiteral("USD") << qint64(100) << true;
        QTest::newRow("maximum") << QStringLiteral("USD") << qint64(1'000'000) << true;
        QTest::newRow("above the maximum") << QStringLiteral("USD") << qint64(1'000'001) << false;
        QTest::newRow("minimum without decimals") << QStringLiteral("JPY") << qint64(100) << true;
        QTest::newRow("below it") << QStringLiteral("JPY") << qint64(99) << false;
        QTest::newRow("minimum with three decimals") << QStringLiteral("KWD") << qint64(1000) << true;
        QTest::newRow("absurd") << QStringLiteral("USD") << std::numeric_limits<qint64>::max() << false;
    }

    void feesAreWithinTheGatewaysBounds()
    {
        QFETCH(QString, code);
        QFETCH(qint64, minor);
        QFETCH(bool, ok);
        QCOMPARE(!validation::fee(Money::fromMinor(minor, *Currency::fromCode(code))).has_value(), ok);
    }

    void titlesCompareAsPeopleReadThem()
    {
        const QString key = validation::normalizedTitle(QStringLiteral("Piano für Anfänger"));
        QCOMPARE(validation::normalizedTitle(QStringLiteral("  piano   FÜR anfänger ")), key);
        QCOMPARE(validation::normalizedTitle(QStringLiteral("Piano fu\u0308r Anfa\u0308nger")), key);        // combining marks
        QCOMPARE(validation::normalizedTitle(QStringLiteral("Ｐｉａｎｏ für Anfänger")), key);                 // full width
        QCOMPARE(validation::normalizedTitle(QStringLiteral("Piano\u00A0für Anfänger")), key);               // no-break space
        QVERIFY(validation::normalizedTitle(QStringLiteral("Piano for beginners")) != key);
    }

    void draftsAreLenientSubmissionsAreNot()
    {
        CourseCard card;
        card.title = QStringLiteral("P");
        QVERIFY(!validation::draft(card));
        QCOMPARE(validation::submission(card)->field, QStringLiteral("title"));
        card.title = QStringLiteral("Piano");
        QCOMPARE(validation::submission(card)->field, QStringLiteral("categoryId"));
        card.categoryId = newId<CategoryId>();
        QCOMPARE(validation::submission(card)->field, QStringLiteral("descriptionMarkdown"));
        card.descriptionMarkdown = ofLength(40);
        QCOMPARE(validation::submission(card)->field, QStringLiteral("language"));
        card.language = QStringLiteral("xx");
        QCOMPARE(validation::submission(card)->field, QStringLiteral("language"));
        card.language = QStringLiteral("en");
        QVERIFY(!validation::submission(card));
        card.descriptionMarkdown = ofLength(50'001);
        QCOMPARE(validation::draft(card)->field, QStringLiteral("descriptionMarkdown"));
    }

    void reasonsAreNeededWhereSomebodyIsHurt()
    {
        const auto decided = [](DecisionKind kind, const char* reason, bool overturns) { return !validation::decision({kind, 1, {}, QLatin1String(reason)}, overturns).has_value(); };
        QVERIFY(decided(DecisionKind::Approve, "", false));
        QVERIFY(!decided(DecisionKind::Approve, "", true));
        QVERIFY(!decided(DecisionKind::Reject, "", false));
        QVERIFY(!decided(DecisionKind::Suspend, "no", true));
        QVERIFY(decided(DecisionKind::Reject, "Too short", false));
    }

    void contentHashNamesEveryField()
    {
        CourseCard card{QStringLiteral("Piano"), newId<CategoryId>(), Money::fromMinor(4999, Currency()), QStringLiteral("Text"), QStringLiteral("en"), Level::Beginner, std::nullopt};
        QSet<QString> hashes{contentHash(card)};
        QCOMPARE(contentHash(card), *hashes.begin());
        QCOMPARE(contentHash(card).size(), 64);
        const auto changed = [&](auto change) {
            CourseCard other = card;
            change(other);
            hashes << contentHash(other);
        };
        changed([](CourseCard& c) { c.title += u'!'; });
        changed([](CourseCard& c) { c.categoryId = newId<CategoryId>(); });
        changed([](CourseCard& c) { c.fee = Money::fromMinor(4998, Currency()); });
        changed([](CourseCard& c) { c.fee = Money::fromMinor(4999, *Currency::fromCode(QStringLiteral("EUR"))); });
        changed([](CourseCard& c) { c.descriptionMarkdown += u' '; });
        changed([](CourseCard& c) { c.language = QStringLiteral("de"); });
        changed([](CourseCard& c) { c.level = Level::Advanced; });
        changed([](CourseCard& c) { c.coverFileId = newId<FileId>(); });
        QCOMPARE(hashes.size(), 9);
    }

    void differenceNamesWhatChanged()
    {
        CourseCard before{QStringLiteral("Piano"), newId<CategoryId>(), Money::fromMinor(4999, Currency()), QStringLiteral("Text"), QStringLiteral("en"), Level::Beginner, std::nullopt};
        CourseCard after = before;
        QVERIFY(difference(before, QStringLiteral("Music"), after, QStringLiteral("Music")).isEmpty());
        after.fee = Money::fromMinor(5999, Currency());
        after.title = QStringLiteral("Piano II");
        const auto changes = difference(before, QStringLiteral("Music"), after, QStringLiteral("Music"));
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.at(0), (CardChange{QStringLiteral("title"), QStringLiteral("Piano"), QStringLiteral("Piano II")}));
        QCOMPARE(changes.at(1), (CardChange{QStringLiteral("fee"), QStringLiteral("49.99 USD"), QStringLiteral("59.99 USD")}));
    }

    void plainTextLosesMarkupAndKeepsWords_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<int>("max");
        QTest::addColumn<QString>("plain");
        QTest::newRow("plain") << QStringLiteral("Just words.") << 100 << QStringLiteral("Just words.");
        QTest::newRow("headings and emphasis") << QStringLiteral("# Title\n\n**Bold** and *thin* `code`") << 100 << QStringLiteral("Title Bold and thin code");
        QTest::newRow("links and images") << QStringLiteral("See [here](http://x.y) ![no](z.png)now") << 100 << QStringLiteral("See here now");
        QTest::newRow("lists") << QStringLiteral("- one\n- two\n1. three") << 100 << QStringLiteral("one two three");
        QTest::newRow("HTML") << QStringLiteral("<b>Bold</b><script>x</script>") << 100 << QStringLiteral("Boldx");
        QTest::newRow("cut at a word") << QStringLiteral("one two three four") << 10 << QStringLiteral("one two…");
        QTest::newRow("one long word") << ofLength(50) << 10 << ofLength(9) + u'…';
        QTest::newRow("empty") << QString() << 10 << QString();
    }

    void plainTextLosesMarkupAndKeepsWords()
    {
        QFETCH(QString, markdown);
        QFETCH(int, max);
        QTEST(plainText(markdown, max), "plain");
    }

    void plainTextCutsNoCharacterInTwo()
    {
        const QString notes = QStringLiteral("🎹").repeated(30);
        for (int max = 2; max < 60; ++max) {
            const QString cut = plainText(notes, max);
            QVERIFY2(cut.isValidUtf16(), qPrintable(QString::number(max)));
            QVERIFY(cut.size() <= max);
        }
    }
};

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
