#include "store/ledgerwriter.h"
#include "usecases/bundles/bundles.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/shares.h"
#include "usecases/plans/lines.h"

namespace lectern::refunds {

using store::Row;
using store::Transaction;

namespace {

int rank(RefundState state)
{
    switch (state) {
    case RefundState::Requested:
    case RefundState::Rejected:
    case RefundState::Approved: return 0;
    case RefundState::Pending: return 1;
    case RefundState::Succeeded: return 2;
    case RefundState::Failed: return 3; // a bank may send money back after the gateway said that it succeeded
    }
    return 0;
}

/// One refund under its locks: payment, refund, enrollment, hold, vault, in this order.
class Booking
{
public:
    Booking(Transaction& transaction, const Services& services, const Row& payment, const Row& refund)
        : m_transaction(transaction), m_services(services), m_payment(payment), m_refund(refund), m_amount(refund.money("amount_minor"))
    {
    }

    /// Takes the money out of vault, revenue and tax; with the last of it, access ends.
    std::optional<Error> book()
    {
        const qint64 after = m_payment.integer("refunded_minor") + m_amount.minor();
        if (after > m_payment.integer("amount_minor"))
            return makeError(ErrorCode::GatewayRefused, QStringLiteral("Refund %1 is more than what is left of its payment.").arg(m_refund.text("id")));
        const bool isWhole = after == m_payment.integer("amount_minor");
        // A receipt that was recorded by mistake: the money is still awaited.
        const EnrollmentState end = m_refund.boolean("reversal") ? EnrollmentState::AwaitingPayment : EnrollmentState::Refunded;
        const QString ended = isWhole ? payments::endAccess(m_transaction, m_services, m_payment, end) : QString();
        if (!ended.isEmpty() && end == EnrollmentState::Refunded && !m_payment.isNull("enrollment_id")) enrollments::endPlans(m_transaction, m_services, m_payment.text("enrollment_id"), QStringLiteral("refunded"));
        if (const auto freed = freeSetAside(m_transaction, m_services, m_refund, false); !freed) return freed.error();
        const auto parts = payments::takeShares(m_transaction, m_services, m_payment, {QStringLiteral("refund"), m_refund.text("id"), m_amount, counterparty()});
        if (!parts) return parts.error();
        setBooked(*parts, false, ended);
        setRefunded(after);
        return std::nullopt;
    }

    /// The money is ours again, and so is the student's access.
    std::optional<Error> bookBack()
    {
        const auto money = [&](qint64 minor) { return Money::fromMinor(minor, m_amount.currency()); };
        const qint64 teacher = m_refund.integer("teacher_minor");
        const qint64 tax = m_refund.integer("tax_minor");
        const ledger::Parts parts{money(teacher), money(m_amount.minor() - teacher - tax), money(tax)};
        const auto given = payments::giveShares(m_transaction, m_services, m_payment, {QStringLiteral("refund"), m_refund.text("id"), parts, counterparty()});
        if (!given) return given.error();
        // Whichever refund of the payment took the access: with this one back, it is not refunded whole any more.
        const store::Params payment{{"payment_id", m_payment.text("id")}};
        const auto ended = m_transaction.one("payments/find_ended_access", payment);
        m_transaction.exec("payments/forget_ended_access", payment);
        setBooked(parts, true, {});
        setRefunded(m_payment.integer("refunded_minor") - m_amount.minor());
        if (!payments::restoreAccess(m_transaction, m_services, m_payment, ended ? ended->text("enrollment_before") : QString())) return std::nullopt;
        schedules::revive(m_transaction, m_services, m_payment.text("id"));
        return std::nullopt;
    }

private:
    /// Where the money goes: into the student's wallet, or to where the payment lay.
    ledger::AccountRef counterparty()
    {
        if (m_refund.enumeration<RefundChannel>("channel") != RefundChannel::Wallet) return ledger::account(payments::accountOf(m_payment.enumeration<PaymentMethod>("method")), m_amount.currency());
        const UserId student = m_payment.id<UserId>("student_id");
        store::ensureWallet(m_transaction, student, m_amount.currency(), m_services.clock.now());
        return ledger::wallet(student, m_amount.currency());
    }

