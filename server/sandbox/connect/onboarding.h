#pragma once
#include "http/listener/message.h"
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// Where an account link leads to, and back to.
struct LinkTargets
{
    QString refreshUrl;
    QString returnUrl;
};

/// A link to the onboarding page that can be opened once, for a few minutes:
/// https://docs.stripe.com/api/account_links
[[nodiscard]] QJsonObject makeAccountLink(Sandbox& sandbox, const QString& account, const LinkTargets& targets);

/// The pages under /setup: `/setup/e/<account>/<link>` opens a link and begins a session; `/setup/s/<session>` takes
/// its form. Expired and used links go to the refresh_url, a finished form to the return_url.
[[nodiscard]] http::Response onboardingPage(Sandbox& sandbox, const http::Request& request);

} // namespace lectern::sandbox
