#include "domain/markup.h"
#include "domain/passwords.h"
#include "domain/statemachine.h"
#include "domain/validation.h"
#include "usecases/accounts/tokensigner.h"
#include <QJsonDocument>
#include <QTest>

using namespace lectern;

class TestDomain : public QObject
{
    Q_OBJECT

private:
    static QDateTime noon() { return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC); }

private Q_SLOTS:
    void idsSortByTheirMaking()
    {
        QString last;
        for (int i = 0; i < 10'000; ++i) {
            const QString id = newUuid7();
            QVERIFY(isUuid(id));
            QCOMPARE(id.at(14), QChar(u'7'));
            QVERIFY(id > last);
            last = id;
        }
    }
    void obviousPasswordsAreRefused_data()
    {
        QTest::addColumn<QString>("password");
        for (const char* one : {"password1234", "P@ssw0rd!!!!", "aaaaaaaaaaaa", "1234567890", "abcdefghijkl", "qwertyuiop12", "letmein12345", "ada.byron1815", "adabyron2026", "lectern12345"})
            QTest::newRow(one) << QString::fromLatin1(one);
    }
    void obviousPasswordsAreRefused()
    {
        QFETCH(QString, password);
        QVERIFY(isObviousPassword(password, QStringLiteral("ada.byron@example.org"), QStringLiteral("Ada Byron")));
    }
    void aPasswordOfSeveralWordsIsTaken()
    {
        QVERIFY(!isObviousPassword(QStringLiteral("quiet harbour lantern"), QStringLiteral("ada@example.org"), QStringLiteral("Ada Byron")));
        QVERIFY(validation::password(QStringLiteral("short one"), {}, {}));
    }
    void invisibleTextIsRefused()
    {
        const auto wrong = [](const QString& text) { return validation::line(QStringLiteral("title"), text, 120).has_value(); };
        QVERIFY(wrong(QStringLiteral("a\u202Eb")));
        QVERIFY(wrong(QStringLiteral("a") + QChar(0) + QStringLiteral("b")));
        QVERIFY(wrong(QStringLiteral("a\nb")));
        QVERIFY(wrong(QString(QChar(0xD800)) + u'x'));
        QVERIFY(wrong(QString(121, u'x')));
        QVERIFY(!wrong(QStringLiteral("سلام 🎹 <b>bold</b>")));
    }
    void titlesCompareAsPeopleReadThem()
    {
        QCOMPARE(validation::normalizedTitle(QStringLiteral("  PIANO   für  Alle ")), validation::normalizedTitle(QStringLiteral("Piano FÜR alle")));
    }
    void paymentsNeverGoBack()
    {
        using P = PaymentState;
        QVERIFY(states::advances(P::AwaitingPayer, P::Succeeded));
        QVERIFY(states::advances(P::Failed, P::Succeeded));
        QVERIFY(states::advances(P::Processing, P::Failed));
        for (const P late : {P::Created, P::AwaitingPayer, P::RequiresAction, P::Processing, P::Failed, P::Canceled, P::Succeeded}) QVERIFY(!states::advances(P::Succeeded, late));
        for (const P late : {P::AwaitingPayer, P::Succeeded, P::Failed}) QVERIFY(!states::advances(P::Canceled, late));
    }
    void aWrongMemberIsNamedByItsPath()
    {
        CourseSave save;
        save.card.title = QStringLiteral("Piano");
        QJsonObject json = toJson(save);
        QCOMPARE(*courseSaveFromJson(json), save);
        QJsonObject card = json.value(QLatin1String("card")).toObject();
        card.insert(QStringLiteral("fee"), QJsonObject{{QStringLiteral("minor"), 4999}, {QStringLiteral("currency"), QStringLiteral("USD")}});
        json.insert(QStringLiteral("card"), card);
        QCOMPARE(courseSaveFromJson(json).error().field, QStringLiteral("card.fee"));
        card.remove(QStringLiteral("title"));
        json.insert(QStringLiteral("card"), card);
        QCOMPARE(courseSaveFromJson(json).error().field, QStringLiteral("card.title"));
    }
    void theHashNamesTheContent()
    {
        CourseCard card;
        card.title = QStringLiteral("Piano");
        const QString before = contentHash(card);
        QCOMPARE(contentHash(card), before);
        card.fee = Money::fromMinor(1, Currency());
        QVERIFY(contentHash(card) != before);
    }
    void tokensOfAnyOtherShapeAreRefused_data()
    {
        QTest::addColumn<QByteArray>("token");
        const auto part = [](const char* json) { return QByteArray(json).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); };
        for (const char* header : {R"({"alg":1})", R"({"alg":"none"})", R"({"alg":"HS512","typ":"JWT"})", R"({"alg":"HS256","typ":1})", R"([1])", R"("x")", "null"}) {
            for (const char* payload : {"{}", "[1]", "1", R"({"sub":1,"exp":"x"})"}) QTest::addRow("%s %s", header, payload) << part(header) + '.' + part(payload) + ".x";
        }
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("dots") << QByteArray("..");
    }
    void tokensOfAnyOtherShapeAreRefused()
    {
        QFETCH(QByteArray, token);
        const TokenSigner signer(QByteArray(32, 's'));
        QVERIFY(!signer.verify(QString::fromLatin1(token), noon()));
        QVERIFY(!signer.verifyTicket(QString::fromLatin1(token), QStringLiteral("file:1"), noon()));
    }
    void aTokenIsGoodForItsTimeAndPurpose()
    {
        const TokenSigner signer(QByteArray(32, 's'));
        const TokenSigner other(QByteArray(32, 't'));
        const QString token = signer.sign({UserId{newUuid7()}, Role::Teacher}, noon());
        QCOMPARE(signer.verify(token, noon())->role, Role::Teacher);
        QVERIFY(!signer.verify(token, noon().addSecs(15 * 60)));
        QVERIFY(!other.verify(token, noon()));
        const QString ticket = signer.signTicket(QStringLiteral("file:1"), noon().addSecs(60));
        QVERIFY(signer.verifyTicket(ticket, QStringLiteral("file:1"), noon()));
        QVERIFY(!signer.verifyTicket(ticket, QStringLiteral("file:2"), noon()));
        QVERIFY(!signer.verifyTicket(ticket, QStringLiteral("file:1"), noon().addSecs(61)));
        QVERIFY(!signer.verify(ticket, noon()));
        QVERIFY(!signer.verifyTicket(token, QStringLiteral("file:1"), noon()));
    }
};

QTEST_GUILESS_MAIN(TestDomain)
#include "tst_domain.moc"
