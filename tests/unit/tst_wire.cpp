#include "stripe/signature.h"
#include "stripe/wire.h"
#include "support/events.h"
#include <QJsonArray>
#include <QTest>

using namespace lectern;
using namespace lectern::stripe;

/// Stripe's signature and shapes: believed when right, an error when not, never a made-up zero.
class TestWire : public QObject
{
    Q_OBJECT

    static constexpr qint64 kNow = 1'767'225'600;
    static QDateTime at(qint64 seconds) { return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC); }
    static QJsonObject intent(const char* status)
    {
        return {{QStringLiteral("id"), QStringLiteral("pi_1")}, {QStringLiteral("amount"), 4999}, {QStringLiteral("amount_received"), 0}, {QStringLiteral("currency"), QStringLiteral("usd")},
                {QStringLiteral("status"), QLatin1String(status)}, {QStringLiteral("livemode"), false}, {QStringLiteral("client_secret"), QStringLiteral("pi_1_secret_2")}};
    }

private Q_SLOTS:
    void knownSignatureOfTheDocumentedScheme()
    {
        // echo -n '1767225600.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
        QCOMPARE(signatureHeader(R"({"id":"evt_1"})", "whsec_test", kNow), QByteArray("t=1767225600,v1=45b40331de0325606dc5400202ade162460fbe48daf9401adfdcd0d7b4f35470"));
    }

    void signaturesAreChecked_data()
    {
        const QByteArray body = R"({"id":"evt_1"})";
        const QByteArray right = signatureHeader(body, "whsec_new", kNow);
        const QByteArray mac = right.mid(right.indexOf("v1=") + 3);
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("result");
        const auto row = [](const char* name, const QByteArray& header, SignatureResult result) { QTest::newRow(name) << header << int(result); };
        row("right", right, SignatureResult::Valid);
        row("by the older secret", signatureHeader(body, "whsec_old", kNow), SignatureResult::Valid);
        row("right one second", "t=1767225600,v1=" + QByteArray(64, '0') + ",v1=" + mac, SignatureResult::Valid);
        row("right one first", "t=1767225600,v1=" + mac + ",v1=" + QByteArray(64, '0'), SignatureResult::Valid);
        row("spaces", "t=1767225600, v1=" + mac, SignatureResult::Valid);
        row("other order", "v1=" + mac + ",t=1767225600", SignatureResult::Valid);
        row("other schemes", "t=1767225600,v0=x,v1=" + mac + ",v2=y", SignatureResult::Valid);
        row("oldest allowed", signatureHeader(body, "whsec_new", kNow - 300), SignatureResult::Valid);
        row("newest allowed", signatureHeader(body, "whsec_new", kNow + 300), SignatureResult::Valid);
        row("too old", signatureHeader(body, "whsec_new", kNow - 301), SignatureResult::Expired);
        row("from the future", signatureHeader(body, "whsec_new", kNow + 301), SignatureResult::Expired);
        row("missing", "", SignatureResult::Missing);
        row("nonsense", "nonsense", SignatureResult::Malformed);
        row("no v1", "t=1767225600", SignatureResult::Malformed);
        row("v0 alone", "t=1767225600,v0=" + mac, SignatureResult::Malformed);
        row("no time", "v1=" + mac, SignatureResult::Malformed);
        row("time is a word", "t=now,v1=" + mac, SignatureResult::Malformed);
        row("negative time", "t=-5,v1=" + mac, SignatureResult::Malformed);
        row("time too large", "t=99999999999999999999,v1=" + mac, SignatureResult::Malformed);
        row("another secret", signatureHeader(body, "whsec_none", kNow), SignatureResult::Mismatch);
        row("another body", signatureHeader(R"({"id":"evt_2"})", "whsec_new", kNow), SignatureResult::Mismatch);
        row("another time", "t=1767225601,v1=" + mac, SignatureResult::Mismatch);
        row("upper case", "t=1767225600,v1=" + mac.toUpper(), SignatureResult::Mismatch);
        row("cut short", "t=1767225600,v1=" + mac.left(63), SignatureResult::Mismatch);
        row("empty v1", "t=1767225600,v1=", SignatureResult::Mismatch);
    }

    void signaturesAreChecked()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, result);
        QCOMPARE(int(verifySignature(R"({"id":"evt_1"})", header, {"whsec_old", "whsec_new"}, at(kNow))), result);
    }

    void everyByteOfTheBodyCounts()
    {
        const QByteArray body = test::body(test::IntentEvent{});
        const QByteArray header = signatureHeader(body, "whsec_test", kNow);
        QVERIFY(verifySignature(body, header, {"whsec_test"}, at(kNow)) == SignatureResult::Valid);
        for (qsizetype i = 0; i < body.size(); ++i) {
            QByteArray changed = body;
            changed[i] = static_cast<char>(changed.at(i) ^ 1);
            QVERIFY(verifySignature(changed, header, {"whsec_test"}, at(kNow)) == SignatureResult::Mismatch);
        }
        QVERIFY(verifySignature(body + ' ', header, {"whsec_test"}, at(kNow)) == SignatureResult::Mismatch);
        QVERIFY(verifySignature(body, header, {}, at(kNow)) == SignatureResult::Mismatch); // no secret, nothing to believe
        QVERIFY(verifySignature(body, signatureHeader(body, {}, kNow), {"whsec_test", ""}, at(kNow)) == SignatureResult::Mismatch); // nor does a blank one count
    }

    void statusesBecomeStates_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("declined");
        QTest::addColumn<int>("state");
        const auto row = [](const char* status, bool declined, PaymentState state) { QTest::addRow("%s%s", status, declined ? " declined" : "") << QString::fromLatin1(status) << declined << int(state); };
        row("requires_payment_method", false, PaymentState::AwaitingPayer);
        row("requires_payment_method", true, PaymentState::Failed);
        row("requires_confirmation", false, PaymentState::AwaitingPayer);
        row("requires_action", false, PaymentState::RequiresAction);
        row("requires_action", true, PaymentState::RequiresAction);
        row("processing", false, PaymentState::Processing);
        row("succeeded", false, PaymentState::Succeeded);
        row("succeeded", true, PaymentState::Succeeded);
        row("canceled", false, PaymentState::Canceled);
        row("something_new", false, PaymentState::AwaitingPayer); // grants nothing
    }

    void statusesBecomeStates()
    {
        QFETCH(QString, status);
        QFETCH(bool, declined);
        QFETCH(int, state);
        QJsonObject object = intent("x");
        object.insert(QStringLiteral("status"), status);
        if (declined) object.insert(QStringLiteral("last_payment_error"), QJsonObject{{QStringLiteral("code"), QStringLiteral("card_declined")}, {QStringLiteral("decline_code"), QStringLiteral("lost_card")}, {QStringLiteral("message"), QStringLiteral("Declined.")}});
        const auto parsed = intentFromJson(object);
        QVERIFY(parsed.ok());
        QCOMPARE(int(parsed->state), state);
        if (declined) {
            QCOMPARE(parsed->failureCode, QStringLiteral("lost_card"));
            QCOMPARE(parsed->failureMessage, QStringLiteral("Declined."));
        }
    }

    void intentsWithoutWhatCountsAreErrors()
    {
        for (const char* member : {"id", "amount", "currency", "status"}) {
            QJsonObject without = intent("succeeded");
            without.remove(QLatin1String(member));
            QVERIFY2(!intentFromJson(without).ok(), member);
            for (const QJsonValue& wrong : {QJsonValue(QJsonValue::Null), QJsonValue(true), QJsonValue(QJsonArray()), QJsonValue(QJsonObject())}) {
                QJsonObject other = without;
                other.insert(QLatin1String(member), wrong);
                QVERIFY2(!intentFromJson(other).ok(), member);
            }
        }
        QJsonObject text = intent("succeeded");
        text.insert(QStringLiteral("amount"), QStringLiteral("4999"));
        QVERIFY(!intentFromJson(text).ok());
        QJsonObject currency = intent("succeeded");
        currency.insert(QStringLiteral("currency"), QStringLiteral("xxx"));
        QVERIFY(!intentFromJson(currency).ok());
        QVERIFY(!intentFromJson({}).ok());
    }

    void chargesMayBeExpanded()
    {
        QJsonObject object = intent("succeeded");
        object.insert(QStringLiteral("latest_charge"), QStringLiteral("ch_1"));
        QCOMPARE(intentFromJson(object)->chargeId, QStringLiteral("ch_1"));
        object.insert(QStringLiteral("latest_charge"), QJsonObject{{QStringLiteral("id"), QStringLiteral("ch_2")}});
        QCOMPARE(intentFromJson(object)->chargeId, QStringLiteral("ch_2"));
    }

    void eventsAreTakenApart()
    {
        test::IntentEvent made;
        made.intent = QStringLiteral("pi_1");
        made.amount = Money::fromMinor(4999, Currency());
        made.paymentId = newUuid7();
        made.eventId = QStringLiteral("evt_42");
        const auto event = eventFromJson(test::body(made));
        QVERIFY(event.ok());
        QCOMPARE(event->id, QStringLiteral("evt_42"));
        QCOMPARE(event->type, QStringLiteral("payment_intent.succeeded"));
        QVERIFY(!event->livemode);
        const auto inside = intentFromJson(event->object);
        QCOMPARE(inside->amount, made.amount);
        QCOMPARE(inside->receivedMinor, 4999);
        QCOMPARE(inside->paymentId, made.paymentId);
        for (const char* wrong : {"", "[]", "{}", "null", "x", R"({"id":"evt_1"})", R"({"type":"x"})", R"({"id":5,"type":"x"})", R"({"id":"","type":"x"})", R"({"id":"evt_1","type":"x"} trailing)"})
            QVERIFY2(!eventFromJson(wrong).ok(), wrong);
        QVERIFY(!eventFromJson(R"({"id":")" + QByteArray(256, 'e') + R"(","type":"x"})").ok());
    }

    void payoutsAreTakenApart_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("state");
        QTest::newRow("pending") << QStringLiteral("pending") << int(PayoutState::Pending);
        QTest::newRow("in transit") << QStringLiteral("in_transit") << int(PayoutState::InTransit);
        QTest::newRow("paid") << QStringLiteral("paid") << int(PayoutState::Paid);
        QTest::newRow("failed") << QStringLiteral("failed") << int(PayoutState::Failed);
        QTest::newRow("canceled") << QStringLiteral("canceled") << int(PayoutState::Canceled);
    }

    void payoutsAreTakenApart()
    {
        QFETCH(QString, status);
        QJsonObject object{{QStringLiteral("id"), QStringLiteral("po_1")}, {QStringLiteral("amount"), 2000}, {QStringLiteral("currency"), QStringLiteral("usd")}, {QStringLiteral("status"), status},
                           {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("withdrawal_id"), QStringLiteral("w")}}}};
        const auto payout = payoutFromJson(object);
        QTEST(int(payout->state), "state");
        QCOMPARE(payout->amount, Money::fromMinor(2000, Currency()));
        QCOMPARE(payout->withdrawalId, QStringLiteral("w"));
        object.remove(QStringLiteral("id"));
        QVERIFY(!payoutFromJson(object).ok());
    }

    void errorsKeepWhatTheCallerMustKnow_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("declined") << 402 << QStringLiteral("payment_declined");
        QTest::newRow("wrong parameter") << 400 << QStringLiteral("gateway_refused");
        QTest::newRow("wrong key") << 401 << QStringLiteral("gateway_denied");
        QTest::newRow("an account closed to us") << 403 << QStringLiteral("gateway_denied");
        QTest::newRow("not there") << 404 << QStringLiteral("not_found");
        QTest::newRow("key in flight") << 409 << QStringLiteral("gateway_busy");
        QTest::newRow("too fast") << 429 << QStringLiteral("gateway_busy");
        QTest::newRow("broken") << 500 << QStringLiteral("outcome_unknown");
        QTest::newRow("bad gateway") << 502 << QStringLiteral("outcome_unknown");
        QTest::newRow("unavailable") << 503 << QStringLiteral("outcome_unknown");
    }

    void errorsKeepWhatTheCallerMustKnow()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        const Error error = errorFromAnswer(status, R"({"error":{"message":"Your card was declined.","type":"card_error"}})");
        QCOMPARE(toText(error.code), code);
        QCOMPARE(error.detail, QStringLiteral("Your card was declined."));
        QVERIFY(!errorFromAnswer(status, "<html>").detail.isEmpty());
    }

    void aRefusalThatWasCutSaysNothing() // what was declined is named by the body alone
    {
        const QByteArray whole = R"({"error":{"message":"Your card was declined.","type":"card_error"}})";
        for (const int status : {400, 402, 404}) {
            for (const QByteArray& body : {QByteArray(), whole.chopped(20)}) QCOMPARE(errorFromAnswer(status, body).code, ErrorCode::OutcomeUnknown);
        }
    }

    void unreadableSuccessIsNoRefusal() // money must not go back to a vault because of it
    {
        QCOMPARE(payoutFromJson({}).error().code, ErrorCode::OutcomeUnknown);
        QCOMPARE(intentFromJson({}).error().code, ErrorCode::OutcomeUnknown);
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
