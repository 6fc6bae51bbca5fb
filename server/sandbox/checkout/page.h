#pragma once
#include "http/listener/message.h"

namespace lectern::sandbox {

struct Sandbox;

/// The hosted page of a Checkout Session. `GET /c/pay/<id>` is the page; it reads `GET /c/pay/<id>/session` and sends
/// `POST /c/pay/<id>/pay` (form: payment_method, email). The id is the secret that opens it, as with Stripe.
[[nodiscard]] http::Response checkoutPage(Sandbox& sandbox, const http::Request& request);

/// The hosted page of an invoice, its hosted_invoice_url: `GET /i/<id>` is the page; it reads `GET /i/<id>/invoice` and
/// pays by the invoice's PaymentIntent.
[[nodiscard]] http::Response invoicePage(Sandbox& sandbox, const http::Request& request);

} // namespace lectern::sandbox
