#pragma once
#include "domain/clock.h"
#include <QFile>
#include <QMutex>

namespace lectern::daemon {

/// The system's time plus the seconds in a file, so that tests can move the server and the sandbox together.
/// Without a file it is the system's time.
class ShiftedClock final : public Clock
{
public:
    explicit ShiftedClock(QString file) : m_file(std::move(file)) {}
    [[nodiscard]] QDateTime now() const override
    {
        const QDateTime real = QDateTime::currentDateTimeUtc();
        return m_file.isEmpty() ? real : real.addSecs(offset());
    }

private:
    /// Read each time: whoever has moved the clock counts on it with the next request.
    qint64 offset() const
    {
        const QMutexLocker lock(&m_mutex);
        QFile file(m_file);
        if (file.open(QIODevice::ReadOnly)) m_offset = file.readAll().trimmed().toLongLong();
        return m_offset;
    }

    QString m_file;
    mutable QMutex m_mutex;
    mutable qint64 m_offset = 0;
};

} // namespace lectern::daemon
