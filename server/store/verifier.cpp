#include "store/verifier.h"

namespace lectern::store {

namespace {

void checkBalances(Transaction& transaction, QStringList& problems)
{
    for (const Row& row : transaction.run("vaults/verify_accounts")) {
        const auto compare = [&](const char* stored, const char* recomputed) {
            if (row.integer(stored) == row.integer(recomputed)) return;
            problems << QStringLiteral("Vault %1 %2: %3 is %4, but its transfers add up to %5 (minor units).")
                            .arg(row.text("vault_id"), row.text("currency"), QString::fromLatin1(recomputed),
                                 QString::number(row.integer(stored)), QString::number(row.integer(recomputed)));
        };
        compare("pending_minor", "pending");
        compare("available_minor", "available");
        compare("reserved_minor", "reserved");
        compare("owed_minor", "owed");
    }
}

/// Wallets, disputes, withdrawals under way, and the numbers of the papers.
void checkMoneyOfOthers(Transaction& transaction, QStringList& problems)
{
    if (const auto row = transaction.one("vaults/verify_wallets"))
        problems << QStringLiteral("The wallet of student %1 (%2) is not what its transfers and lines add up to.").arg(row->text("student_id"), row->text("currency"));
    if (const auto row = transaction.one("vaults/verify_disputes")) problems << QStringLiteral("Dispute %1 and what is booked of it disagree.").arg(row->text("id"));
    if (const auto row = transaction.one("vaults/verify_withdrawals")) problems << QStringLiteral("Withdrawal %1 and what is booked of it disagree.").arg(row->text("id"));
    if (const auto row = transaction.one("vaults/verify_movements")) problems << QStringLiteral("The fee of the gateway's movement %1 is not what is booked.").arg(row->text("id"));
    if (const auto row = transaction.one("vaults/verify_documents")) problems << QStringLiteral("The numbers of series %1 have a gap.").arg(row->text("series"));
}

} // namespace

Result<VerifyReport> verifyLedger(Database& database, const std::optional<ChainHead>& known)
{
    return database.inSnapshot<VerifyReport>([&](Transaction& transaction) -> Result<VerifyReport> {
        transaction.run("vaults/prepare_verification");
        VerifyReport report;
        const auto counts = transaction.one("vaults/ledger_counts");
        report.journals = counts->integer("journals");
        report.transfers = counts->integer("transfers");
        report.vaults = counts->integer("vaults");
        checkBalances(transaction, report.problems);
        if (const auto row = transaction.one("vaults/verify_transfers"))
            report.problems << QStringLiteral("Transfer %1/%2 has no journal, no account or accounts of another currency.")
                                   .arg(row->text("journal_id"), row->text("n"));
        if (const auto row = transaction.one("vaults/verify_journals"))
            report.problems << QStringLiteral("Journal %1 has no transfer.").arg(row->text("id"));
        if (const auto row = transaction.one("vaults/verify_entries"))
            report.problems << QStringLiteral("Line %1 of vault %2 (%3) does not follow from the lines before it.")
                                   .arg(row->text("seq"), row->text("vault_id"), row->text("currency"));
        if (const auto row = transaction.one("vaults/verify_entry_heads"))
            report.problems << QStringLiteral("The last line of vault %1 (%2) is not its balance.")
                                   .arg(row->text("vault_id"), row->text("currency"));
        if (const auto row = transaction.one("vaults/verify_payments"))
            report.problems << QStringLiteral("Payment %1 and its sale journal disagree.").arg(row->text("id"));
        if (const auto row = transaction.one("vaults/verify_unsettled_sales"))
            report.problems << QStringLiteral("Journal %1 books a sale of a payment that is not settled.").arg(row->text("id"));
        if (const auto row = transaction.one("vaults/verify_holds"))
            report.problems << QStringLiteral("The holds of vault %1 (%2) do not add up to what is pending.").arg(row->text("vault_id"), row->text("currency"));
        if (const auto row = transaction.one("vaults/verify_refunds"))
            report.problems << QStringLiteral("Payment %1 and the refunds booked of it disagree.").arg(row->text("id"));
        checkMoneyOfOthers(transaction, report.problems);
        report.problems << verifyChain(transaction, known);
        if (const auto head = transaction.one("reports/chain_head")) report.head = {head->integer("journal_id"), head->text("hash")};
        return report;
    });
}

} // namespace lectern::store
