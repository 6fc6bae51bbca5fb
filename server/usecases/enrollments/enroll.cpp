#include "store/ledgerwriter.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/enrollments/enrollments.h"
#include <QUrl>

namespace lectern::enrollments {

using store::Row;
using store::Transaction;

namespace {

bool isOpen(PaymentState state)
{
    return state == PaymentState::Created || state == PaymentState::AwaitingPayer || state == PaymentState::RequiresAction ||
           state == PaymentState::Failed || state == PaymentState::Processing;
}

int shareOf(const Row& course, const Policy& policy)
{
    if (!course.isNull("course_share")) return course.small("course_share");
    return course.isNull("category_share") ? policy.platformShareBps : course.small("category_share");
}

/// Inserts the enrollment (`isNew`) or reopens the ended one; answers its id. The caller holds no lock yet.
EnrollmentId openEnrollment(Transaction& transaction, const Services& services, const Caller& caller, const Row& course, bool& isNew)
{
    const QDateTime now = services.clock.now();
    const bool isFree = course.integer("fee_minor") == 0;
    store::Params params{{"state", toText(isFree ? EnrollmentState::Active : EnrollmentState::AwaitingPayment)},
                         {"kind", isFree ? QStringLiteral("free") : QStringLiteral("paid")},
                         {"price_minor", course.integer("fee_minor")},
                         {"currency", course.text("currency")},
                         {"expires_at", isFree ? store::null() : QVariant(now.addSecs(3600LL * services.policy.paymentWindowHours))},
                         {"now", now},
                         {"activated_at", isFree ? QVariant(now) : store::null()}};
    const store::Params key{{"student_id", caller.user->id.value}, {"course_id", course.text("id")}};
    const auto existing = transaction.one("enrollments/lock_for_course", key);
    if (existing) {
        const auto state = existing->enumeration<EnrollmentState>("state");
        const bool ended = state == EnrollmentState::Expired || state == EnrollmentState::Cancelled || state == EnrollmentState::Refunded;
        if (ended) transaction.exec("enrollments/reopen_enrollment", store::Params(params).add("id", existing->text("id")));
    } else {
        isNew = transaction.exec("enrollments/insert_enrollment", store::Params(params).add("id", newUuid7()).add("student_id", caller.user->id.value).add("course_id", course.text("id"))) > 0;
    }
    // Two devices at once: the unique pair let one of them in, and both go on with that one.
    const auto row = transaction.one("enrollments/lock_for_course", key);
    if (row->enumeration<EnrollmentState>("state") == EnrollmentState::AwaitingPayment)
        transaction.exec("enrollments/set_deadline", {{"id", row->text("id")}, {"expires_at", row->time("expires_at")}});
    return row->id<EnrollmentId>("id");
}

/// The open payment of a locked enrollment, made when there is none. Its price was frozen when the enrollment opened.
PaymentId openPayment(Transaction& transaction, const Services& services, const Row& enrollment, const Row& course)
{
    if (!enrollment.isNull("payment_id")) {
        // The enrollment's lock is enough: locking the payment too would meet settlement, which goes the other way.
        const auto payment = transaction.one("payments/find_payment", {{"id", enrollment.text("payment_id")}});
        const bool samePrice = payment->integer("amount_minor") == enrollment.integer("price_minor") && payment->text("currency") == enrollment.text("currency");
        if (samePrice && isOpen(payment->enumeration<PaymentState>("state"))) return payment->id<PaymentId>("id");
    }
    const auto id = newId<PaymentId>();
    const QDateTime now = services.clock.now();
    const auto currency = Currency::fromCode(enrollment.text("currency"));
    (void)store::ensureTeacherVault(transaction, course.id<UserId>("teacher_id"), *currency, now);
    transaction.exec("payments/insert_payment", {{"id", id.value}, {"enrollment_id", enrollment.text("id")}, {"course_id", course.text("id")},
                                                 {"student_id", enrollment.text("student_id")}, {"teacher_id", course.text("teacher_id")},
                                                 {"amount_minor", enrollment.integer("price_minor")}, {"currency", enrollment.text("currency")},
                                                 {"share_bps", shareOf(course, services.policy)}, {"now", now}});
    transaction.exec("enrollments/set_payment", {{"id", enrollment.text("id")}, {"payment_id", id.value}});
    return id;
}

/// Asks the gateway for the intent of a committed payment. Safe to repeat: the key is the payment's.
Result<stripe::Intent> intentFor(const Services& services, const Payment& payment)
{
    if (!payment.gatewayId.isEmpty()) return services.gateway->retrieveIntent(payment.gatewayId);
    auto intent = services.gateway->createIntent({payment.id, payment.amount});
    if (!intent) return intent;
    const auto stored = services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/set_gateway_id", {{"id", payment.id.value}, {"gateway_id", intent->id}, {"now", services.clock.now()}});
        return Done{};
    });
    if (!stored) return stored.error();
    return intent;
}

Result<Payment> loadPayment(const Services& services, const PaymentId& id)
{
    return services.database.inTransaction<Payment>(
        [&](Transaction& transaction) -> Result<Payment> { return store::toPayment(*transaction.one("payments/find_payment", {{"id", id.value}})); });
}

/// A payment that ended at the gateway takes no money any more; the enrollment needs another one.
Result<Done> markCanceled(const Services& services, const PaymentId& id)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("payments/lock_payment", {{"id", id.value}});
        if (!isOpen(row->enumeration<PaymentState>("state"))) return Done{}; // settled meanwhile
        transaction.exec("payments/set_state", {{"id", id.value}, {"state", toText(PaymentState::Canceled)}, {"failure_code", QString()}, {"failure_message", QString()}, {"now", services.clock.now()}});
        return Done{};
    });
}

