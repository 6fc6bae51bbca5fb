#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "usecases/bookings/settle.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/shares.h"
#include "usecases/plans/lines.h"

namespace lectern::disputes {

using store::Row;
using store::Transaction;

namespace {

/// States only go up; the last three end it.
int rank(DisputeState state)
{
    switch (state) {
    case DisputeState::Inquiry: return 0;
    case DisputeState::InquiryUnderReview: return 1;
    case DisputeState::InquiryClosed: return 2;
    case DisputeState::NeedsResponse: return 3;
    case DisputeState::UnderReview: return 4;
    case DisputeState::Won:
    case DisputeState::Lost:
    case DisputeState::Prevented: return 5;
    }
    return 0;
}

bool isInquiry(DisputeState state) { return rank(state) < rank(DisputeState::NeedsResponse); }

/// One dispute under its locks: payment, dispute, enrollment, hold, vault, in this order.
class Booking
{
public:
    Booking(Transaction& transaction, const Services& services, const Row& payment, const Row& dispute)
        : m_transaction(transaction), m_services(services), m_payment(payment), m_id(dispute.text("id")), m_amount(dispute.money("amount_minor")), m_before(dispute.text("enrollment_before")),
          m_isSetAside(!dispute.isNull("teacher_minor")), m_isReturned(dispute.boolean("returned"))
    {
        if (!m_isSetAside) return;
        const qint64 teacher = dispute.integer("teacher_minor");
        const qint64 tax = dispute.integer("tax_minor");
        m_parts = {money(teacher), money(m_amount.minor() - teacher - tax), money(tax)};
    }

    std::optional<Error> become(DisputeState state)
    {
        const bool isOver = state == DisputeState::Won || state == DisputeState::Prevented;
        if (!isInquiry(state) && !isOver && !m_isSetAside) {
            if (auto error = setAside()) return error;
        }
        if (isOver && m_isSetAside && !m_isReturned) {
            if (auto error = giveBack()) return error;
        }
        return state == DisputeState::Lost ? endForGood() : std::nullopt;
    }

    /// The gateway's own movements of the disputed amount.
    std::optional<Error> move(const QList<stripe::GatewayDispute::Movement>& movements)
    {
        for (const auto& movement : movements) {
            if (movement.amount.isZero()) continue;
            const store::Params key{{"source_type", QStringLiteral("gateway_transaction")}, {"source_id", movement.transactionId}, {"purpose", QStringLiteral("dispute")}};
            if (m_transaction.one("vaults/journal_exists", key)) continue;
            // In the payment's currency; what the gateway settled in another one is exchanged when its movement is matched.
            const Money amount = movement.amount.currency() == m_amount.currency() ? money(std::abs(movement.amount.minor())) : m_amount;
            const auto posted = store::post(m_transaction, {ledger::disputeMoved(m_payment.id<PaymentId>("id"), movement.transactionId, amount, movement.amount.isNegative())},
                                            m_services.clock.now());
            if (!posted) return posted.error();
        }
        return std::nullopt;
    }

    bool isOpenAgain = false; ///< by become()
    bool hasEnded = false;    ///< likewise: the place is over

private:
    [[nodiscard]] Money money(qint64 minor) const { return Money::fromMinor(minor, m_amount.currency()); }
    [[nodiscard]] ledger::AccountRef hold() const { return ledger::account(ledger::AccountKind::DisputeHold, m_amount.currency()); }

    std::optional<Error> setAside()
    {
        m_before = payments::endAccess(m_transaction, m_services, m_payment, EnrollmentState::Suspended);
        const auto parts = payments::takeShares(m_transaction, m_services, m_payment, {QStringLiteral("dispute"), m_id, m_amount, hold()});
        if (!parts) return parts.error();
        m_parts = *parts;
        m_isSetAside = true;
        write(false);
        tellOpened();
        return std::nullopt;
    }

    /// Whom it costs something; admins were told when it came.
    void tellOpened()
    {
        const QString amount = amountText(m_amount);
        if (!m_payment.isNull("teacher_id"))
            notify(m_transaction, m_services, {m_payment.id<UserId>("teacher_id"), QStringLiteral("dispute_opened"), QStringLiteral("A sale of yours is disputed"),
                                               QStringLiteral("The student’s bank questions %1. Your share is set aside until it has decided; your school answers it.").arg(amount), m_payment.text("id"), {}, {}});
        if (m_before.isEmpty()) return;
        notify(m_transaction, m_services, {m_payment.id<UserId>("student_id"), QStringLiteral("payment_disputed"), QStringLiteral("A course is closed while your bank decides"),
                                           QStringLiteral("Your bank questions your payment of %1. If that was not your wish, tell your bank; your progress is kept.").arg(amount), m_payment.text("id"), QStringLiteral("notice"),
                                           QStringLiteral("dispute:%1:student").arg(m_id)});
    }