    void setBooked(const ledger::Parts& parts, bool returned, const QString& enrollmentBefore)
    {
        m_transaction.exec("payments/set_refund_booked", {{"id", m_refund.text("id")}, {"teacher_minor", parts.teacher.minor()}, {"tax_minor", parts.tax.minor()}, {"returned", returned},
                                                          {"enrollment_before", store::orNull(enrollmentBefore)}});
    }

    /// What is booked of the payment now, and the state that follows from it.
    void setRefunded(qint64 refunded)
    {
        const bool isWhole = refunded == m_payment.integer("amount_minor");
        const PaymentState state = isWhole ? PaymentState::Refunded : refunded > 0 ? PaymentState::PartiallyRefunded : PaymentState::Succeeded;
        m_transaction.exec("payments/set_refunded", {{"id", m_payment.text("id")}, {"refunded_minor", refunded}, {"state", toText(state)}, {"now", m_services.clock.now()}});
    }

    Transaction& m_transaction;
    const Services& m_services;
    const Row& m_payment;
    const Row& m_refund;
    Money m_amount;
};

void tell(Transaction& transaction, const Services& services, const Row& payment, const Refund& refund)
{
    const UserId student = payment.id<UserId>("student_id");
    const QString id = refund.id.value;
    const QString amount = amountText(refund.amount);
    const bool isOver = refund.state == RefundState::Succeeded || refund.state == RefundState::Failed;
    if (isOver) audit(transaction, services, {}, refund.state == RefundState::Failed ? QStringLiteral("refund.failed") : QStringLiteral("refund.done"), payments::namedAmount(transaction, refund.amount, refund.paymentId.value), id, refund.failure);
    if (refund.state == RefundState::Succeeded) {
        const bool toWallet = refund.channel == RefundChannel::Wallet;
        const QString title = refund.reversal ? QStringLiteral("A payment of yours was taken back") : toWallet ? QStringLiteral("%1 is in your wallet").arg(amount) : QStringLiteral("%1 is on its way back to you").arg(amount);
        const QString text = refund.reversal ? QStringLiteral("The payment for “%1” was recorded by mistake (%2). It is still awaited.").arg(refund.courseTitle, refund.reason)
                             : refund.channel == RefundChannel::Gateway ? QStringLiteral("Your payment for “%1” was refunded. Banks take 5 to 10 days to show it.").arg(refund.courseTitle)
                             : toWallet ? QStringLiteral("Your payment for “%1” was refunded into your wallet.").arg(refund.courseTitle)
                                        : QStringLiteral("Your payment for “%1” was refunded. Your school pays it out the way you paid.").arg(refund.courseTitle);
        notify(transaction, services, {student, QStringLiteral("refund_paid"), title, text, refund.paymentId.value,
                                       QStringLiteral("notice"), QStringLiteral("refund:%1:succeeded").arg(id)});
    }
    if (refund.state == RefundState::Succeeded && !payment.isNull("teacher_id")) {
        const QString why = refund.reason.isEmpty() ? QStringLiteral("No reason was given.") : refund.reason;
        notify(transaction, services, {payment.id<UserId>("teacher_id"), QStringLiteral("refund_of_sale"), refund.reversal ? QStringLiteral("A payment for “%1” was taken back").arg(refund.courseTitle) : QStringLiteral("%1 for “%2” was refunded").arg(amount, refund.courseTitle),
                                       QStringLiteral("To %1: %2 Your share of it has left your vault.").arg(refund.studentName, why.endsWith(u'.') ? why : why + u'.'), refund.paymentId.value, {}, {}});
    }
    if (refund.state == RefundState::Failed) {
        notify(transaction, services, {student, QStringLiteral("refund_failed"), QStringLiteral("Your refund could not be paid"),
                                       QStringLiteral("The %1 for “%2” could not be returned. Your school will get in touch.").arg(amount, refund.courseTitle),
                                       refund.paymentId.value, QStringLiteral("notice"), QStringLiteral("refund:%1:failed").arg(id)});
        notifyAdmins(transaction, services, {{}, QStringLiteral("refund_failed"), QStringLiteral("A refund failed"),
                                             QStringLiteral("%1 for “%2” to %3: %4").arg(amount, refund.courseTitle, refund.studentName, refund.failure), refund.paymentId.value,
                                             QStringLiteral("notice"), QStringLiteral("refund:%1:failed").arg(id)});
    }
    publish(transaction, services, student, QStringLiteral("payment"), refund.paymentId.value);
    publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), refund.paymentId.value);
    if (payment.isNull("booking_id")) return;
    // What went back is shown beside the session.
    for (const UserId& user : {student, payment.id<UserId>("teacher_id")}) publish(transaction, services, user, QStringLiteral("booking"), payment.text("booking_id"));
    publishToRole(transaction, services, Role::Admin, QStringLiteral("booking"), payment.text("booking_id"));
}

