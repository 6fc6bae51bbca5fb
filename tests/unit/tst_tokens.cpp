#include "usecases/accounts/tokensigner.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace lectern;

/// Access tokens: one algorithm, one audience, our secret, within their time; anything else is refused.
class TestTokens : public QObject
{
    Q_OBJECT

    const QByteArray m_secret = QByteArray(40, 's');
    const QDateTime m_now = QDateTime::currentDateTimeUtc();
    TokenSigner m_signer{m_secret};
    const AccessClaims m_claims{newId<UserId>(), Role::Teacher};

    static QByteArray encoded(const QByteArray& bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); }
    static QByteArray json(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
    QJsonObject payload(const char* audience = "access") const
    {
        return {{QStringLiteral("iss"), QStringLiteral("lectern")}, {QStringLiteral("aud"), QLatin1String(audience)}, {QStringLiteral("sub"), m_claims.user.value},
                {QStringLiteral("role"), QStringLiteral("admin")}, {QStringLiteral("exp"), m_now.addSecs(600).toSecsSinceEpoch()}};
    }
    QString forged(const QJsonObject& header, const QJsonObject& body, std::optional<QCryptographicHash::Algorithm> algorithm, const QByteArray& secret) const
    {
        const QByteArray text = encoded(json(header)) + '.' + encoded(json(body));
        return QString::fromLatin1(text + '.' + (algorithm ? encoded(QMessageAuthenticationCode::hash(text, secret, *algorithm)) : QByteArray()));
    }
    static QJsonObject header(const char* algorithm) { return {{QStringLiteral("alg"), QLatin1String(algorithm)}, {QStringLiteral("typ"), QStringLiteral("JWT")}}; }
    [[nodiscard]] bool accepts(const QString& token) const { return m_signer.verify(token, m_now).ok(); }

private Q_SLOTS:
    void ownTokenIsAccepted()
    {
        const auto claims = m_signer.verify(m_signer.sign(m_claims, m_now), m_now);
        QVERIFY(claims.ok());
        QCOMPARE(claims->user, m_claims.user);
        QCOMPARE(claims->role, Role::Teacher);
    }

    void ourForgeryFitsWhenEverythingIsRight() // else the refusals below would prove nothing
    {
        QVERIFY(accepts(forged(header("HS256"), payload(), QCryptographicHash::Sha256, m_secret)));
    }

    void tokenEndsWithItsTime()
    {
        const QString token = m_signer.sign(m_claims, m_now);
        QVERIFY(m_signer.verify(token, m_now.addSecs(15 * 60 - 1)).ok());
        const auto late = m_signer.verify(token, m_now.addSecs(15 * 60));
        QVERIFY(!late.ok());
        QCOMPARE(late.error().code, ErrorCode::Unauthenticated);
        QVERIFY(late.error().detail.contains(QStringLiteral("expired")));
        const QString old = m_signer.sign(m_claims, m_now.addSecs(-3600));
        QVERIFY(!accepts(old));
        QVERIFY(m_signer.verify(old, m_now.addSecs(-3600)).ok()); // the clock is ours
    }

    void otherAlgorithmsAreRefused()
    {
        QVERIFY(!accepts(forged(header("none"), payload(), std::nullopt, {})));
        QVERIFY(!accepts(forged(header("None"), payload(), std::nullopt, {})));
        QVERIFY(!accepts(forged(header("none"), payload(), QCryptographicHash::Sha256, m_secret)));
        QVERIFY(!accepts(forged(header("HS512"), payload(), QCryptographicHash::Sha512, m_secret)));
        QVERIFY(!accepts(forged(header("HS384"), payload(), QCryptographicHash::Sha384, m_secret)));
        QVERIFY(!accepts(forged(header("RS256"), payload(), QCryptographicHash::Sha256, m_secret)));
        QVERIFY(!accepts(forged(header("ES256"), payload(), QCryptographicHash::Sha256, m_secret)));
        QVERIFY(!accepts(forged({{QStringLiteral("typ"), QStringLiteral("JWT")}}, payload(), QCryptographicHash::Sha256, m_secret)));
    }

    void wrongSecretAndWrongClaimsAreRefused()
    {
        QVERIFY(!accepts(forged(header("HS256"), payload(), QCryptographicHash::Sha256, QByteArray(40, 't'))));
        QVERIFY(!accepts(forged(header("HS256"), payload(), QCryptographicHash::Sha256, {})));
        for (const char* claim : {"iss", "aud", "sub", "exp", "role"}) {
            QJsonObject without = payload();
            without.remove(QLatin1String(claim));
            QVERIFY2(!accepts(forged(header("HS256"), without, QCryptographicHash::Sha256, m_secret)), claim);
            QJsonObject wrong = payload();
            wrong.insert(QLatin1String(claim), QStringLiteral("x"));
            if (QByteArray(claim) != "sub") QVERIFY2(!accepts(forged(header("HS256"), wrong, QCryptographicHash::Sha256, m_secret)), claim);
            QJsonObject mistyped = payload();
            mistyped.insert(QLatin1String(claim), QJsonArray{1});
            QVERIFY2(!accepts(forged(header("HS256"), mistyped, QCryptographicHash::Sha256, m_secret)), claim);
        }
    }

    void tamperedTokenIsRefused()
    {
        const QString token = m_signer.sign(m_claims, m_now);
        const QStringList parts = token.split(u'.');
        for (qsizetype i = 0; i < token.size(); i += 3) {
            // The last character carries bits that are no part of the signature.
            if (token.at(i) == u'.' || i == token.size() - 1) continue;
            QString other = token;
            other[i] = other.at(i) == u'A' ? u'B' : u'A';
            QVERIFY2(!accepts(other), qPrintable(other));
        }
        const QString admin = QString::fromLatin1(encoded(json(payload())));
        QVERIFY(!accepts(parts.at(0) + u'.' + admin + u'.' + parts.at(2)));
        QVERIFY(!accepts(parts.at(0) + u'.' + parts.at(1) + u'.'));
        QVERIFY(!accepts(parts.at(0) + u'.' + parts.at(1)));
    }

    void nonsenseIsRefusedQuietly()
    {
        for (const char* token : {"", ".", "..", "...", "a.b.c", "a", "e30.e30.e30", "\xff.\xff.\xff", "null", "{}", "eyJhbGciOiJIUzI1NiJ9.W10.x", "eyJhbGciOiJIUzI1NiJ9.bnVsbA.x", "W10.W10.W10", "MQ.MQ.MQ"})
            QVERIFY2(!accepts(QString::fromLatin1(token)), token);
        QVERIFY(!accepts(QString(100'000, u'a')));
        QVERIFY(!accepts(QString(5'000, u'.')));
    }

    void ticketsAreForOneThingAndNoLogin()
    {
        const QString ticket = m_signer.signTicket(QStringLiteral("checkout:1"), m_now.addSecs(60));
        QVERIFY(m_signer.verifyTicket(ticket, QStringLiteral("checkout:1"), m_now));
        QVERIFY(!m_signer.verifyTicket(ticket, QStringLiteral("checkout:2"), m_now));
        QVERIFY(!m_signer.verifyTicket(ticket, QStringLiteral("file:1"), m_now));
        QVERIFY(!m_signer.verifyTicket(ticket, QStringLiteral("checkout:1"), m_now.addSecs(60)));
        QVERIFY(!accepts(ticket));
        QVERIFY(!m_signer.verifyTicket(m_signer.sign(m_claims, m_now), m_claims.user.value, m_now));
        QVERIFY(!m_signer.verifyTicket(QString(), QString(), m_now));
    }
};

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
