#pragma once
#include "domain/payments.h"
#include <QWidget>
#include <functional>

namespace lectern {

/// Where a payer types a card. What it reports is for display only: nothing is paid before the server says so.
class CheckoutView : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual void open(const Checkout& checkout) = 0;

Q_SIGNALS:
    /// `state`: ready, processing, succeeded, declined, canceled, error; `message` is for the payer.
    void reported(const QString& state, const QString& message);
    void loadFailed(const QString& why);
};

using CheckoutViewFactory = std::function<CheckoutView*(QWidget* parent)>;
/// The real one, on Qt WebEngine.
[[nodiscard]] CheckoutView* makeWebCheckoutView(QWidget* parent);

} // namespace lectern
