#include "ledger/posting.h"
#include "store/ledgerwriter.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/sales.h"
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

/// How the student pays, checked against what this server takes.
struct Way {
    PaymentMethod method = PaymentMethod::Card;
    QString country;
    Priced priced;
    Money fromWallet;
};

Result<Way> wayOf(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const Row& course, const Money& price)
{
    Way way;
    if (form.method && !fromText(*form.method, way.method)) return fieldError(QStringLiteral("method"), QStringLiteral("\"%1\" is no way to pay.").arg(*form.method));
    const QString method = toText(way.method);
    if (way.method == PaymentMethod::Card && !services.gateway)
        return makeError(ErrorCode::PaymentsUnavailable, services.policy.offlineMethods.isEmpty() ? QStringLiteral("Card payments are not set up on this server. Ask your school how to pay.")
                                                                                                  : QStringLiteral("Card payments are not set up on this server. Choose another way to pay."));
    if (!methodsOf(services).contains(method)) return fieldError(QStringLiteral("method"), QStringLiteral("Your school does not take that. Choose another way to pay."));
    const auto country = countryFor(transaction, services, caller.user->id, form.country.value_or(QString()));
    if (!country) return country.error();
    way.country = *country;
    if (form.country) transaction.exec("accounts/set_country", {{"id", caller.user->id.value}, {"country", *country}});
    way.priced = priceWithTax(services.policy, price, *country, course.text("category_name"));
    if (form.expectedTotal && *form.expectedTotal != way.priced.total)
        return makeError(ErrorCode::Conflict, QStringLiteral("The total is %1 by now. Look at it again before you pay.").arg(amountText(way.priced.total)));
    const Money total = way.priced.total;
    way.fromWallet = way.method == PaymentMethod::Wallet ? total : Money::fromMinor(0, total.currency());
    if (way.method == PaymentMethod::Card && form.walletPart) {
        if (form.walletPart->currency() != total.currency() || form.walletPart->minor() < 0 || form.walletPart->minor() > total.minor())
            return fieldError(QStringLiteral("walletPart"), QStringLiteral("Give an amount from 0 to %1.").arg(amountText(total)));
        way.fromWallet = *form.walletPart;
        if (way.fromWallet == total) way.method = PaymentMethod::Wallet;
    }
    return way;
}

/// The open payment of the enrollment that already is what the student wants; its price was frozen when the enrollment opened.
std::optional<PaymentId> samePayment(Transaction& transaction, const EnrollForm& form, const Row& enrollment, const Way& way)
{
    if (enrollment.isNull("payment_id")) return std::nullopt;
    // The enrollment's lock is enough: locking the payment too would meet settlement, which goes the other way.
    const auto payment = transaction.one("payments/find_payment", {{"id", enrollment.text("payment_id")}});
    if (!isOpen(payment->enumeration<PaymentState>("state")) || payment->enumeration<PaymentMethod>("method") != way.method) return std::nullopt;
    if (payment->money("amount_minor") != way.priced.total || payment->money("tax_minor") != way.priced.tax) return std::nullopt;
    if (form.walletPart && payment->money("wallet_minor") != way.fromWallet) return std::nullopt;
    return payment->id<PaymentId>("id");
}

