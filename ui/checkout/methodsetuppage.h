#pragma once
#include "domain/schedules.h"
#include "ui/checkout/checkoutview.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// Where a card or an account is typed to be kept; nothing is charged. Goes back by itself when it is saved.
class MethodSetupPage final : public PageFrame
{
    Q_OBJECT
public:
    MethodSetupPage(const MethodSetup& setup, const CheckoutViewFactory& view, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved();
};

} // namespace lectern
