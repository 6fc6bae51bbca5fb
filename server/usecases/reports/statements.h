#pragma once
#include "domain/reconciliation.h"
#include "domain/statements.h"
#include "usecases/context.h"

/// What the books add up to, for people. Reads only.
namespace lectern::reports {

struct Period {
    QString currency; ///< empty: the default one
    std::optional<QDateTime> from;
    std::optional<QDateTime> until;
};
[[nodiscard]] Result<Statement> statement(const Services& services, const Caller& caller, const VaultId& vault, const Period& period);
/// RFC 4180: opening, a line for each entry, oldest first, and closing; amounts as plain decimals.
[[nodiscard]] Result<QByteArray> statementCsv(const Services& services, const Caller& caller, const VaultId& vault, const Period& period);
[[nodiscard]] Result<WithdrawalContents> contents(const Services& services, const Caller& caller, const WithdrawalId& id);
/// `month` as "2026-10".
[[nodiscard]] Result<MonthReport> month(const Services& services, const QString& month, const QString& currency);
[[nodiscard]] Result<Page<DebtLine>> debts(const Services& services, const PageRequest& page);
[[nodiscard]] Result<Report> report(const Services& services, ReportKind kind, const Period& period);
/// Somebody opened the page of a course.
void countView(store::Transaction& transaction, const Services& services, const CourseId& course);

} // namespace lectern::reports
