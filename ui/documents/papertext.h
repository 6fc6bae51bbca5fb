#pragma once
#include "domain/offline.h"

/// Words that screens and printed papers share.
namespace lectern {

/// "19%", "5.5%", as the locale writes it; exact, without floating point.
[[nodiscard]] QString rateText(int basisPoints);
/// What a student names on a transfer or at the desk: short, readable over the telephone, from the random end of the
/// id.
[[nodiscard]] QString paymentReference(const PaymentId& id);
[[nodiscard]] QString documentTitle(DocumentKind kind); ///< "Receipt"
/// "Germany" for "DE"; the code itself where the locale's data has no name.
[[nodiscard]] QString countryName(const QString& code);

} // namespace lectern