    std::optional<Error> giveBack()
    {
        const auto given = payments::giveShares(m_transaction, m_services, m_payment, {QStringLiteral("dispute"), m_id, m_parts, hold()});
        if (!given) return given.error();
        m_isReturned = true;
        write(true);
        isOpenAgain = payments::restoreAccess(m_transaction, m_services, m_payment, m_before);
        if (!m_payment.isNull("booking_id")) return bookings::afterWon(m_transaction, m_services, m_payment);
        if (!isOpenAgain) return std::nullopt;
        schedules::revive(m_transaction, m_services, m_payment.text("id")); // a refund that failed since had ended it
        schedules::goOn(m_transaction, m_services, m_payment.text("enrollment_id"));
        return std::nullopt;
    }

    void write(bool returned)
    {
        m_transaction.exec("payments/set_dispute_booked", {{"id", m_id}, {"teacher_minor", m_parts.teacher.minor()}, {"tax_minor", m_parts.tax.minor()}, {"returned", returned},
                                                           {"enrollment_before", store::orNull(m_before)}});
        m_transaction.exec("payments/add_disputed", {{"id", m_payment.text("id")}, {"amount_minor", returned ? -m_amount.minor() : m_amount.minor()}, {"now", m_services.clock.now()}});
    }

    /// Lost: what was suspended is over.
    std::optional<Error> endForGood()
    {
        if (!m_payment.isNull("booking_id")) return bookings::afterLost(m_transaction, m_services, m_payment);
        if (m_before.isEmpty()) return std::nullopt;
        const auto row = m_transaction.one("enrollments/lock_enrollment", {{"id", m_payment.text("enrollment_id")}});
        if (row->enumeration<EnrollmentState>("state") != EnrollmentState::Suspended) return std::nullopt;
        m_transaction.exec("enrollments/set_state", {{"id", m_payment.text("enrollment_id")}, {"state", toText(EnrollmentState::Refunded)}, {"now", m_services.clock.now()}});
        hasEnded = true;
        enrollments::endPlans(m_transaction, m_services, m_payment.text("enrollment_id"), QStringLiteral("disputed"));
        publish(m_transaction, m_services, m_payment.id<UserId>("student_id"), QStringLiteral("enrollment"), m_payment.text("enrollment_id"));
        return std::nullopt;
    }

