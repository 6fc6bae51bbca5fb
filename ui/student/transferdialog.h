#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// Where a bank transfer goes and what to write on it, so that the payment service finds it.
class TransferDialog final : public DialogFrame
{
    Q_OBJECT
public:
    TransferDialog(const Checkout& checkout, QWidget* parent);
};

} // namespace lectern
