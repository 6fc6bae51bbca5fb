#include "ui/theme/keyboardfocus.h"
#include <QAbstractButton>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QStyle>

namespace lectern {

namespace {

bool navigates(int key)
{
    switch (key) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        return true;
    default:
        return false;
    }
}

void setRing(QWidget* widget, bool on)
{
    if (widget->property("ring").toBool() == on) return;
    widget->setProperty("ring", on);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace

KeyboardFocus* KeyboardFocus::s_instance = nullptr;

KeyboardFocus::KeyboardFocus(QObject* parent)
    : QObject(parent)
{
}

void KeyboardFocus::install(QObject* app)
{
    if (s_instance) return;
    s_instance = new KeyboardFocus(app);
    app->installEventFilter(s_instance);
    connect(s_instance, &QObject::destroyed, [] { s_instance = nullptr; });
}

bool KeyboardFocus::rings(const QWidget* widget) { return widget->hasFocus() && widget->property("ring").toBool(); }

bool KeyboardFocus::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (navigates(static_cast<QKeyEvent*>(event)->key())) m_byKeyboard = true;
        break;
    case QEvent::MouseButtonPress:
        m_byKeyboard = false;
        break;
    case QEvent::FocusIn:
        // Where the focus goes because its holder went away is nobody's choice, but the keyboard goes on from there.
        if (auto* button = qobject_cast<QAbstractButton*>(watched)) setRing(button, m_byKeyboard && static_cast<QFocusEvent*>(event)->reason() != Qt::MouseFocusReason);
        break;
    case QEvent::FocusOut:
        if (auto* button = qobject_cast<QAbstractButton*>(watched)) setRing(button, false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lectern
