#pragma once
#include "ui/checkout/checkoutview.h"

namespace lectern::gallery {

/// Stands in for the web view: draws a card form and lets a test report what the page would.
class FakeCheckoutView final : public CheckoutView
{
    Q_OBJECT
public:
    using CheckoutView::CheckoutView;
    void open(const Checkout&) override { ++opened; }
    void report(const QString& state, const QString& message = {}) { Q_EMIT reported(state, message); }
    int opened = 0;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace lectern::gallery
