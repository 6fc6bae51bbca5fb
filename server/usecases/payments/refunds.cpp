#include "usecases/payments/refunds.h"
#include "usecases/bundles/bundles.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/sales.h"
#include "domain/validation.h"
#include "ledger/posting.h"
#include "store/ledgerwriter.h"

namespace lectern::refunds {

using store::Row;
using store::Transaction;

namespace {

Error noSuchPayment() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment.")); }
Refund loaded(Transaction& transaction, const QString& id) { return store::toRefund(*transaction.one("payments/find_refund", {{"id", id}})); }

/// The rule that is in the way of taking a purchase back without asking; empty when none is.
QString obstacle(const Row& facts, const Services& services)
{
    const Policy& policy = services.policy;
    if (facts.text("kind") == u"booking") return QStringLiteral("A live session is cancelled under Live sessions; about anything else an admin decides.");
    if (facts.time("settled_at").addDays(policy.refundDays) < services.clock.now())
        return QStringLiteral("The %1 days in which a course can be taken back without asking are over.").arg(policy.refundDays);
    if (facts.boolean("is_gift_used")) return QStringLiteral("The gift was used.");
    // Else the largest part of a plan, or of a period, could go back while a small one keeps the course open.
    if (facts.boolean("others_stand")) return QStringLiteral("It is one of several payments of a plan or a subscription.");
    if (facts.boolean("has_certificate")) return QStringLiteral("The certificate was issued.");
    if (facts.small("progress_percent") > policy.refundMaxPercent)
        return QStringLiteral("%1 % of the course were seen; up to %2 % it can be taken back without asking.").arg(facts.small("progress_percent")).arg(policy.refundMaxPercent);
    return {};
}

RefundChannel channelOf(const Row& facts, bool toWallet)
{
    const auto method = facts.enumeration<PaymentMethod>("method");
    if (toWallet || method == PaymentMethod::Wallet) return RefundChannel::Wallet;
    // The gateway sends nothing back of a charge that a bank has taken money out of (Stripe: charge_disputed).
    if (facts.boolean("is_charged_back") && facts.enumeration<PaymentKind>("kind") != PaymentKind::TopUp) return RefundChannel::Wallet;
    return isByGateway(method) ? RefundChannel::Gateway : RefundChannel::Offline;
}

RefundQuote quoteOf(const Row& facts, const Services& services)
{
    RefundQuote quote;
    quote.paymentId = facts.id<PaymentId>("id");
    const Currency currency = facts.money("amount_minor").currency();
    const auto money = [&](qint64 minor) { return Money::fromMinor(minor, currency); };
    quote.paid = facts.money("amount_minor");
    quote.platformShareBps = facts.small("share_bps");
    const qint64 taken = facts.integer("taken") + facts.integer("disputed_minor");
    quote.refundable = money(std::max<qint64>(0, quote.paid.minor() - taken));
    const ledger::SaleTerms terms = payments::termsOf(facts);
    const ledger::Parts parts = minus(partsOf(terms, quote.paid), partsOf(terms, money(quote.paid.minor() - quote.refundable.minor())));
    if (terms.teacherFixed) {
        quote.teacherFixed = money(*terms.teacherFixed);
        quote.tax = terms.tax;
    }
    quote.teacherPart = parts.teacher;
    quote.platformPart = parts.platform;
    quote.taxPart = parts.tax;
    quote.walletPart = money(std::clamp<qint64>(facts.integer("wallet_minor") - facts.integer("taken_to_wallet"), 0, quote.refundable.minor()));
    quote.teacherOwes = money(std::max<qint64>(0, quote.teacherPart.minor() - facts.integer("vault_minor")));
    if (facts.boolean("is_disputed")) quote.blocked = QStringLiteral("The student\u2019s bank is deciding about this payment. A refund now would pay twice; answer the dispute or accept it.");
    quote.why = obstacle(facts, services);
    quote.automatic = quote.why.isEmpty() && facts.text("kind") == u"course";
    quote.automaticUntil = facts.time("settled_at").addDays(services.policy.refundDays);
    quote.progressPercent = facts.small("progress_percent");
    quote.channel = channelOf(facts, false);
    quote.isGift = facts.boolean("is_gift");
    return quote;
}

struct NewRefund {
    PaymentId payment;
    Money amount;
    RefundState state = RefundState::Approved;
    QString reason;
    bool decidedByCaller = false;
    RefundChannel channel = RefundChannel::Gateway;
};

/// Commits a refund under the payment's lock, so that all of them together are never more than was paid. Nobody asked for it:
/// `caller` has no user.
Result<Refund> insert(Transaction& transaction, const Services& services, const Caller& caller, const NewRefund& wanted, const QString& key)
{
    const QString id = newUuid7();
    const QVariant who = caller.user ? QVariant(caller.user->id.value) : store::null();
    transaction.exec("payments/insert_refund", {{"id", id}, {"payment_id", wanted.payment.value}, {"amount_minor", wanted.amount.minor()}, {"currency", wanted.amount.currency().code()},
                                                {"state", toText(wanted.state)}, {"reason", wanted.reason}, {"requested_by", who},
                                                {"decided_by", wanted.decidedByCaller ? who : store::null()}, {"gateway_id", store::null()},
                                                {"request_key", key}, {"channel", toText(wanted.channel)}, {"reversal", false}, {"now", services.clock.now()}});
    audit(transaction, services, caller, wanted.state == RefundState::Requested ? QStringLiteral("refund.request") : QStringLiteral("refund.start"), payments::namedAmount(transaction, wanted.amount, wanted.payment.value), id, wanted.reason);
    publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), wanted.payment.value);
    return loaded(transaction, id);
}

