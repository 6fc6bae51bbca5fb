#include "sandbox/payments/cards.h"

#include "sandbox/core/json.h"

#include <QDateTime>
#include <QHash>
#include <QTimeZone>

namespace lectern::sandbox {

namespace {

using enum CardBehaviour;

constexpr TestCard Cards[] = {
    {"4242424242424242", "visa", "visa", "US", "credit", Succeeds, "", ""},
    {"4000056655665556", "visa_debit", "visa", "US", "debit", Succeeds, "", ""},
    {"5555555555554444", "mastercard", "mastercard", "US", "credit", Succeeds, "", ""},
    {"2223003122003222", "mastercard_2", "mastercard", "US", "credit", Succeeds, "", ""},
    {"5200828282828210", "mastercard_debit", "mastercard", "US", "debit", Succeeds, "", ""},
    {"5105105105105100", "mastercard_prepaid", "mastercard", "US", "prepaid", Succeeds, "", ""},
    {"378282246310005", "amex", "amex", "US", "credit", Succeeds, "", ""},
    {"371449635398431", "", "amex", "US", "credit", Succeeds, "", ""},
    {"6011111111111117", "discover", "discover", "US", "credit", Succeeds, "", ""},
    {"6011000990139424", "", "discover", "US", "credit", Succeeds, "", ""},
    {"3056930009020004", "diners", "diners", "US", "credit", Succeeds, "", ""},
    {"36227206271667", "", "diners", "US", "credit", Succeeds, "", ""},
    {"3566002020360505", "jcb", "jcb", "JP", "credit", Succeeds, "", ""},
    {"6200000000000005", "unionpay", "unionpay", "CN", "credit", Succeeds, "", ""},
    {"4000002760000016", "de", "visa", "DE", "credit", Succeeds, "", ""},
    {"4000008260000000", "gb", "visa", "GB", "credit", Succeeds, "", ""},
    {"4000002500000003", "fr", "visa", "FR", "credit", Succeeds, "", ""},
    {"4000000000000077", "bypassPending", "visa", "US", "credit", BypassesPending, "", ""},
    {"4000000000000002", "chargeDeclined", "visa", "US", "credit", Declines, "card_declined", "generic_decline"},
    {"4000000000009995", "chargeDeclinedInsufficientFunds", "visa", "US", "credit", Declines, "card_declined",
     "insufficient_funds"},
    {"4000000000009987", "chargeDeclinedLostCard", "visa", "US", "credit", Declines, "card_declined", "lost_card"},
    {"4000000000009979", "chargeDeclinedStolenCard", "visa", "US", "credit", Declines, "card_declined", "stolen_card"},
    {"4000000000006975", "chargeDeclinedVelocityLimitExceeded", "visa", "US", "credit", Declines, "card_declined",
     "card_velocity_exceeded"},
    {"4100000000000019", "chargeDeclinedFraudulent", "visa", "US", "credit", Declines, "card_declined", "fraudulent"},
    {"4000000000000069", "chargeDeclinedExpiredCard", "visa", "US", "credit", Declines, "expired_card", ""},
    {"4000000000000127", "chargeDeclinedIncorrectCvc", "visa", "US", "credit", Declines, "incorrect_cvc", ""},
    {"4000000000000119", "chargeDeclinedProcessingError", "visa", "US", "credit", Declines, "processing_error", ""},
    {"4000000000000341", "chargeCustomerFail", "visa", "US", "credit", DeclinesAfterAttach, "card_declined",
     "generic_decline"},
    {"4000002500003155", "authenticationRequiredOnSetup", "visa", "FR", "credit", AuthenticationUnlessSetUp, "", ""},
    {"4000002760003184", "authenticationRequired", "visa", "DE", "credit", AuthenticationAlways, "", ""},
    {"4000000000003220", "threeDSecure2Required", "visa", "US", "credit", AuthenticationAlways, "", ""},
    {"4000000000003063", "threeDSecureRequired", "visa", "US", "credit", AuthenticationAlways, "", ""},
    {"4000008260003178", "authenticationRequiredChargeDeclinedInsufficientFunds", "visa", "GB", "credit",
     AuthenticationThenDeclines, "card_declined", "insufficient_funds"},
    {"4000008400001629", "threeDSecureRequiredChargeDeclined", "visa", "US", "credit", AuthenticationThenDeclines,
     "card_declined", "generic_decline"},
    {"4000000000007726", "pendingRefund", "visa", "US", "credit", RefundLate, "", ""},
    {"4000000000005126", "refundFail", "visa", "US", "credit", RefundFails, "", ""},
    {"4000000000000259", "createDispute", "visa", "US", "credit", Disputed, "fraudulent", ""},
    {"4000000000002685", "createDisputeProductNotReceived", "visa", "US", "credit", Disputed, "product_not_received",
     ""},
    {"4000000000001976", "createDisputeInquiry", "visa", "US", "credit", DisputedAsInquiry, "general", ""},
    {"4000000000005423", "createIssuerFraudRecord", "visa", "US", "credit", WarnsOfFraud, "misc", ""},
};

/// Other documented names of the same cards.
const QHash<QString, QString>& synonyms()
{
    static const QHash<QString, QString> names{
        {u"visa_chargeDeclined"_s, u"chargeDeclined"_s},
        {u"visa_chargeDeclinedInsufficientFunds"_s, u"chargeDeclinedInsufficientFunds"_s},
        {u"visa_chargeDeclinedLostCard"_s, u"chargeDeclinedLostCard"_s},
        {u"visa_chargeDeclinedStolenCard"_s, u"chargeDeclinedStolenCard"_s},
        {u"visa_chargeDeclinedExpiredCard"_s, u"chargeDeclinedExpiredCard"_s},
        {u"visa_chargeDeclinedIncorrectCvc"_s, u"chargeDeclinedIncorrectCvc"_s},
        {u"visa_chargeDeclinedProcessingError"_s, u"chargeDeclinedProcessingError"_s},
        {u"chargeDeclinedCvc"_s, u"chargeDeclinedIncorrectCvc"_s},
        {u"authenticationRequiredSetupForOffSession"_s, u"authenticationRequiredOnSetup"_s},
        {u"us"_s, u"visa"_s},
    };
    return names;
}

QString declineMessage(const QString& code, const QString& declineCode)
{
    static const QHash<QString, QString> messages{
        {u"expired_card"_s, u"Your card has expired."_s},
        {u"incorrect_cvc"_s, u"Your card's security code is incorrect."_s},
        {u"processing_error"_s, u"An error occurred while processing your card. Try again in a little bit."_s},
        {u"insufficient_funds"_s, u"Your card has insufficient funds."_s},
        {u"card_velocity_exceeded"_s,
         u"Your card was declined for making repeated attempts too frequently or exceeding its amount limit."_s},
    };
    return messages.value(declineCode, messages.value(code, u"Your card was declined."_s));
}

} // namespace

const TestCard* testCardByNumber(const QString& digits)
{
    for (const TestCard& card : Cards) {
        if (digits == QLatin1StringView(card.number)) return &card;
    }
    return nullptr;
}

const TestCard* testCardByAlias(const QString& id)
{
    QString alias = id;
    if (id.startsWith("pm_card_"_L1))
        alias = id.mid(8);
    else if (id.startsWith("tok_"_L1))
        alias = id.mid(4);
    else
        return nullptr;
    alias = synonyms().value(alias, alias);
    for (const TestCard& card : Cards) {
        if (!alias.isEmpty() && alias == QLatin1StringView(card.alias)) return &card;
    }
    return nullptr;
}

bool luhnValid(const QString& digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = digits.at(digits.size() - 1 - i).digitValue();
        const int part = i % 2 == 0 ? digit : digit * 2;
        sum += part > 9 ? part - 9 : part;
    }
    return digits.size() >= 12 && digits.size() <= 19 && sum % 10 == 0;
}

