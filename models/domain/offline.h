#pragma once
#include "domain/plans.h"

namespace lectern {

/// What an admin records when money arrived outside of the gateway.
struct OfflineReceiptForm {
    PaymentMethod method = PaymentMethod::Cash; ///< Cash, Cheque or BankTransfer
    Money amount;         ///< the whole amount of the payment
    QString reference;    ///< number of the cheque, reference of the transfer; required but for cash
    QDateTime receivedOn; ///< midnight UTC of the day; not in the future
    QString note;
    bool operator==(const OfflineReceiptForm&) const = default;
};
QJsonObject toJson(const OfflineReceiptForm&);
Result<OfflineReceiptForm> offlineReceiptFormFromJson(const QJsonObject&);

/// A record of money received. A mistaken one is reversed, never deleted.
struct OfflineReceipt {
    ReceiptId id;
    PaymentId paymentId;
    PaymentMethod method = PaymentMethod::Cash;
    Money amount;
    QString reference;
    QDateTime receivedOn;
    QString note;
    QString recordedBy; ///< name of the admin
    QDateTime recordedAt;
    QString reversedBy; ///< empty while it stands
    QString reversalReason;
    std::optional<QDateTime> reversedAt;
    bool operator==(const OfflineReceipt&) const = default;
};
QJsonObject toJson(const OfflineReceipt&);
Result<OfflineReceipt> offlineReceiptFromJson(const QJsonObject&);

/// What a course costs this student, with every way to pay it (`GET /api/courses/{id}/quote`).
struct PurchaseQuote {
    CourseId courseId;
    Money price;   ///< as the course shows it
    Money net;     ///< what is shared between teacher and platform
    Money tax;
    int taxBps = 0;
    bool taxIncluded = false; ///< the tax is part of the price; else it comes on top
    QString country;          ///< that the tax was computed for
    Money total;              ///< what the student pays
    Money wallet;             ///< what the student's wallet has in this currency
    QStringList methods;      ///< PaymentMethods that this school takes for it
    QString offlineInstructions;
    int offlineDays = 14;     ///< how long a place waits for cash, a cheque or a transfer
    Money discount;           ///< that the coupon takes off the price, before tax is added or found in it
    QString couponCode;       ///< as it was made; empty: none
    QList<PlanOffer> plans;   ///< by card, beside paying all at once
    bool operator==(const PurchaseQuote&) const = default;
};
QJsonObject toJson(const PurchaseQuote&);
Result<PurchaseQuote> purchaseQuoteFromJson(const QJsonObject&);

enum class DocumentKind { Receipt, CreditNote };
QString toText(DocumentKind);
bool fromText(const QString&, DocumentKind&);

/// A numbered receipt or credit note; numbers of a series have no gaps, and what is issued never changes.
struct FiscalDocument {
    DocumentId id;
    DocumentKind kind = DocumentKind::Receipt;
    QString number; ///< "R-2026-000017", "C-2026-000003"
    QString receiptNumber; ///< of the receipt that a credit note corrects; else empty
    PaymentId paymentId;
    QString seller;
    QString sellerDetails; ///< address and tax number, as configured
    QString buyerName;
    QString buyerEmail;
    QString buyerCountry;
    QString description;
    Money net;
    Money tax;
    int taxBps = 0;
    Money total;
    PaymentMethod method = PaymentMethod::Card;
    Money walletPart; ///< of a receipt's total, paid from the student's wallet; the rest by `method`
    QDateTime issuedAt;
    bool operator==(const FiscalDocument&) const = default;
};
QJsonObject toJson(const FiscalDocument&);
Result<FiscalDocument> fiscalDocumentFromJson(const QJsonObject&);

} // namespace lectern
