#pragma once
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace lectern::sandbox {

/// What the command line says.
struct Options
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;
    QString publicUrl;  ///< how browsers reach the sandbox, without a trailing slash
    QString webhookUrl; ///< empty: only endpoints made by the API
    QString webhookSecret;
    QString stateFile;             ///< empty: nothing is kept
    std::optional<quint64> seed;   ///< makes ids repeatable
    std::optional<qint64> startAt; ///< where the clock starts, Unix seconds; nothing: the machine's time
    bool frozen = false;           ///< the clock moves by the control API only
};

/// The payment methods that the sandbox knows.
[[nodiscard]] const QStringList& methodTypes();

/// What `POST /sandbox/config` can change. Times are on the sandbox's clock, save for those of webhook deliveries.
struct Config
{
    QList<int> retryScheduleMs{1'000, 5'000, 30'000, 300'000, 1'800'000, 3'600'000};
    int deliveryTimeoutMs = 20'000;
    int maxInFlight = 8;
    int captureSettleMs = 100;                 ///< automatic_async: charge.succeeded → its balance transaction
    int refundSettleMs = 500;                  ///< refund.created → reference, success or failure
    qint64 availableDelaySeconds = 2 * 86'400; ///< charge → available balance; from a day on, rounded to midnight UTC
    qint64 payoutInTransitMs = 2'000;          ///< pending → in_transit
    qint64 payoutPaidSeconds = 2 * 86'400;     ///< in_transit → paid; also the arrival date
    int hangMs = 60'000;                       ///< how long a call that a fault lets hang is held
    int maxEvents = 200'000;                   ///< older events are forgotten
    int feeBasisPoints = 290;                  ///< of a charge; Stripe's standard price in the US
    int feeFixedMinor = 30;
    int bankDebitFeeBasisPoints = 80;           ///< of a payment by us_bank_account or sepa_debit
    int bankTransferFeeBasisPoints = 50;        ///< of a payment by customer_balance
    int bankFeeMaxMinor = 500;                  ///< the most that either of them costs
    qint64 bankDebitSettleSeconds = 3 * 86'400; ///< processing → succeeded or failed
    qint64 invoiceFinalizeSeconds = 3'600;      ///< a renewal's draft → open, and the first attempt
    QList<qint64> invoiceRetrySeconds{3 * 86'400, 5 * 86'400, 7 * 86'400}; ///< after each failed attempt, the next
    QString subscriptionAfterRetries = QStringLiteral("cancel"); ///< or unpaid, past_due: when all have failed
    QStringList dashboardMethods{QStringLiteral("card")};        ///< what automatic_payment_methods stands for
    int disputeFeeMinor = 1'500;                                 ///< tenfold in three-decimal currencies
    bool disputeFeeReturned = true;            ///< a won dispute credits its fee, as the test cards are documented
    int disputeOpenMs = 500;                   ///< charge.succeeded of a dispute card → its dispute
    int disputeDecideMs = 500;                 ///< winning_evidence and the like → decision
    qint64 disputeDueSeconds = 9 * 86'400;     ///< to answer a dispute; from a day on, to the end of that day, UTC
    qint64 inquiryCloseSeconds = 120 * 86'400; ///< an inquiry that comes to nothing is closed after that
    qint64 accountLinkSeconds = 300;           ///< how long an account link can be opened
    bool signOnSandboxClock = false;           ///< webhook signatures carry the sandbox's time, not the machine's

    [[nodiscard]] QJsonObject toJson() const;
    /// Changes what `changes` names. Returns what is wrong, or nothing; then nothing was changed.
    [[nodiscard]] QString apply(const QJsonObject& changes);
};

} // namespace lectern::sandbox
