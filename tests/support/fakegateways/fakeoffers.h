#pragma once
#include "fakes/fakeanswers.h"

/// The fake gateways of bundles, gifts and the bank desk.
namespace lectern::fakes {

class FakeOffers final : public OffersGateway
{
public:
    explicit FakeOffers(FakeAnswers* server) : m_server(server) {}
    Reply<QList<Bundle>> bundles() override;
    Reply<BundleQuote> quote(BundleId id, QString country) override;
    Reply<BundleResult> buy(BundleId id, BundleOrderForm form, QString idempotencyKey) override;
    Reply<QList<BundlePurchase>> purchases() override;
    Reply<QList<Gift>> gifts() override;
    Reply<QList<Bundle>> allBundles() override;
    Reply<Bundle> create(BundleForm form) override;
    Reply<Bundle> edit(BundleId id, BundleForm form) override;
    Reply<Bundle> setState(BundleId id, BundleState state) override;

    BundleOrderForm lastOrder;
    BundleForm lastForm;
    std::optional<BundleState> lastState;

private:
    FakeAnswers* m_server;
};

class FakeDesk final : public DeskGateway
{
public:
    explicit FakeDesk(FakeAnswers* server) : m_server(server) {}
    Reply<Page<DeskItem>> items(DeskFilter filter, PageRequest page) override;
    Reply<DeskItem> report(QString id, DeskReport report, QString idempotencyKey) override;

    DeskFilter lastFilter;
    QString lastId;
    DeskReport lastReport;

private:
    FakeAnswers* m_server;
};

} // namespace lectern::fakes
