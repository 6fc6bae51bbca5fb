#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Codes
{
    Q_DECLARE_TR_FUNCTIONS(Codes)
};

/// A code that is not known: readable, if not elegant.
QString plain(QString code)
{
    code.replace(u'_', u' ');
    return code.isEmpty() ? code : code.at(0).toUpper() + code.mid(1);
}

} // namespace

// The codes are Stripe's: docs.stripe.com/declines/codes and the reasons of its Dispute object.
QString declineText(const QString& code)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("approve_with_id"), QT_TRANSLATE_NOOP("Codes", "The bank could not authorise it")},
        {QStringLiteral("authentication_required"), QT_TRANSLATE_NOOP("Codes", "The student must confirm it")},
        {QStringLiteral("call_issuer"), QT_TRANSLATE_NOOP("Codes", "The bank wants a call")},
        {QStringLiteral("card_declined"), QT_TRANSLATE_NOOP("Codes", "Declined, no reason given")},
        {QStringLiteral("card_not_supported"), QT_TRANSLATE_NOOP("Codes", "Not a card for this purchase")},
        {QStringLiteral("card_velocity_exceeded"), QT_TRANSLATE_NOOP("Codes", "The card is over its limit")},
        {QStringLiteral("currency_not_supported"), QT_TRANSLATE_NOOP("Codes", "Not a card for this currency")},
        {QStringLiteral("debit_not_authorized"), QT_TRANSLATE_NOOP("Codes", "The debit was not allowed")},
        {QStringLiteral("do_not_honor"), QT_TRANSLATE_NOOP("Codes", "The bank declined, no reason given")},
        {QStringLiteral("expired_card"), QT_TRANSLATE_NOOP("Codes", "The card has expired")},
        {QStringLiteral("fraudulent"), QT_TRANSLATE_NOOP("Codes", "Suspected fraud")},
        {QStringLiteral("generic_decline"), QT_TRANSLATE_NOOP("Codes", "Declined, no reason given")},
        {QStringLiteral("incorrect_cvc"), QT_TRANSLATE_NOOP("Codes", "Wrong security code")},
        {QStringLiteral("incorrect_number"), QT_TRANSLATE_NOOP("Codes", "Wrong card number")},
        {QStringLiteral("incorrect_zip"), QT_TRANSLATE_NOOP("Codes", "Wrong postal code")},
        {QStringLiteral("insufficient_funds"), QT_TRANSLATE_NOOP("Codes", "Not enough money on the card")},
        {QStringLiteral("invalid_account"), QT_TRANSLATE_NOOP("Codes", "Not a valid account")},
        {QStringLiteral("invalid_cvc"), QT_TRANSLATE_NOOP("Codes", "Wrong security code")},
        {QStringLiteral("issuer_not_available"), QT_TRANSLATE_NOOP("Codes", "The bank could not be reached")},
        {QStringLiteral("lost_card"), QT_TRANSLATE_NOOP("Codes", "Reported lost")},
        {QStringLiteral("no_account"), QT_TRANSLATE_NOOP("Codes", "There is no such account")},
        {QStringLiteral("payment_intent_authentication_failure"), QT_TRANSLATE_NOOP("Codes", "The student did not confirm")},
        {QStringLiteral("payment_intent_payment_attempt_failed"), QT_TRANSLATE_NOOP("Codes", "The attempt failed")},
        {QStringLiteral("pickup_card"), QT_TRANSLATE_NOOP("Codes", "The card was called in")},
        {QStringLiteral("processing_error"), QT_TRANSLATE_NOOP("Codes", "An error on the way to the bank")},
        {QStringLiteral("stolen_card"), QT_TRANSLATE_NOOP("Codes", "Reported stolen")},
        {QStringLiteral("transaction_not_allowed"), QT_TRANSLATE_NOOP("Codes", "Not allowed by the bank")},
        {QStringLiteral("try_again_later"), QT_TRANSLATE_NOOP("Codes", "The bank says to try again later")},
        {QStringLiteral("unknown"), QT_TRANSLATE_NOOP("Codes", "No reason given")},
        {QStringLiteral("withdrawal_count_limit_exceeded"), QT_TRANSLATE_NOOP("Codes", "The card is over its limit")}};
    const char* text = texts.value(code, nullptr);
    return text ? Codes::tr(text) : plain(code);
}

QString disputeReasonText(const QString& reason)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("bank_cannot_process"), QT_TRANSLATE_NOOP("Codes", "the bank cannot process it")},
        {QStringLiteral("check_returned"), QT_TRANSLATE_NOOP("Codes", "the cheque came back")},
        {QStringLiteral("credit_not_processed"), QT_TRANSLATE_NOOP("Codes", "a promised refund did not come")},
        {QStringLiteral("customer_initiated"), QT_TRANSLATE_NOOP("Codes", "the student asked the bank")},
        {QStringLiteral("debit_not_authorized"), QT_TRANSLATE_NOOP("Codes", "the debit was not allowed")},
        {QStringLiteral("duplicate"), QT_TRANSLATE_NOOP("Codes", "paid twice")},
        {QStringLiteral("fraudulent"), QT_TRANSLATE_NOOP("Codes", "the student says that it was not them")},
        {QStringLiteral("general"), QT_TRANSLATE_NOOP("Codes", "no particular reason")},
        {QStringLiteral("incorrect_account_details"), QT_TRANSLATE_NOOP("Codes", "wrong account details")},
        {QStringLiteral("insufficient_funds"), QT_TRANSLATE_NOOP("Codes", "not enough money in the account")},
        {QStringLiteral("noncompliant"), QT_TRANSLATE_NOOP("Codes", "against the rules of the card network")},
        {QStringLiteral("product_not_received"), QT_TRANSLATE_NOOP("Codes", "the course was not received")},
        {QStringLiteral("product_unacceptable"), QT_TRANSLATE_NOOP("Codes", "the course is not as described")},
        {QStringLiteral("subscription_canceled"), QT_TRANSLATE_NOOP("Codes", "the plan had been cancelled")},
        {QStringLiteral("unrecognized"), QT_TRANSLATE_NOOP("Codes", "the student does not know the charge")}};
    // Some answers carry it with spaces.
    const char* text = texts.value(QString(reason).replace(u' ', u'_'), nullptr);
    return text ? Codes::tr(text) : QString(reason).replace(u'_', u' ');
}

} // namespace lectern
