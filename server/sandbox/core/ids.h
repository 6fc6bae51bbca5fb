#pragma once
#include <QString>

namespace lectern::sandbox {

/// `length` random characters of Stripe's alphabet (base62).
[[nodiscard]] QString randomToken(int length);

/// An id shaped as Stripe's newer ones: prefix, version digit, creation time, account, random: `pi_3Mtw…` (24
/// characters after the prefix).
[[nodiscard]] QString longId(const char* prefix, char version);

/// An id shaped as Stripe's older ones: `cus_` + 14 characters.
[[nodiscard]] QString shortId(const char* prefix);

} // namespace lectern::sandbox