/// What goes back to the card cannot be spent meanwhile. The wallet was seen to hold it, under its lock.
Result<Done> setAside(Transaction& transaction, const Services& services, const Row& facts, const Refund& refund)
{
    if (facts.enumeration<PaymentKind>("kind") != PaymentKind::TopUp) return Done{};
    if (const auto freed = bundles::freeUp(transaction, services, refund.paymentId, refund.amount, refund.id.value); !freed) return freed;
    transaction.exec("payments/set_refund_reserved", {{"id", refund.id.value}, {"reserved_minor", refund.amount.minor()}});
    const UserId student = facts.id<UserId>("student_id");
    publish(transaction, services, student, QStringLiteral("wallet"), {});
    return store::post(transaction, {ledger::walletReserved(refund.paymentId, student, refund.amount, refund.id)}, services.clock.now());
}

/// What was paid by card goes back to the card, what came from the wallet goes back there; the first of the two is answered.
Result<Refund> insertParts(Transaction& transaction, const Services& services, const Caller& caller, const Row& facts, NewRefund wanted, bool toWallet)
{
    const RefundQuote quote = quoteOf(facts, services);
    const RefundChannel channel = channelOf(facts, toWallet);
    const Currency currency = wanted.amount.currency();
    const qint64 whole = wanted.amount.minor();
    const qint64 outside = channel == RefundChannel::Wallet ? 0 : std::min(whole, quote.refundable.minor() - quote.walletPart.minor());
    std::optional<Refund> first;
    if (outside > 0) {
        wanted.amount = Money::fromMinor(outside, currency);
        wanted.channel = channel;
        const auto made = insert(transaction, services, caller, wanted, caller.idempotencyKey);
        if (!made) return made;
        if (wanted.state == RefundState::Approved) {
            if (const auto done = setAside(transaction, services, facts, *made); !done) return done.error();
        }
        first = *made;
    }
    if (outside < whole) {
        wanted.amount = Money::fromMinor(whole - outside, currency);
        wanted.channel = RefundChannel::Wallet;
        const auto made = insert(transaction, services, caller, wanted, first && !caller.idempotencyKey.isEmpty() ? caller.idempotencyKey + QStringLiteral(":wallet") : caller.idempotencyKey);
        if (!made) return made;
        if (wanted.state == RefundState::Approved) {
            if (const auto done = applyOwn(transaction, services, made->id.value); !done) return done.error();
        }
        if (!first) first = loaded(transaction, made->id.value);
    } else if (channel == RefundChannel::Offline && wanted.state == RefundState::Approved) {
        if (const auto done = applyOwn(transaction, services, first->id.value); !done) return done.error();
        first = loaded(transaction, first->id.value);
    }
    return *first;
}

