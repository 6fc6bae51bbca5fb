#include "items/productlistmodel.h"

namespace lectern {

void ProductListModel::setText(const QString& text)
{
    if (m_text == text) return;
    m_text = text;
    reload();
}

void ProductListModel::setRules(const std::optional<PlanRules>& rules)
{
    if (m_rules == rules) return;
    m_rules = rules;
    reload();
}

QVariant ProductListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Course:
        return tr("Course");
    case Price:
        return tr("Price");
    case Plans:
        return tr("Sold by");
    case Why:
        return tr("Because");
    default:
        return {};
    }
}

QVariant ProductListModel::cell(const Product& item, int column) const
{
    switch (column) {
    case Course:
        return item.title;
    case Price:
        return QVariant::fromValue(item.price);
    case Plans:
        return item.planNames.isEmpty() ? tr("One payment") : item.planNames.join(QStringLiteral(", "));
    case Why:
        return item.ruleNumber > 0 ? tr("Rule %1").arg(item.ruleNumber) : item.planIds.isEmpty() ? tr("No rule fits") : tr("Attached");
    default:
        return {};
    }
}

QVariant PlanListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Plan");
    case State:
        return tr("State");
    case Courses:
        return tr("Courses");
    case ByRule:
        return tr("Of them by rule");
    case Running:
        return tr("Running");
    default:
        return {};
    }
}

QVariant PlanListModel::cell(const Plan& item, int column) const
{
    switch (column) {
    case Name:
        return item.form.name;
    case State:
        return item.isArchived ? tr("Archived") : tr("In use");
    case Courses:
        return item.courses + item.coursesByRule;
    case ByRule:
        return item.coursesByRule;
    case Running:
        return item.running;
    default:
        return {};
    }
}

Reply<Page<Plan>> PlanListModel::ask(const PageRequest&)
{
    return m_plans->plans().then([](const Result<QList<Plan>>& plans) -> Result<Page<Plan>> {
        if (!plans) return plans.error();
        Page<Plan> page;
        page.items = *plans;
        return page;
    });
}

} // namespace lectern
