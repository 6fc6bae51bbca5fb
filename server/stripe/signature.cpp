#include "stripe/signature.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace lectern::stripe {

namespace {
QByteArray mac(const QByteArray& secret, const QByteArray& timestamp, const QByteArray& body)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    const QByteArray payload = timestamp + '.' + body;
    HMAC(EVP_sha256(), secret.constData(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(payload.constData()), static_cast<size_t>(payload.size()), digest, &length);
    return QByteArray(reinterpret_cast<const char*>(digest), static_cast<qsizetype>(length)).toHex();
}

bool sameBytes(const QByteArray& a, const QByteArray& b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), static_cast<size_t>(a.size())) == 0;
}
} // namespace

SignatureResult verifySignature(const QByteArray& body, const QByteArray& header, const QList<QByteArray>& secrets,
                                const QDateTime& now, int toleranceSeconds)
{
    if (header.isEmpty()) return SignatureResult::Missing;
    QByteArray timestamp;
    QList<QByteArray> signatures;
    for (const QByteArray& part : header.split(',')) {
        const QByteArray item = part.trimmed();
        if (item.startsWith("t=")) timestamp = item.mid(2);
        if (item.startsWith("v1=")) signatures.append(item.mid(3));
    }
    bool isNumber = false;
    const qint64 seconds = timestamp.toLongLong(&isNumber);
    if (!isNumber || seconds < 0 || signatures.isEmpty()) return SignatureResult::Malformed;
    bool matched = false;
    for (const QByteArray& secret : secrets) {
        if (secret.isEmpty()) continue; // anybody has that key
        const QByteArray expected = mac(secret, timestamp, body);
        for (const QByteArray& signature : signatures) matched = sameBytes(signature, expected) || matched;
    }
    if (!matched) return SignatureResult::Mismatch;
    const qint64 age = now.toSecsSinceEpoch() - seconds;
    return age > toleranceSeconds || age < -toleranceSeconds ? SignatureResult::Expired : SignatureResult::Valid;
}

QByteArray signatureHeader(const QByteArray& body, const QByteArray& secret, qint64 timestamp)
{
    const QByteArray t = QByteArray::number(timestamp);
    return "t=" + t + ",v1=" + mac(secret, t, body);
}

} // namespace lectern::stripe
