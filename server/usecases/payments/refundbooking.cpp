#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "usecases/payments/refunds.h"

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
        : m_transaction(transaction), m_services(services), m_payment(payment), m_refund(refund), m_amount(refund.money("amount_minor")), m_now(services.clock.now())
    {
    }

    /// Takes the money out of vault and revenue; with the last of it, access ends.
    std::optional<Error> book()
    {
        const Money before = m_payment.money("refunded_minor");
        const Money after = before.plus(m_amount).value_or(m_amount);
        // The share of all that is refunded then, less what is booked now: also after one in the middle failed, it adds up.
        const qint64 booked = m_transaction.one("payments/sum_booked_refunds", {{"payment_id", m_payment.text("id")}})->integer("teacher");
        const qint64 owing = ledger::split(after, m_payment.small("share_bps")).teacher.minor() - booked;
        const Money part = Money::fromMinor(std::clamp<qint64>(owing, 0, m_amount.minor()), m_amount.currency());
        if (after.minor() > m_payment.integer("amount_minor"))
            return makeError(ErrorCode::GatewayRefused, QStringLiteral("Refund %1 is more than what is left of its payment.").arg(m_refund.text("id")));
        const bool isWhole = after.minor() == m_payment.integer("amount_minor");
        const QString ended = isWhole ? endAccess() : QString();
        if (auto error = takeOut(part)) return error;
        m_transaction.exec("payments/set_refund_booked", {{"id", m_refund.text("id")}, {"teacher_minor", part.minor()}, {"returned", false},
                                                          {"enrollment_before", ended.isEmpty() ? store::null() : QVariant(ended)}});
        setRefunded(after);
        return std::nullopt;
    }

    /// The money is ours again, and so is the student's access.
    std::optional<Error> bookBack()
    {
        const Money part = Money::fromMinor(m_refund.integer("teacher_minor"), m_amount.currency());
        // Whichever refund of the payment took the access: with this one back, it is not refunded whole any more.
        if (const auto ended = m_transaction.one("payments/find_ended_access", {{"payment_id", m_payment.text("id")}})) restoreAccess(ended->text("enrollment_before"));
        const UserId teacher = m_payment.id<UserId>("teacher_id");
        const QDateTime availableAt = m_payment.time("settled_at").addDays(m_services.policy.holdDays);
        const bool withinHold = availableAt > m_now;
        const Money platform = m_amount.minus(part).value_or(m_amount);
        const Money owed = store::lockOwed(m_transaction, teacher, m_amount.currency());
        if (withinHold) {
            m_transaction.exec("vaults/grow_hold", {{"payment_id", m_payment.text("id")}, {"vault_id", m_payment.text("vault_id")}, {"teacher", part.minor() - std::min(part.minor(), owed.minor())},
                                                    {"platform", platform.minor()}, {"gateway", m_amount.minor()}, {"currency", m_amount.currency().code()}, {"available_at", availableAt}});
        }
        const auto posted = store::post(m_transaction, {ledger::refundReturned({m_refund.id<RefundId>("id"), m_payment.id<PaymentId>("id"), teacher, part, platform, owed, withinHold})}, m_now);
        if (!posted) return posted.error();
        m_transaction.exec("payments/set_refund_booked", {{"id", m_refund.text("id")}, {"teacher_minor", part.minor()}, {"returned", true}, {"enrollment_before", store::null()}});
        setRefunded(m_payment.money("refunded_minor").minus(m_amount).value_or(m_amount));
        return std::nullopt;
    }

