#pragma once

namespace lectern::sandbox {

class Router;
struct Sandbox;

// One file per resource. A new one (quotes, tax rates …) adds its function here and to
// addAllRoutes().
void addAccountRoutes(Router& router);
void addBalanceRoutes(Router& router);
void addChargeRoutes(Router& router);
void addCheckoutSessionRoutes(Router& router);
void addCustomerRoutes(Router& router);
void addDisputeRoutes(Router& router);
void addEventRoutes(Router& router);
void addFileRoutes(Router& router);
void addInvoiceRoutes(Router& router);
void addPaymentIntentRoutes(Router& router);
void addPaymentMethodRoutes(Router& router);
void addPayoutRoutes(Router& router);
void addProductRoutes(Router& router);
void addRefundRoutes(Router& router);
void addSetupIntentRoutes(Router& router);
void addSubscriptionRoutes(Router& router);
void addTransferRoutes(Router& router);
void addWebhookEndpointRoutes(Router& router);

void addAllRoutes(Router& router);

} // namespace lectern::sandbox
