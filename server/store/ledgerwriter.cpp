#include "store/ledgerwriter.h"
#include "domain/wallets.h"
#include <mutex>

namespace lectern::store {

using ledger::AccountKind;
using ledger::AccountRef;
using ledger::Bucket;
using ledger::Journal;

namespace {

QString keyOf(const QString& kind, const QString& owner, const QString& bucket, const QString& currency)
{
    return kind + u'|' + owner + u'|' + bucket + u'|' + currency;
}

QString keyOf(const AccountRef& ref)
{
    return keyOf(toText(ref.kind), ref.owner.value, toText(ref.bucket), ref.currency.code());
}

/// Ids of accounts, which never change once they are committed. Shared by all threads.
class AccountCache
{
public:
    std::optional<qint64> find(quint64 database, const QString& key)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_ids.constFind({database, key});
        return found == m_ids.constEnd() ? std::nullopt : std::optional(*found);
    }
    void insert(quint64 database, const QHash<QString, qint64>& ids)
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = ids.cbegin(); it != ids.cend(); ++it) m_ids.insert({database, it.key()}, it.value());
    }

private:
    std::mutex m_mutex;
    QHash<std::pair<quint64, QString>, qint64> m_ids;
};

AccountCache& accountCache()
{
    static AccountCache cache;
    return cache;
}

/// A vault's balance row as it changes while journals are applied.
struct Balance {
    QString vaultId;
    QString currency;
    qint64 pending = 0;
    qint64 available = 0;
    qint64 reserved = 0;
    qint64 lifetime = 0;
    qint64 owed = 0;
    qint64 seq = 0;
};

/// A student's wallet likewise.
struct WalletRow {
    qint64 available = 0;
    qint64 reserved = 0;
    qint64 seq = 0;
};

/// Columns of a set-based insert, by name.
class Columns
{
public:
    void add(const char* name, const QString& value) { m_lists[name].append(value); }
    void add(const char* name, qint64 value) { add(name, QString::number(value)); }
    [[nodiscard]] bool isEmpty() const { return m_lists.empty(); }
    [[nodiscard]] Params params() const
    {
        Params params;
        for (const auto& [name, list] : m_lists) params.add(name, packed(list));
        return params;
    }

private:
    std::map<const char*, QStringList> m_lists;
};

void ensureAccounts(Transaction& transaction, AccountKind kind, const UserId& owner, const QList<Bucket>& buckets, Currency currency)
{
    for (const Bucket bucket : buckets) {
        if (accountCache().find(transaction.databaseId(), keyOf({kind, owner, bucket, currency}))) continue;
        transaction.exec("vaults/ensure_account", {{"kind", toText(kind)},
                                                   {"owner_id", orNull(owner)},
                                                   {"bucket", toText(bucket)},
                                                   {"currency", currency.code()}});
    }
}

class Poster
{
public:
    Poster(Transaction& transaction, const QList<Journal>& journals, const QDateTime& now)
        : m_transaction(transaction), m_journals(journals), m_now(now)
    {
    }

    Result<Done> run()
    {
        m_transaction.run("vaults/lock_posting_shared");
        lockBalances();
        const Rows ids = m_transaction.run("vaults/next_journal_ids", {{"count", m_journals.size()}});
        for (qsizetype i = 0; i < m_journals.size(); ++i) {
            if (auto error = apply(m_journals.at(i), ids.at(i).integer("id"))) return *error;
        }
        write();
        return Done{};
    }

private:
    void lockBalances()
    {
        QStringList owners;
        QStringList currencies;
        for (const Journal& journal : m_journals) {
            for (const UserId& teacher : teachersOf(journal)) {
                if (!owners.contains(teacher.value)) owners << teacher.value;
            }
            for (const auto& transfer : journal.transfers) {
                if (const QString code = transfer.amount.currency().code(); !currencies.contains(code)) currencies << code;
            }
        }
        const QStringList students = studentsOf();
        m_owners = owners + students;
        if (!owners.isEmpty()) lockVaults(owners, currencies);
        if (!students.isEmpty()) lockWallets(students, currencies); // after the vaults, as everybody does
    }

