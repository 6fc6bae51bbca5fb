#pragma once
#include "domain/reconciliation.h"
#include "domain/statements.h"
#include "usecases/context.h"

/// The books beside the gateway's, and the jobs that follow them.
namespace lectern::books {

/// How far the hourly run looks back: movements appear late, and what was not booked yet may be by now.
inline constexpr qint64 kOverlapSeconds = 48 * 3600;

/// Reads the movements of the gateway's balance since `overlapSeconds` before the newest that is known (from the beginning when there
/// is none), or since `since`; a run that looks back less than kOverlapSeconds ends where everything is known. Matches
/// each to what is booked, books the fees, lets sales become available not before the gateway's own day, and moves to
/// gateway_available what has come. Repeating it changes nothing.
[[nodiscard]] Result<Done> reconcile(const Services& services, qint64 overlapSeconds, const std::optional<QDateTime>& since = {});
/// Moves to gateway_available what the gateway has made available by now; the number of movements.
[[nodiscard]] Result<int> clearDue(const Services& services);

/// Counts of all lines, or of those since `since`; the balances are those of now.
[[nodiscard]] Result<ReconciliationSummary> summary(const Services& services, const std::optional<QDateTime>& since = {});
[[nodiscard]] Result<Page<ReconciliationItem>> lines(const Services& services, const ReconciliationFilter& filter, const PageRequest& page);
/// Books what the line's proposal says. The same line twice: Conflict.
[[nodiscard]] Result<ReconciliationItem> explain(const Services& services, const Caller& caller, const QString& line, const ExplainForm& form);
/// Moves a part of what suspense holds to where it belongs. More than it holds: Validation.
[[nodiscard]] Result<ReconciliationSummary> clearSuspense(const Services& services, const Caller& caller, const SuspenseForm& form);

/// Follows the journals: chains their hashes and gives receipts and credit notes their numbers. How many it took.
[[nodiscard]] Result<int> followJournals(const Services& services);
[[nodiscard]] Result<Page<FiscalDocument>> documentsOf(const Services& services, const Caller& caller, const PaymentId& payment);
[[nodiscard]] Result<Page<FiscalDocument>> documents(const Services& services, const QString& text, const PageRequest& page);

} // namespace lectern::books
