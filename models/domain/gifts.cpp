#include "domain/gifts.h"
#include "domain/enumtext.h"
#include "domain/fields/gifts.h"
#include "domain/validation.h"

namespace lectern {

LECTERN_ENUM(GiftState, {GiftState::AwaitingPayment, "awaiting_payment"}, {GiftState::Ready, "ready"}, {GiftState::Redeemed, "redeemed"}, {GiftState::Over, "over"})
LECTERN_ENUM(GiftEnd, {GiftEnd::Unpaid, "unpaid"}, {GiftEnd::TakenBack, "taken_back"}, {GiftEnd::Refunded, "refunded"}, {GiftEnd::Questioned, "questioned"}, {GiftEnd::Lost, "lost"},
             {GiftEnd::Reversed, "reversed"}, {GiftEnd::Ended, "ended"})

LECTERN_JSON(GiftForm, giftFormFromJson)
LECTERN_JSON(Gift, giftFromJson)

namespace validation {

std::optional<Error> gift(const GiftForm& form)
{
    if (auto error = line(QStringLiteral("gift.recipientName"), form.recipientName, kMaxName)) return error;
    if (!form.recipientEmail.trimmed().isEmpty() && email(form.recipientEmail)) return fieldError(QStringLiteral("gift.recipientEmail"), QStringLiteral("“%1” is not an e-mail address.").arg(form.recipientEmail));
    return text(QStringLiteral("gift.message"), form.message, 1'000);
}

} // namespace validation

} // namespace lectern
