#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Errors
{
    Q_DECLARE_TR_FUNCTIONS(Errors)
};

QString plainErrorText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return Errors::tr("Something in the form is not right.");
    case ErrorCode::Unauthenticated:
        return Errors::tr("Your session has ended. Log in again.");
    case ErrorCode::WrongCredentials:
        return Errors::tr("The e-mail or the password is wrong.");
    case ErrorCode::Blocked:
        return Errors::tr("This account is blocked. Write to the people who run this school.");
    case ErrorCode::Forbidden:
        return Errors::tr("Your role does not allow this.");
    case ErrorCode::NotFound:
        return Errors::tr("This does not exist any more.");
    case ErrorCode::Conflict:
        return Errors::tr("Somebody changed this meanwhile. Load the new version and look again.");
    case ErrorCode::AlreadyExists:
        return Errors::tr("This is taken already.");
    case ErrorCode::InvalidState:
        return Errors::tr("This is not possible in the current state.");
    case ErrorCode::IdempotencyMissing:
    case ErrorCode::IdempotencyMismatch:
        return Errors::tr("The request was not understood. Try once more.");
    case ErrorCode::IdempotencyInFlight:
        return Errors::tr("This is being worked on already.");
    case ErrorCode::RateLimited:
        return Errors::tr("Too many attempts. Wait a little, then try again.");
    case ErrorCode::TooLarge:
        return Errors::tr("This is too large.");
    case ErrorCode::UnsupportedMedia:
        return Errors::tr("This kind of file is not accepted.");
    case ErrorCode::ChecksumMismatch:
        return Errors::tr("The file arrived damaged. Upload it again.");
    case ErrorCode::InsufficientFunds:
        return Errors::tr("The vault does not have that much available.");
    case ErrorCode::PaymentDeclined:
        return Errors::tr("The payment was declined. You can try another card.");
    case ErrorCode::PaymentsUnavailable:
        return Errors::tr("This server does not take card payments yet.");
    case ErrorCode::GatewayBusy:
        return Errors::tr("The payment service is slow right now. Nothing was lost; try again.");
    case ErrorCode::GatewayRefused:
        return Errors::tr("The payment service refused this.");
    case ErrorCode::GatewayDenied:
        return Errors::tr("The payment service does not let this server in. Tell your school; nothing was lost.");
    case ErrorCode::OutcomeUnknown:
        return Errors::tr("The payment service has not answered yet. We are finding out; please do not pay again.");
    case ErrorCode::StorageFull:
        return Errors::tr("The server has no room for this file.");
    case ErrorCode::Overloaded:
        return Errors::tr("The server is very busy. Try again in a moment.");
    case ErrorCode::Unavailable:
        return Errors::tr("The server cannot work at the moment. Try again in a moment.");
    case ErrorCode::Offline:
        return Errors::tr("The server cannot be reached.");
    case ErrorCode::Protocol:
        return Errors::tr("The server's answer was not understood. Its version may not fit yours.");
    case ErrorCode::Internal:
        return Errors::tr("Something went wrong on the server. Try again.");
    }
    return {};
}

} // namespace

QString errorText(const Error& error)
{
    QString text = error.detail.isEmpty() ? plainErrorText(error.code) : error.detail;
    if (error.retryAfterSeconds > 0) text += u' ' + Errors::tr("Try again in %n s.", nullptr, error.retryAfterSeconds);
    return text;
}

} // namespace lectern
