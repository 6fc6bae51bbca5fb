#include "sandbox/core/ids.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace lectern::sandbox {

static constexpr char Alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static constexpr char Account[] = "LctnSandbx"; // every id of one Stripe account carries a piece of the account's id

QString randomToken(int length)
{
    QString token(length, Qt::Uninitialized);
    for (QChar& c : token)
        c = QLatin1Char(Alphabet[QRandomGenerator::global()->bounded(62)]);
    return token;
}

QString longId(const char* prefix, char version)
{
    QString time;
    for (qint64 rest = QDateTime::currentMSecsSinceEpoch() / 1000; rest > 0; rest /= 62)
        time.prepend(QLatin1Char(Alphabet[rest % 62]));
    return QString::fromLatin1(prefix) + QLatin1Char(version) + time.right(5) + QString::fromLatin1(Account) +
           randomToken(8);
}

QString shortId(const char* prefix) { return QString::fromLatin1(prefix) + randomToken(14); }

} // namespace lectern::sandbox
