#include "usecases/codes.h"
#include <QRandomGenerator>
#include <sodium.h>

namespace lectern {

QString newReadableCode()
{
    static constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    QString code;
    for (int i = 0; i < 12; ++i) {
        if (i > 0 && i % 4 == 0) code += u'-';
        code += QLatin1Char(kAlphabet[QRandomGenerator::system()->bounded(32)]);
    }
    return code;
}

QString newSecretToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(bytes.size()));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace lectern
