#pragma once
#include "gateways/gateways.h"
#include "items/reply.h"
#include "ui/kit/access.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// Bundles and learning paths: what they are made of, whether they are on sale, how often they were sold.
class BundlesAdminPage final : public PageFrame
{
    Q_OBJECT
public:
    BundlesAdminPage(const Gateways& gateways, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override;

private:
    void display(const QList<Bundle>& bundles);
    QWidget* cardOf(const Bundle& bundle);
    void edit(const std::optional<Bundle>& bundle);
    void setState(const Bundle& bundle, BundleState state);

    Gateways m_gateways;
    Access m_access;
    QVBoxLayout* m_cards;
    StateStack* m_states;
    RequestId m_request;
};

} // namespace lectern