private:
    /// What is booked of the payment now, and the state that follows from it.
    void setRefunded(const Money& refunded)
    {
        const bool isWhole = refunded.minor() == m_payment.integer("amount_minor");
        const PaymentState state = isWhole ? PaymentState::Refunded : refunded.minor() > 0 ? PaymentState::PartiallyRefunded : PaymentState::Succeeded;
        m_transaction.exec("payments/set_refunded", {{"id", m_payment.text("id")}, {"refunded_minor", refunded.minor()}, {"state", toText(state)}, {"now", m_now}});
    }

    /// Answers the state that the enrollment had, when this ended it; progress stays. Another payment of it keeps it open.
    QString endAccess()
    {
        const QString enrollment = m_payment.text("enrollment_id");
        const auto row = m_transaction.one("enrollments/lock_enrollment", {{"id", enrollment}});
        const auto state = row->enumeration<EnrollmentState>("state");
        const bool stands = m_transaction.one("payments/other_payment_stands", {{"enrollment_id", enrollment}, {"id", m_payment.text("id")}})->boolean("stands");
        if (stands || !states::mayBecome(state, EnrollmentState::Refunded)) return {};
        m_transaction.exec("enrollments/set_state", {{"id", enrollment}, {"state", toText(EnrollmentState::Refunded)}, {"now", m_now}});
        publish(m_transaction, m_services, m_payment.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
        return toText(state);
    }

    void restoreAccess(const QString& state)
    {
        const QString enrollment = m_payment.text("enrollment_id");
        const auto row = m_transaction.one("enrollments/lock_enrollment", {{"id", enrollment}});
        const auto now = row->enumeration<EnrollmentState>("state");
        // Somebody who began to buy it again need not pay: the first payment stands.
        const bool isClosed = now == EnrollmentState::Refunded || now == EnrollmentState::AwaitingPayment || now == EnrollmentState::Expired;
        if (!isClosed) return;
        m_transaction.exec("enrollments/set_state", {{"id", enrollment}, {"state", state}, {"now", m_now}});
        publish(m_transaction, m_services, m_payment.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
    }

    /// The teacher's part comes from this sale's hold, then from what is available, then from other sales that wait, and
    /// what is still missing becomes a debt. Holds are locked before the vault, as the job that releases them does.
    std::optional<Error> takeOut(const Money& part)
    {
        const Currency currency = part.currency();
        const UserId teacher = m_payment.id<UserId>("teacher_id");
        const auto own = m_transaction.one("vaults/lock_hold", {{"payment_id", m_payment.text("id")}});
        const qint64 fromOwn = own ? std::min(own->integer("teacher_minor"), part.minor()) : 0;
        const store::Params vault{{"vault_id", m_payment.text("vault_id")}, {"currency", currency.code()}};
        const auto balance = m_transaction.one("vaults/find_balance", vault);
        store::Rows others;
        if (balance && fromOwn + balance->integer("available_minor") < part.minor())
            others = m_transaction.run("vaults/lock_other_holds", store::Params(vault).add("payment_id", m_payment.text("id")));
        store::Debts debts = store::lockDebts(m_transaction, {teacher}, {currency});
        const Money available = debts[{teacher.value, currency.code()}].available;
        qint64 missing = std::max<qint64>(0, part.minor() - fromOwn - available.minor());
        qint64 pending = fromOwn;
        for (const Row& hold : others) {
            const qint64 taken = std::min(missing, hold.integer("teacher_minor"));
            if (taken == 0) continue;
            m_transaction.exec("vaults/shrink_hold", {{"payment_id", hold.text("payment_id")}, {"teacher", taken}, {"platform", 0}, {"gateway", 0}});
            missing -= taken;
            pending += taken;
        }
        const Money platform = m_amount.minus(part).value_or(m_amount);
        const qint64 held = own ? std::min(own->integer("gateway_minor"), m_amount.minor()) : 0;
        if (own) {
            m_transaction.exec("vaults/shrink_hold", {{"payment_id", m_payment.text("id")}, {"teacher", fromOwn},
                                                      {"platform", std::min(own->integer("platform_minor"), platform.minor())}, {"gateway", held}});
        }
        const auto sources = ledger::sourcesOf(part, Money::fromMinor(pending, currency), Money::fromMinor(available.minor(), currency));
        const auto posted = store::post(m_transaction, {ledger::refund({m_refund.id<RefundId>("id"), m_payment.id<PaymentId>("id"), teacher, platform, sources, Money::fromMinor(held, currency)})}, m_now);
        if (!posted) return posted.error();
        publish(m_transaction, m_services, teacher, QStringLiteral("vault"), m_payment.text("vault_id"));
        return std::nullopt;
    }

    Transaction& m_transaction;
    const Services& m_services;
    const Row& m_payment;
    const Row& m_refund;
    Money m_amount;
    QDateTime m_now;
};

void tell(Transaction& transaction, const Services& services, const Row& payment, const Refund& refund)
{
    const UserId student = payment.id<UserId>("student_id");
    const QString id = refund.id.value;
    const QString amount = amountText(refund.amount);
    if (refund.state == RefundState::Succeeded) {
        notify(transaction, services, {student, QStringLiteral("refund_paid"), QStringLiteral("%1 is on its way back to you").arg(amount),
                                       QStringLiteral("Your payment for “%1” was refunded. Banks take 5 to 10 days to show it.").arg(refund.courseTitle), refund.paymentId.value,
                                       QStringLiteral("notice"), QStringLiteral("refund:%1:succeeded").arg(id)});
    }
    if (refund.state == RefundState::Failed) {
        notify(transaction, services, {student, QStringLiteral("refund_failed"), QStringLiteral("Your refund could not be paid"),
                                       QStringLiteral("The %1 for “%2” could not be returned to your card. Your school will get in touch.").arg(amount, refund.courseTitle),
                                       refund.paymentId.value, QStringLiteral("notice"), QStringLiteral("refund:%1:failed").arg(id)});
        notifyAdmins(transaction, services, {{}, QStringLiteral("refund_failed"), QStringLiteral("A refund failed"),
                                             QStringLiteral("%1 for “%2” to %3: %4").arg(amount, refund.courseTitle, refund.studentName, refund.failure), refund.paymentId.value,
                                             QStringLiteral("notice"), QStringLiteral("refund:%1:failed").arg(id)});
    }
    publish(transaction, services, student, QStringLiteral("payment"), refund.paymentId.value);
    publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), refund.paymentId.value);
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
                                                {"decided_by", store::null()}, {"gateway_id", refund.id}, {"request_key", QString()}, {"now", services.clock.now()}});
    audit(transaction, services, {}, QStringLiteral("refund.dashboard"), amountText(refund.amount), id, refund.id);
    return id;
}

} // namespace

Result<Done> applyRefund(Transaction& transaction, const Services& services, const stripe::GatewayRefund& refund)
{
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
    Booking booking(transaction, services, payment, row);
    const bool isBooked = !row.isNull("teacher_minor") && !row.boolean("returned");
    std::optional<Error> failed;
    if (refund.state == RefundState::Failed && isBooked) failed = booking.bookBack();
    if (refund.state != RefundState::Failed && !isBooked) failed = booking.book();
    if (failed) return *failed;
    transaction.exec("payments/set_refund_state", {{"id", *id}, {"state", toText(refund.state)}, {"failure", refund.failure.isEmpty() ? store::null() : QVariant(refund.failure)},
                                                   {"gateway_id", refund.id}, {"decided_by", store::null()}, {"now", services.clock.now()}});
    tell(transaction, services, payment, store::toRefund(*transaction.one("payments/find_refund", {{"id", *id}})));
    return Done{};
}

} // namespace lectern::refunds