Checkout toCheckout(const Services& services, Payment payment, const stripe::Intent& intent)
{
    payment.gatewayId = intent.id;
    if (payment.state == PaymentState::Created) payment.state = PaymentState::AwaitingPayer;
    Checkout checkout;
    checkout.payment = payment;
    checkout.clientSecret = intent.clientSecret;
    checkout.publishableKey = services.policy.publishableKey;
    checkout.stripeJsUrl = services.policy.stripeJsUrl;
    for (const QString& origin : services.policy.gatewayHosts) checkout.allowedHosts << origin.section(QStringLiteral("://"), -1);
    const QString ticket = services.tokens.signTicket(QStringLiteral("checkout:") + payment.id.value, services.clock.now().addSecs(30 * 60));
    checkout.checkoutUrl = services.policy.publicUrl + QStringLiteral("/checkout/%1?ticket=%2").arg(payment.id.value, QString::fromLatin1(QUrl::toPercentEncoding(ticket)));
    return checkout;
}

bool endedByAdmin(Transaction& transaction, const Caller& caller, const CourseId& course)
{
    const auto row = transaction.one("enrollments/lock_for_course", {{"student_id", caller.user->id.value}, {"course_id", course.value}});
    return row && row->enumeration<EnrollmentState>("state") == EnrollmentState::Cancelled;
}

struct Opened {
    Enrollment enrollment;
    std::optional<PaymentId> payment;
};

Result<Opened> open(Transaction& transaction, const Services& services, const Caller& caller, const CourseId& courseId)
{
    const auto course = transaction.one("courses/find_for_sale", {{"id", courseId.value}});
    if (!course || course->enumeration<CourseState>("state") != CourseState::Launched)
        return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
    if (course->id<UserId>("teacher_id") == caller.user->id) return makeError(ErrorCode::InvalidState, QStringLiteral("This is your own course."));
    if (course->integer("fee_minor") > 0 && !services.gateway)
        return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server. Ask your school how to pay."));
    bool isNew = false;
    if (endedByAdmin(transaction, caller, courseId))
        return makeError(ErrorCode::InvalidState, QStringLiteral("Your school ended your enrollment in this course. Ask an admin to let you in again."));
    const EnrollmentId id = openEnrollment(transaction, services, caller, *course, isNew);
    const auto row = transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
    Opened opened;
    const auto state = row->enumeration<EnrollmentState>("state");
    if (state == EnrollmentState::AwaitingPayment) {
        opened.payment = openPayment(transaction, services, *row, *course);
    } else if (state == EnrollmentState::Active && row->integer("price_minor") == 0 && isNew) {
        transaction.exec("courses/count_listing_students", {{"course_ids", courseId.value}});
        notify(transaction, services, {caller.user->id, QStringLiteral("enrollment_active"), QStringLiteral("You are in"),
                                       QStringLiteral("“%1” is open. Enjoy it!").arg(course->text("title")), id.value, QStringLiteral("enrollment_active"), QStringLiteral("enrolled:") + id.value});
        audit(transaction, services, caller, QStringLiteral("enrollment.free"), course->text("title"), id.value);
    }
    opened.enrollment = store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", id.value}}));
    return opened;
}

/// Opens the enrollment and, where something is to be paid, its checkout. An intent that ended is replaced once.
Result<EnrollResult> enter(const Services& services, const Caller& caller, const CourseId& course)
{
    for (int attempt = 0;; ++attempt) {
        const auto opened = services.database.inTransaction<Opened>([&](Transaction& transaction) { return open(transaction, services, caller, course); });
        if (!opened) return opened.error();
        EnrollResult result{opened->enrollment, std::nullopt};
        if (!opened->payment) return result;
        const auto payment = loadPayment(services, *opened->payment);
        if (!payment) return payment.error();
        const auto intent = intentFor(services, *payment);
        if (!intent) return intent.error();
        if (intent->state == PaymentState::Canceled && attempt == 0) {
            if (const auto marked = markCanceled(services, payment->id); !marked) return marked.error();
            continue;
        }
        result.enrollment.paymentId = opened->payment;
        result.checkout = toCheckout(services, *payment, *intent);
        return result;
    }
}

} // namespace

Result<EnrollResult> enroll(const Services& services, const Caller& caller, const EnrollForm& form) { return enter(services, caller, form.courseId); }

Result<Checkout> checkout(const Services& services, const Caller& caller, const EnrollmentId& id)
{
    const auto course = services.database.inTransaction<CourseId>([&](Transaction& transaction) -> Result<CourseId> {
        const auto row = transaction.one("enrollments/find_enrollment", {{"id", id.value}});
        if (!row || row->id<UserId>("student_id") != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("You have no such enrollment."));
        const auto state = row->enumeration<EnrollmentState>("state");
        if (state == EnrollmentState::Active || state == EnrollmentState::Completed)
            return makeError(ErrorCode::InvalidState, QStringLiteral("This course is paid. You are in."));
        return row->id<CourseId>("course_id");
    });
    if (!course) return course.error();
    auto entered = enter(services, caller, *course);
    if (!entered) return entered.error();
    if (!entered->checkout) return makeError(ErrorCode::InvalidState, QStringLiteral("There is nothing to pay."));
    return std::move(*entered->checkout);
}

} // namespace lectern::enrollments