    Transaction& m_transaction;
    const Services& m_services;
    const Row& m_payment;
    QString m_id;
    Money m_amount;
    QString m_before;
    ledger::Parts m_parts;
    bool m_isSetAside = false;
    bool m_isReturned = false;
};

/// The row of the dispute, made when it is new; under the lock of its payment.
Row lockedRow(Transaction& transaction, const Services& services, const Row& payment, const stripe::GatewayDispute& dispute)
{
    const store::Params key{{"gateway_id", dispute.id}};
    if (const auto known = transaction.one("payments/lock_dispute", key)) return *known;
    const QDateTime due = dispute.dueBy ? QDateTime::fromSecsSinceEpoch(*dispute.dueBy, Qt::UTC) : QDateTime();
    transaction.exec("payments/insert_dispute", {{"id", newUuid7()}, {"gateway_id", dispute.id}, {"payment_id", payment.text("id")}, {"amount_minor", dispute.amount.minor()},
                                                 {"currency", dispute.amount.currency().code()}, {"state", toText(isInquiry(dispute.state) ? DisputeState::Inquiry : DisputeState::NeedsResponse)},
                                                 {"reason", QString(dispute.reason).replace(u'_', u' ')}, {"due_by", due.isValid() ? QVariant(due) : store::null()},
                                                 {"opened_at", QDateTime::fromSecsSinceEpoch(dispute.created, Qt::UTC)}});
    const Row row = *transaction.one("payments/lock_dispute", key);
    audit(transaction, services, {}, QStringLiteral("dispute.open"), payments::namedAmount(transaction, dispute.amount, payment.text("id")), row.text("id"), dispute.reason);
    const QString until = due.isValid() ? QStringLiteral("Answer it until %1.").arg(momentText(due)) : QStringLiteral("It cannot be answered.");
    notifyAdmins(transaction, services, {{}, QStringLiteral("dispute_opened"), isInquiry(dispute.state) ? QStringLiteral("A bank asks about a payment of %1").arg(amountText(dispute.amount)) : QStringLiteral("A payment of %1 is disputed").arg(amountText(dispute.amount)),
                                         until, row.text("id"), QStringLiteral("notice"), QStringLiteral("dispute:%1:opened").arg(row.text("id"))});
    return row;
}

void tellEnd(Transaction& transaction, const Services& services, const Row& payment, const Row& row, DisputeState state, bool isOpenAgain, bool hasEnded)
{
    if (state != DisputeState::Won && state != DisputeState::Lost) return;
    const bool won = state == DisputeState::Won;
    const QString id = row.text("id");
    if (won && isOpenAgain)
        notify(transaction, services, {payment.id<UserId>("student_id"), QStringLiteral("payment_disputed"), QStringLiteral("Your bank has decided"),
                                       QStringLiteral("Your payment of %1 stands, and what it paid for is open again.").arg(amountText(row.money("amount_minor"))), payment.text("id"), {}, {}});
    audit(transaction, services, {}, won ? QStringLiteral("dispute.won") : QStringLiteral("dispute.lost"), payments::namedAmount(transaction, row.money("amount_minor"), payment.text("id")), id, {});
    const Payment shown = store::toPayment(*transaction.one("payments/find_payment", {{"id", payment.text("id")}}));
    const QString which = QStringLiteral("“%1”, %2. ").arg(shown.courseTitle, shown.studentName);
    notifyAdmins(transaction, services, {{}, QStringLiteral("dispute_closed"), won ? QStringLiteral("A dispute over %1 is won").arg(amountText(row.money("amount_minor"))) : QStringLiteral("A dispute over %1 is lost").arg(amountText(row.money("amount_minor"))),
                                         which + (won ? QStringLiteral("The money is back where it was.") : hasEnded ? QStringLiteral("The student has the money back, and access has ended.") : QStringLiteral("The student has the money back.")), id, QStringLiteral("notice"),
                                         QStringLiteral("dispute:%1:closed").arg(id)});
    if (!payment.isNull("teacher_id"))
        notify(transaction, services, {payment.id<UserId>("teacher_id"), QStringLiteral("dispute_closed"), won ? QStringLiteral("A disputed sale is yours again") : QStringLiteral("A disputed sale is lost"),
                                       which + QStringLiteral("It was over %1.").arg(amountText(row.money("amount_minor"))), payment.text("id"), {}, {}});
}

} // namespace

Result<Done> applyDispute(Transaction& transaction, const Services& services, const stripe::GatewayDispute& dispute)
{
    const auto found = transaction.one("payments/find_by_gateway_id", {{"gateway_id", dispute.intentId}});
    if (!found) return makeError(ErrorCode::NotFound, QStringLiteral("No payment belongs to dispute %1 of %2.").arg(dispute.id, dispute.intentId));
    const Row payment = *transaction.one("payments/lock_payment_to_refund", {{"id", found->text("id")}});
    if (payment.isNull("settled_at")) return makeError(ErrorCode::NotFound, QStringLiteral("Dispute %1 came before its payment was settled.").arg(dispute.id));
    if (payment.money("amount_minor").currency() != dispute.amount.currency()) return makeError(ErrorCode::GatewayRefused, QStringLiteral("Dispute %1 is in another currency than its payment.").arg(dispute.id));
    const Row row = lockedRow(transaction, services, payment, dispute);
    if (row.text("payment_id") != payment.text("id")) return makeError(ErrorCode::GatewayRefused, QStringLiteral("Dispute %1 belongs to another payment.").arg(dispute.id));
    const auto before = row.enumeration<DisputeState>("state");
    Booking booking(transaction, services, payment, row);
    if (auto error = booking.move(dispute.movements)) return *error;
    const bool advances = rank(dispute.state) > rank(before);
    const DisputeState state = advances ? dispute.state : before;
    if (auto error = booking.become(state)) return *error;
    qint64 fee = 0;
    for (const auto& movement : dispute.movements)
        if (movement.amount.currency() == dispute.amount.currency()) fee += movement.feeMinor; // another currency's fee is in the books, and no figure of this dispute
    const bool isOver = rank(state) == rank(DisputeState::Won) || state == DisputeState::InquiryClosed;
    const QDateTime now = services.clock.now();
    // An older object knows fewer movements, and so less of the fee.
    const bool isOlder = rank(dispute.state) < rank(before);
    transaction.exec("payments/set_dispute_state", {{"id", row.text("id")}, {"state", toText(state)}, {"fee_minor", isOlder ? row.integer("fee_minor") : fee},
                                                    {"due_by", dispute.dueBy && !isOlder ? QVariant(QDateTime::fromSecsSinceEpoch(*dispute.dueBy, Qt::UTC)) : store::null()},
                                                    {"closed_at", isOver ? QVariant(now) : store::null()}, {"submitted_at", dispute.evidenceSubmitted && dispute.state != DisputeState::NeedsResponse ? QVariant(now) : store::null()}});
    if (advances && isInquiry(before) && !isInquiry(state)) transaction.exec("payments/reopen_dispute", {{"id", row.text("id")}});
    if (advances) tellEnd(transaction, services, payment, row, state, booking.isOpenAgain, booking.hasEnded);
    publishToRole(transaction, services, Role::Admin, QStringLiteral("dispute"), row.text("id"));
    return Done{};
}

} // namespace lectern::disputes
