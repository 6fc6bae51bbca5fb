#pragma once
#include "http/listener/message.h"
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

/// Whose key a request carries.
struct Credential
{
    QString key;
    bool publishable = false;
};

/// Bearer or Basic; any `sk_test_…` and `pk_test_…` is taken. Without a header, a form's `key` is (as browsers send
/// it).
[[nodiscard]] Expected<Credential> authenticate(const http::Request& request);
/// Refuses a Stripe-Version that is no version at all.
[[nodiscard]] Refusal checkVersion(const http::Request& request);
/// The key cannot see that account, or there is none of that name.
[[nodiscard]] ApiError accountInvalid(const QString& account);
[[nodiscard]] ApiError secretKeyRequired();
[[nodiscard]] ApiError rateLimited();
[[nodiscard]] ApiError serverError();
/// The answer to a CORS preflight: Stripe.js calls the API from other origins.
[[nodiscard]] http::Response preflightResponse();

} // namespace lectern::sandbox
