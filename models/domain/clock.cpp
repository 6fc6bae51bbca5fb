#include "domain/clock.h"

namespace lectern {
QDateTime SystemClock::now() const { return QDateTime::currentDateTimeUtc(); }
} // namespace lectern
