#pragma once
#include "app/client/apiclient.h"
#include "gateways/gateways.h"

namespace lectern {

class HttpOffers final : public OffersGateway
{
public:
    explicit HttpOffers(ApiClient* api) : m_api(api) {}
    Reply<QList<Bundle>> bundles() override;
    Reply<BundleQuote> quote(BundleId id, QString country) override;
    Reply<BundleResult> buy(BundleId id, BundleOrderForm form, QString idempotencyKey) override;
    Reply<QList<BundlePurchase>> purchases() override;
    Reply<QList<Gift>> gifts() override;
    Reply<QList<Bundle>> allBundles() override;
    Reply<Bundle> create(BundleForm form) override;
    Reply<Bundle> edit(BundleId id, BundleForm form) override;
    Reply<Bundle> setState(BundleId id, BundleState state) override;

private:
    ApiClient* m_api;
};

class HttpDesk final : public DeskGateway
{
public:
    explicit HttpDesk(ApiClient* api) : m_api(api) {}
    Reply<Page<DeskItem>> items(DeskFilter filter, PageRequest page) override;
    Reply<DeskItem> report(QString id, DeskReport report, QString idempotencyKey) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
