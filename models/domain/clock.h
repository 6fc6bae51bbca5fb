#pragma once
#include <QDateTime>

namespace lectern {

/// Where "now" comes from, so that a test or the demo can move time.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime now() const = 0; ///< UTC
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override;
};

} // namespace lectern
