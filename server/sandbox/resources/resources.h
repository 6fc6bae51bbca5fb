#pragma once

namespace lectern::sandbox {

class Router;
struct Sandbox;

// One file per resource. A new one (transfers, disputes, checkout sessions …) adds its function here and to
// addAllRoutes().
void addAccountRoutes(Router& router);
void addBalanceRoutes(Router& router);
void addChargeRoutes(Router& router);
void addCustomerRoutes(Router& router);
void addEventRoutes(Router& router);
void addPaymentIntentRoutes(Router& router);
void addPaymentMethodRoutes(Router& router);
void addPayoutRoutes(Router& router);
void addRefundRoutes(Router& router);
void addWebhookEndpointRoutes(Router& router);

void addAllRoutes(Router& router);

} // namespace lectern::sandbox