/// A new payment for a locked enrollment. Money of the wallet is set aside for it; a purchase from the wallet is settled at once.
Result<PaymentId> makePayment(Transaction& transaction, const Services& services, const Row& enrollment, const Row& course, const Way& way)
{
    const auto id = newId<PaymentId>();
    const QDateTime now = services.clock.now();
    const Currency currency = way.priced.total.currency();
    const UserId student = enrollment.id<UserId>("student_id");
    (void)store::ensureTeacherVault(transaction, course.id<UserId>("teacher_id"), currency, now);
    const bool isOffline = way.method != PaymentMethod::Card && way.method != PaymentMethod::Wallet;
    transaction.exec("payments/insert_payment", {{"id", id.value}, {"kind", toText(PaymentKind::Course)}, {"method", toText(way.method)}, {"enrollment_id", enrollment.text("id")},
                                                 {"course_id", course.text("id")}, {"student_id", student.value}, {"teacher_id", course.text("teacher_id")},
                                                 {"amount_minor", way.priced.total.minor()}, {"wallet_minor", way.fromWallet.minor()}, {"tax_minor", way.priced.tax.minor()},
                                                 {"tax_bps", way.priced.taxBps}, {"country", way.country}, {"currency", currency.code()}, {"share_bps", shareOf(course, services.policy)},
                                                 {"state", toText(isOffline ? PaymentState::AwaitingPayer : PaymentState::Created)}, {"request_key", QString()}, {"now", now}});
    transaction.exec("enrollments/set_payment", {{"id", enrollment.text("id")}, {"payment_id", id.value}});
    if (isOffline) {
        awaitOffline(transaction, services, enrollment.text("id"));
        publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), id.value);
    }
    if (way.fromWallet.minor() > 0) {
        if (way.method == PaymentMethod::Wallet) (void)store::lockDebts(transaction, {course.id<UserId>("teacher_id")}, {currency}); // vaults before wallets
        store::ensureWallet(transaction, student, currency, now);
        const auto reserved = store::post(transaction, {ledger::walletReserved(id, student, way.fromWallet)}, now);
        if (!reserved) return reserved.error();
        publish(transaction, services, student, QStringLiteral("wallet"), {});
    }
    if (way.method != PaymentMethod::Wallet) return id;
    const auto settled = payments::settleSales(transaction, services, {payments::toSale(*transaction.one("payments/lock_payment", {{"id", id.value}}))});
    return settled ? Result<PaymentId>(id) : Result<PaymentId>(settled.error());
}

/// Asks the gateway for the intent of a committed payment. Safe to repeat: the key is the payment's.
Result<stripe::Intent> intentFor(const Services& services, const Payment& payment)
{
    if (!payment.gatewayId.isEmpty()) return services.gateway->retrieveIntent(payment.gatewayId);
    auto intent = services.gateway->createIntent({payment.id, payment.amount.minus(payment.walletPart).value_or(payment.amount)});
    if (!intent) return intent;
    const auto ended = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        const auto row = transaction.one("payments/lock_payment", {{"id", payment.id.value}});
        const bool isEnded = row->enumeration<PaymentState>("state") == PaymentState::Canceled;
        if (!isEnded) transaction.exec("payments/set_gateway_id", {{"id", payment.id.value}, {"gateway_id", intent->id}, {"now", services.clock.now()}});
        return isEnded;
    });
    if (!ended) return ended.error();
    // The student chose another way to pay while this call was under way: nobody may pay the intent.
    return *ended ? services.gateway->cancelIntent(intent->id) : intent;
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
        cancelPayment(transaction, services, *row);
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
    std::optional<PaymentId> payment; ///< to be paid by card now
    QStringList staleIntents;         ///< of a way to pay that the student gave up
};

/// What has to be paid, the way the student wants to.
Result<Done> pay(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const Row& enrollment, const Row& course, Opened& opened)
{
    const auto way = wayOf(transaction, services, caller, form, course, enrollment.money("price_minor"));
    if (!way) return way.error();
    std::optional<PaymentId> payment = samePayment(transaction, form, enrollment, *way);
    const bool isUnderWay = !enrollment.isNull("payment_id") && transaction.one("payments/find_payment", {{"id", enrollment.text("payment_id")}})->enumeration<PaymentState>("state") == PaymentState::Processing;
    if (!payment && isUnderWay) return makeError(ErrorCode::InvalidState, QStringLiteral("Your payment is being worked on. Wait for its outcome before you pay another way."));
    if (!payment) {
        opened.staleIntents = closeOpenPayments(transaction, services, enrollment.text("id"));
        const auto made = makePayment(transaction, services, enrollment, course, *way);
        if (!made) return made.error();
        payment = *made;
        audit(transaction, services, caller, QStringLiteral("enrollment.order"), course.text("title"), enrollment.text("id"),
              QStringLiteral("%1 by %2; agreed to the refund policy of %3 days and %4 %").arg(amountText(way->priced.total), toText(way->method)).arg(services.policy.refundDays).arg(services.policy.refundMaxPercent));
    }
    if (way->method == PaymentMethod::Card) opened.payment = payment;
    return Done{};
}