/// The refund that the same request made before, when its answer was lost.
std::optional<Refund> known(Transaction& transaction, const Caller& caller, const PaymentId& payment)
{
    const auto row = transaction.one("payments/find_refund_by_key", {{"requested_by", caller.user->id.value}, {"payment_id", payment.value}, {"request_key", caller.idempotencyKey}});
    return row ? std::optional(loaded(transaction, row->text("id"))) : std::nullopt;
}

Result<Done> refundable(const Row& facts, const Services& services, RefundChannel channel)
{
    if (facts.isNull("settled_at")) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment was not settled, so there is nothing to give back."));
    if (channel == RefundChannel::Gateway && !services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("No payment gateway is set up, so nothing can be sent back."));
    if (const QString blocked = quoteOf(facts, services).blocked; !blocked.isEmpty()) return makeError(ErrorCode::InvalidState, blocked);
    return Done{};
}

/// A top-up can only go back to the card, and only as far as it was not spent.
std::optional<Error> topUpProblem(Transaction& transaction, const Row& facts, const Money& amount, bool toWallet)
{
    if (facts.enumeration<PaymentKind>("kind") != PaymentKind::TopUp) return std::nullopt;
    if (toWallet) return fieldError(QStringLiteral("toWallet"), QStringLiteral("This payment filled the wallet; it can only go back to the card."));
    const Money left = store::lockWallet(transaction, facts.id<UserId>("student_id"), amount.currency());
    if (amount.minor() <= left.minor() + bundles::boundMinor(transaction, facts.id<PaymentId>("id"))) return std::nullopt;
    return fieldError(QStringLiteral("amount"), QStringLiteral("Part of it was spent: %1 are left in the wallet.").arg(amountText(left)));
}

Row factsOf(Transaction& transaction, const PaymentId& id) { return *transaction.one("payments/refund_facts", {{"id", id.value}}); }

struct Sending {
    stripe::RefundRequest request;
    std::optional<QDateTime> since; ///< first attempt; absent: this is it
};

Result<Sending> beginSending(const Services& services, const QString& id)
{
    return services.database.inTransaction<Sending>([&](Transaction& transaction) -> Result<Sending> {
        const auto row = transaction.one("payments/lock_refund", {{"id", id}});
        if (row->enumeration<RefundState>("state") != RefundState::Approved) return makeError(ErrorCode::InvalidState);
        const auto payment = transaction.one("payments/find_payment", {{"id", row->text("payment_id")}});
        transaction.exec("payments/begin_sending_refund", {{"id", id}, {"now", services.clock.now()}});
        return Sending{{RefundId{id}, payment->text("gateway_id"), row->money("amount_minor")}, row->optionalTime("sending_at")};
    });
}

/// It is certain that the gateway made nothing of it.
void giveUp(const Services& services, const QString& id, const QString& why)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto row = transaction.one("payments/lock_refund", {{"id", id}});
        if (row->enumeration<RefundState>("state") != RefundState::Approved) return Done{};
        transaction.exec("payments/set_refund_state", {{"id", id}, {"state", toText(RefundState::Failed)}, {"failure", why}, {"gateway_id", store::null()}, {"decided_by", store::null()}, {"decision_key", store::null()}, {"now", services.clock.now()}});
        if (const auto freed = freeSetAside(transaction, services, *row, true); !freed) return freed.error();
        const Refund refund = loaded(transaction, id);
        notifyAdmins(transaction, services, {{}, QStringLiteral("refund_failed"), QStringLiteral("A refund was refused"),
                                             QStringLiteral("%1 for “%2” to %3: %4").arg(amountText(refund.amount), refund.courseTitle, refund.studentName, why), refund.paymentId.value,
                                             QStringLiteral("notice"), QStringLiteral("refund:%1:refused").arg(id)});
        publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), refund.paymentId.value);
        return Done{};
    });
}

void apply(const Services& services, const stripe::GatewayRefund& refund)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) { return applyRefund(transaction, services, refund); });
}

