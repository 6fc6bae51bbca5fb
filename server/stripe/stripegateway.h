#pragma once
#include "stripe/gateway.h"
#include <memory>

namespace lectern::stripe {

struct StripeConfig {
    QString secretKey;
    QString apiBase = QStringLiteral("https://api.stripe.com");
    int timeoutMs = 10'000;
    int maxConcurrent = 4; ///< bulkhead: more callers are turned away instead of taking every worker
};

/// Stripe over HTTPS, form-encoded, at the pinned version. One network thread; callers wait for it.
class StripeGateway final : public Gateway
{
public:
    explicit StripeGateway(StripeConfig config);
    ~StripeGateway() override;
    Result<Intent> createIntent(const IntentRequest& request) override;
    Result<Intent> retrieveIntent(const QString& id) override;
    Result<Intent> cancelIntent(const QString& id) override;
    Result<Payout> createPayout(const WithdrawalId& withdrawal, const Money& amount) override;
    Result<Payout> retrievePayout(const QString& id) override;
    Result<std::optional<Payout>> findPayout(const WithdrawalId& withdrawal, qint64 createdSince) override;
    Result<GatewayRefund> createRefund(const RefundRequest& request) override;
    Result<GatewayRefund> retrieveRefund(const QString& id) override;
    Result<std::optional<GatewayRefund>> findRefund(const RefundRequest& request) override;
    Result<QList<QJsonObject>> listEvents(qint64 createdSince, const QString& startingAfter) override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::stripe
