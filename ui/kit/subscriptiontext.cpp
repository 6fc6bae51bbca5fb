#include "ui/kit/text.h"
#include <QCoreApplication>

/// Subscriptions and their invoices in words.
namespace lectern {

namespace {

struct Subscriptions
{
    Q_DECLARE_TR_FUNCTIONS(Subscriptions)
};

QString dayOf(const std::optional<QDateTime>& time) { return time ? longDayText(time->date()) : QString(); }

QString pastDueText(const Subscription& subscription)
{
    const QString amount = moneyText(subscription.due);
    QStringList parts;
    parts << (subscription.failure.isEmpty() ? Subscriptions::tr("%1 could not be collected.").arg(amount) : Subscriptions::tr("%1 could not be collected: %2").arg(amount, subscription.failure));
    if (subscription.enrollmentState == EnrollmentState::Suspended) parts << Subscriptions::tr("The course is closed until it is paid.");
    else if (subscription.suspendsOn) parts << Subscriptions::tr("The course closes on %1 if it stays unpaid.").arg(dayOf(subscription.suspendsOn));
    return parts.join(u' ');
}

} // namespace

ChipSpec chip(SubscriptionState state)
{
    switch (state) {
    case SubscriptionState::Incomplete:
        return {Subscriptions::tr("Waiting"), Tone::Gold};
    case SubscriptionState::Trialing:
        return {Subscriptions::tr("Trial"), Tone::Blue};
    case SubscriptionState::Active:
        return {Subscriptions::tr("Active"), Tone::Green};
    case SubscriptionState::PastDue:
        return {Subscriptions::tr("Payment due"), Tone::Red};
    case SubscriptionState::Cancelled:
        return {Subscriptions::tr("Ended"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(InvoiceState state)
{
    switch (state) {
    case InvoiceState::Draft:
        return {Subscriptions::tr("Being made"), Tone::Neutral};
    case InvoiceState::Open:
        return {Subscriptions::tr("Open"), Tone::Gold};
    case InvoiceState::Paid:
        return {Subscriptions::tr("Paid"), Tone::Green};
    case InvoiceState::Void:
        return {Subscriptions::tr("Withdrawn"), Tone::Neutral};
    case InvoiceState::Uncollectible:
        return {Subscriptions::tr("Given up"), Tone::Red};
    }
    return {};
}

ChipSpec subscriptionChip(const Subscription& subscription)
{
    const bool runs = subscription.state == SubscriptionState::Active || subscription.state == SubscriptionState::Trialing;
    if (runs && subscription.endsAtPeriodEnd && subscription.periodEndsAt) return {Subscriptions::tr("Ends on %1").arg(dayText(subscription.periodEndsAt->date())), Tone::Gold};
    return chip(subscription.state);
}

QString periodPriceText(const Money& price, PlanInterval interval)
{
    switch (interval) {
    case PlanInterval::Week:
        return Subscriptions::tr("%1 a week").arg(moneyText(price));
    case PlanInterval::Month:
        return Subscriptions::tr("%1 a month").arg(moneyText(price));
    case PlanInterval::Year:
        return Subscriptions::tr("%1 a year").arg(moneyText(price));
    }
    return {};
}

QString nextText(const Subscription& subscription, Reader reader)
{
    const bool isPayer = reader == Reader::Payer;
    const QString price = moneyText(subscription.price);
    const QString perPeriod = periodPriceText(subscription.price, subscription.interval);
    if (subscription.state == SubscriptionState::Cancelled) {
        return subscription.endedAt ? Subscriptions::tr("It ended on %1. Nothing more is collected.").arg(dayOf(subscription.endedAt)) : Subscriptions::tr("It has ended. Nothing more is collected.");
    }
    if (subscription.state == SubscriptionState::PastDue) return pastDueText(subscription);
    if (subscription.state == SubscriptionState::Incomplete) {
        return isPayer ? Subscriptions::tr("The course opens when you have finished what you began: paying %1, or giving a card for the time after the trial.").arg(price)
                       : Subscriptions::tr("The student has agreed and has not paid, or given a card for the time after the trial, yet.");
    }
    const QString day = dayOf(subscription.periodEndsAt);
    if (subscription.endsAtPeriodEnd) return Subscriptions::tr("It is cancelled: the course stays open until %1, and nothing more is collected.").arg(day);
    if (subscription.state == SubscriptionState::Trialing) {
        const QString end = dayOf(subscription.trialEndsAt ? subscription.trialEndsAt : subscription.periodEndsAt);
        return isPayer ? Subscriptions::tr("Free until %1, then %2 from your default card.").arg(end, perPeriod) : Subscriptions::tr("Free until %1, then %2.").arg(end, perPeriod);
    }
    return isPayer ? Subscriptions::tr("The next %1 is collected on %2 from your default card.").arg(price, day) : Subscriptions::tr("The next %1 is collected on %2.").arg(price, day);
}

int trialDays(const PlanOffer& offer, const QDate& today)
{
    if (offer.kind != PlanKind::Subscription || offer.lines.isEmpty()) return 0;
    return qMax(0, int(today.daysTo(offer.lines.first().dueOn.date())));
}

QString offerText(const PlanOffer& offer, const QDate& today)
{
    const QString perPeriod = periodPriceText(offer.lines.first().amount, offer.interval.value_or(PlanInterval::Month));
    const int days = trialDays(offer, today);
    if (days == 0) return Subscriptions::tr("%1, the first today. Cancel any time.").arg(perPeriod);
    const QString free = Subscriptions::tr("First %n days free", nullptr, days);
    return Subscriptions::tr("%1, then %2 from %3. Cancel any time.").arg(free, perPeriod, longDayText(offer.lines.first().dueOn.date()));
}

} // namespace lectern
