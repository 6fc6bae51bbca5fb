#include "usecases/payments/transfers.h"
#include "usecases/payments/methods.h"

namespace lectern::transfers {

using store::Transaction;

void note(Transaction& transaction, const Services& services, const PaymentId& payment, const UserId& student, const stripe::TransferInstructions& transfer, const Currency& currency)
{
    const store::Params key{{"payment_id", payment.value}};
    const auto before = transaction.one("payments/find_transfer", key);
    transaction.exec("payments/upsert_transfer", store::Params(key).add("reference", transfer.reference).add("holder", transfer.holder).add("account", transfer.account).add("bank_code", transfer.bankCode)
                                                     .add("bank_name", transfer.bankName).add("page_url", transfer.pageUrl).add("missing_minor", transfer.missingMinor).add("currency", currency.code()).add("now", services.clock.now()));
    if (!before || before->integer("missing_minor") <= transfer.missingMinor) return;
    const Money missing = Money::fromMinor(transfer.missingMinor, currency);
    const Money came = Money::fromMinor(before->integer("missing_minor") - transfer.missingMinor, currency);
    if (missing.isZero()) return; // that it is paid is told by its settling
    notify(transaction, services, {student, QStringLiteral("transfer_partial"), QStringLiteral("%1 has arrived, %2 are missing").arg(amountText(came), amountText(missing)),
                                   QStringLiteral("Send the rest with the same reference, %1. Your place is kept meanwhile.").arg(transfer.reference), payment.value, QStringLiteral("notice"),
                                   QStringLiteral("transfer:%1:%2").arg(payment.value).arg(transfer.missingMinor)});
    publish(transaction, services, student, QStringLiteral("payment"), payment.value);
}

std::optional<TransferDetails> detailsOf(Transaction& transaction, const PaymentId& payment)
{
    const auto row = transaction.one("payments/find_transfer", {{"payment_id", payment.value}});
    if (!row) return std::nullopt;
    return TransferDetails{row->text("reference"), row->text("holder"), row->text("account"), row->text("bank_code"), row->text("bank_name"), row->money("missing_minor"), row->text("page_url"), row->time("pay_until")};
}

Result<Done> noteUnused(Transaction& transaction, const Services& services, const QString& customer, const QList<Money>& amounts)
{
    const auto user = transaction.one("payments/find_user_of_customer", {{"gateway_id", customer}});
    if (!user || amounts.isEmpty()) return Done{};
    QStringList texts;
    for (const Money& amount : amounts) texts << amountText(amount);
    notify(transaction, services, {user->id<UserId>("user_id"), QStringLiteral("transfer_unused"), QStringLiteral("%1 of your transfers is not used").arg(texts.join(QStringLiteral(" and "))),
                                   QStringLiteral("More arrived than was to be paid, or it came too late. It pays your next bank transfer by itself, or you send it back to your bank: under Payments, Methods."), {}, QStringLiteral("notice"), newUuid7()});
    return Done{};
}

namespace {
Result<TransferBalance> look(const Services& services, const QString& customer)
{
    if (customer.isEmpty()) return TransferBalance{};
    const auto amounts = services.gateway->cashBalance(customer);
    return amounts ? Result<TransferBalance>(TransferBalance{*amounts}) : Result<TransferBalance>(amounts.error());
}

Result<QString> knownCustomer(const Services& services, const Caller& caller)
{
    if (!services.gateway) return QString();
    return services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        const auto row = transaction.one("payments/find_customer", {{"user_id", caller.user->id.value}});
        return row ? row->text("gateway_id") : QString();
    });
}
} // namespace

Result<TransferBalance> balance(const Services& services, const Caller& caller)
{
    const auto customer = knownCustomer(services, caller);
    return customer ? look(services, *customer) : Result<TransferBalance>(customer.error());
}

Result<TransferBalance> giveBack(const Services& services, const Caller& caller, const TransferReturnForm& form)
{
    const auto customer = knownCustomer(services, caller);
    if (!customer) return customer.error();
    const auto now = look(services, *customer);
    if (!now) return now.error();
    const bool isThere = std::any_of(now->unused.begin(), now->unused.end(), [&](const Money& one) { return one.currency() == form.amount.currency() && one.minor() >= form.amount.minor(); });
    if (form.amount.minor() <= 0 || !isThere) return fieldError(QStringLiteral("amount"), QStringLiteral("So much is not there. Load it again."));
    const auto audited = services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        audit(transaction, services, caller, QStringLiteral("transfer.return"), amountText(form.amount), caller.user->id.value, QStringLiteral("to the student’s bank"));
        return Done{};
    });
    if (!audited) return audited.error();
    if (const auto sent = services.gateway->returnCash(*customer, form.amount, caller.user->email, caller.user->id.value + u':' + caller.idempotencyKey); !sent) return sent.error();
    return look(services, *customer);
}

} // namespace lectern::transfers
