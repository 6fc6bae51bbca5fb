#include "usecases/enrollments/order.h"
#include "ledger/posting.h"
#include "store/ledgerwriter.h"
#include "usecases/payments/newpayment.h"
#include "usecases/payments/sales.h"
#include "usecases/plans/lines.h"
#include "usecases/plans/plans.h"
#include "usecases/subscriptions/subscriptions.h"

namespace lectern::enrollments {

using store::Row;
using store::Transaction;

namespace {

std::optional<Error> methodProblem(const Services& services, const EnrollForm& form, const Currency& currency, PaymentMethod& method)
{
    if (form.method && !fromText(*form.method, method)) return fieldError(QStringLiteral("method"), QStringLiteral("\"%1\" is no way to pay.").arg(*form.method));
    if (method == PaymentMethod::Card && !takesCards(services))
        return makeError(ErrorCode::PaymentsUnavailable, services.policy.offlineMethods.isEmpty() ? QStringLiteral("Card payments are not set up on this server. Ask your school how to pay.")
                                                                                                  : QStringLiteral("Card payments are not set up on this server. Choose another way to pay."));
    if (!methodsOf(services, currency).contains(toText(method))) return fieldError(QStringLiteral("method"), QStringLiteral("Your school does not take that. Choose another way to pay."));
    return std::nullopt;
}

/// Price, coupon and tax.
std::optional<Error> price(Transaction& transaction, const Services& services, const QString& coupon, const UserId& payer, const Row& enrollment, const Row& course, Order& order)
{
    const Money price = enrollment.money("price_minor");
    const QString category = course.text("category_name");
    const Priced list = priceWithTax(services.policy, price, order.country, category);
    order.shareBps = shareOf(course, services.policy);
    order.purchase = {payer, enrollment.id<EnrollmentId>("id"), course.id<CourseId>("id"), course.text("category_id"), course.id<UserId>("teacher_id"), price,
                      ledger::split(list.net, order.shareBps).platform};
    order.priced = list;
    if (coupon.trimmed().isEmpty()) return std::nullopt;
    const auto applied = coupons::apply(transaction, services, order.purchase, coupon);
    if (!applied) return applied.error();
    order.coupon = *applied;
    order.priced = priceWithTax(services.policy, price.minus(applied->discount).value_or(price), order.country, category);
    order.teacherFixedMinor = ledger::splitDiscounted(list.net, order.priced.net, order.shareBps, applied->funding).teacher.minor();
    return std::nullopt;
}

std::optional<Error> choosePlan(Transaction& transaction, const Services& services, const PlanId& plan, const Row& course, Order& order)
{
    if (plan.isEmpty()) return std::nullopt;
    const Error gone = fieldError(QStringLiteral("planId"), QStringLiteral("This course is not offered by that plan any more. Choose again how to pay."));
    if (order.method != PaymentMethod::Card || order.fromWallet.minor() > 0) return fieldError(QStringLiteral("planId"), QStringLiteral("A plan is paid by card."));
    const plans::ProductFacts product{course.id<CourseId>("id"), course.id<CategoryId>("category_id"), course.id<UserId>("teacher_id"), course.money("fee_minor")};
    const auto withTax = [&](const Money& own) { return priceWithTax(services.policy, own, order.country, course.text("category_name")).total; };
    const QDate today = services.clock.now().date();
    for (const PlanOffer& offer : plans::offersFor(transaction, product, {order.priced.total, withTax, order.purchase.student}, today)) {
        if (offer.planId == plan) order.plan = offer;
    }
    if (!order.plan) return gone;
    if (!order.isSubscription()) return std::nullopt;
    if (order.coupon) return fieldError(QStringLiteral("coupon"), QStringLiteral("A code takes nothing off a subscription. Remove it, or pay another way."));
    order.trialDays = static_cast<int>(today.daysTo(order.plan->lines.first().dueOn.date()));
    return std::nullopt;
}

std::optional<Error> takeFromWallet(const EnrollForm& form, Order& order)
{
    const Money total = order.priced.total;
    order.fromWallet = order.method == PaymentMethod::Wallet ? total : Money::fromMinor(0, total.currency());
    if (order.method != PaymentMethod::Card || !form.walletPart) return std::nullopt;
    if (form.walletPart->currency() != total.currency() || form.walletPart->minor() < 0 || form.walletPart->minor() > total.minor())
        return fieldError(QStringLiteral("walletPart"), QStringLiteral("Give an amount from 0 to %1.").arg(amountText(total)));
    // What the card pays beside it must be something that the gateway can charge.
    order.fromWallet = *form.walletPart == total ? total : form.walletPart->cutToSteps();
    if (order.fromWallet == total) order.method = PaymentMethod::Wallet;
    return std::nullopt;
}

} // namespace

Result<Order> orderOf(Transaction& transaction, const Services& services, const Caller& caller, const EnrollForm& form, const Row& enrollment, const Row& course)
{
    Order order;
    order.before = rememberedOf(transaction, enrollment);
    if (auto error = methodProblem(services, form, enrollment.money("price_minor").currency(), order.method)) return *error;
    const auto country = countryFor(transaction, services, caller.user->id, form.country.value_or(QString()));
    if (!country) return country.error();
    order.country = *country;
    if (form.country) transaction.exec("accounts/set_country", {{"id", caller.user->id.value}, {"country", *country}});
    if (auto error = price(transaction, services, form.coupon.value_or(order.before.coupon), caller.user->id, enrollment, course, order)) return *error;
    const Money total = order.priced.total;
    if (auto error = takeFromWallet(form, order)) return *error;
    if (form.planId && !form.planId->isEmpty() && !isUuid(form.planId->value)) return fieldError(QStringLiteral("planId"), QStringLiteral("There is no such plan."));
    // Who chooses another way to pay without a word about the plan pays all at once.
    const PlanId plan = form.planId ? *form.planId : form.method ? PlanId{} : order.before.plan;
    if (enrollment.isNull("student_id") && !plan.isEmpty()) return fieldError(QStringLiteral("planId"), QStringLiteral("A gift is paid all at once."));
    if (auto error = choosePlan(transaction, services, plan, course, order)) return *error;
    const Money shown = order.isSubscription() ? order.plan->lines.first().amount : total;
    if (form.expectedTotal && *form.expectedTotal != shown)
        return makeError(ErrorCode::Conflict, QStringLiteral("The total is %1 by now. Look at it again before you pay.").arg(amountText(shown)));
    if (order.isSubscription() && form.hosted.value_or(false)) return fieldError(QStringLiteral("hosted"), QStringLiteral("A subscription begins in the window. Choose another way to pay for the gateway's own page."));
    order.hosted = form.hosted.value_or(false) && order.method == PaymentMethod::Card;
    return order;
}

std::optional<PaymentId> samePayment(Transaction& transaction, const Row& enrollment, const Order& order, const EnrollForm& form)
{
    if (enrollment.isNull("payment_id")) return std::nullopt;
    // The enrollment's lock is enough: locking the payment too would meet settlement, which goes the other way.
    const auto payment = transaction.one("payments/find_payment", {{"id", enrollment.text("payment_id")}});
    if (!isOpen(payment->enumeration<PaymentState>("state")) || payment->enumeration<PaymentMethod>("method") != order.method) return std::nullopt;
    if (order.before.coupon != order.couponCode() || order.before.plan != (order.plan ? order.plan->planId : PlanId{})) return std::nullopt;
    const Money due = order.plan ? order.plan->lines.first().amount : order.priced.total;
    if (payment->money("amount_minor") != due || payment->small("tax_bps") != order.priced.taxBps || (!order.plan && payment->money("tax_minor") != order.priced.tax)) return std::nullopt;
    if (transaction.one("payments/find_country", {{"id", payment->text("id")}})->text("country") != order.country) return std::nullopt;
    if (form.walletPart && payment->money("wallet_minor") != order.fromWallet) return std::nullopt;
    // An intent for the view, which may have been asked for without an answer, and the gateway's page are two ways to pay
    // the same; one at a time.
    const bool hasSession = transaction.one("payments/find_open_session", {{"payment_id", payment->text("id")}}).has_value();
    if (order.method == PaymentMethod::Card && (order.hosted ? !hasSession : hasSession)) return std::nullopt;
    return payment->id<PaymentId>("id");
}

namespace {

std::optional<PaymentId> subscribe(Transaction& transaction, const Services& services, const Row& enrollment, const Row& course, const Order& order)
{
    transaction.exec("enrollments/set_kind", {{"id", enrollment.text("id")}, {"kind", QStringLiteral("subscription")}});
    return subscriptions::propose(transaction, services, {order.purchase.enrollment, order.purchase.course, enrollment.id<UserId>("student_id"), course.id<UserId>("teacher_id"), *order.plan, order.trialDays,
                                                          order.plan->lines.first().amount, order.priced.taxBps, order.country, order.shareBps}).payment;
}

} // namespace

Result<std::optional<PaymentId>> makePayment(Transaction& transaction, const Services& services, const Row& enrollment, const Row& course, const Order& order)
{
    const QDateTime now = services.clock.now();
    const Money total = order.priced.total;
    const Currency currency = total.currency();
    const UserId student = order.purchase.student;
    const UserId teacher = course.id<UserId>("teacher_id");
    (void)store::ensureTeacherVault(transaction, teacher, currency, now);
    if (order.isSubscription()) return subscribe(transaction, services, enrollment, course, order);
    const qint64 discount = order.coupon ? order.coupon->discount.minor() : 0;
    if (order.plan) {
        const PaymentId first = schedules::propose(transaction, services, {order.purchase.enrollment, order.purchase.course, student, teacher, *order.plan, total, order.priced.tax.minor(), order.priced.taxBps,
                                                                           order.country, order.shareBps, order.couponCode(), discount, order.teacherFixedMinor});
        if (order.coupon) coupons::reserve(transaction, services, order.purchase, *order.coupon, first);
        return std::optional(first);
    }
    payments::NewPayment payment;
    payment.id = newId<PaymentId>();
    payment.method = order.method;
    payment.enrollment = order.purchase.enrollment;
    payment.course = order.purchase.course;
    payment.student = student;
    payment.teacher = teacher;
    payment.amount = total;
    payment.walletMinor = order.fromWallet.minor();
    payment.taxMinor = order.priced.tax.minor();
    payment.taxBps = order.priced.taxBps;
    payment.country = order.country;
    payment.shareBps = order.shareBps;
    payment.state = isOffline(order.method) ? PaymentState::AwaitingPayer : PaymentState::Created;
    payment.couponCode = order.couponCode();
    payment.discountMinor = discount;
    payment.teacherFixedMinor = order.teacherFixedMinor;
    payments::insertPayment(transaction, payment, now);
    transaction.exec("enrollments/set_payment", {{"id", enrollment.text("id")}, {"payment_id", payment.id.value}});
    if (order.coupon) coupons::reserve(transaction, services, order.purchase, *order.coupon, payment.id);
    if (order.method == PaymentMethod::Transfer) awaitMoney(transaction, services, enrollment.text("id"), services.policy.transferDays);
    if (isOffline(order.method)) {
        awaitMoney(transaction, services, enrollment.text("id"), services.policy.offlineDays);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), payment.id.value);
    }
    if (order.fromWallet.minor() > 0) {
        if (order.method == PaymentMethod::Wallet) (void)store::lockDebts(transaction, {teacher}, {currency}); // vaults before wallets
        store::ensureWallet(transaction, student, currency, now);
        const auto reserved = store::post(transaction, {ledger::walletReserved(payment.id, student, order.fromWallet)}, now);
        if (!reserved) return reserved.error();
        publish(transaction, services, student, QStringLiteral("wallet"), {});
    }
    if (order.method != PaymentMethod::Wallet) return std::optional(payment.id);
    const auto settled = payments::settleSales(transaction, services, {payments::toSale(*transaction.one("payments/lock_payment", {{"id", payment.id.value}}))});
    if (!settled) return settled.error();
    return std::optional(payment.id);
}

} // namespace lectern::enrollments