/// Our refund for what the gateway speaks of; one made in the dashboard gets a row of its own.
Result<QString> target(Transaction& transaction, const Services& services, const stripe::GatewayRefund& refund)
{
    const auto known = transaction.one("payments/find_refund_target", {{"gateway_id", refund.id}, {"id", isUuid(refund.refundId) ? QVariant(refund.refundId) : store::null()}});
    if (known) return known->text("id");
    const auto payment = transaction.one("payments/find_by_gateway_id", {{"gateway_id", refund.intentId}});
    if (!payment) return makeError(ErrorCode::NotFound, QStringLiteral("No payment belongs to refund %1 of %2.").arg(refund.id, refund.intentId));
    const auto locked = transaction.one("payments/lock_payment_to_refund", {{"id", payment->text("id")}});
    // Two events of it at once: whoever waited for the lock finds what the other has made.
    if (const auto again = transaction.one("payments/find_refund_target", {{"gateway_id", refund.id}, {"id", store::null()}})) return again->text("id");
    if (locked->isNull("settled_at")) return makeError(ErrorCode::NotFound, QStringLiteral("Refund %1 came before its payment was settled.").arg(refund.id));
    // An earlier refund may have failed, and that news still be on its way; until then this one does not fit.
    if (locked->integer("refunded_minor") + refund.amount.minor() > locked->integer("amount_minor"))
        return makeError(ErrorCode::NotFound, QStringLiteral("Refund %1 is more than what is left of its payment.").arg(refund.id));
    const QString id = newUuid7();
    transaction.exec("payments/insert_refund", {{"id", id}, {"payment_id", payment->text("id")}, {"amount_minor", refund.amount.minor()}, {"currency", refund.amount.currency().code()},
                                                {"state", toText(RefundState::Approved)}, {"reason", QStringLiteral("Made in the gateway's dashboard.")}, {"requested_by", store::null()},
                                                {"decided_by", store::null()}, {"gateway_id", refund.id}, {"request_key", QString()}, {"channel", toText(RefundChannel::Gateway)}, {"reversal", false}, {"now", services.clock.now()}});
    audit(transaction, services, {}, QStringLiteral("refund.dashboard"), payments::namedAmount(transaction, refund.amount, payment->text("id")), id, refund.id);
    return id;
}

} // namespace

Result<Done> freeSetAside(Transaction& transaction, const Services& services, const Row& refund, bool isGivenUp)
{
    if (refund.integer("reserved_minor") == 0) return Done{};
    const auto payment = transaction.one("payments/find_payment", {{"id", refund.text("payment_id")}});
    const UserId student = payment->id<UserId>("student_id");
    transaction.exec("payments/set_refund_reserved", {{"id", refund.text("id")}, {"reserved_minor", 0}});
    publish(transaction, services, student, QStringLiteral("wallet"), {});
    const Money amount = Money::fromMinor(refund.integer("reserved_minor"), refund.money("amount_minor").currency());
    const auto freed = store::post(transaction, {ledger::walletFreed(payment->id<PaymentId>("id"), student, amount, RefundId{refund.text("id")})}, services.clock.now());
    return freed && isGivenUp ? bundles::buyAgain(transaction, services, payment->id<PaymentId>("id"), refund.text("id")) : freed;
}