    void lockVaults(const QStringList& owners, const QStringList& currencies)
    {
        const Rows rows = m_transaction.run("vaults/lock_balances", {{"owner_ids", packed(owners)}, {"currencies", packed(currencies)}});
        for (const Row& row : rows) {
            m_balances[{row.text("owner_id"), row.text("currency")}] = {
                row.text("vault_id"),          row.text("currency"),         row.integer("pending_minor"), row.integer("available_minor"),
                row.integer("reserved_minor"), row.integer("lifetime_minor"), row.integer("owed_minor"), row.integer("entry_seq")};
        }
    }

    QStringList studentsOf() const
    {
        QStringList students;
        for (const Journal& journal : m_journals) {
            for (const UserId& student : walletsOf(journal)) {
                if (!students.contains(student.value)) students << student.value;
            }
        }
        return students;
    }

    void lockWallets(const QStringList& students, const QStringList& currencies)
    {
        for (const Row& row : m_transaction.run("vaults/lock_wallets", {{"student_ids", packed(students)}, {"currencies", packed(currencies)}}))
            m_wallets[{row.text("student_id"), row.text("currency")}] = {row.integer("available_minor"), row.integer("reserved_minor"), row.integer("entry_seq")};
    }

    void writeWallets()
    {
        if (!m_walletEntryRows.isEmpty()) m_transaction.exec("vaults/insert_wallet_entries", m_walletEntryRows.params().add("now", m_now));
        for (const auto& [key, wallet] : m_wallets)
            m_transaction.exec("vaults/update_wallet", {{"student_id", key.first}, {"currency", key.second}, {"available", wallet.available}, {"reserved", wallet.reserved}, {"seq", wallet.seq}});
    }

    qint64 accountId(const AccountRef& ref)
    {
        const QString key = keyOf(ref);
        const quint64 database = m_transaction.databaseId();
        if (const auto id = accountCache().find(database, key)) return *id;
        if (!m_accounts.contains(key)) {
            // Not cached yet: accounts of a vault are made with the vault, so they are there to be read. What this very
            // transaction made may still be rolled back, so others learn of it after the commit.
            for (const Row& row : m_transaction.run("vaults/find_accounts", {{"currency", ref.currency.code()}, {"owners", packed(m_owners)}}))
                m_accounts.insert(keyOf(row.text("kind"), row.text("owner_id"), row.text("bucket"), row.text("currency")), row.integer("id"));
            m_transaction.afterCommit([database, accounts = m_accounts] { accountCache().insert(database, accounts); });
        }
        if (!m_accounts.contains(key)) qFatal("There is no account %s", qUtf8Printable(key));
        return m_accounts.value(key);
    }

    std::optional<Error> apply(const Journal& journal, qint64 id)
    {
        m_journalRows.add("ids", id);
        m_journalRows.add("kinds", toText(journal.kind));
        m_journalRows.add("source_types", journal.sourceType);
        m_journalRows.add("source_ids", journal.sourceId);
        m_journalRows.add("purposes", journal.purpose);
        int n = 0;
        for (const auto& transfer : journal.transfers) {
            m_transferRows.add("journal_ids", id);
            m_transferRows.add("ns", ++n);
            m_transferRows.add("debits", accountId(transfer.debit));
            m_transferRows.add("credits", accountId(transfer.credit));
            m_transferRows.add("amounts", transfer.amount.minor());
            m_transferRows.add("currencies", transfer.amount.currency().code());
        }
        for (const UserId& teacher : teachersOf(journal)) {
            if (auto error = applyToVault(journal, id, teacher)) return error;
        }
        for (const UserId& student : walletsOf(journal)) {
            if (auto error = applyToWallet(journal, id, student)) return error;
        }
        return std::nullopt;
    }

    std::optional<Error> applyToWallet(const Journal& journal, qint64 id, const UserId& student)
    {
        const QString currency = journal.transfers.first().amount.currency().code();
        const auto found = m_wallets.find({student.value, currency});
        if (found == m_wallets.end()) return makeError(ErrorCode::Internal, QStringLiteral("Student %1 has no wallet in %2.").arg(student.value, currency));
        WalletRow& wallet = found->second;
        const ledger::WalletDelta delta = walletDeltaFor(journal, student);
        wallet.available += delta.available;
        wallet.reserved += delta.reserved;
        if (wallet.available < 0 || wallet.reserved < 0) return makeError(ErrorCode::InsufficientFunds, QStringLiteral("There is not that much in your wallet."));
        const auto kind = walletEntryKind(journal.kind, delta.available + delta.reserved);
        if (!kind) return std::nullopt; // setting aside moves nothing out of the wallet
        m_walletEntryRows.add("student_ids", student.value);
        m_walletEntryRows.add("currencies", currency);
        m_walletEntryRows.add("seqs", ++wallet.seq);
        m_walletEntryRows.add("journal_ids", id);
        m_walletEntryRows.add("kinds", toText(*kind));
        m_walletEntryRows.add("amounts", delta.available + delta.reserved);
        m_walletEntryRows.add("balances", wallet.available + wallet.reserved);
        m_walletEntryRows.add("payment_ids", journal.paymentId ? journal.paymentId->value : QString());
        return std::nullopt;
    }

