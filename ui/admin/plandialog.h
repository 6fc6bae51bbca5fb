#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QSpinBox;

namespace lectern {

/// A payment plan: what it is called, and how it spreads a price. Shows what it makes of an example.
class PlanDialog final : public DialogFrame
{
    Q_OBJECT
public:
    PlanDialog(const std::optional<Plan>& plan, PlansGateway* plans, QWidget* parent);
    [[nodiscard]] PlanForm form() const;

Q_SIGNALS:
    void done(const lectern::Plan& plan);

protected:
    std::optional<Error> check() override;

private:
    QWidget* buildAmounts();
    void takeOver(const PlanForm& form);
    [[nodiscard]] PlanKind kind() const;
    void showKind();
    void showExample();
    void showSubscription();
    void send();

    std::optional<PlanId> m_id;
    PlansGateway* m_plans;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QSpinBox* m_count;
    QComboBox* m_interval;
    QSpinBox* m_deposit;
    QSpinBox* m_days;
    MoneyEdit* m_price;
    QSpinBox* m_trial;
    QWidget* m_amounts; ///< of Instalments and Subscription
    FormField* m_countField;
    FormField* m_priceField;
    FormField* m_trialField;
    QWidget* m_depositBox;
    QLabel* m_example;
};

/// One rule: for which courses it picks which plan.
class PlanRuleDialog final : public DialogFrame
{
    Q_OBJECT
public:
    PlanRuleDialog(const std::optional<PlanRule>& rule, const QList<Plan>& plans, const Gateways& gateways, QWidget* parent);
    [[nodiscard]] PlanRule rule() const;

protected:
    std::optional<Error> check() override;

private:
    PlanRule m_rule;
    QComboBox* m_plan;
    QComboBox* m_category;
    QComboBox* m_teacher;
    MoneyEdit* m_minimum;
    MoneyEdit* m_maximum;
};

/// The plans that are attached to one course; none: the rules decide.
class ProductPlansDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ProductPlansDialog(const Product& product, const QList<Plan>& plans, PlansGateway* gateway, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Product& product);
};

} // namespace lectern
