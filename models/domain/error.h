#pragma once
#include <QString>

namespace lectern {

/// Every way in which an operation can be refused or fail. Closed: both switches over it (HTTP status on the
/// server, text in the client) have no default, so a new code cannot be forgotten.
enum class ErrorCode {
    InvalidInput,        ///< a field is wrong; `field` names it
    Unauthenticated,     ///< no, expired or broken token
    WrongCredentials,    ///< e-mail or password is wrong
    Blocked,             ///< the account is blocked
    Forbidden,           ///< the role may not do this
    NotFound,
    Conflict,            ///< somebody changed it meanwhile; load again
    AlreadyExists,       ///< unique value taken; `field` names it
    InvalidState,        ///< the state machine does not allow this now
    IdempotencyMissing,  ///< POST that moves money without Idempotency-Key
    IdempotencyInFlight, ///< the same key is being worked on
    IdempotencyMismatch, ///< the same key with another body
    RateLimited,
    TooLarge,
    UnsupportedMedia,
    ChecksumMismatch,
    InsufficientFunds,   ///< more than the vault has available
    PaymentDeclined,     ///< `detail` carries the gateway's reason for the payer
    PaymentsUnavailable, ///< no gateway configured
    GatewayBusy,         ///< the gateway is slow or failing; nothing was lost, try again
    GatewayRefused,      ///< the gateway refused the request
    GatewayDenied,       ///< the gateway lets us neither act nor look (wrong key, an account closed to us); what became of earlier calls is not known
    OutcomeUnknown,      ///< the gateway did not answer in time; being resolved, do not pay again
    StorageFull,
    Overloaded,          ///< 503 with Retry-After
    Unavailable,         ///< database away
    Offline,             ///< client only: the server cannot be reached
    Protocol,            ///< client only: the answer was not understood
    Internal,
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString field;  ///< path of the wrong field, e.g. "fee.minor"; empty when not about one field
    QString detail; ///< one sentence that says what to do
    int retryAfterSeconds = 0;
    bool operator==(const Error&) const = default;
};

/// Stable wire name of a code ("invalid_input").
[[nodiscard]] QString toText(ErrorCode code);
/// Inverse of toText(); an unknown name is Internal.
[[nodiscard]] ErrorCode errorCodeFromText(const QString& text);

[[nodiscard]] Error fieldError(const QString& field, const QString& detail);
[[nodiscard]] Error makeError(ErrorCode code, const QString& detail = {});

} // namespace lectern
