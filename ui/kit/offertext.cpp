#include "items/schedulelistmodel.h"
#include "ui/kit/text.h"
#include <QCoreApplication>

/// Coupons, plans and kept methods in words.
namespace lectern {

namespace {

struct Offers
{
    Q_DECLARE_TR_FUNCTIONS(Offers)
};

QString percentText(int basisPoints)
{
    return QLocale().toString(basisPoints / 100.0, 'f', basisPoints % 100 == 0 ? 0 : basisPoints % 10 == 0 ? 1 : 2) + u'%';
}

} // namespace

ChipSpec chip(CouponState state)
{
    switch (state) {
    case CouponState::Scheduled:
        return {Offers::tr("Not yet"), Tone::Blue};
    case CouponState::Active:
        return {Offers::tr("Active"), Tone::Green};
    case CouponState::Expired:
        return {Offers::tr("Expired"), Tone::Neutral};
    case CouponState::UsedUp:
        return {Offers::tr("Used up"), Tone::Gold};
    case CouponState::Archived:
        return {Offers::tr("Archived"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(InvitationState state)
{
    switch (state) {
    case InvitationState::Open:
        return {Offers::tr("Open"), Tone::Green};
    case InvitationState::UsedUp:
        return {Offers::tr("Used"), Tone::Blue};
    case InvitationState::Expired:
        return {Offers::tr("Expired"), Tone::Neutral};
    case InvitationState::Revoked:
        return {Offers::tr("Withdrawn"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(GiftState state)
{
    switch (state) {
    case GiftState::AwaitingPayment:
        return {Offers::tr("Not paid yet"), Tone::Gold};
    case GiftState::Ready:
        return {Offers::tr("Ready to give"), Tone::Green};
    case GiftState::Redeemed:
        return {Offers::tr("Opened"), Tone::Blue};
    case GiftState::Over:
        return {Offers::tr("Over"), Tone::Neutral};
    }
    return {};
}

ChipSpec giftChip(const Gift& gift)
{
    if (!gift.ended) return chip(gift.state);
    switch (*gift.ended) {
    case GiftEnd::Unpaid:
        return {Offers::tr("Not paid in time"), Tone::Neutral};
    case GiftEnd::TakenBack:
        return {Offers::tr("Taken back"), Tone::Neutral};
    case GiftEnd::Refunded:
        return {Offers::tr("Refunded"), Tone::Neutral};
    case GiftEnd::Questioned:
        return chip(PaymentStanding::Disputed);
    case GiftEnd::Lost:
        return chip(PaymentStanding::Lost);
    case GiftEnd::Reversed:
        return chip(PaymentStanding::Reversed);
    case GiftEnd::Ended:
        return {Offers::tr("Ended"), Tone::Neutral};
    }
    return {};
}

QString endText(const Gift& gift)
{
    if (!gift.ended) return {};
    const bool isOpened = gift.state == GiftState::Redeemed;
    const QString then = isOpened ? Offers::tr("The course is closed.") : Offers::tr("The code does not work any more.");
    switch (*gift.ended) {
    case GiftEnd::Unpaid:
        return Offers::tr("It was not paid in time. Nothing was taken, and there is no code.");
    case GiftEnd::TakenBack:
        return Offers::tr("You took it back. %1").arg(then);
    case GiftEnd::Refunded:
        return Offers::tr("Your school gave the money back. %1").arg(then);
    case GiftEnd::Questioned:
        return isOpened ? Offers::tr("Your bank questions the payment. The course is closed until it has decided.")
                        : Offers::tr("Your bank questions the payment. The code does not work until it has decided.");
    case GiftEnd::Lost:
        return Offers::tr("Your bank took the payment back. %1").arg(then);
    case GiftEnd::Reversed:
        return Offers::tr("Your school had recorded the payment by mistake. %1").arg(then);
    case GiftEnd::Ended:
        return Offers::tr("Your school ended it. Ask there why. %1").arg(then);
    }
    return {};
}

ChipSpec chip(BundleState state)
{
    switch (state) {
    case BundleState::Draft:
        return {Offers::tr("Draft"), Tone::Neutral};
    case BundleState::OnSale:
        return {Offers::tr("On sale"), Tone::Green};
    case BundleState::Archived:
        return {Offers::tr("Archived"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(DeskState state)
{
    switch (state) {
    case DeskState::Waiting:
        return {Offers::tr("Waiting"), Tone::Gold};
    case DeskState::Done:
        return {Offers::tr("Done"), Tone::Green};
    case DeskState::Failed:
        return {Offers::tr("Failed"), Tone::Red};
    case DeskState::Canceled:
        return {Offers::tr("Not awaited"), Tone::Neutral};
    }
    return {};
}

QString deskText(DeskKind kind)
{
    switch (kind) {
    case DeskKind::Payment:
        return Offers::tr("To arrive");
    case DeskKind::Refund:
        return Offers::tr("To send back");
    case DeskKind::Payout:
        return Offers::tr("To pay out");
    }
    return {};
}

ChipSpec chip(DeskKind kind) { return {deskText(kind), kind == DeskKind::Payment ? Tone::Accent : Tone::Blue}; }

ChipSpec chip(ScheduleState state)
{
    switch (state) {
    case ScheduleState::Proposed:
        return {Offers::tr("Not begun"), Tone::Neutral};
    case ScheduleState::Active:
        return {Offers::tr("Running"), Tone::Green};
    case ScheduleState::Paused:
        return {Offers::tr("Paused"), Tone::Gold};
    case ScheduleState::Completed:
        return {Offers::tr("Paid"), Tone::Blue};
    case ScheduleState::Cancelled:
        return {Offers::tr("Ended"), Tone::Neutral};
    }
    return {};
}

ChipSpec chip(LineState state)
{
    switch (state) {
    case LineState::Upcoming:
        return {Offers::tr("Upcoming"), Tone::Neutral};
    case LineState::Due:
        return {Offers::tr("Due"), Tone::Gold};
    case LineState::Overdue:
        return {Offers::tr("Overdue"), Tone::Red};
    case LineState::Processing:
        return {Offers::tr("With the bank"), Tone::Blue};
    case LineState::Paid:
        return {Offers::tr("Paid"), Tone::Green};
    case LineState::Waived:
        return {Offers::tr("Waived"), Tone::Neutral};
    case LineState::Cancelled:
        return {Offers::tr("Cancelled"), Tone::Neutral};
    }
    return {};
}

QString couponText(const CouponForm& form)
{
    QStringList parts;
    parts << (form.kind == CouponKind::Fixed ? Offers::tr("%1 off").arg(moneyText(form.amount.value_or(Money()))) : Offers::tr("%1 off").arg(percentText(form.percentBps)));
    if (form.minimum && !form.minimum->isZero()) parts << Offers::tr("from %1").arg(moneyText(*form.minimum));
    if (form.maximumDiscount) parts << Offers::tr("at most %1").arg(moneyText(*form.maximumDiscount));
    return parts.join(QStringLiteral(", "));
}

QString planText(const PlanForm& form)
{
    if (form.kind == PlanKind::Once) return Offers::tr("One payment");
    if (form.kind == PlanKind::Deposit)
        return Offers::tr("%1 now, the rest after %2").arg(percentText(form.depositBps), Offers::tr("%n days", nullptr, form.balanceDays));
    if (form.kind == PlanKind::Subscription) {
        const QString price = periodPriceText(form.price.value_or(Money()), form.interval);
        const int days = form.trialDays.value_or(0);
        return days > 0 ? Offers::tr("%1, %2").arg(price, Offers::tr("%n days free", nullptr, days)) : price;
    }
    switch (form.interval) {
    case PlanInterval::Week:
        return Offers::tr("%1 weekly payments").arg(form.count);
    case PlanInterval::Month:
        return Offers::tr("%1 monthly payments").arg(form.count);
    case PlanInterval::Year:
        return Offers::tr("%1 yearly payments").arg(form.count);
    }
    return {};
}

QString plansText(const QList<PlanOffer>& plans)
{
    constexpr int kMost = 3; // the dialog has them all
    QStringList ways;
    for (const PlanOffer& plan : plans) {
        if (plan.lines.isEmpty() || ways.size() == kMost) continue;
        const Money first = plan.lines.first().amount;
        const Money last = plan.lines.last().amount;
        QString way;
        switch (plan.kind) {
        case PlanKind::Once:
            break;
        case PlanKind::Deposit:
            way = Offers::tr("%1 now and %2 later").arg(moneyText(first), moneyText(last));
            break;
        case PlanKind::Instalments: // what does not divide is on the first
            way = first == last ? Offers::tr("%1 × %2").arg(QLocale().toString(plan.lines.size()), moneyText(first))
                                : Offers::tr("%1 payments of about %2").arg(QLocale().toString(plan.lines.size()), moneyText(last));
            break;
        case PlanKind::Subscription:
            way = periodPriceText(first, plan.interval.value_or(PlanInterval::Month));
            break;
        }
        if (!way.isEmpty() && !ways.contains(way)) ways << way;
    }
    if (ways.isEmpty()) return {};
    const QString lastWay = ways.takeLast();
    return ways.isEmpty() ? Offers::tr("or %1").arg(lastWay) : Offers::tr("or %1 or %2").arg(ways.join(QStringLiteral(", ")), lastWay);
}

QString shortMethodText(const SavedMethod& method)
{
    // Of a card its brand says most; of an account what it is, since its bank is a number.
    QString brand = method.kind == QStringLiteral("card") && !method.brand.isEmpty() ? method.brand
                    : method.kind == QStringLiteral("sepa_debit")                  ? Offers::tr("SEPA account")
                    : method.kind == QStringLiteral("us_bank_account")             ? Offers::tr("Bank account")
                                                                                   : method.kind;
    brand.replace(u'_', u' ');
    if (!brand.isEmpty()) brand[0] = brand.at(0).toUpper();
    return method.last4.isEmpty() ? brand : QStringLiteral("%1 •••• %2").arg(brand, method.last4);
}

QString methodText(const SavedMethod& method)
{
    const QString number = shortMethodText(method);
    if (method.expiryYear == 0) return number;
    return Offers::tr("%1, until %2/%3").arg(number, QStringLiteral("%1").arg(method.expiryMonth, 2, 10, QLatin1Char('0'))).arg(method.expiryYear);
}

QString nextText(const Schedule& schedule)
{
    if (schedule.state == ScheduleState::Completed) return Offers::tr("Everything is paid. Nothing more is collected.");
    if (schedule.state == ScheduleState::Cancelled) return Offers::tr("This plan has ended. Nothing more is collected.");
    if (schedule.state == ScheduleState::Paused) return Offers::tr("The plan rests. Nothing is collected until your school lets it go on.");
    const ScheduleLine* next = ScheduleListModel::nextLine(schedule);
    if (!next) return {};
    const QString amount = moneyText(next->amount);
    if (schedule.state == ScheduleState::Proposed) return Offers::tr("Pay %1 and the course opens.").arg(amount);
    if (next->state == LineState::Processing) return Offers::tr("Your bank works on %1. That can take some days.").arg(amount);
    QStringList parts;
    if (next->state == LineState::Upcoming || next->state == LineState::Due) {
        parts << Offers::tr("%1 is collected on %2 from your saved method.").arg(amount, longDayText(next->dueOn.date()));
    } else {
        parts << Offers::tr("%1 has been due since %2.").arg(amount, longDayText(next->dueOn.date()));
        if (next->needsPayer) parts << Offers::tr("Your bank wants you to confirm it: pay it here.");
        else if (next->nextAttemptAt) parts << Offers::tr("It is tried again on %1.").arg(longDayText(next->nextAttemptAt->date()));
        else parts << Offers::tr("Pay it here.");
        if (schedule.enrollmentState == EnrollmentState::Suspended) parts << Offers::tr("The course opens again at once when it is paid.");
        else if (schedule.suspendsOn) parts << Offers::tr("On %1 the course is closed until it is paid.").arg(longDayText(schedule.suspendsOn->date()));
        if (schedule.endsOn) parts << Offers::tr("On %1 your place is given up.").arg(longDayText(schedule.endsOn->date()));
    }
    return parts.join(u' ');
}

} // namespace lectern
