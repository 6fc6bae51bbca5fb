#include "sandbox/resources/resources.h"

namespace lectern::sandbox {

void addAllRoutes(Router& router)
{
    addAccountRoutes(router);
    addBalanceRoutes(router);
    addChargeRoutes(router);
    addCheckoutSessionRoutes(router);
    addCustomerRoutes(router);
    addDisputeRoutes(router);
    addEventRoutes(router);
    addFileRoutes(router);
    addInvoiceRoutes(router);
    addPaymentIntentRoutes(router);
    addPaymentMethodRoutes(router);
    addPayoutRoutes(router);
    addProductRoutes(router);
    addRefundRoutes(router);
    addSetupIntentRoutes(router);
    addSubscriptionRoutes(router);
    addTransferRoutes(router);
    addWebhookEndpointRoutes(router);
}

} // namespace lectern::sandbox
