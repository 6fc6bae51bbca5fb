#include "usecases/payments/offline.h"
#include "domain/statemachine.h"
#include "domain/validation.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/sales.h"
#include "usecases/plans/lines.h"

namespace lectern::offline {

using store::Row;
using store::Transaction;

namespace {

OfflineReceipt toReceipt(const Row& row)
{
    OfflineReceipt receipt;
    receipt.id = row.id<ReceiptId>("id");
    receipt.paymentId = row.id<PaymentId>("payment_id");
    receipt.method = row.enumeration<PaymentMethod>("method");
    receipt.amount = row.money("amount_minor");
    receipt.reference = row.text("reference");
    receipt.receivedOn = row.time("received_on");
    receipt.note = row.text("note");
    receipt.recordedBy = row.text("recorded_by_name");
    receipt.recordedAt = row.time("recorded_at");
    receipt.reversedBy = row.text("reversed_by_name");
    receipt.reversalReason = row.text("reversal_reason");
    receipt.reversedAt = row.optionalTime("reversed_at");
    return receipt;
}

OfflineReceipt loaded(Transaction& transaction, const QString& id) { return toReceipt(*transaction.one("payments/find_receipt", {{"id", id}})); }

std::optional<QString> knownReceipt(Transaction& transaction, const Caller& caller, const PaymentId& payment)
{
    const auto row = transaction.one("payments/find_receipt_by_key", {{"recorded_by", caller.user->id.value}, {"payment_id", payment.value}, {"request_key", caller.idempotencyKey}});
    return row ? std::optional(row->text("id")) : std::nullopt;
}

/// The enrollment waits for its money again, with a payment of its own to record it on.
void awaitAgain(Transaction& transaction, const Services& services, const Row& payment)
{
    const QString enrollment = payment.text("enrollment_id");
    const auto row = transaction.one("enrollments/lock_enrollment", {{"id", enrollment}});
    if (row->enumeration<EnrollmentState>("state") != EnrollmentState::AwaitingPayment) return; // another payment keeps it open
    const QDateTime now = services.clock.now();
    const QString again = newUuid7();
    transaction.exec("payments/copy_payment", {{"id", payment.text("id")}, {"new_id", again}, {"now", now}});
    transaction.exec("enrollments/set_payment", {{"id", enrollment}, {"payment_id", again}});
    enrollments::awaitMoney(transaction, services, enrollment, services.policy.offlineDays);
}

} // namespace

Result<Page<OfflineReceipt>> receipts(const Services& services, const PaymentId& payment)
{
    return services.database.inTransaction<Page<OfflineReceipt>>([&](Transaction& transaction) -> Result<Page<OfflineReceipt>> {
        Page<OfflineReceipt> page;
        for (const Row& row : transaction.run("payments/list_receipts", {{"payment_id", payment.value}})) page.items.append(toReceipt(row));
        return page;
    });
}

std::optional<Error> problemOf(const OfflineReceiptForm& form, const Money& due, const QDateTime& now)
{
    if (!isOffline(form.method)) return fieldError(QStringLiteral("method"), QStringLiteral("Say how the money came: cash, cheque or bank_transfer."));
    if (form.amount != due) return fieldError(QStringLiteral("amount"), QStringLiteral("The payment is over %1; record exactly that.").arg(amountText(due)));
    if (form.method != PaymentMethod::Cash && form.reference.trimmed().isEmpty()) return fieldError(QStringLiteral("reference"), QStringLiteral("Give the number of the cheque or the reference of the transfer."));
    if (form.receivedOn.date() > now.date()) return fieldError(QStringLiteral("receivedOn"), QStringLiteral("This day has not come yet."));
    if (form.receivedOn < now.addDays(-366)) return fieldError(QStringLiteral("receivedOn"), QStringLiteral("This is more than a year ago."));
    if (auto error = validation::text(QStringLiteral("reference"), form.reference, 200, 0)) return error;
    return validation::text(QStringLiteral("note"), form.note, validation::kMaxReason, 0);
}

Result<QString> settleReceipt(Transaction& transaction, const Services& services, const Caller& caller, const Row& payment, const OfflineReceiptForm& form)
{
    const QString receipt = newUuid7();
    const QString id = payment.text("id");
    transaction.exec("payments/insert_receipt", {{"id", receipt}, {"payment_id", id}, {"method", toText(form.method)}, {"amount_minor", form.amount.minor()},
                                                 {"currency", form.amount.currency().code()}, {"reference", form.reference.trimmed()}, {"received_on", form.receivedOn.date().toString(Qt::ISODate)},
                                                 {"note", form.note}, {"request_key", caller.idempotencyKey}, {"recorded_by", caller.user->id.value}, {"now", services.clock.now()}});
    transaction.exec("payments/set_method", {{"id", id}, {"method", toText(form.method)}});
    audit(transaction, services, caller, QStringLiteral("receipt.record"), payments::namedAmount(transaction, form.amount, id), id, QStringLiteral("%1 %2").arg(toText(form.method), form.reference));
    payments::SettledSale sale = payments::toSale(payment);
    sale.method = form.method;
    if (const auto settled = payments::settleSales(transaction, services, {sale}); !settled) return settled.error();
    return receipt;
}

Result<OfflineReceipt> record(const Services& services, const Caller& caller, const PaymentId& id, const OfflineReceiptForm& form)
{
    QStringList stale;
    auto recorded = services.database.inTransaction<OfflineReceipt>([&](Transaction& transaction) -> Result<OfflineReceipt> {
        stale.clear(); // of an attempt that was rolled back
        const auto payment = transaction.one("payments/lock_payment", {{"id", id.value}});
        if (!payment) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment."));
        if (const auto known = knownReceipt(transaction, caller, id)) return loaded(transaction, *known);
        const QDateTime now = services.clock.now();
        if (!isOffline(payment->enumeration<PaymentMethod>("method"))) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment is not made by cash, cheque or transfer."));
        if (payment->enumeration<PaymentState>("state") != PaymentState::AwaitingPayer) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment is not awaited any more. Load it again."));
        if (auto error = problemOf(form, payment->money("amount_minor"), now)) return *error;
        const auto enrollment = transaction.one("enrollments/lock_enrollment", {{"id", payment->text("enrollment_id")}});
        if (states::grantsAccess(enrollment->enumeration<EnrollmentState>("state"))) return makeError(ErrorCode::InvalidState, QStringLiteral("The student has paid another way meanwhile, and is in."));
        // The student may have begun to pay another way meanwhile.
        stale = enrollments::closeOpenPayments(transaction, services, payment->text("enrollment_id"), id.value);
        const auto receipt = settleReceipt(transaction, services, caller, *payment, form);
        if (!receipt) return receipt.error();
        return loaded(transaction, *receipt);
    });
    if (recorded) enrollments::cancelIntents(services, stale);
    return recorded;
}

Result<OfflineReceipt> reverse(const Services& services, const Caller& caller, const ReceiptId& id, const QString& reason)
{
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, 5)) return *error;
    return services.database.inTransaction<OfflineReceipt>([&](Transaction& transaction) -> Result<OfflineReceipt> {
        const auto found = transaction.one("payments/find_receipt", {{"id", id.value}});
        if (!found) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such receipt."));
        const Row payment = *transaction.one("payments/lock_payment_to_refund", {{"id", found->text("payment_id")}});
        const auto receipt = transaction.one("payments/find_receipt", {{"id", id.value}}); // as it is under the lock
        if (!receipt->isNull("reversed_at")) return toReceipt(*receipt);
        const qint64 taken = transaction.one("payments/sum_refunds", {{"payment_id", payment.text("id")}})->integer("taken");
        if (taken > 0) return makeError(ErrorCode::InvalidState, QStringLiteral("Part of this payment was refunded. Refund the rest instead of reversing it."));
        const QDateTime now = services.clock.now();
        transaction.exec("payments/reverse_receipt", {{"id", id.value}, {"reason", reason}, {"reversed_by", caller.user->id.value}, {"now", now}});
        const QString refund = newUuid7();
        transaction.exec("payments/insert_refund", {{"id", refund}, {"payment_id", payment.text("id")}, {"amount_minor", payment.integer("amount_minor")}, {"currency", payment.text("currency")},
                                                    {"state", toText(RefundState::Approved)}, {"reason", reason}, {"requested_by", caller.user->id.value}, {"decided_by", caller.user->id.value},
                                                    {"gateway_id", store::null()}, {"request_key", QString()}, {"channel", toText(RefundChannel::Offline)}, {"reversal", true}, {"now", now}});
        audit(transaction, services, caller, QStringLiteral("receipt.reverse"), payments::namedAmount(transaction, payment.money("amount_minor"), payment.text("id")), payment.text("id"), reason);
        if (const auto done = refunds::applyOwn(transaction, services, refund); !done) return done.error();
        schedules::reopen(transaction, services, payment.text("id"));
        if (payment.isNull("schedule_id")) awaitAgain(transaction, services, payment);
        return loaded(transaction, id.value);
    });
}

} // namespace lectern::offline