    /// Money that comes back into a wallet is a refund; a top-up that is taken back leaves it.
    static std::optional<WalletEntryKind> walletEntryKind(ledger::JournalKind kind, qint64 change)
    {
        switch (kind) {
        case ledger::JournalKind::TopUp: return WalletEntryKind::TopUp;
        case ledger::JournalKind::Sale: return WalletEntryKind::Purchase;
        case ledger::JournalKind::Refund:
        case ledger::JournalKind::DisputeOpened: return change < 0 ? WalletEntryKind::TopUpReturned : WalletEntryKind::Refund;
        case ledger::JournalKind::RefundReturned:
        case ledger::JournalKind::DisputeWon: return WalletEntryKind::TopUp;
        default: return std::nullopt;
        }
    }

    std::optional<Error> applyToVault(const Journal& journal, qint64 id, const UserId& teacher)
    {
        const QString currency = journal.transfers.first().amount.currency().code();
        const auto found = m_balances.find({teacher.value, currency});
        if (found == m_balances.end())
            return makeError(ErrorCode::Internal, QStringLiteral("Teacher %1 has no vault in %2.").arg(teacher.value, currency));
        Balance& balance = found->second;
        const ledger::VaultDelta delta = deltaFor(journal, teacher);
        balance.pending += delta.pending;
        balance.available += delta.available;
        balance.reserved += delta.reserved;
        balance.owed += delta.owed;
        if (balance.pending < 0 || balance.available < 0 || balance.reserved < 0 || balance.owed < 0)
            return makeError(ErrorCode::InsufficientFunds, QStringLiteral("The vault does not have that much available."));
        if (journal.kind == ledger::JournalKind::Sale) balance.lifetime += delta.pending;
        const auto kind = entryKind(journal.kind);
        const bool isVisible = kind && (delta.pending != 0 || delta.available != 0 || delta.owed != 0);
        if (!isVisible) return std::nullopt;
        m_entryRows.add("vault_ids", balance.vaultId);
        m_entryRows.add("currencies", currency);
        m_entryRows.add("seqs", ++balance.seq);
        m_entryRows.add("journal_ids", id);
        m_entryRows.add("kinds", toText(*kind));
        m_entryRows.add("amounts", delta.pending + delta.available);
        m_entryRows.add("moved", *kind == EntryKind::Release ? delta.available : 0);
        m_entryRows.add("balances", balance.pending + balance.available);
        m_entryRows.add("available", delta.available);
        m_entryRows.add("available_after", balance.available);
        m_entryRows.add("owed_after", balance.owed);
        m_entryRows.add("payment_ids", journal.paymentId ? journal.paymentId->value : QString());
        m_entryRows.add("withdrawal_ids", journal.withdrawalId ? journal.withdrawalId->value : QString());
        return std::nullopt;
    }

    void write()
    {
        m_transaction.exec("vaults/insert_journals", m_journalRows.params().add("now", m_now));
        if (!m_transferRows.isEmpty()) m_transaction.exec("vaults/insert_transfers", m_transferRows.params());
        if (!m_entryRows.isEmpty()) m_transaction.exec("vaults/insert_entries", m_entryRows.params().add("now", m_now));
        Columns rows;
        for (const auto& [key, balance] : m_balances) {
            rows.add("vault_ids", balance.vaultId);
            rows.add("currencies", balance.currency);
            rows.add("pending", balance.pending);
            rows.add("available", balance.available);
            rows.add("reserved", balance.reserved);
            rows.add("lifetime", balance.lifetime);
            rows.add("owed", balance.owed);
            rows.add("seqs", balance.seq);
        }
        if (!rows.isEmpty()) m_transaction.exec("vaults/update_balances", rows.params());
        writeWallets();
    }

