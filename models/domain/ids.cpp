#include "domain/ids.h"
#include <QDateTime>
#include <QRandomGenerator>
#include <QUuid>
#include <mutex>

namespace lectern {

QString newUuid7()
{
    static std::mutex mutex;
    static qint64 lastMs = 0;
    static quint32 counter = 0; // 26 bits: 12 in rand_a, 14 in the head of rand_b
    quint64 ms = 0;
    quint32 count = 0;
    {
        const std::lock_guard lock(mutex);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        if (now > lastMs) {
            lastMs = now;
            counter = QRandomGenerator::system()->bounded(1U << 20);
        } else if (++counter >= (1U << 26)) {
            ++lastMs; // the millisecond is used up, or the clock went back: stay ahead of what was given out
            counter = 0;
        }
        ms = static_cast<quint64>(lastMs);
        count = counter;
    }
    const quint64 random = QRandomGenerator::system()->generate64();
    const auto hi = (ms << 16) | 0x7000U | (count >> 14);
    const quint64 lo = 0x8000000000000000ULL | (static_cast<quint64>(count & 0x3FFFU) << 48) | (random & 0xFFFFFFFFFFFFULL);
    const QString hex = QString::fromLatin1(QByteArray::number(hi, 16).rightJustified(16, '0')) +
                        QString::fromLatin1(QByteArray::number(lo, 16).rightJustified(16, '0'));
    return hex.mid(0, 8) + u'-' + hex.mid(8, 4) + u'-' + hex.mid(12, 4) + u'-' + hex.mid(16, 4) + u'-' + hex.mid(20);
}

bool isUuid(const QString& text)
{
    return text.size() == 36 && !QUuid::fromString(text).isNull();
}

} // namespace lectern
