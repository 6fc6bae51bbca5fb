#include "sandbox/resources/resources.h"

namespace lectern::sandbox {

void addAllRoutes(Router& router)
{
    addAccountRoutes(router);
    addBalanceRoutes(router);
    addChargeRoutes(router);
    addCustomerRoutes(router);
    addEventRoutes(router);
    addPaymentIntentRoutes(router);
    addPaymentMethodRoutes(router);
    addPayoutRoutes(router);
    addRefundRoutes(router);
    addWebhookEndpointRoutes(router);
}

} // namespace lectern::sandbox
