#pragma once
#include "domain/enrollments.h"
#include "domain/plans.h"

namespace lectern {

/// The gateway's states (docs.stripe.com/api/subscriptions/object#subscription_object-status), as far as they differ here.
enum class SubscriptionState {
    Incomplete, ///< agreed to; the first payment, or a card for the time after the trial, is awaited
    Trialing,
    Active,
    PastDue,    ///< a renewal could not be collected; it is tried again
    Cancelled,  ///< over, whoever ended it
};
QString toText(SubscriptionState);
bool fromText(const QString&, SubscriptionState&);

/// Access to a course for as long as it is paid for, period by period. Its price is frozen when the student agrees.
struct Subscription {
    SubscriptionId id;
    EnrollmentId enrollmentId;
    EnrollmentState enrollmentState = EnrollmentState::Active;
    CourseId courseId;
    QString courseTitle;
    UserId studentId;
    QString studentName;
    PlanId planId;
    QString planName;
    Money price; ///< of a period, tax included
    PlanInterval interval = PlanInterval::Month;
    SubscriptionState state = SubscriptionState::Incomplete;
    bool endsAtPeriodEnd = false; ///< cancelled, and paid for until then
    std::optional<QDateTime> trialEndsAt;
    std::optional<QDateTime> periodEndsAt; ///< the next payment, or the end
    Money due;                             ///< of an invoice that could not be collected
    std::optional<QDateTime> suspendsOn;   ///< access, if that stays unpaid
    QString failure;                       ///< why it could not be collected, for the payer
    QDateTime createdAt;
    std::optional<QDateTime> endedAt;
    bool operator==(const Subscription&) const = default;
};
QJsonObject toJson(const Subscription&);
Result<Subscription> subscriptionFromJson(const QJsonObject&);

struct SubscriptionFilter {
    QString text; ///< student or course
    std::optional<SubscriptionState> state;
    bool operator==(const SubscriptionFilter&) const = default;
};

/// docs.stripe.com/api/invoices/object#invoice_object-status
enum class InvoiceState { Draft, Open, Paid, Void, Uncollectible };
QString toText(InvoiceState);
bool fromText(const QString&, InvoiceState&);
struct SubscriptionInvoice {
    QString id;     ///< "in_…"
    QString number; ///< of the gateway; empty while Draft
    InvoiceState state = InvoiceState::Draft;
    Money total;    ///< negative: it became a credit
    Money due;      ///< of it, what was or is to be collected; the rest was covered by a credit
    QDateTime periodStart;
    QDateTime periodEnd;
    std::optional<PaymentId> paymentId;
    QDateTime createdAt;
    bool operator==(const SubscriptionInvoice&) const = default;
};
QJsonObject toJson(const SubscriptionInvoice&);
Result<SubscriptionInvoice> subscriptionInvoiceFromJson(const QJsonObject&);

/// Another plan that the course is offered by.
struct SubscriptionChangeForm {
    PlanId planId;
    std::optional<QDateTime> at = {};      ///< of the preview: the gateway computes to the second. Required to change
    std::optional<Money> expectedDue = {}; ///< as shown by the preview; another amount by now is a Conflict. Required to change
    bool operator==(const SubscriptionChangeForm&) const = default;
};
QJsonObject toJson(const SubscriptionChangeForm&);
Result<SubscriptionChangeForm> subscriptionChangeFormFromJson(const QJsonObject&);
/// What a change would do, as the gateway computes it.
struct SubscriptionChange {
    PlanId planId;
    QString planName;
    Money price; ///< of a period then
    PlanInterval interval = PlanInterval::Month;
    Money unused; ///< credit for what is paid and not used of the period that runs
    Money dueNow; ///< collected at once; never negative
    QDateTime nextAt; ///< the payment after that
    QDateTime at;     ///< for this moment it was computed
    bool operator==(const SubscriptionChange&) const = default;
};
QJsonObject toJson(const SubscriptionChange&);
Result<SubscriptionChange> subscriptionChangeFromJson(const QJsonObject&);

struct SubscriptionEndForm {
    bool now = false; ///< at once, without money back; else when the paid period is over
    QString reason;   ///< required of an admin
    bool operator==(const SubscriptionEndForm&) const = default;
};
QJsonObject toJson(const SubscriptionEndForm&);
Result<SubscriptionEndForm> subscriptionEndFormFromJson(const QJsonObject&);

} // namespace lectern
