#pragma once
#include "ui/kit/formfield.h"

namespace lectern {

/// All at once or in parts: the plans of a course, with every payment of the chosen one, its day and the total.
class PlanBox final : public QWidget
{
    Q_OBJECT
public:
    explicit PlanBox(QWidget* parent = nullptr);
    void setQuote(const PurchaseQuote& quote); ///< hides itself where there is nothing to choose
    void setOffered(bool offered);             ///< plans are paid by card alone
    [[nodiscard]] std::optional<PlanOffer> chosen() const; ///< absent: all at once

Q_SIGNALS:
    void changed();

private:
    void showLines();

    PurchaseQuote m_quote;
    bool m_offered = true;
    QComboBox* m_choice;
    QLabel* m_lines;
};

} // namespace lectern