Result<Opened> open(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form)
{
    const auto course = transaction.one("courses/find_for_sale", {{"id", form.courseId.value}});
    if (!course || course->enumeration<CourseState>("state") != CourseState::Launched)
        return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
    if (course->id<UserId>("teacher_id") == caller.user->id) return makeError(ErrorCode::InvalidState, QStringLiteral("This is your own course."));
    bool isNew = false;
    if (endedByAdmin(transaction, caller, form.courseId))
        return makeError(ErrorCode::InvalidState, QStringLiteral("Your school ended your enrollment in this course. Ask an admin to let you in again."));
    const EnrollmentId id = openEnrollment(transaction, services, caller, *course, isNew);
    const auto row = transaction.one("enrollments/lock_enrollment", {{"id", id.value}});
    Opened opened;
    const auto state = row->enumeration<EnrollmentState>("state");
    if (state == EnrollmentState::AwaitingPayment) {
        if (const auto paid = pay(transaction, services, caller, form, *row, *course, opened); !paid) return paid.error();
    } else if (state == EnrollmentState::Active && row->integer("price_minor") == 0 && isNew) {
        transaction.exec("courses/count_listing_students", {{"course_ids", form.courseId.value}});
        notify(transaction, services, {caller.user->id, QStringLiteral("enrollment_active"), QStringLiteral("You are in"),
                                       QStringLiteral("“%1” is open. Enjoy it!").arg(course->text("title")), id.value, QStringLiteral("enrollment_active"), QStringLiteral("enrolled:") + id.value});
        audit(transaction, services, caller, QStringLiteral("enrollment.free"), course->text("title"), id.value);
    }
    opened.enrollment = store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", id.value}}));
    return opened;
}

/// Opens the enrollment and, where something is to be paid by card, its checkout. An intent that ended is replaced once.
Result<EnrollResult> enter(const Services& services, const Caller& caller, const EnrollForm& form)
{
    for (int attempt = 0;; ++attempt) {
        const auto opened = services.database.inTransaction<Opened>([&](Transaction& transaction) { return open(transaction, services, caller, form); });
        if (!opened) return opened.error();
        cancelIntents(services, opened->staleIntents);
        EnrollResult result{opened->enrollment, std::nullopt};
        if (!opened->payment) return result;
        result.enrollment.paymentId = opened->payment;
        auto checkout = checkoutOf(services, *opened->payment);
        if (!checkout) return checkout.error();
        if (!*checkout && attempt == 0) continue;
        if (!*checkout) return makeError(ErrorCode::Conflict, QStringLiteral("This payment was cancelled meanwhile. Try again."));
        result.checkout = **checkout;
        return result;
    }
}

} // namespace

Result<std::optional<Checkout>> checkoutOf(const Services& services, const PaymentId& id)
{
    const auto payment = loadPayment(services, id);
    if (!payment) return payment.error();
    const auto intent = intentFor(services, *payment);
    if (!intent) return intent.error();
    if (intent->state != PaymentState::Canceled) return std::optional(toCheckout(services, *payment, *intent));
    if (const auto marked = markCanceled(services, payment->id); !marked) return marked.error();
    return std::optional<Checkout>();
}

Result<EnrollResult> enroll(const Services& services, const Caller& caller, const EnrollForm& form) { return enter(services, caller, form); }

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
    auto entered = enter(services, caller, {*course, {}, {}, {}, {}});
    if (!entered) return entered.error();
    if (!entered->checkout) return makeError(ErrorCode::InvalidState, QStringLiteral("There is nothing to pay."));
    return std::move(*entered->checkout);
}

} // namespace lectern::enrollments
