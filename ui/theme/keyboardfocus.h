#pragma once
#include <QObject>

class QWidget;

namespace lectern {

/// Tells the focus of the keyboard from that of the mouse: the ring around a control is for people who go from one to the
/// next with Tab or the arrows, and would be a stray mark for whoever clicks. Text fields keep theirs, since it says
/// where the typing goes.
class KeyboardFocus final : public QObject
{
    Q_OBJECT
public:
    /// Watches the application; buttons get the property "ring", by which the style sheet draws it.
    static void install(QObject* app);
    /// Whether a control that paints itself shows its ring now.
    [[nodiscard]] static bool rings(const QWidget* widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit KeyboardFocus(QObject* parent);
    bool m_byKeyboard = false; ///< what was pressed last
    static KeyboardFocus* s_instance;
};

} // namespace lectern
