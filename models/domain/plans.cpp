#include "domain/plans.h"
#include "domain/enumtext.h"
#include "domain/fields/plans.h"
#include "domain/validation.h"

namespace lectern {

LECTERN_ENUM(PlanKind, {PlanKind::Once, "once"}, {PlanKind::Deposit, "deposit"}, {PlanKind::Instalments, "instalments"}, {PlanKind::Subscription, "subscription"})
LECTERN_ENUM(PlanInterval, {PlanInterval::Week, "week"}, {PlanInterval::Month, "month"}, {PlanInterval::Year, "year"})

LECTERN_JSON(PlanForm, planFormFromJson)
LECTERN_JSON(Plan, planFromJson)
LECTERN_JSON(PlanRule, planRuleFromJson)
LECTERN_JSON(PlanRules, planRulesFromJson)
LECTERN_JSON(PlannedLine, plannedLineFromJson)
LECTERN_JSON(PlanOffer, planOfferFromJson)
LECTERN_JSON(Product, productFromJson)
LECTERN_JSON(ProductForm, productFormFromJson)

namespace {

QDateTime midnight(const QDate& day) { return {day, QTime(0, 0), Qt::UTC}; }

QDate dayOf(const PlanForm& plan, const QDate& start, int index)
{
    switch (plan.interval) {
    case PlanInterval::Week: return start.addDays(7LL * index);
    case PlanInterval::Month: return start.addMonths(index);
    case PlanInterval::Year: return start.addYears(index);
    }
    return start;
}

} // namespace

QList<PlannedLine> planLines(const PlanForm& plan, const Money& total, const QDate& start)
{
    const auto line = [&](int number, const QDate& day, qint64 minor) { return PlannedLine{number, midnight(day), Money::fromMinor(minor, total.currency())}; };
    switch (plan.kind) {
    case PlanKind::Once: return {line(1, start, total.minor())};
    case PlanKind::Subscription: return {line(1, start.addDays(plan.trialDays.value_or(0)), total.minor())};
    case PlanKind::Deposit: {
        const qint64 deposit = total.share(plan.depositBps, Rounding::HalfUp).value_or(total).cutToSteps().minor();
        if (deposit <= 0 || deposit >= total.minor()) return {line(1, start, total.minor())};
        return {line(1, start, deposit), line(2, start.addDays(plan.balanceDays), total.minor() - deposit)};
    }
    case PlanKind::Instalments: break;
    }
    const qint64 part = Money::fromMinor(total.minor() / std::max(1, plan.count), total.currency()).cutToSteps().minor();
    if (part <= 0) return {line(1, start, total.minor())};
    QList<PlannedLine> lines;
    for (int i = 0; i < plan.count; ++i) lines.append(line(i + 1, dayOf(plan, start, i), i == 0 ? total.minor() - part * (plan.count - 1) : part));
    return lines;
}

namespace validation {

std::optional<Error> plan(const PlanForm& form)
{
    if (auto error = line(QStringLiteral("name"), form.name, kMaxTitle, 2)) return error;
    if (form.kind == PlanKind::Deposit) {
        if (form.depositBps < 100 || form.depositBps > 9'900) return fieldError(QStringLiteral("depositBps"), QStringLiteral("A deposit is from 1 to 99 percent."));
        if (form.balanceDays < 1 || form.balanceDays > 365) return fieldError(QStringLiteral("balanceDays"), QStringLiteral("The rest is due after 1 to 365 days."));
    }
    if (form.kind == PlanKind::Subscription) {
        if (!form.price || form.price->isZero()) return fieldError(QStringLiteral("price"), QStringLiteral("Say what a period costs."));
        if (auto error = fee(*form.price)) return fieldError(QStringLiteral("price"), error->detail);
        if (form.trialDays.value_or(0) < 0 || form.trialDays.value_or(0) > 365) return fieldError(QStringLiteral("trialDays"), QStringLiteral("A trial lasts from 0 to 365 days."));
    }
    if (form.kind == PlanKind::Instalments && (form.count < 2 || form.count > 36)) return fieldError(QStringLiteral("count"), QStringLiteral("A plan has from 2 to 36 payments."));
    return std::nullopt;
}

std::optional<Error> planRules(const PlanRules& rules)
{
    if (rules.rules.size() > 100) return fieldError(QStringLiteral("rules"), QStringLiteral("Keep at most 100 rules."));
    for (qsizetype i = 0; i < rules.rules.size(); ++i) {
        const PlanRule& rule = rules.rules.at(i);
        const QString path = QStringLiteral("rules[%1]").arg(i);
        if (!isUuid(rule.planId.value)) return fieldError(path + QStringLiteral(".planId"), QStringLiteral("Say which plan the rule picks."));
        if (rule.minimum && rule.maximum && rule.minimum->currency() != rule.maximum->currency()) return fieldError(path + QStringLiteral(".maximum"), QStringLiteral("Both prices are in the same currency."));
        if (rule.minimum && rule.maximum && rule.minimum->minor() > rule.maximum->minor()) return fieldError(path + QStringLiteral(".maximum"), QStringLiteral("The highest price is below the lowest."));
    }
    return std::nullopt;
}

} // namespace validation

} // namespace lectern
