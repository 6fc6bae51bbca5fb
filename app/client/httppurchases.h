#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpPurchases final : public PurchaseGateway
{
public:
    explicit HttpPurchases(ApiClient* api) : m_api(api) {}
    Reply<PurchaseQuote> quote(CourseId course, QString country, QuoteOf of) override;
    Reply<StudentWallet> wallet() override;
    Reply<Page<WalletEntry>> walletEntries(QString currency, PageRequest page) override;
    Reply<Checkout> topUp(TopUpForm form, QString idempotencyKey) override;
    Reply<QList<FiscalDocument>> documents(PaymentId payment) override;
    Reply<Page<FiscalDocument>> allDocuments(QString text, PageRequest page) override;
    Reply<QList<OfflineReceipt>> receipts(PaymentId payment) override;
    Reply<OfflineReceipt> recordReceipt(PaymentId payment, OfflineReceiptForm form, QString idempotencyKey) override;
    Reply<OfflineReceipt> reverseReceipt(ReceiptId id, QString reason, QString idempotencyKey) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
