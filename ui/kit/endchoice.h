#pragma once
#include "ui/kit/widgets.h"

class QRadioButton;

namespace lectern {

/// Whether something ends when its period is over or at once, and what that means.
class EndChoice final : public QWidget
{
    Q_OBJECT
public:
    /// `later` empty: there is no period to wait for, it ends at once. Names of the widgets begin with `name`.
    EndChoice(const QString& name, const QString& later, const QString& now, QWidget* parent = nullptr);
    [[nodiscard]] bool isNow() const;
    void setConsequence(const QString& text) { m_consequence->setText(text); }

Q_SIGNALS:
    void changed();

private:
    QRadioButton* m_now;
    QLabel* m_consequence;
};

} // namespace lectern
