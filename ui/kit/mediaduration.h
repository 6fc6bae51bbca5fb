#pragma once
#include <QObject>
#include <functional>

namespace lectern {

/// Measures how long a local video is and tells once: whole seconds, or 0 when it cannot be told within ten seconds.
void measureDuration(QObject* context, const QString& path, std::function<void(int seconds)> tell);

} // namespace lectern