Refusal checkCard(const QString& digits, qint64 expMonth, qint64 expYear, const QString& cvc, qint64 today)
{
    const bool onlyDigits = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c.isDigit(); });
    if (!onlyDigits || !luhnValid(digits))
        return cardError(u"incorrect_number"_s, {}, u"Your card number is incorrect."_s, u"number"_s);
    const QDate date = QDateTime::fromSecsSinceEpoch(today, QTimeZone::utc()).date();
    if (expMonth < 1 || expMonth > 12)
        return cardError(u"invalid_expiry_month"_s, {}, u"Your card's expiration month is invalid."_s, u"exp_month"_s);
    if (expYear < date.year() || expYear > date.year() + 50)
        return cardError(u"invalid_expiry_year"_s, {}, u"Your card's expiration year is invalid."_s, u"exp_year"_s);
    if (expYear == date.year() && expMonth < date.month())
        return cardError(u"invalid_expiry_month"_s, {}, u"Your card's expiration month is invalid."_s, u"exp_month"_s);
    const TestCard* card = testCardByNumber(digits);
    const qsizetype wanted = card && QLatin1StringView(card->brand) == "amex"_L1 ? 4 : 3;
    if (!cvc.isEmpty() && cvc.size() != wanted)
        return cardError(u"invalid_cvc"_s, {}, u"Your card's security code is invalid."_s, u"cvc"_s);
    if (!card)
        return cardError(u"card_declined"_s, u"test_mode_live_card"_s,
                         u"Your card was declined. Your request was in test mode, but used a non test card. For a list "
                         u"of valid test cards, visit: "
                         "https://stripe.com/docs/testing."_s);
    return {};
}

ApiError declineOf(const TestCard& card)
{
    const QString code = QString::fromLatin1(card.code);
    const QString declineCode = QString::fromLatin1(card.declineCode);
    ApiError error = cardError(code, declineCode.isEmpty() ? code : declineCode, declineMessage(code, declineCode));
    if (code == "expired_card"_L1)
        error.param = u"exp_month"_s;
    else if (code == "incorrect_cvc"_L1)
        error.param = u"cvc"_s;
    const bool final =
        declineCode == "lost_card"_L1 || declineCode == "stolen_card"_L1 || declineCode == "fraudulent"_L1;
    error.extra["advice_code"_L1] = final ? u"do_not_try_again"_s : u"try_again_later"_s;
    return error;
}

} // namespace lectern::sandbox
