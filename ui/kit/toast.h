#pragma once
#include "ui/kit/widgets.h"

namespace lectern {

/// A short message at the bottom of a window that goes by itself. Never the only place of an error.
class Toast final : public QFrame
{
    Q_OBJECT
public:
    explicit Toast(QWidget* window);
    void say(const QString& text, Tone tone);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    QLabel* m_icon;
    QLabel* m_text;
    QTimer* m_away;
};

} // namespace lectern
