#include "usecases/payments/wallets.h"
#include "domain/validation.h"
#include "store/ledgerwriter.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/newpayment.h"

namespace lectern::wallets {

using store::Row;
using store::Transaction;

Result<StudentWallet> mine(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<StudentWallet>([&](Transaction& transaction) -> Result<StudentWallet> {
        const Currency standard = services.policy.defaultCurrency;
        StudentWallet wallet;
        for (const Row& row : transaction.run("payments/list_wallets", {{"student_id", caller.user->id.value}})) wallet.balances.append({row.money("available_minor"), row.money("reserved_minor")});
        std::stable_sort(wallet.balances.begin(), wallet.balances.end(), [&](const WalletBalance& a, const WalletBalance& b) {
            return (a.available.currency() == standard) > (b.available.currency() == standard);
        });
        if (wallet.balances.isEmpty()) wallet.balances.append({Money::fromMinor(0, standard), Money::fromMinor(0, standard)});
        wallet.minimumTopUp = Money::fromMinor(services.policy.minimumTopUpMinor, standard);
        wallet.maximumTopUp = Money::fromMinor(services.policy.maximumTopUpMinor, standard);
        return wallet;
    });
}

Result<Page<WalletEntry>> entries(const Services& services, const Caller& caller, const QString& currency, const PageRequest& page)
{
    return services.database.inTransaction<Page<WalletEntry>>([&](Transaction& transaction) -> Result<Page<WalletEntry>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("payments/list_wallet_entries", {{"student_id", caller.user->id.value},
                                                                           {"currency", currency.isEmpty() ? services.policy.defaultCurrency.code() : currency},
                                                                           {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        const auto map = [](const Row& row) {
            WalletEntry entry;
            entry.id = row.text("seq");
            entry.kind = row.enumeration<WalletEntryKind>("kind");
            const QString title = row.text("course_title");
            const bool isForBundle = row.boolean("is_for_bundle");
            entry.description = isForBundle && entry.kind == WalletEntryKind::TopUp ? QStringLiteral("Bundle “%1”").arg(title)
                                : isForBundle ? QStringLiteral("Bundle “%1” given back").arg(title)
                                : entry.kind == WalletEntryKind::TopUp ? QStringLiteral("Top-up") : entry.kind == WalletEntryKind::TopUpReturned ? QStringLiteral("Top-up given back") : entry.kind == WalletEntryKind::Purchase ? QStringLiteral("“%1”").arg(title) : QStringLiteral("Refund of “%1”").arg(title);
            entry.amount = row.money("amount_minor");
            entry.balanceAfter = row.money("balance_after_minor");
            entry.paymentId = row.optionalId<PaymentId>("payment_id");
            entry.at = row.time("at");
            return entry;
        };
        return store::toPage<WalletEntry>(rows, limit, map, [](const Row& row) { return QStringList{row.text("seq")}; });
    });
}

Result<Checkout> topUp(const Services& services, const Caller& caller, const TopUpForm& form)
{
    const Policy& policy = services.policy;
    if (!enrollments::takesCards(services)) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server."));
    if (form.amount.currency() != policy.defaultCurrency) return fieldError(QStringLiteral("amount"), QStringLiteral("Wallets are filled in %1.").arg(policy.defaultCurrency.code()));
    if (form.amount.minor() < policy.minimumTopUpMinor || form.amount.minor() > policy.maximumTopUpMinor)
        return fieldError(QStringLiteral("amount"), QStringLiteral("Give an amount from %1 to %2.").arg(amountText(Money::fromMinor(policy.minimumTopUpMinor, policy.defaultCurrency)),
                                                                                                         amountText(Money::fromMinor(policy.maximumTopUpMinor, policy.defaultCurrency))));
    if (auto error = validation::wholeSteps(QStringLiteral("amount"), form.amount)) return *error;
    const auto payment = services.database.inTransaction<PaymentId>([&](Transaction& transaction) -> Result<PaymentId> {
        const QDateTime now = services.clock.now();
        store::ensureWallet(transaction, caller.user->id, form.amount.currency(), now);
        const PaymentId id = newId<PaymentId>();
        payments::NewPayment topUp;
        topUp.id = id;
        topUp.kind = PaymentKind::TopUp;
        topUp.student = caller.user->id;
        topUp.amount = form.amount;
        topUp.country = caller.user->country;
        topUp.requestKey = caller.idempotencyKey;
        payments::insertPayment(transaction, topUp, now);
        audit(transaction, services, caller, QStringLiteral("wallet.top_up"), amountText(form.amount), id.value, QStringLiteral("%1 by card").arg(amountText(form.amount)));
        return transaction.one("payments/find_by_request_key", {{"student_id", caller.user->id.value}, {"request_key", caller.idempotencyKey}})->id<PaymentId>("id");
    });
    if (!payment) return payment.error();
    auto checkout = enrollments::checkoutOf(services, *payment);
    if (!checkout) return checkout.error();
    if (!*checkout) return makeError(ErrorCode::Conflict, QStringLiteral("This top-up was cancelled. Start a new one."));
    return std::move(**checkout);
}

} // namespace lectern::wallets
