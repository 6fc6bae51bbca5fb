#pragma once
#include "domain/vaults.h"

namespace lectern {

/// A teacher's account at the gateway, where withdrawals are paid to (Stripe Connect).
enum class PayoutAccountState { None, Incomplete, InReview, Ready, Restricted };
QString toText(PayoutAccountState);
bool fromText(const QString&, PayoutAccountState&);
struct PayoutAccount {
    PayoutAccountState state = PayoutAccountState::None;
    QString gatewayId;         ///< "acct_…"; empty: none
    QStringList currentlyDue;  ///< what the gateway still asks for, in words
    QString disabledReason;    ///< in words; empty
    std::optional<QDateTime> deadline; ///< until then it must be answered
    bool operator==(const PayoutAccount&) const = default;
};
QJsonObject toJson(const PayoutAccount&);
Result<PayoutAccount> payoutAccountFromJson(const QJsonObject&);
/// Opened in the system browser; works once and for minutes.
struct OnboardingLink {
    QString url;
    QDateTime expiresAt;
    bool operator==(const OnboardingLink&) const = default;
};
QJsonObject toJson(const OnboardingLink&);
Result<OnboardingLink> onboardingLinkFromJson(const QJsonObject&);

struct StatementTotal {
    EntryKind kind = EntryKind::Sale;
    int count = 0;
    Money amount; ///< signed
    bool operator==(const StatementTotal&) const = default;
};
/// One vault, one currency, one period: opening + totals = closing. Its lines are the vault's entries of the period.
struct Statement {
    VaultId vaultId;
    VaultKind vaultKind = VaultKind::Teacher;
    QString ownerName;
    QString organisation;
    QDateTime from;  ///< included
    QDateTime until; ///< excluded
    Money opening;   ///< pending + available before the first line
    Money closing;
    Money owedOpening; ///< by the teacher: what was taken back beyond the vault and not repaid yet
    Money owedClosing;
    QList<StatementTotal> totals;
    int lines = 0;
    bool operator==(const Statement&) const = default;
};
QJsonObject toJson(const Statement&);
Result<Statement> statementFromJson(const QJsonObject&);

/// What a withdrawal is made of: its lines add up to its amount. What became available first goes out first, less the refunds and
/// disputes since the withdrawal before it; of a line at either end only a part may belong to it.
struct WithdrawalContents {
    Withdrawal withdrawal;
    QList<StatementTotal> totals; ///< of the lines: what each kind adds to it
    QList<VaultEntry> lines;      ///< the first 500, oldest first; `moved` is the part of each that belongs to it
    int lineCount = 0;
    bool operator==(const WithdrawalContents&) const = default;
};
QJsonObject toJson(const WithdrawalContents&);
Result<WithdrawalContents> withdrawalContentsFromJson(const QJsonObject&);

/// An account of the ledger at the end of the month: opening + debits − credits = closing (debit balances are positive).
struct AccountLine {
    QString account; ///< "gateway_pending", "teacher_vault" (all of them together) …
    Money opening;
    Money debits;
    Money credits;
    Money closing;
    bool operator==(const AccountLine&) const = default;
};
/// One currency of the platform's month.
struct MonthReport {
    QString month; ///< "2026-10"
    Money sales;   ///< what students paid for courses, tax included
    Money refunds;
    Money disputes; ///< lost or open, less those won
    Money tax;      ///< owed for the month
    Money teacherShares;  ///< net of refunds and disputes
    Money platformShares; ///< likewise
    Money gatewayFees;
    Money platformResult; ///< platformShares − gatewayFees
    Money withdrawals;    ///< sent to teachers
    int salesCount = 0;
    int refundsCount = 0;
    QList<AccountLine> accounts;
    bool operator==(const MonthReport&) const = default;
};
QJsonObject toJson(const MonthReport&);
Result<MonthReport> monthReportFromJson(const QJsonObject&);

/// What a teacher owes, by age of the oldest unpaid part.
struct DebtLine {
    VaultId vaultId;
    QString teacherName;
    Money owed;
    QDateTime since; ///< when the oldest unpaid part arose
    int days = 0;
    bool operator==(const DebtLine&) const = default;
};
QJsonObject toJson(const DebtLine&);
Result<DebtLine> debtLineFromJson(const QJsonObject&);

} // namespace lectern
