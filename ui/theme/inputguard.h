#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QPoint>
#include <QPointer>

namespace lectern {

/// Keeps hands from doing what nobody meant: a wheel that turns over a closed choice or a number scrolls the page instead of changing it, and the second click of a
/// double click does not press a button that has appeared in the place of the first.
class InputGuard final : public QObject
{
    Q_OBJECT
public:
    /// Watches the application.
    static void install(QObject* app);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit InputGuard(QObject* parent);
    [[nodiscard]] bool isSecondClick(QObject* watched, const QPoint& at);
    QPointer<QObject> m_pressed;
    bool m_wasPressed = false;
    QPoint m_at;
    QElapsedTimer m_since;
};

} // namespace lectern
