#include "stripe/signature.h"
#include "stripe/wire.h"
#include <QTest>

using namespace lectern;
using namespace lectern::stripe;

/// The webhook believes exactly what was signed, with a secret it knows, not long ago.
class TestSignature : public QObject
{
    Q_OBJECT

private:
    const QByteArray m_body = R"({"id":"evt_1"})";
    const QByteArray m_secret = "whsec_one";
    static QDateTime at(qint64 seconds) { return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC); }
    static constexpr qint64 kNow = 1'800'000'000;

private Q_SLOTS:
    void takesWhatWasSigned() { QCOMPARE(verifySignature(m_body, signatureHeader(m_body, m_secret, kNow), {m_secret}, at(kNow)), SignatureResult::Valid); }
    void takesARotatedSecret() { QCOMPARE(verifySignature(m_body, signatureHeader(m_body, m_secret, kNow), {"whsec_new", m_secret}, at(kNow)), SignatureResult::Valid); }
    void takesOneOfSeveralSignatures()
    {
        const QByteArray header = signatureHeader(m_body, m_secret, kNow);
        const QByteArray several = header.split(',').first() + ",v1=" + QByteArray(64, '0') + ',' + header.split(',').last() + ",v0=x";
        QCOMPARE(verifySignature(m_body, several, {m_secret}, at(kNow)), SignatureResult::Valid);
    }
    void refusesABodyChangedByOneByte()
    {
        QByteArray changed = m_body;
        changed[8] = 'f';
        QCOMPARE(verifySignature(changed, signatureHeader(m_body, m_secret, kNow), {m_secret}, at(kNow)), SignatureResult::Mismatch);
    }
    void refusesOldAndFutureOnes()
    {
        const QByteArray header = signatureHeader(m_body, m_secret, kNow);
        QCOMPARE(verifySignature(m_body, header, {m_secret}, at(kNow + 300)), SignatureResult::Valid);
        QCOMPARE(verifySignature(m_body, header, {m_secret}, at(kNow + 301)), SignatureResult::Expired);
        QCOMPARE(verifySignature(m_body, header, {m_secret}, at(kNow - 301)), SignatureResult::Expired);
    }
    void refusesWhatIsNoHeader()
    {
        QCOMPARE(verifySignature(m_body, {}, {m_secret}, at(kNow)), SignatureResult::Missing);
        QCOMPARE(verifySignature(m_body, "nonsense", {m_secret}, at(kNow)), SignatureResult::Malformed);
        QCOMPARE(verifySignature(m_body, "t=abc,v1=00", {m_secret}, at(kNow)), SignatureResult::Malformed);
        QCOMPARE(verifySignature(m_body, "t=1800000000,v1=", {m_secret}, at(kNow)), SignatureResult::Mismatch);
        QCOMPARE(verifySignature(m_body, signatureHeader(m_body, "whsec_other", kNow), {m_secret}, at(kNow)), SignatureResult::Mismatch);
    }
    void errorsSayWhetherTheWorkMayHaveBeenDone()
    {
        QCOMPARE(errorFromAnswer(400, R"({"error":{"type":"invalid_request_error"}})").code, ErrorCode::GatewayRefused);
        QCOMPARE(errorFromAnswer(400, R"({"error":{"type":"idempotency_error"}})").code, ErrorCode::OutcomeUnknown);
        QCOMPARE(errorFromAnswer(401, "{}").code, ErrorCode::OutcomeUnknown);
        QCOMPARE(errorFromAnswer(500, "").code, ErrorCode::OutcomeUnknown);
        QCOMPARE(errorFromAnswer(402, "{}").code, ErrorCode::PaymentDeclined);
        QCOMPARE(errorFromAnswer(429, "{}").code, ErrorCode::GatewayBusy);
    }
    void readsAnIntentOrSaysWhyNot()
    {
        QVERIFY(!intentFromJson({}));
        const QJsonObject intent{{QStringLiteral("id"), QStringLiteral("pi_1")}, {QStringLiteral("amount"), 4999}, {QStringLiteral("amount_received"), 4999}, {QStringLiteral("currency"), QStringLiteral("usd")},
                                 {QStringLiteral("status"), QStringLiteral("succeeded")}, {QStringLiteral("latest_charge"), QJsonObject{{QStringLiteral("id"), QStringLiteral("ch_1")}}}};
        const auto parsed = intentFromJson(intent);
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->state, PaymentState::Succeeded);
        QCOMPARE(parsed->chargeId, QStringLiteral("ch_1"));
    }
};

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
