#pragma once
#include "sandbox/core/apierror.h"

#include <QString>

namespace lectern::sandbox {

/// What a test card does; from https://docs.stripe.com/testing
enum class CardBehaviour {
    Succeeds,
    Declines,                   ///< code and decline_code say how; attaching it is declined too
    DeclinesAfterAttach,        ///< can be attached to a customer, every charge is declined
    AuthenticationAlways,       ///< 3-D Secure on every payment
    AuthenticationUnlessSetUp,  ///< 3-D Secure unless saved for off-session use before
    AuthenticationThenDeclines, ///< 3-D Secure, after which the bank declines
    RefundLate,                 ///< refunds are pending at first, then succeed
    RefundFails,                ///< refunds succeed at first, then fail
    BypassesPending,            ///< funds are available at once
    Disputed,                   ///< charge succeeds and is charged back; `code` is the reason
    DisputedAsInquiry,          ///< charge succeeds and the bank asks about it; `code` is the reason
    WarnsOfFraud,               ///< charge succeeds and an early fraud warning follows; `code` is its fraud type
};

struct TestCard
{
    const char* number;
    const char* alias; ///< `pm_card_<alias>` and `tok_<alias>`; empty: by number only
    const char* brand;
    const char* country;
    const char* funding;
    CardBehaviour behaviour;
    const char* code; ///< of the error when it declines, or as the behaviour says
    const char* declineCode;
};

[[nodiscard]] const TestCard* testCardByNumber(const QString& digits);
/// By `pm_card_visa`, `tok_visa` and the like.
[[nodiscard]] const TestCard* testCardByAlias(const QString& id);
[[nodiscard]] bool luhnValid(const QString& digits);
/// Checks number, expiry and CVC as Stripe does when a card is entered. `today`: Unix seconds.
[[nodiscard]] Refusal checkCard(const QString& digits, qint64 expMonth, qint64 expYear, const QString& cvc,
                                qint64 today);
/// The decline of a card that declines.
[[nodiscard]] ApiError declineOf(const TestCard& card);

} // namespace lectern::sandbox