/// Sends one refund, or finds out what became of it. It fails only when it is certain that no money went: the very first
/// attempt was refused, or a look-up after the key's time shows that there is no refund.
void send(const Services& services, const QString& id)
{
    const auto sending = beginSending(services, id);
    if (!sending) return;
    if (sending->since && sending->since->secsTo(services.clock.now()) > stripe::kKeyLifetimeSeconds) {
        const auto found = services.gateway->findRefund(sending->request);
        if (found && *found) apply(services, **found);
        else if (found) giveUp(services, id, QStringLiteral("The payment gateway never made the refund."));
        return;
    }
    const auto refund = services.gateway->createRefund(sending->request);
    if (refund) return apply(services, *refund);
    const bool isFinal = !sending->since && (refund.error().code == ErrorCode::GatewayRefused || refund.error().code == ErrorCode::NotFound);
    if (isFinal) giveUp(services, id, refund.error().detail);
}

/// Sends what was just committed, and answers what became of it so far.
Result<Refund> sent(const Services& services, const Result<Refund>& refund)
{
    if (!refund || refund->state != RefundState::Approved || refund->channel != RefundChannel::Gateway) return refund;
    send(services, refund->id.value);
    return services.database.inTransaction<Refund>([&](Transaction& transaction) -> Result<Refund> { return loaded(transaction, refund->id.value); });
}

} // namespace

Result<RefundQuote> quote(const Services& services, const Caller& caller, const PaymentId& id)
{
    return services.database.inTransaction<RefundQuote>([&](Transaction& transaction) -> Result<RefundQuote> {
        const auto facts = transaction.one("payments/refund_facts", {{"id", id.value}});
        const bool mayRead = facts && (isStaff(caller.user->role) || facts->id<UserId>("student_id") == caller.user->id);
        if (!mayRead) return noSuchPayment();
        if (facts->isNull("settled_at")) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment was not settled, so there is nothing to give back."));
        RefundQuote quote = quoteOf(*facts, services);
        if (!isStaff(caller.user->role) && !quote.blocked.isEmpty()) quote.blocked = QStringLiteral("Your bank questions this payment. Until it has decided nothing can be returned here, or you would be paid twice.");
        // What a vault holds is its owner's business and the admins'.
        if (!isStaff(caller.user->role)) quote.teacherOwes = Money::fromMinor(0, quote.refundable.currency());
        return quote;
    });
}

Result<Refund> takeBack(const Services& services, const Caller& caller, const PaymentId& id, const TakeBackForm& form)
{
    const QString reason = form.reason.value_or(QString());
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, 0)) return *error;
    const auto refund = services.database.inTransaction<Refund>([&](Transaction& transaction) -> Result<Refund> {
        const auto payment = transaction.one("payments/lock_payment_to_refund", {{"id", id.value}});
        if (!payment || payment->id<UserId>("student_id") != caller.user->id) return noSuchPayment();
        if (const auto before = known(transaction, caller, id)) return *before;
        if (const auto waiting = transaction.one("payments/find_waiting_refund", {{"payment_id", id.value}})) return loaded(transaction, waiting->text("id"));
        const Row facts = factsOf(transaction, id);
        const bool toWallet = form.toWallet.value_or(false);
        if (const auto possible = refundable(facts, services, channelOf(facts, toWallet)); !possible) return possible.error();
        const RefundQuote quote = quoteOf(facts, services);
        if (quote.refundable.minor() <= 0) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment was refunded already."));
        if (auto error = topUpProblem(transaction, facts, quote.refundable, toWallet)) return *error;
        if (!quote.automatic && reason.trimmed().size() < 5) return fieldError(QStringLiteral("reason"), QStringLiteral("Say why, in a few words: an admin decides."));
        const auto made = insertParts(transaction, services, caller, facts, {id, quote.refundable, quote.automatic ? RefundState::Approved : RefundState::Requested, reason, false, {}}, toWallet);
        if (made && !quote.automatic) {
            notifyAdmins(transaction, services, {{}, QStringLiteral("refund_requested"), QStringLiteral("A refund waits for a decision"),
                                                 QStringLiteral("%1 asks for %2 back: %3").arg(caller.user->name, amountText(quote.refundable), reason), id.value, {}, {}});
        }
        return made;
    });
    return sent(services, refund);
}

