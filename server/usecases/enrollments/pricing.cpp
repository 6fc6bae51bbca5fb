#include "usecases/enrollments/pricing.h"
#include "ledger/posting.h"
#include "store/ledgerwriter.h"
#include "usecases/coupons/coupons.h"
#include "usecases/payments/sessions.h"
#include "usecases/plans/lines.h"
#include "usecases/plans/plans.h"
#include "usecases/subscriptions/subscriptions.h"

namespace lectern::enrollments {

using store::Row;
using store::Transaction;

Priced priceWithTax(const Policy& policy, const Money& price, const QString& country, const QString& category)
{
    const TaxRule* rule = nullptr;
    for (const TaxRule& one : policy.taxes) {
        if (one.country != country || (!one.category.isEmpty() && one.category != category)) continue;
        if (!rule || !one.category.isEmpty()) rule = &one;
    }
    const Money none = Money::fromMinor(0, price.currency());
    if (!rule || rule->bps == 0 || price.isZero()) return {price, price, none, 0, false};
    const Money tax = ledger::taxOf(price, rule->bps, rule->inclusive);
    const Money total = rule->inclusive ? price : price.plus(tax).value_or(price);
    return {total, total.minus(tax).value_or(total), tax, rule->bps, rule->inclusive};
}

Result<QString> countryFor(Transaction& transaction, const Services& services, const UserId& student, const QString& wanted)
{
    const QString given = wanted.trimmed().toUpper();
    if (!given.isEmpty()) {
        const bool isCode = given.size() == 2 && given.at(0).isUpper() && given.at(1).isUpper();
        if (!isCode) return fieldError(QStringLiteral("country"), QStringLiteral("Give the two letters of a country, for example DE."));
        return given;
    }
    const auto row = transaction.one("accounts/find_user", {{"id", student.value}});
    const QString own = row ? row->text("country") : QString();
    return own.isEmpty() ? services.policy.country : own;
}

bool takesCards(const Services& services) { return services.gateway && services.gateway->abilities().cards; }

QStringList methodsOf(const Services& services, const Currency& currency)
{
    QStringList methods;
    if (takesCards(services)) methods << toText(PaymentMethod::Card);
    if (services.gateway && services.policy.bankTransfers && services.gateway->abilities().transfers.contains(currency.code())) methods << toText(PaymentMethod::Transfer);
    methods << toText(PaymentMethod::Wallet);
    return methods + services.policy.offlineMethods;
}

int shareOf(const Row& course, const Policy& policy)
{
    if (!course.isNull("course_share")) return course.small("course_share");
    return course.isNull("category_share") ? policy.platformShareBps : course.small("category_share");
}

UserId payerOf(const Row& enrollment) { return enrollment.id<UserId>(enrollment.isNull("student_id") ? "giver_id" : "student_id"); }

bool isOpen(PaymentState state)
{
    return state == PaymentState::Created || state == PaymentState::AwaitingPayer || state == PaymentState::RequiresAction ||
           state == PaymentState::Failed || state == PaymentState::Processing;
}

Remembered rememberedOf(Transaction& transaction, const Row& enrollment)
{
    const bool waits = enrollment.enumeration<EnrollmentState>("state") == EnrollmentState::AwaitingPayment;
    if (!waits) return {};
    if (const auto running = transaction.one("subscriptions/lock_running", {{"enrollment_id", enrollment.text("id")}})) return {{}, running->id<PlanId>("plan_id")};
    if (enrollment.isNull("payment_id")) return {};
    const auto payment = transaction.one("payments/find_payment", {{"id", enrollment.text("payment_id")}});
    if (!isOpen(payment->enumeration<PaymentState>("state"))) return {};
    Remembered remembered{payment->text("coupon_code"), {}};
    if (payment->isNull("schedule_id")) return remembered;
    remembered.plan = transaction.one("plans/plan_of_schedule", {{"id", payment->text("schedule_id")}})->id<PlanId>("plan_id");
    return remembered;
}

Result<PurchaseQuote> quote(const Services& services, const Caller& caller, const CourseId& courseId, const QString& wanted, const std::optional<QString>& coupon, bool isGift)
{
    return services.database.inTransaction<PurchaseQuote>([&](Transaction& transaction) -> Result<PurchaseQuote> {
        const auto course = transaction.one("courses/find_for_sale", {{"id", courseId.value}});
        if (!course || course->enumeration<CourseState>("state") != CourseState::Launched) return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
        const auto country = countryFor(transaction, services, caller.user->id, wanted);
        if (!country) return country.error();
        // A place that is waiting to be paid keeps the price that it was taken at; a gift is another place.
        const auto enrollment = isGift ? std::nullopt : transaction.one("enrollments/lock_for_course", {{"student_id", caller.user->id.value}, {"course_id", courseId.value}});
        const bool waits = enrollment && enrollment->enumeration<EnrollmentState>("state") == EnrollmentState::AwaitingPayment;
        const Money price = waits ? enrollment->money("price_minor") : course->money("fee_minor");
        const Priced list = priceWithTax(services.policy, price, *country, course->text("category_name"));
        PurchaseQuote quote;
        quote.courseId = courseId;
        quote.price = price;
        quote.discount = Money::fromMinor(0, price.currency());
        const QString code = coupon ? *coupon : enrollment ? rememberedOf(transaction, *enrollment).coupon : QString();
        if (!code.trimmed().isEmpty()) {
            const coupons::Purchase purchase{caller.user->id, enrollment ? enrollment->id<EnrollmentId>("id") : EnrollmentId{}, courseId, course->text("category_id"), course->id<UserId>("teacher_id"), price,
                                             ledger::split(list.net, shareOf(*course, services.policy)).platform};
            const auto applied = coupons::apply(transaction, services, purchase, code);
            if (!applied && coupon) return applied.error();
            if (applied) {
                quote.discount = applied->discount;
                quote.couponCode = applied->code;
            }
        }
        const Priced priced = priceWithTax(services.policy, price.minus(quote.discount).value_or(price), *country, course->text("category_name"));
        quote.net = priced.net;
        quote.tax = priced.tax;
        quote.taxBps = list.taxBps;
        quote.taxIncluded = list.taxIncluded;
        quote.country = *country;
        quote.total = priced.total;
        quote.wallet = store::lockWallet(transaction, caller.user->id, price.currency());
        quote.methods = methodsOf(services, price.currency());
        quote.offlineInstructions = services.policy.offlineInstructions;
        quote.offlineDays = services.policy.offlineDays;
        if (takesCards(services))
            quote.plans = plans::offersFor(transaction, {courseId, course->id<CategoryId>("category_id"), course->id<UserId>("teacher_id"), course->money("fee_minor")},
                                             {quote.total, [&](const Money& own) { return priceWithTax(services.policy, own, *country, course->text("category_name")).total; }, caller.user->id}, services.clock.now().date());
        return quote;
    });
}

void cancelPayment(Transaction& transaction, const Services& services, const Row& payment)
{
    const QDateTime now = services.clock.now();
    coupons::releaseOf(transaction, {payment.text("id")});
    transaction.exec("payments/set_state", {{"id", payment.text("id")}, {"state", toText(PaymentState::Canceled)}, {"failure_code", QString()}, {"failure_message", QString()}, {"now", now}});
    const Money fromWallet = payment.money("wallet_minor");
    if (fromWallet.minor() <= 0) return;
    const auto posted = store::post(transaction, {ledger::walletFreed(payment.id<PaymentId>("id"), payment.id<UserId>("student_id"), fromWallet)}, now);
    if (!posted) qFatal("What was set aside for payment %s is not there.", qUtf8Printable(payment.text("id")));
    publish(transaction, services, payment.id<UserId>("student_id"), QStringLiteral("wallet"), {});
}

QStringList closeOpenPayments(Transaction& transaction, const Services& services, const QString& enrollment, const QString& except)
{
    QStringList gatewayIds;
    for (const Row& row : transaction.run("payments/list_open_of_enrollment", {{"enrollment_id", enrollment}})) {
        if (row.text("id") == except) continue;
        // An intent that the gateway's page made ends with the page.
        if (!row.isNull("subscription_id") && !row.isNull("gateway_id")) continue; // the intent of an invoice ends with its subscription
        if (!row.isNull("session_id")) gatewayIds << row.text("session_id");
        else if (!row.isNull("gateway_id")) gatewayIds << row.text("gateway_id");
        else if (!row.boolean("in_flight")) cancelPayment(transaction, services, row);
    }
    coupons::release(transaction, enrollment, except);
    endPlans(transaction, services, enrollment, QStringLiteral("replaced"));
    return gatewayIds;
}

void endPlans(Transaction& transaction, const Services& services, const QString& enrollment, const QString& reason)
{
    (void)schedules::end(transaction, services, enrollment);
    (void)subscriptions::end(transaction, services, enrollment, reason);
}

void awaitMoney(Transaction& transaction, const Services& services, const QString& enrollment, int days)
{
    const QDateTime now = services.clock.now();
    const QDateTime until = now.addDays(days);
    transaction.exec("enrollments/extend_deadline", {{"id", enrollment}, {"expires_at", until}, {"now", now}});
    transaction.exec("enrollments/set_deadline", {{"id", enrollment}, {"expires_at", until}});
}

/// Ids begin with their time, so that the primary key finds what is recent.
static QString lowestIdAt(const QDateTime& time)
{
    const QString hex = QString::number(time.toMSecsSinceEpoch(), 16).rightJustified(12, u'0');
    return QStringLiteral("%1-%2-0000-0000-000000000000").arg(hex.left(8), hex.mid(8));
}

void cancelStaleIntents(const Services& services)
{
    const auto stale = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("payments/list_stale_intents", {{"before", services.clock.now().addSecs(-60)}, {"bundles_before", services.clock.now().addSecs(-3600LL * services.policy.paymentWindowHours)}, {"low", lowestIdAt(services.clock.now().addDays(-3))}})) ids << row.text("gateway_id");
        return ids;
    });
    if (stale) cancelIntents(services, *stale);
}

void cancelIntents(const Services& services, const QStringList& gatewayIds)
{
    if (!services.gateway) return;
    for (const QString& id : gatewayIds) {
        if (id.startsWith(QLatin1String("cs_"))) sessions::expire(services, id);
        else (void)services.gateway->cancelIntent(id); // what was not answered is asked again by the job; a late success is settled and honoured
    }
}

} // namespace lectern::enrollments
