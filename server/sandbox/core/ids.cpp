#include "sandbox/core/ids.h"

#include "sandbox/core/clock.h"
#include "sandbox/core/json.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRandomGenerator>

namespace lectern::sandbox {

namespace {

constexpr char Alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr char Account[] = "LctnSandbx"; // every id of one Stripe account carries a piece of the account's id

/// Ids are made all over the sandbox, which has one thread and one clock; so their source is the process's.
struct Source
{
    const Clock* clock = nullptr;
    std::optional<quint64> seed;
    QHash<QString, qint64> counters; ///< ids made so far, by prefix; used with a seed only
};

Source& source()
{
    static Source instance;
    return instance;
}

QString base62(qint64 number)
{
    QString text;
    for (qint64 rest = number; rest > 0; rest /= 62)
        text.prepend(QLatin1Char(Alphabet[rest % 62]));
    return text.rightJustified(5, u'0').right(5);
}

/// `length` characters of the first `alphabetSize` of the alphabet, for the n-th id of that prefix.
QString token(const QString& prefix, qint64 n, int length, quint32 alphabetSize)
{
    QString text(length, Qt::Uninitialized);
    if (!source().seed) {
        for (QChar& c : text)
            c = QLatin1Char(Alphabet[QRandomGenerator::global()->bounded(alphabetSize)]);
        return text;
    }
    const QByteArray name = QByteArray::number(*source().seed) + '/' + prefix.toUtf8() + '/' + QByteArray::number(n);
    QByteArray bytes;
    for (int block = 0; bytes.size() < length; ++block)
        bytes += QCryptographicHash::hash(name + '/' + QByteArray::number(block), QCryptographicHash::Sha256);
    for (int i = 0; i < length; ++i)
        text[i] = QLatin1Char(Alphabet[static_cast<quint8>(bytes.at(i)) % alphabetSize]);
    return text;
}

qint64 nextNumber(const QString& prefix) { return source().seed ? ++source().counters[prefix] : 0; }

} // namespace

void setIdSource(const Clock& clock, std::optional<quint64> seed) { source() = {&clock, seed, {}}; }

QJsonObject idCounters()
{
    QJsonObject counters;
    for (auto it = source().counters.cbegin(); it != source().counters.cend(); ++it)
        counters.insert(it.key(), it.value());
    return counters;
}

void setIdCounters(const QJsonObject& counters)
{
    source().counters.clear();
    for (auto it = counters.begin(); it != counters.end(); ++it)
        source().counters.insert(it.key(), it.value().toInteger());
}

QString randomToken(int length) { return token(u"token"_s, nextNumber(u"token"_s), length, 62); }

QString randomDigits(int length) { return token(u"digits"_s, nextNumber(u"digits"_s), length, 10); }

QString longId(const char* prefix, char version)
{
    const QString name = QString::fromLatin1(prefix);
    const qint64 n = nextNumber(name);
    const qint64 now = source().clock ? source().clock->now() : QDateTime::currentSecsSinceEpoch();
    return name + QLatin1Char(version) + base62(source().seed ? n : now) + QString::fromLatin1(Account) +
           token(name, n, 8, 62);
}

QString shortId(const char* prefix, int length)
{
    const QString name = QString::fromLatin1(prefix);
    return name + token(name, nextNumber(name), length, 62);
}

} // namespace lectern::sandbox
