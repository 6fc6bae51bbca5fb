#pragma once
#include "domain/payments.h"

namespace lectern {

/// What the student's bank makes of a payment (docs.stripe.com/disputes/how-disputes-work). An inquiry moves no money.
enum class DisputeState { Inquiry, InquiryUnderReview, InquiryClosed, NeedsResponse, UnderReview, Won, Lost, Prevented };
QString toText(DisputeState);
bool fromText(const QString&, DisputeState&);

struct Dispute {
    DisputeId id;
    PaymentId paymentId;
    QString courseTitle;
    QString studentName;
    QString teacherName;
    Money amount;
    Money teacherPart;  ///< of `amount`, set aside from the teacher's vault
    Money platformPart; ///< of `amount`, set aside from the platform's share (and tax)
    Money fee;          ///< what the gateway charges for it, so far
    DisputeState state = DisputeState::NeedsResponse;
    QString reason; ///< the bank's word, readable: "product not received"
    std::optional<QDateTime> dueBy; ///< until then evidence counts
    QString submittedBy;            ///< name of the admin; empty while no evidence was sent
    std::optional<QDateTime> submittedAt;
    bool accepted = false; ///< the loss was accepted instead; no evidence was sent
    QString gatewayId; ///< "dp_…" or "du_…"
    QDateTime openedAt;
    std::optional<QDateTime> closedAt;
    bool operator==(const Dispute&) const = default;
};
QJsonObject toJson(const Dispute&);
Result<Dispute> disputeFromJson(const QJsonObject&);

struct DisputeFilter {
    std::optional<DisputeState> state;
    std::optional<PaymentId> paymentId;
    std::optional<QDateTime> from;  ///< set aside, or given back, then or later
    std::optional<QDateTime> until; ///< and before
    QString currency;               ///< empty: any
    bool operator==(const DisputeFilter&) const = default;
};

/// Assembled from what Lectern knows; an admin reads it, may edit the statement, and sends it once.
struct DisputeEvidence {
    QString customerName;
    QString customerEmail;
    QString purchaseIp;
    QString serviceDate;        ///< day on which access began
    QString productDescription; ///< the course as it was sold
    QString consent;            ///< what the student agreed to, and when
    QString refundPolicy;       ///< as shown before the purchase
    QString accessLog;          ///< logins and lectures opened, a line each
    QString receipt;            ///< number, amount, date
    QString refunds;            ///< what was refunded of this payment already; empty: nothing
    QString statement;          ///< a proposal: why the payment is good
    std::optional<FileId> receiptFile; ///< sent with it: the receipt as it was issued
    std::optional<FileId> otherFile;   ///< sent with it: whatever else helps
    std::optional<QString> otherFileName;
    bool operator==(const DisputeEvidence&) const = default;
};
QJsonObject toJson(const DisputeEvidence&);
Result<DisputeEvidence> disputeEvidenceFromJson(const QJsonObject&);

/// Stripe takes so much (docs.stripe.com/disputes/best-practices, "combined file size").
inline constexpr qint64 kMaxEvidenceBytes = 4'500'000;

/// `accept`: give the money up instead; `statement` is ignored then.
struct DisputeAnswer {
    bool accept = false;
    QString statement;
    // Uploaded by who answers; PDF, JPEG or PNG, together at most kMaxEvidenceBytes.
    std::optional<FileId> receiptFile;
    std::optional<FileId> otherFile;
    bool operator==(const DisputeAnswer&) const = default;
};
QJsonObject toJson(const DisputeAnswer&);
Result<DisputeAnswer> disputeAnswerFromJson(const QJsonObject&);

} // namespace lectern
