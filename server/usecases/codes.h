#pragma once
#include <QString>

namespace lectern {

/// A new code that people read from paper and type: 60 random bits as twelve characters of Crockford's base 32, "XXXX-XXXX-XXXX".
/// What somebody typed becomes the same by invitationCode(), whatever the code is for.
[[nodiscard]] QString newReadableCode();

} // namespace lectern
