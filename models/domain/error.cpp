#include "domain/error.h"
#include <array>
#include <utility>

namespace lectern {

namespace {
struct Name {
    ErrorCode code;
    const char* text;
};
constexpr std::array kNames{
    Name{ErrorCode::InvalidInput, "invalid_input"},
    Name{ErrorCode::Unauthenticated, "unauthenticated"},
    Name{ErrorCode::WrongCredentials, "wrong_credentials"},
    Name{ErrorCode::Blocked, "blocked"},
    Name{ErrorCode::Forbidden, "forbidden"},
    Name{ErrorCode::NotFound, "not_found"},
    Name{ErrorCode::Conflict, "conflict"},
    Name{ErrorCode::AlreadyExists, "already_exists"},
    Name{ErrorCode::InvalidState, "invalid_state"},
    Name{ErrorCode::IdempotencyMissing, "idempotency_missing"},
    Name{ErrorCode::IdempotencyInFlight, "idempotency_in_flight"},
    Name{ErrorCode::IdempotencyMismatch, "idempotency_mismatch"},
    Name{ErrorCode::RateLimited, "rate_limited"},
    Name{ErrorCode::TooLarge, "too_large"},
    Name{ErrorCode::UnsupportedMedia, "unsupported_media"},
    Name{ErrorCode::ChecksumMismatch, "checksum_mismatch"},
    Name{ErrorCode::InsufficientFunds, "insufficient_funds"},
    Name{ErrorCode::PaymentDeclined, "payment_declined"},
    Name{ErrorCode::PaymentsUnavailable, "payments_unavailable"},
    Name{ErrorCode::GatewayBusy, "gateway_busy"},
    Name{ErrorCode::GatewayRefused, "gateway_refused"},
    Name{ErrorCode::GatewayDenied, "gateway_denied"},
    Name{ErrorCode::OutcomeUnknown, "outcome_unknown"},
    Name{ErrorCode::StorageFull, "storage_full"},
    Name{ErrorCode::Overloaded, "overloaded"},
    Name{ErrorCode::Unavailable, "unavailable"},
    Name{ErrorCode::Offline, "offline"},
    Name{ErrorCode::Protocol, "protocol"},
    Name{ErrorCode::Internal, "internal"},
};
} // namespace

QString toText(ErrorCode code)
{
    for (const Name& name : kNames) {
        if (name.code == code) return QString::fromLatin1(name.text);
    }
    return QStringLiteral("internal");
}

ErrorCode errorCodeFromText(const QString& text)
{
    for (const Name& name : kNames) {
        if (text == QLatin1String(name.text)) return name.code;
    }
    return ErrorCode::Internal;
}

Error fieldError(const QString& field, const QString& detail)
{
    return Error{ErrorCode::InvalidInput, field, detail, 0};
}

Error makeError(ErrorCode code, const QString& detail)
{
    return Error{code, {}, detail, 0};
}

} // namespace lectern
