#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/admissions/admissions.h"
#include "usecases/bundles/bundlerow.h"
#include "usecases/bundles/bundles.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/place.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/newpayment.h"
#include "usecases/payments/refunds.h"

namespace lectern::bundles {

using store::Row;
using store::Transaction;

namespace {

Error notOnSale() { return makeError(ErrorCode::NotFound, QStringLiteral("This bundle is not on sale.")); }
const QString kReturned = QStringLiteral("returned"); ///< note of a line that freeUp() gave back

/// One course at its price in the bundle, with all that is frozen of it.
struct Priced {
    BundleLine line;
    int taxBps = 0;
    int shareBps = 0;
    std::optional<qint64> teacherFixedMinor;
};

Priced priced(const Services& services, const Row& bundle, const Row& course, const QString& country)
{
    Priced priced;
    const Money price = course.money("fee_minor");
    const QString category = course.text("category_name");
    const auto funding = bundle.enumeration<CouponFunding>("funding");
    const auto list = enrollments::priceWithTax(services.policy, price, country, category);
    priced.shareBps = enrollments::shareOf(course, services.policy);
    const Money discount = discountOf(services, bundle, course, country);
    const auto paid = enrollments::priceWithTax(services.policy, price.minus(discount).value_or(price), country, category);
    if (discount.minor() > 0) priced.teacherFixedMinor = ledger::splitDiscounted(list.net, paid.net, priced.shareBps, funding).teacher.minor();
    priced.taxBps = paid.taxBps;
    priced.line = {course.id<CourseId>("id"), course.text("title"), price, discount, paid.tax, paid.total, {}, std::nullopt};
    return priced;
}

struct Offer {
    BundleQuote quote;
    QList<Priced> lines; ///< those that are bought
};

Offer offerOf(Transaction& transaction, const Services& services, const UserId& student, const Row& bundle, const QString& country)
{
    Offer offer;
    std::optional<Currency> currency;
    qint64 price = 0, discount = 0, tax = 0, total = 0;
    for (const Row& row : transaction.run("bundles/list_courses", {{"bundle_id", bundle.text("id")}, {"student_id", student.value}})) {
        const auto course = transaction.one("courses/find_for_sale", {{"id", row.text("course_id")}});
        if (!course) continue;
        if (!currency) currency = course->money("fee_minor").currency();
        Priced one = priced(services, bundle, *course, country);
        one.line.note = obstacle(transaction, services, student, *course, *currency);
        offer.quote.lines << one.line;
        if (!one.line.note.isEmpty()) continue;
        offer.lines << one;
        price += one.line.price.minor();
        discount += one.line.discount.minor();
        tax += one.line.tax.minor();
        total += one.line.total.minor();
    }
    const Currency own = currency.value_or(services.policy.defaultCurrency);
    offer.quote.bundleId = bundle.id<BundleId>("id");
    offer.quote.price = Money::fromMinor(price, own);
    offer.quote.discount = Money::fromMinor(discount, own);
    offer.quote.tax = Money::fromMinor(tax, own);
    offer.quote.total = Money::fromMinor(total, own);
    offer.quote.country = country;
    return offer;
}

/// A bundle that is on sale, and the country that taxes follow.
Result<std::pair<Row, QString>> found(Transaction& transaction, const Services& services, const Caller& caller, const BundleId& id, const QString& wanted)
{
    const auto bundle = transaction.one("bundles/find_bundle", {{"id", id.value}});
    if (!bundle || bundle->enumeration<BundleState>("state") != BundleState::OnSale) return notOnSale();
    const auto country = enrollments::countryFor(transaction, services, caller.user->id, wanted);
    if (!country) return country.error();
    return std::pair(*bundle, *country);
}

BundlePurchase toPurchase(Transaction& transaction, const Row& row)
{
    BundlePurchase purchase;
    purchase.id = row.text("id");
    purchase.bundleId = row.id<BundleId>("bundle_id");
    purchase.title = row.text("title");
    purchase.total = row.money("total_minor");
    purchase.paymentId = row.optionalId<PaymentId>("payment_id");
    purchase.createdAt = row.time("created_at");
    const bool isOver = !row.isNull("payment_state") && row.enumeration<PaymentState>("payment_state") == PaymentState::Canceled;
    purchase.state = !row.isNull("done_at") ? BundlePurchaseState::Done : isOver ? BundlePurchaseState::Over : BundlePurchaseState::AwaitingPayment;
    const Currency currency = purchase.total.currency();
    for (const Row& line : transaction.run("bundles/list_lines", {{"purchase_id", purchase.id}})) {
        const auto money = [&](const char* column) { return Money::fromMinor(line.integer(column), currency); };
        const QString note = line.text("note") == kReturned ? QStringLiteral("Given back.") : line.text("note");
        purchase.lines.append({line.id<CourseId>("course_id"), line.text("course_title"), money("price_minor"), money("discount_minor"), money("tax_minor"), money("total_minor"), note, line.optionalId<EnrollmentId>("enrollment_id")});
    }
    return purchase;
}

/// Opens one line's place and makes its payment, which is settled from the wallet.
Result<payments::SettledSale> bought(Transaction& transaction, const Services& services, const Row& purchase, const Row& line)
{
    const UserId student = purchase.id<UserId>("student_id");
    const auto course = transaction.one("courses/find_for_sale", {{"id", line.text("course_id")}});
    if (!course || course->text("state") != u"launched") return makeError(ErrorCode::InvalidState, QStringLiteral("It is not on offer any more."));
    const CourseId courseId = course->id<CourseId>("id");
    if (enrollments::endedByAdmin(transaction, student, courseId)) return makeError(ErrorCode::InvalidState, QStringLiteral("Your school ended your enrollment in it."));
    const Currency currency = purchase.money("total_minor").currency();
    const Money total = Money::fromMinor(line.integer("total_minor"), currency);
    const auto entered = enrollments::openPlace(transaction, services, student, *course, Money::fromMinor(line.integer("price_minor") - line.integer("discount_minor"), currency));
    if (!entered) return entered.error();
    const Row place = *transaction.one("enrollments/lock_enrollment", {{"id", entered->id.value}});
    if (entered->isOpened && !total.isZero()) return makeError(ErrorCode::InvalidState, QStringLiteral("Your invitation pays for it."));
    if (!entered->isOpened && place.enumeration<EnrollmentState>("state") != EnrollmentState::AwaitingPayment) return makeError(ErrorCode::AlreadyExists, QStringLiteral("You are in already."));
    if (!entered->isOpened && enrollments::isWorkedOn(transaction, place)) return enrollments::workedOn();
    // Another way to pay that was begun ends; the job cancels its intent.
    (void)enrollments::closeOpenPayments(transaction, services, entered->id.value);
    EnrollmentSource source = EnrollmentSource::Bundle;
    (void)fromText(purchase.text("source"), source);
    admissions::keepSource(transaction, services, student, entered->id.value, source);
    payments::SettledSale none;
    none.enrollment = entered->id;
    if (total.isZero()) return none;
    const UserId teacher = course->id<UserId>("teacher_id");
    (void)store::ensureTeacherVault(transaction, teacher, currency, services.clock.now());
    payments::NewPayment payment;
    payment.id = newId<PaymentId>();
    payment.method = PaymentMethod::Wallet;
    payment.enrollment = entered->id;
    payment.course = courseId;
    payment.student = student;
    payment.teacher = teacher;
    payment.amount = total;
    payment.walletMinor = total.minor();
    payment.taxMinor = line.integer("tax_minor");
    payment.taxBps = line.small("tax_bps");
    payment.country = purchase.text("country");
    payment.shareBps = line.small("share_bps");
    payment.discountMinor = line.integer("discount_minor");
    if (!line.isNull("teacher_fixed_minor")) payment.teacherFixedMinor = line.integer("teacher_fixed_minor");
    payments::insertPayment(transaction, payment, services.clock.now());
    transaction.exec("enrollments/set_payment", {{"id", entered->id.value}, {"payment_id", payment.id.value}});
    payments::SettledSale sale = payments::toSale(*transaction.one("payments/lock_payment", {{"id", payment.id.value}}));
    sale.isSetAsideNow = true;
    return sale;
}

/// What could not be opened stays in the wallet, and is said.
void tellLeftOut(Transaction& transaction, const Services& services, const Row& purchase, const QStringList& leftOut)
{
    if (leftOut.isEmpty()) return;
    const UserId student = purchase.id<UserId>("student_id");
    notify(transaction, services, {student, QStringLiteral("wallet_filled"), QStringLiteral("Not all of “%1” could be opened").arg(purchase.text("title")),
                                   QStringLiteral("%1 What you paid for it is in your wallet.").arg(leftOut.join(u' ')), purchase.text("id"), QStringLiteral("notice"), QStringLiteral("bundle:%1:left_out").arg(purchase.text("id"))});
}

/// The sales of a locked purchase, or of its lines that were given back for a cause; `inWallet`: at most so much. Each line is written with what became of it.
QList<payments::SettledSale> salesOf(Transaction& transaction, const Services& services, const Row& purchase, qint64 inWallet, const QString& cause = {})
{
    QList<payments::SettledSale> sales;
    QStringList leftOut;
    for (const Row& line : transaction.run("bundles/list_lines", {{"purchase_id", purchase.text("id")}})) {
        if (!cause.isEmpty() && line.text("returned_by") != cause) continue;
        const bool isCovered = line.integer("total_minor") <= inWallet;
        const auto sale = isCovered ? transaction.tentatively<payments::SettledSale>([&] { return bought(transaction, services, purchase, line); })
                                    : Result<payments::SettledSale>(makeError(ErrorCode::InsufficientFunds, QStringLiteral("What paid for it was spent.")));
        if (sale) inWallet -= line.integer("total_minor");
        const store::Params key{{"purchase_id", purchase.text("id")}, {"course_id", line.text("course_id")}};
        if (!sale) leftOut << QStringLiteral("“%1”: %2").arg(line.text("course_title"), sale.error().detail);
        transaction.exec("bundles/finish_line", store::Params(key).add("note", sale ? QString() : sale.error().detail).add("enrollment_id", sale ? QVariant(sale->enrollment.value) : store::null())
                                                    .add("payment_id", sale ? store::orNull(sale->id) : store::null()));
        if (sale && !sale->id.isEmpty()) sales << *sale;
    }
    transaction.exec("bundles/finish_purchase", {{"id", purchase.text("id")}, {"now", services.clock.now()}});
    tellLeftOut(transaction, services, purchase, leftOut);
    return sales;
}

void insertPurchase(Transaction& transaction, const Services& services, const Caller& caller, const Row& bundle, const Offer& offer, const QString& id)
{
    transaction.exec("bundles/insert_purchase", {{"id", id}, {"bundle_id", bundle.text("id")}, {"student_id", caller.user->id.value}, {"title", bundle.text("title")}, {"source", bundle.text("kind")},
                                                 {"total_minor", offer.quote.total.minor()}, {"currency", offer.quote.total.currency().code()}, {"country", offer.quote.country},
                                                 {"request_key", caller.idempotencyKey}, {"now", services.clock.now()}});
    int position = 0;
    for (const Priced& one : offer.lines)
        transaction.exec("bundles/insert_line", {{"purchase_id", id}, {"position", ++position}, {"course_id", one.line.courseId.value}, {"price_minor", one.line.price.minor()}, {"discount_minor", one.line.discount.minor()},
                                                 {"total_minor", one.line.total.minor()}, {"tax_minor", one.line.tax.minor()}, {"tax_bps", one.taxBps}, {"share_bps", one.shareBps},
                                                 {"teacher_fixed_minor", one.teacherFixedMinor ? QVariant(*one.teacherFixedMinor) : store::null()}});
    audit(transaction, services, caller, QStringLiteral("bundle.order"), bundle.text("title"), id,
          QStringLiteral("%1 for %2 courses; agreed to the refund policy of %3 days and %4 %").arg(amountText(offer.quote.total)).arg(offer.lines.size()).arg(services.policy.refundDays).arg(services.policy.refundMaxPercent));
}

/// The payment that fills the wallet for it.
PaymentId fillWallet(Transaction& transaction, const Services& services, const Caller& caller, const Offer& offer, const QString& purchase)
{
    const QDateTime now = services.clock.now();
    store::ensureWallet(transaction, caller.user->id, offer.quote.total.currency(), now);
    payments::NewPayment topUp;
    topUp.id = newId<PaymentId>();
    topUp.kind = PaymentKind::TopUp;
    topUp.student = caller.user->id;
    topUp.amount = offer.quote.total;
    topUp.country = offer.quote.country;
    topUp.requestKey = QStringLiteral("bundle:") + purchase;
    payments::insertPayment(transaction, topUp, now);
    transaction.exec("bundles/set_payment", {{"id", purchase}, {"payment_id", topUp.id.value}});
    return topUp.id;
}

/// What is wrong with an order for what is offered now.
std::optional<Error> problemOf(const Services& services, const BundleOrderForm& form, const Offer& offer)
{
    const Money total = offer.quote.total;
    if (offer.lines.isEmpty()) return makeError(ErrorCode::InvalidState, QStringLiteral("There is nothing of it that you could buy now."));
    if (total.isZero()) return makeError(ErrorCode::InvalidState, QStringLiteral("Its courses cost nothing. Enroll on their pages."));
    if (form.expectedTotal && *form.expectedTotal != total) return makeError(ErrorCode::Conflict, QStringLiteral("The total is %1 by now. Look at it again before you pay.").arg(amountText(total)));
    const bool byCard = form.method == toText(PaymentMethod::Card);
    if (!byCard && form.method != toText(PaymentMethod::Wallet)) return fieldError(QStringLiteral("method"), QStringLiteral("A bundle is paid by card or from the wallet."));
    if (!byCard) return std::nullopt;
    if (!enrollments::takesCards(services)) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server. Pay from your wallet."));
    if (total.minor() < validation::smallestCharge(total.currency()).minor()) return makeError(ErrorCode::InvalidState, QStringLiteral("So small an amount cannot be paid by card. Pay from your wallet."));
    return std::nullopt;
}

} // namespace

QString obstacle(Transaction& transaction, const Services& services, const UserId& student, const Row& course, const Currency& currency)
{
    if (course.text("state") != u"launched") return QStringLiteral("It is not on offer now.");
    if (course.money("fee_minor").currency() != currency) return QStringLiteral("It is priced in another currency now.");
    const CourseId id = course.id<CourseId>("id");
    if (const auto own = transaction.one("enrollments/find_for_student", {{"student_id", student.value}, {"course_id", id.value}})) {
        const auto row = transaction.one("enrollments/find_enrollment", {{"id", own->text("id")}});
        const auto state = row->enumeration<EnrollmentState>("state");
        if (state == EnrollmentState::Active || state == EnrollmentState::Completed || state == EnrollmentState::Suspended) return QStringLiteral("You are in already.");
        if (enrollments::isWorkedOn(transaction, *row)) return QStringLiteral("Your bank works on a payment for it.");
    }
    if (enrollments::endedByAdmin(transaction, student, id)) return QStringLiteral("Your school ended your enrollment in it.");
    const auto standing = admissions::standing(transaction, services, student, id);
    if (!standing) return {};
    if (standing->isFree) return QStringLiteral("Your invitation pays for it. Enroll on its page.");
    if (standing->byInvitation && !standing->isInvited) return QStringLiteral("It is by invitation.");
    return standing->seatsLeft == 0 ? QStringLiteral("Every seat is taken.") : QString();
}

Result<BundleQuote> quote(const Services& services, const Caller& caller, const BundleId& id, const QString& country)
{
    return services.database.inTransaction<BundleQuote>([&](Transaction& transaction) -> Result<BundleQuote> {
        const auto bundle = found(transaction, services, caller, id, country);
        if (!bundle) return bundle.error();
        Offer offer = offerOf(transaction, services, caller.user->id, bundle->first, bundle->second);
        offer.quote.wallet = store::lockWallet(transaction, caller.user->id, offer.quote.total.currency());
        if (enrollments::takesCards(services)) offer.quote.methods << toText(PaymentMethod::Card);
        offer.quote.methods << toText(PaymentMethod::Wallet);
        return offer.quote;
    });
}

Result<BundleResult> buy(const Services& services, const Caller& caller, const BundleId& id, const BundleOrderForm& form)
{
    const store::Params request{{"student_id", caller.user->id.value}, {"request_key", caller.idempotencyKey}};
    auto made = services.database.inTransaction<BundlePurchase>([&](Transaction& transaction) -> Result<BundlePurchase> {
        if (const auto known = transaction.one("bundles/find_by_request", request)) {
            const bool isOld = known->isNull("done_at") && known->time("created_at").addSecs(3600LL * services.policy.paymentWindowHours) < services.clock.now();
            return isOld ? Result<BundlePurchase>(makeError(ErrorCode::Conflict, QStringLiteral("This order was not paid in time. Buy the bundle again."))) : toPurchase(transaction, *known);
        }
        const auto bundle = found(transaction, services, caller, id, form.country.value_or(QString()));
        if (!bundle) return bundle.error();
        const Offer offer = offerOf(transaction, services, caller.user->id, bundle->first, bundle->second);
        if (auto error = problemOf(services, form, offer)) return *error;
        // One that waits for its card is gone on with, rather than paid twice.
        if (form.method == toText(PaymentMethod::Card)) {
            const auto waiting = transaction.one("bundles/find_waiting", {{"student_id", caller.user->id.value}, {"bundle_id", id.value}, {"since", services.clock.now().addSecs(-3600LL * services.policy.paymentWindowHours)}});
            if (waiting && waiting->integer("total_minor") == offer.quote.total.minor()) return toPurchase(transaction, *waiting);
        }
        const QString purchase = newUuid7();
        insertPurchase(transaction, services, caller, bundle->first, offer, purchase);
        if (form.method == toText(PaymentMethod::Card)) {
            (void)fillWallet(transaction, services, caller, offer, purchase);
        } else {
            store::ensureWallet(transaction, caller.user->id, offer.quote.total.currency(), services.clock.now());
            const qint64 inWallet = store::lockWallet(transaction, caller.user->id, offer.quote.total.currency()).minor();
            if (inWallet < offer.quote.total.minor()) return makeError(ErrorCode::InsufficientFunds, QStringLiteral("Your wallet does not hold that much."));
            const auto sales = salesOf(transaction, services, *transaction.one("bundles/lock_purchase", {{"id", purchase}}), inWallet);
            if (sales.isEmpty()) return makeError(ErrorCode::InvalidState, QStringLiteral("Nothing of it can be opened just now. Look at it again."));
            if (const auto settled = payments::settleSales(transaction, services, sales); !settled) return settled.error();
        }
        return toPurchase(transaction, *transaction.one("bundles/find_by_request", request));
    });
    if (!made) return made.error();
    BundleResult result{*made, std::nullopt};
    if (made->state != BundlePurchaseState::AwaitingPayment || !made->paymentId) return result;
    auto checkout = enrollments::checkoutOf(services, *made->paymentId);
    if (!checkout) return checkout.error();
    if (!*checkout) return makeError(ErrorCode::Conflict, QStringLiteral("This payment was cancelled. Buy the bundle again."));
    result.checkout = std::move(**checkout);
    return result;
}

Result<Page<BundlePurchase>> purchases(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Page<BundlePurchase>>([&](Transaction& transaction) -> Result<Page<BundlePurchase>> {
        Page<BundlePurchase> page;
        for (const Row& row : transaction.run("bundles/list_purchases", {{"student_id", caller.user->id.value}})) page.items.append(toPurchase(transaction, row));
        return page;
    });
}

Bought fulfil(Transaction& transaction, const Services& services, const QStringList& payments)
{
    Bought bought;
    for (const Row& row : transaction.run("bundles/lock_of_payments", {{"payment_ids", store::packed(payments)}})) {
        bought.titles.insert(row.text("payment_id"), row.text("title"));
        // All of it comes with the payment, in the same transaction.
        if (row.isNull("done_at")) bought.sales << salesOf(transaction, services, row, row.integer("total_minor"));
    }
    return bought;
}

Result<Done> freeUp(Transaction& transaction, const Services& services, const PaymentId& payment, const Money& amount, const QString& cause)
{
    const auto purchases = transaction.run("bundles/lock_of_payments", {{"payment_ids", payment.value}});
    if (purchases.isEmpty()) return Done{};
    const Row& purchase = purchases.at(0);
    transaction.run("bundles/lock_line_payments", {{"purchase_id", purchase.text("id")}}); // before enrollments and the wallet
    for (const Row& line : transaction.run("bundles/list_paid_lines", {{"purchase_id", purchase.text("id")}})) { // the last one first
        if (store::lockWallet(transaction, purchase.id<UserId>("student_id"), amount.currency()).minor() >= amount.minor()) break;
        const auto place = transaction.one("enrollments/lock_enrollment", {{"id", line.text("enrollment_id")}});
        if (const auto back = refunds::giveBackWhole(transaction, services, line.id<PaymentId>("payment_id"), QStringLiteral("What paid for “%1” went back.").arg(purchase.text("title"))); !back) return back;
        transaction.exec("bundles/return_line", {{"purchase_id", purchase.text("id")}, {"course_id", line.text("course_id")}, {"cause", cause}, {"state_before", place->text("state")}});
    }
    return Done{};
}

qint64 boundMinor(Transaction& transaction, const PaymentId& payment) { return transaction.one("bundles/sum_bound", {{"payment_id", payment.value}})->integer("bound"); }

Result<Done> buyAgain(Transaction& transaction, const Services& services, const PaymentId& payment, const QString& cause)
{
    const auto purchases = transaction.run("bundles/lock_of_payments", {{"payment_ids", payment.value}});
    if (purchases.isEmpty()) return Done{};
    const Row& purchase = purchases.at(0);
    QStringList finished; // courses
    bool isAnything = false;
    for (const Row& line : transaction.run("bundles/list_lines", {{"purchase_id", purchase.text("id")}})) {
        if (line.text("returned_by") != cause) continue;
        isAnything = true;
        if (line.text("state_before") == toText(EnrollmentState::Completed)) finished << line.text("course_id");
    }
    if (!isAnything) return Done{};
    const qint64 inWallet = store::lockWallet(transaction, purchase.id<UserId>("student_id"), purchase.money("total_minor").currency()).minor();
    const auto sales = salesOf(transaction, services, purchase, inWallet, cause);
    if (sales.isEmpty()) return Done{};
    if (const auto settled = payments::settleSales(transaction, services, sales); !settled) return settled.error();
    // Who had finished a course has finished it.
    for (const QString& course : finished) {
        if (const auto own = transaction.one("bundles/find_bought_line", {{"purchase_id", purchase.text("id")}, {"course_id", course}}))
            transaction.exec("enrollments/set_state", {{"id", own->text("enrollment_id")}, {"state", toText(EnrollmentState::Completed)}, {"now", services.clock.now()}});
    }
    return Done{};
}

} // namespace lectern::bundles
