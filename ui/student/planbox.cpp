#include "ui/student/planbox.h"

namespace lectern {

PlanBox::PlanBox(QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox)
    , m_lines(makeText(TextStyle::Small, {}))
{
    m_choice->setObjectName(QStringLiteral("purchase.plan"));
    m_choice->setAccessibleName(tr("When to pay"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lines->setObjectName(QStringLiteral("purchase.plan.lines"));
    auto* lines = column(space::s);
    lines->addWidget(new FormField(tr("&When"), m_choice));
    lines->addWidget(m_lines);
    setLayout(lines);
    connect(m_choice, &QComboBox::activated, this, [this] {
        showLines();
        Q_EMIT changed();
    });
    hide();
}

void PlanBox::setQuote(const PurchaseQuote& quote)
{
    const QString before = m_choice->currentData().toString();
    m_quote = quote;
    m_choice->clear();
    m_choice->addItem(tr("All at once"), QString());
    for (const PlanOffer& plan : quote.plans) m_choice->addItem(choiceText(plan), plan.planId.value);
    m_choice->setCurrentIndex(qMax(0, m_choice->findData(before)));
    setOffered(m_offered);
}

QString PlanBox::choiceText(const PlanOffer& plan)
{
    if (plan.kind != PlanKind::Subscription) return tr("%1: %2 payments").arg(plan.name).arg(plan.lines.size());
    return tr("%1: %2").arg(plan.name, periodPriceText(plan.lines.first().amount, plan.interval.value_or(PlanInterval::Month)));
}

void PlanBox::setOffered(bool offered)
{
    m_offered = offered;
    setVisible(offered && !m_quote.plans.isEmpty());
    showLines();
}

std::optional<PlanOffer> PlanBox::chosen() const
{
    if (!m_offered) return std::nullopt;
    for (const PlanOffer& plan : m_quote.plans) {
        if (plan.planId.value == m_choice->currentData().toString()) return plan;
    }
    return std::nullopt;
}

void PlanBox::showLines()
{
    const auto plan = chosen();
    m_lines->setVisible(plan.has_value());
    if (!plan) return;
    if (plan->kind == PlanKind::Subscription) return m_lines->setText(offerText(*plan, QDateTime::currentDateTimeUtc().date()));
    QStringList lines;
    for (const PlannedLine& line : plan->lines)
        lines << (line.number == 1 ? tr("%1 now").arg(moneyText(line.amount)) : tr("%1 on %2").arg(moneyText(line.amount), longDayText(line.dueOn.date())));
    // A long plan says its last payments, so that the end is in sight.
    if (lines.size() > 6) lines = lines.mid(0, 3) + QStringList{QStringLiteral("…")} + lines.mid(lines.size() - 2);
    m_lines->setText(lines.join(u'\n'));
}

} // namespace lectern