Result<Done> applyOwn(Transaction& transaction, const Services& services, const QString& id)
{
    const QString paymentId = transaction.one("payments/find_refund", {{"id", id}})->text("payment_id");
    const Row payment = *transaction.one("payments/lock_payment_to_refund", {{"id", paymentId}});
    const Row row = *transaction.one("payments/lock_refund", {{"id", id}});
    if (row.enumeration<RefundState>("state") != RefundState::Approved) return Done{};
    if (auto error = Booking(transaction, services, payment, row).book()) return *error;
    transaction.exec("payments/set_refund_state", {{"id", id}, {"state", toText(RefundState::Succeeded)}, {"failure", store::null()}, {"gateway_id", store::null()},
                                                   {"decided_by", store::null()}, {"decision_key", store::null()}, {"now", services.clock.now()}});
    tell(transaction, services, payment, store::toRefund(*transaction.one("payments/find_refund", {{"id", id}})));
    return Done{};
}

Result<Done> applyRefund(Transaction& transaction, const Services& services, const stripe::GatewayRefund& refund)
{
    // What a student's transfers left over goes back from the balance that the gateway keeps; nothing of it was booked.
    if (refund.intentId.isEmpty() && refund.refundId.isEmpty() && !transaction.one("payments/find_refund_target", {{"gateway_id", refund.id}, {"id", store::null()}})) return Done{};
    const auto id = target(transaction, services, refund);
    if (!id) return id.error();
    const QString paymentId = transaction.one("payments/find_refund", {{"id", *id}})->text("payment_id");
    const Row payment = *transaction.one("payments/lock_payment_to_refund", {{"id", paymentId}});
    const Row row = *transaction.one("payments/lock_refund", {{"id", *id}});
    if (row.money("amount_minor") != refund.amount) return makeError(ErrorCode::GatewayRefused, QStringLiteral("Refund %1 has another amount than ours.").arg(refund.id));
    if (!row.isNull("gateway_id") && row.text("gateway_id") != refund.id)
        return makeError(ErrorCode::GatewayRefused, QStringLiteral("Refund %1 names one of ours that %2 serves.").arg(refund.id, row.text("gateway_id")));
    if (!refund.intentId.isEmpty() && payment.text("gateway_id") != refund.intentId)
        return makeError(ErrorCode::GatewayRefused, QStringLiteral("Refund %1 belongs to another payment than ours.").arg(refund.id));
    if (payment.isNull("settled_at")) return makeError(ErrorCode::NotFound, QStringLiteral("Refund %1 came before its payment was settled.").arg(refund.id));
    // What we gave up before the gateway had named it is no knowledge of the gateway's.
    const int known = row.isNull("gateway_id") ? 0 : rank(row.enumeration<RefundState>("state"));
    if (rank(refund.state) <= known) return Done{}; // older than what we know, or the same again
    bool isBooked = !row.isNull("teacher_minor") && !row.boolean("returned");
    // Where the news of a failure comes first, the money has left the gateway's balance and come back, and so it does here; unless
    // what was given up meanwhile was refunded otherwise.
    const bool fits = payment.integer("refunded_minor") + refund.amount.minor() <= payment.integer("amount_minor");
    if (!isBooked && (refund.state != RefundState::Failed || fits)) {
        if (auto error = Booking(transaction, services, payment, row).book()) return *error;
        isBooked = true;
    } else if (!isBooked) {
        if (const auto freed = freeSetAside(transaction, services, row, true); !freed) return freed;
    }
    if (refund.state == RefundState::Failed && isBooked) {
        const Row paymentNow = *transaction.one("payments/lock_payment_to_refund", {{"id", paymentId}});
        const Row now = *transaction.one("payments/lock_refund", {{"id", *id}});
        if (auto error = Booking(transaction, services, paymentNow, now).bookBack()) return *error;
    }
    transaction.exec("payments/set_refund_state", {{"id", *id}, {"state", toText(refund.state)}, {"failure", store::orNull(refund.failure)},
                                                   {"gateway_id", refund.id}, {"decided_by", store::null()}, {"decision_key", store::null()}, {"now", services.clock.now()}});
    tell(transaction, services, payment, store::toRefund(*transaction.one("payments/find_refund", {{"id", *id}})));
    return Done{};
}

} // namespace lectern::refunds