Result<Refund> refund(const Services& services, const Caller& caller, const PaymentId& id, const RefundForm& form)
{
    if (auto error = validation::text(QStringLiteral("reason"), form.reason, validation::kMaxReason, 5)) return *error;
    const auto made = services.database.inTransaction<Refund>([&](Transaction& transaction) -> Result<Refund> {
        const auto payment = transaction.one("payments/lock_payment_to_refund", {{"id", id.value}});
        if (!payment) return noSuchPayment();
        if (const auto before = known(transaction, caller, id)) return *before;
        const Row facts = factsOf(transaction, id);
        const bool toWallet = form.toWallet.value_or(false);
        if (const auto possible = refundable(facts, services, channelOf(facts, toWallet)); !possible) return possible.error();
        const Money left = quoteOf(facts, services).refundable;
        if (form.amount.currency() != left.currency()) return fieldError(QStringLiteral("amount"), QStringLiteral("The payment was made in %1.").arg(left.currency().code()));
        if (form.amount.minor() <= 0) return fieldError(QStringLiteral("amount"), QStringLiteral("Give an amount above zero."));
        if (form.amount.minor() > left.minor()) return fieldError(QStringLiteral("amount"), QStringLiteral("At most %1 is left to refund.").arg(amountText(left)));
        if (channelOf(facts, toWallet) == RefundChannel::Gateway) {
            if (auto error = validation::wholeSteps(QStringLiteral("amount"), form.amount)) return *error;
        }
        if (auto error = topUpProblem(transaction, facts, form.amount, toWallet)) return *error;
        return insertParts(transaction, services, caller, facts, {id, form.amount, RefundState::Approved, form.reason, true, {}}, toWallet);
    });
    return sent(services, made);
}

void giveBack(Transaction& transaction, const Services& services, const PaymentId& payment, const Money& amount, const QString& reason)
{
    (void)insert(transaction, services, {}, {payment, amount, RefundState::Approved, reason}, {});
}

Result<Done> giveBackWhole(Transaction& transaction, const Services& services, const PaymentId& payment, const QString& reason, bool toWallet)
{
    const Row facts = factsOf(transaction, payment);
    const auto made = insertParts(transaction, services, {}, facts, {payment, quoteOf(facts, services).refundable, RefundState::Approved, reason}, toWallet);
    return made ? Result<Done>(Done{}) : made.error();
}

Result<Money> giveBackPart(Transaction& transaction, const Services& services, const PaymentId& payment, const Money& amount, const QString& reason)
{
    const Row facts = factsOf(transaction, payment);
    const Money part = Money::fromMinor(std::max<qint64>(0, std::min(amount.minor(), quoteOf(facts, services).refundable.minor())), amount.currency());
    if (part.isZero()) return part;
    const auto made = insertParts(transaction, services, {}, facts, {payment, part, RefundState::Approved, reason}, false);
    return made ? Result<Money>(part) : Result<Money>(made.error());
}

Money leftOf(Transaction& transaction, const Services& services, const PaymentId& payment) { return quoteOf(factsOf(transaction, payment), services).refundable; }

