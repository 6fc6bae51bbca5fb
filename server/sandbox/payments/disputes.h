#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

// The life of a dispute: https://docs.stripe.com/disputes/how-disputes-work. Each function stores the dispute, moves
// the money and emits the events.

/// A dispute that is to be opened.
struct DisputePlan
{
    QString charge;
    QString reason;    ///< one of Stripe's reasons: fraudulent, product_not_received …
    qint64 amount = 0; ///< 0: whatever of the charge is neither refunded nor disputed
    bool inquiry = false;
};

/// How a dispute ends, or that an inquiry becomes a chargeback.
enum class Verdict { Won, Lost, Escalated };

[[nodiscard]] Answer openDispute(Sandbox& sandbox, const DisputePlan& plan);
/// Opens it later, unless there is nothing left to dispute by then.
void planDispute(Sandbox& sandbox, const DisputePlan& plan, qint64 delayMs);
/// Plans what the test card of a charge stands for, if it stands for a dispute or an early fraud warning.
void planDisputeOfCard(Sandbox& sandbox, const QString& chargeId);

/// Hands the evidence on the dispute to the bank. The texts of https://docs.stripe.com/testing#evidence decide.
[[nodiscard]] Answer submitEvidence(Sandbox& sandbox, QJsonObject dispute);
[[nodiscard]] Answer decideDispute(Sandbox& sandbox, const QString& id, Verdict verdict);
/// True once nothing can change any more.
[[nodiscard]] bool isClosed(const QJsonObject& dispute);
/// True where the charge's money is with the bank, so that it cannot be refunded.
[[nodiscard]] bool blocksRefunds(const Sandbox& sandbox, const QString& chargeId);
/// A charge was refunded in full, which settles an inquiry about it.
void closeInquiries(Sandbox& sandbox, const QString& chargeId);
[[nodiscard]] bool isDisputeReason(const QString& reason);
void registerDisputeTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
