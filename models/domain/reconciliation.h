#pragma once
#include "domain/payments.h"

namespace lectern {

/// A line of the gateway's balance beside our books.
enum class MatchState { Matched, MissingHere, MissingThere, AmountDiffers, Explained };
QString toText(MatchState);
bool fromText(const QString&, MatchState&);

struct ReconciliationItem {
    QString id;       ///< "txn_…" of the gateway; for MissingThere what our books name ("payment:…")
    MatchState state = MatchState::Matched;
    QString type;     ///< charge, refund, payout, transfer, adjustment, stripe_fee…
    QString sourceId; ///< "ch_…", "re_…", "po_…", "dp_…"
    std::optional<Money> gatewayAmount; ///< absent when it is missing there
    std::optional<Money> bookedAmount;  ///< absent when it is missing here
    std::optional<Money> fee;
    std::optional<PaymentId> paymentId;
    QString explanation; ///< what is known about it; for Explained, what an admin wrote
    QString proposal;    ///< what pressing the button would book, in one sentence; empty: nothing can be booked
    QDateTime at;
    bool operator==(const ReconciliationItem&) const = default;
};
QJsonObject toJson(const ReconciliationItem&);
Result<ReconciliationItem> reconciliationItemFromJson(const QJsonObject&);

struct ReconciliationFilter {
    std::optional<MatchState> state;
    QString text; ///< an id of the gateway
    bool operator==(const ReconciliationFilter&) const = default;
};

/// The books beside the gateway's own balance, in one currency.
struct BalanceComparison {
    Money booksPending;
    Money booksAvailable;
    Money gatewayPending;
    Money gatewayAvailable;
    Money suspense; ///< positive: it arrived and nobody knows whose it is; negative: it left and nobody knows what for
    bool operator==(const BalanceComparison&) const = default;
};
struct ReconciliationSummary {
    std::optional<QDateTime> lastRunAt;    ///< absent: never
    QString lastError;                     ///< of the last run; empty when it worked
    int matched = 0;
    int missingHere = 0;
    int missingThere = 0;
    int amountDiffers = 0;
    int explained = 0;
    QList<BalanceComparison> balances;
    bool operator==(const ReconciliationSummary&) const = default;
};
QJsonObject toJson(const ReconciliationSummary&);
Result<ReconciliationSummary> reconciliationSummaryFromJson(const QJsonObject&);

/// Books the proposal of a line; `reason` is kept with it.
struct ExplainForm {
    QString reason;
    bool operator==(const ExplainForm&) const = default;
};
QJsonObject toJson(const ExplainForm&);
Result<ExplainForm> explainFormFromJson(const QJsonObject&);

/// Moves what suspense holds (or what it is short of) to where it belongs.
enum class SuspenseTarget { PlatformRevenue, GatewayFees, Bank };
QString toText(SuspenseTarget);
bool fromText(const QString&, SuspenseTarget&);
struct SuspenseForm {
    Money amount; ///< > 0 and at most what is in suspense, whichever way it stands there
    SuspenseTarget to = SuspenseTarget::PlatformRevenue;
    QString reason;
    bool operator==(const SuspenseForm&) const = default;
};
QJsonObject toJson(const SuspenseForm&);
Result<SuspenseForm> suspenseFormFromJson(const QJsonObject&);

/// Revenue and counts for charts (`GET /api/admin/reports/{kind}`).
enum class ReportKind { Days, Months, Courses, Categories, Teachers, Coupons, Sources, States, Conversion, Failures };
QString toText(ReportKind);
bool fromText(const QString&, ReportKind&);
struct ReportRow {
    QString key;    ///< id, day "2026-10-31", coupon code, state or decline code; what a click filters by
    QString label;
    int count = 0;    ///< sales; payments of that state; failures; for Conversion: students who paid, of a free course who enrolled
    int views = 0;    ///< Conversion: opened the course's page
    int enrolled = 0; ///< Conversion: pressed enroll
    Money gross;
    Money refunded;
    Money platform; ///< the platform's share, net of refunds
    Money teacher;
    bool isFree = false; ///< Conversion: the course costs nothing, so that nobody pays
    bool operator==(const ReportRow&) const = default;
};
struct Report {
    ReportKind kind = ReportKind::Days;
    QList<ReportRow> rows; ///< by time, else largest first; at most 1000
    Money total;           ///< gross of all rows
    bool operator==(const Report&) const = default;
};
QJsonObject toJson(const Report&);
Result<Report> reportFromJson(const QJsonObject&);

} // namespace lectern
