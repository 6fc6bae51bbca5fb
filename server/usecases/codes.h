#pragma once
#include <QString>

namespace lectern {

/// A new code that people read from paper and type: 60 random bits as twelve characters of Crockford's base 32, "XXXX-XXXX-XXXX".
/// What somebody typed becomes the same by invitationCode(), whatever the code is for.
[[nodiscard]] QString newReadableCode();
/// A new secret for an address or a header: 256 random bits in base64url (RFC 4648, 5).
[[nodiscard]] QString newSecretToken();

} // namespace lectern
