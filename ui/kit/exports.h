#pragma once
#include <QWidget>
#include <functional>

namespace lectern {

/// Asks where to save and writes it there; a failure is said in a box that stays. `saved`: called with the path when
/// it worked.
void saveCsv(QWidget* parent, const QString& suggestedName, const std::function<QByteArray()>& content,
             const std::function<void(const QString& path)>& saved = {});
void savePng(QWidget* parent, const QString& suggestedName, const std::function<QByteArray()>& content,
             const std::function<void(const QString& path)>& saved = {});
/// The widget as it is drawn now.
[[nodiscard]] QByteArray pngOf(QWidget* widget);

} // namespace lectern
