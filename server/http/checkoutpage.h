#pragma once
#include "http/route.h"

namespace lectern::http {

/// The page that the checkout view (or any browser) opens with a ticket: Stripe.js with the payment's client secret.
[[nodiscard]] Result<Answer> checkoutPage(Call& call);
/// Likewise for keeping a payment method; the ticket names the setup.
[[nodiscard]] Result<Answer> setupPage(Call& call);
/// Where the gateway's own page goes when it is done. Decides nothing.
[[nodiscard]] Result<Answer> returnPage(Call& call);
/// State of the payment for the page, with the same ticket.
[[nodiscard]] Result<Answer> checkoutStatus(Call& call);
/// Whether what pays it is kept for later, with the same ticket.
[[nodiscard]] Result<Answer> checkoutKeep(Call& call);
[[nodiscard]] Result<Answer> checkoutAsset(Call& call);
/// Public page that says whether a certificate is genuine.
[[nodiscard]] Result<Answer> verifyPage(Call& call);
/// Public page behind the link of an invitation: its course, its code, and what to do with it.
[[nodiscard]] Result<Answer> invitePage(Call& call);

} // namespace lectern::http
