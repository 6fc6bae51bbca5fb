#pragma once
#include "domain/offline.h"

/// Words of a purchase: for oneself, or of a place for somebody else.
namespace lectern {

/// Names and ISO codes, by name.
[[nodiscard]] QList<std::pair<QString, QString>> countriesByName();
/// What is to be done to pay in this way, in one line.
[[nodiscard]] QString wayHint(PaymentMethod way);
/// What happens when it is paid in this way, and what the button says. `rest`: what stays in a wallet.
struct WayTerms
{
    QString text;
    QString button;
};
[[nodiscard]] WayTerms wayTerms(PaymentMethod way, const PurchaseQuote& quote, bool isGift);
/// Nothing is left to pay.
[[nodiscard]] WayTerms freeTerms(const PurchaseQuote& quote, bool isGift);
/// How long one may change one's mind. 0 days: not without asking.
[[nodiscard]] QString returnTerms(int days, int percent, bool isGift);
/// Where the code of a gift goes.
[[nodiscard]] QString codeTerms(const QString& recipientEmail);

} // namespace lectern
