#include "sandbox/events/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace lectern::sandbox {

QByteArray signatureHeader(const QByteArray& secret, qint64 timestamp, const QByteArray& body)
{
    const QByteArray time = QByteArray::number(timestamp);
    const QByteArray payload = time + '.' + body;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    HMAC(EVP_sha256(), secret.constData(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(payload.constData()), static_cast<size_t>(payload.size()), digest,
         &length);
    return "t=" + time +
           ",v1=" + QByteArray(reinterpret_cast<const char*>(digest), static_cast<qsizetype>(length)).toHex();
}

} // namespace lectern::sandbox
