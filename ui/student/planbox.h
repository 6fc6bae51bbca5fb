#pragma once
#include "ui/kit/formfield.h"

namespace lectern {

/// All at once, in parts or by a subscription: the plans of a course, with every payment of the chosen one and its day.
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
    [[nodiscard]] static QString choiceText(const PlanOffer& plan);
    void showLines();

    PurchaseQuote m_quote;
    bool m_offered = true;
    QComboBox* m_choice;
    QLabel* m_lines;
};

} // namespace lectern
