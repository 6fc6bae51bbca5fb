#pragma once
#include "http/listener/message.h"
#include "sandbox/core/config.h"

#include <optional>

namespace lectern::sandbox {

/// The stand-in for Stripe.js, the pages of its frames and the 3-D Secure page; nothing when the path is none of
/// theirs.
[[nodiscard]] std::optional<http::Response> assetFor(const Options& options, const http::Request& request);

} // namespace lectern::sandbox
