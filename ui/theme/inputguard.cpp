#include "ui/theme/inputguard.h"
#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QMouseEvent>
#include <QStyleHints>
#include <QWheelEvent>

namespace lectern {

namespace {

/// What the widget stands in scrolls instead.
void scrollAround(const QWidget* widget, QWheelEvent* event)
{
    for (QWidget* around = widget->parentWidget(); around; around = around->parentWidget()) {
        auto* area = qobject_cast<QAbstractScrollArea*>(around);
        if (!area) continue;
        QWheelEvent same(area->viewport()->mapFromGlobal(event->globalPosition()), event->globalPosition(), event->pixelDelta(), event->angleDelta(), event->buttons(), event->modifiers(), event->phase(), event->inverted());
        QCoreApplication::sendEvent(area->viewport(), &same);
        return;
    }
}

} // namespace

InputGuard::InputGuard(QObject* parent) : QObject(parent) {}

void InputGuard::install(QObject* app)
{
    static QPointer<InputGuard> once;
    if (once) return;
    once = new InputGuard(app);
    app->installEventFilter(once);
}

bool InputGuard::isSecondClick(QObject* watched, const QPoint& at)
{
    const bool isSoon = m_wasPressed && m_since.isValid() && m_since.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval();
    const bool isThere = (at - m_at).manhattanLength() <= QGuiApplication::styleHints()->mouseDoubleClickDistance();
    if (isSoon && isThere && m_pressed != watched) return true;
    m_pressed = watched;
    m_wasPressed = true;
    m_at = at;
    m_since.restart();
    return false;
}

bool InputGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel) {
        auto* box = qobject_cast<QComboBox*>(watched);
        auto* spin = qobject_cast<QAbstractSpinBox*>(watched);
        if (!box && !spin) return false;
        scrollAround(static_cast<QWidget*>(watched), static_cast<QWheelEvent*>(event));
        return true;
    }
    const bool isPress = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    return isPress && qobject_cast<QAbstractButton*>(watched) && isSecondClick(watched, static_cast<QMouseEvent*>(event)->globalPosition().toPoint());
}

} // namespace lectern
