#pragma once
#include "items/reply.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// Bundles and learning paths on sale, each with its courses, how far the student is in them, and what is left to buy.
class BundlesPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit BundlesPage(OffersGateway* offers, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void courseWanted(const lectern::CourseId& id);
    void learnWanted(const lectern::EnrollmentId& id);
    void checkoutWanted(const lectern::Checkout& checkout);
    void catalogueWanted();

private:
    void display(const QList<Bundle>& bundles);
    QWidget* cardOf(const Bundle& bundle);
    QWidget* lineOf(const Bundle& bundle, int index);
    void addPrice(QVBoxLayout* to, const Bundle& bundle);
    void buy(const Bundle& bundle);

    OffersGateway* m_offers;
    QVBoxLayout* m_cards;
    StateStack* m_states;
    RequestId m_request;
};

} // namespace lectern