    Transaction& m_transaction;
    const QList<Journal>& m_journals;
    QDateTime m_now;
    QStringList m_owners;
    QHash<QString, qint64> m_accounts; // read by this transaction, by key
    std::map<std::pair<QString, QString>, Balance> m_balances; // by owner and currency
    std::map<std::pair<QString, QString>, WalletRow> m_wallets; // by student and currency
    Columns m_walletEntryRows;
    Columns m_journalRows;
    Columns m_transferRows;
    Columns m_entryRows;
};

} // namespace

VaultId ensureTeacherVault(Transaction& transaction, const UserId& teacher, Currency currency, const QDateTime& now)
{
    transaction.exec("vaults/insert_vault", {{"id", newUuid7()}, {"kind", toText(VaultKind::Teacher)}, {"owner_id", teacher.value}, {"now", now}});
    const auto row = transaction.one("vaults/find_by_owner", {{"owner_id", teacher.value}});
    const VaultId vault = row->id<VaultId>("id");
    transaction.exec("vaults/ensure_balance", {{"vault_id", vault.value}, {"currency", currency.code()}});
    ensureAccounts(transaction, AccountKind::TeacherVault, teacher, {Bucket::Pending, Bucket::Available, Bucket::Reserved}, currency);
    ensureAccounts(transaction, AccountKind::TeacherReceivable, teacher, {Bucket::None}, currency);
    (void)ensurePlatformVault(transaction, currency, now);
    return vault;
}

VaultId ensurePlatformVault(Transaction& transaction, Currency currency, const QDateTime& now)
{
    transaction.exec("vaults/insert_vault", {{"id", newUuid7()}, {"kind", toText(VaultKind::Platform)}, {"owner_id", null()}, {"now", now}});
    ensureAccounts(transaction, AccountKind::PlatformRevenue, {}, {Bucket::None, Bucket::Reserved}, currency);
    for (const AccountKind kind : {AccountKind::GatewayPending, AccountKind::GatewayAvailable, AccountKind::Bank, AccountKind::OfflineCash, AccountKind::GatewayFees, AccountKind::DisputeHold,
                                   AccountKind::TaxPayable, AccountKind::Suspense, AccountKind::PayoutTransit, AccountKind::CurrencyExchange})
        ensureAccounts(transaction, kind, {}, {Bucket::None}, currency);
    return transaction.one("vaults/find_platform")->id<VaultId>("id");
}

void ensureWallet(Transaction& transaction, const UserId& student, Currency currency, const QDateTime& now)
{
    (void)ensurePlatformVault(transaction, currency, now);
    transaction.exec("vaults/ensure_wallet", {{"student_id", student.value}, {"currency", currency.code()}});
    ensureAccounts(transaction, AccountKind::StudentWallet, student, {Bucket::Available, Bucket::Reserved}, currency);
}

Money lockWallet(Transaction& transaction, const UserId& student, Currency currency)
{
    const auto row = transaction.one("vaults/lock_wallets", {{"student_ids", student.value}, {"currencies", currency.code()}});
    return Money::fromMinor(row ? row->integer("available_minor") : 0, currency);
}

Debts lockDebts(Transaction& transaction, const QList<UserId>& teachers, const QList<Currency>& currencies)
{
    QStringList owners, codes;
    for (const UserId& teacher : teachers) owners << teacher.value;
    for (const Currency currency : currencies) codes << currency.code();
    Debts debts;
    for (const Row& row : transaction.run("vaults/lock_balances", {{"owner_ids", packed(owners)}, {"currencies", packed(codes)}}))
        debts[{row.text("owner_id"), row.text("currency")}] = {row.money("pending_minor"), row.money("available_minor"), row.money("owed_minor")};
    return debts;
}

Money lockOwed(Transaction& transaction, const UserId& teacher, Currency currency)
{
    const Debts debts = lockDebts(transaction, {teacher}, {currency});
    return debts.empty() ? Money::fromMinor(0, currency) : debts.begin()->second.owed;
}

Result<Done> post(Transaction& transaction, const QList<Journal>& journals, const QDateTime& now)
{
    if (journals.isEmpty()) return Done{};
    return Poster(transaction, journals, now).run();
}

} // namespace lectern::store
