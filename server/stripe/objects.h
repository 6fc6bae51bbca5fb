#pragma once
#include "domain/disputes.h"
#include "domain/misc.h"

namespace lectern::stripe {

/// Where a bank transfer goes, and what is missing (next_action.display_bank_transfer_instructions of a PaymentIntent).
struct TransferInstructions {
    QString reference;
    QString holder;
    QString account;  ///< IBAN, account number…
    QString bankCode; ///< BIC, sort code, routing number
    QString bankName;
    QString pageUrl;
    qint64 missingMinor = 0;
};

/// A PaymentIntent as far as Lectern believes it (docs.stripe.com/api/payment_intents/object).
struct Intent {
    QString id;
    QString clientSecret; ///< for the payer's browser only; never stored, never logged
    PaymentState state = PaymentState::AwaitingPayer;
    Money amount;
    qint64 receivedMinor = 0;
    bool livemode = false;
    QString chargeId;
    QString failureCode;
    QString failureMessage;
    QString paymentId; ///< metadata.payment_id: ours
    bool keepsMethod = false; ///< what pays it is kept for later payments of the customer
    QString savedMethod; ///< that is kept so
    QString customerId;  ///< whose kept methods may pay it; empty: nobody's
    std::optional<TransferInstructions> transfer = {}; ///< while it waits for one
};

struct IntentRequest {
    PaymentId payment;
    Money amount;
    QString customerId = {};  ///< of a payer that the gateway knows, whose kept methods may pay it; empty: nobody's
    bool keepsMethod = false; ///< what pays it is kept for later payments of the customer
    bool isTopUp = false;    ///< of a wallet, instead of a course
    QString transferCountry = {}; ///< where a bank transfer in euros is to be sent; set: paid by transfer, of `customerId`
};

enum class PayoutState { Pending, InTransit, Paid, Failed, Canceled };
struct Payout {
    QString id;
    PayoutState state = PayoutState::Pending;
    Money amount;
    QString failureMessage;
    QString withdrawalId; ///< metadata.withdrawal_id: ours
};

/// Money moved to a teacher's account at the gateway (docs.stripe.com/api/transfers/object).
struct Transfer {
    QString id;
    Money amount;
    qint64 reversedMinor = 0;
    QString accountId;    ///< destination
    QString withdrawalId; ///< metadata.withdrawal_id: ours
};

/// A teacher's account (docs.stripe.com/api/accounts/object).
struct Account {
    QString id;
    bool detailsSubmitted = false;
    bool payoutsEnabled = false;
    bool transfersActive = false;
    QStringList currentlyDue;   ///< what is asked for now, past due included
    bool pendingVerification = false;
    QString disabledReason;
    std::optional<qint64> deadline; ///< Unix seconds
    QString userId;             ///< metadata.user_id: ours
};
struct AccountLink {
    QString url;
    qint64 expiresAt = 0; ///< Unix seconds
};

/// One movement of our balance (docs.stripe.com/api/balance_transactions/object), its source expanded.
struct BalanceTransaction {
    QString id;
    QString type;       ///< charge, refund, payout, transfer, adjustment…
    QString sourceId;   ///< "ch_…", "re_…"; empty: none
    QString intentId;   ///< of the source, where it has one
    QString transferId; ///< of a reversal
    Money amount;       ///< signed
    qint64 feeMinor = 0;
    qint64 created = 0;     ///< Unix seconds
    qint64 availableOn = 0; ///< likewise
};
struct GatewayBalance {
    Money pending;
    Money available;
};

/// docs.stripe.com/api/files/create, purpose dispute_evidence
struct EvidenceFile {
    QString name;
    QString mediaType;
    QByteArray content;
};

/// docs.stripe.com/api/disputes/object
struct GatewayDispute {
    QString id;
    QString intentId;
    Money amount;
    DisputeState state = DisputeState::NeedsResponse;
    QString reason;
    std::optional<qint64> dueBy; ///< Unix seconds
    bool evidenceSubmitted = false;
    struct Movement {
        QString transactionId;
        Money amount; ///< signed: negative when the gateway took it
        qint64 feeMinor = 0;
    };
    QList<Movement> movements; ///< of our balance, oldest first
    qint64 created = 0;
};

/// A Refund as far as Lectern believes it (docs.stripe.com/api/refunds/object).
struct GatewayRefund {
    QString id;
    RefundState state = RefundState::Pending; ///< Pending, Succeeded or Failed
    Money amount;
    QString intentId;
    QString failure;  ///< why it failed, in words
    QString refundId; ///< metadata.refund_id: ours; empty when it was made in the dashboard
};

struct RefundRequest {
    RefundId refund;
    QString intentId;
    Money amount;
};

/// An event, raw and taken apart (docs.stripe.com/api/events/object).
struct Event {
    QString id;
    QString type;
    qint64 created = 0;
    bool livemode = false;
    QString account;    ///< the connected account that it belongs to; empty: the platform
    QJsonObject object; ///< data.object
};

} // namespace lectern::stripe