Result<Refund> decide(const Services& services, const Caller& caller, const RefundId& id, const RefundDecision& decision)
{
    if (auto error = validation::text(QStringLiteral("reason"), decision.reason, validation::kMaxReason, decision.approve ? 0 : 5)) return *error;
    const auto decided = services.database.inTransaction<Refund>([&](Transaction& transaction) -> Result<Refund> {
        const auto found = transaction.one("payments/find_refund", {{"id", id.value}});
        if (!found) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such refund."));
        const auto payment = transaction.one("payments/lock_payment_to_refund", {{"id", found->text("payment_id")}});
        const auto row = transaction.one("payments/lock_refund", {{"id", id.value}});
        if (!caller.idempotencyKey.isEmpty() && row->text("decision_key") == caller.idempotencyKey) return loaded(transaction, id.value); // its answer was lost
        if (row->enumeration<RefundState>("state") != RefundState::Requested) return makeError(ErrorCode::Conflict, QStringLiteral("This refund was decided already. Load it again."));
        if (decision.approve) {
            const Row facts = factsOf(transaction, found->id<PaymentId>("payment_id"));
            if (const auto possible = refundable(facts, services, row->enumeration<RefundChannel>("channel")); !possible) return possible.error();
            if (auto error = topUpProblem(transaction, facts, row->money("amount_minor"), false)) return *error;
            // A bank has taken some of it since it was asked for.
            if (row->enumeration<RefundChannel>("channel") == RefundChannel::Gateway) transaction.exec("payments/set_refund_channel", {{"id", id.value}, {"channel", toText(channelOf(facts, false))}});
            if (row->integer("amount_minor") > quoteOf(facts, services).refundable.minor())
                return makeError(ErrorCode::InvalidState, QStringLiteral("Part of this payment was refunded meanwhile. Reject the request, and refund what is left."));
        }
        const RefundState state = decision.approve ? RefundState::Approved : RefundState::Rejected;
        transaction.exec("payments/set_refund_state", {{"id", id.value}, {"state", toText(state)}, {"failure", decision.approve ? store::null() : QVariant(decision.reason)},
                                                       {"gateway_id", store::null()}, {"decided_by", caller.user->id.value}, {"decision_key", caller.idempotencyKey}, {"now", services.clock.now()}});
        const Refund refund = loaded(transaction, id.value);
        if (decision.approve) {
            const bool isOurs = refund.channel != RefundChannel::Gateway;
            const auto done = isOurs ? applyOwn(transaction, services, id.value) : setAside(transaction, services, *payment, refund);
            if (!done) return done.error();
        }
        audit(transaction, services, caller, decision.approve ? QStringLiteral("refund.approve") : QStringLiteral("refund.reject"), payments::namedAmount(transaction, refund.amount, refund.paymentId.value), id.value, decision.reason);
        if (!decision.approve) {
            notify(transaction, services, {payment->id<UserId>("student_id"), QStringLiteral("refund_rejected"), QStringLiteral("Your refund was declined"),
                                           QStringLiteral("“%1”: %2").arg(refund.courseTitle, decision.reason), refund.paymentId.value, QStringLiteral("notice"), QStringLiteral("refund:%1:rejected").arg(id.value)});
        }
        publish(transaction, services, payment->id<UserId>("student_id"), QStringLiteral("payment"), refund.paymentId.value);
        publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), refund.paymentId.value);
        return refund;
    });
    return sent(services, decided);
}

Result<Page<Refund>> list(const Services& services, const std::optional<UserId>& student, const RefundFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Refund>>([&](Transaction& transaction) -> Result<Page<Refund>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const auto rows = transaction.run("payments/list_refunds", {{"student", store::orNull(student)}, {"payment", store::orNull(filter.paymentId)},
                                                                    {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()}, {"currency", filter.currency},
                                                                    {"from", filter.from ? QVariant(*filter.from) : store::null()},
                                                                    {"until", filter.until ? QVariant(*filter.until) : QVariant(services.clock.now())},
                                                                    {"cursor_rank", cursor.isEmpty() ? 0 : cursor.at(0).toInt()},
                                                                    {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))}, {"limit", limit + 1}});
        return store::toPage<Refund>(rows, limit, store::toRefund, [](const Row& row) { return QStringList{QString::number(row.text("state") == u"requested" ? 0 : 1), row.text("id")}; });
    });
}

void sendApproved(const Services& services)
{
    if (!services.gateway) return;
    const auto due = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("payments/list_sendable_refunds", {{"stale", services.clock.now().addSecs(-30)}})) ids << row.text("id");
        return ids;
    });
    if (!due) return;
    for (const QString& id : *due) send(services, id);
}

void pollPending(const Services& services)
{
    if (!services.gateway) return;
    const auto pending = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("payments/claim_pending_refunds", {{"before", services.clock.now().addSecs(-60)}, {"now", services.clock.now()}})) ids << row.text("gateway_id");
        return ids;
    });
    if (!pending) return;
    for (const QString& id : *pending) {
        if (const auto refund = services.gateway->retrieveRefund(id)) apply(services, *refund);
    }
}

} // namespace lectern::refunds
