#pragma once
#include <QJsonObject>
#include <QString>
#include <optional>
#include <utility>

namespace lectern::sandbox {

/// One error in Stripe's own shape: https://docs.stripe.com/api/errors
struct ApiError
{
    int status = 400;
    QString type;
    QString code; ///< empty: left out
    QString message;
    QString param;     ///< empty: left out
    QJsonObject extra; ///< decline_code, payment_intent, payment_method, charge …
    /// Found before any work began. Stripe does not bind an idempotency key to such an answer.
    bool beforeWork = false;

    /// `{"error": {…}}` as it goes on the wire.
    [[nodiscard]] QJsonObject toJson(const QString& requestId) const;
};

[[nodiscard]] ApiError invalidRequest(const QString& message, const QString& param = {}, const QString& code = {});
[[nodiscard]] ApiError unknownParameter(const QStringList& names);
[[nodiscard]] ApiError missingParameter(const QString& name);
/// The object named by the URL is not there: 404.
[[nodiscard]] ApiError noSuchObject(const QString& noun, const QString& id, const QString& param);
/// A parameter names an object that is not there: 400.
[[nodiscard]] ApiError noSuchReference(const QString& noun, const QString& id, const QString& param);
[[nodiscard]] ApiError cardError(const QString& code, const QString& declineCode, const QString& message,
                                 const QString& param = {});
[[nodiscard]] ApiError unrecognizedUrl(const QString& method, const QString& path);
[[nodiscard]] ApiError unexpectedState(const QString& message, const QJsonObject& intent);

/// A value or an ApiError. The sandbox stands apart from models/domain, whose errors are Lectern's, not Stripe's.
template <class T>
class [[nodiscard]] Expected
{
public:
    Expected(T value)
        : m_value(std::move(value))
    {
    }
    Expected(ApiError error)
        : m_error(std::move(error))
    {
    }
    explicit operator bool() const { return m_value.has_value(); }
    T& operator*() { return *m_value; }
    const T& operator*() const { return *m_value; }
    T* operator->() { return &*m_value; }
    const T* operator->() const { return &*m_value; }
    [[nodiscard]] const ApiError& error() const { return m_error; }

private:
    std::optional<T> m_value;
    ApiError m_error;
};

/// What a route returns: the object, or the error.
using Answer = Expected<QJsonObject>;
/// What a check returns: nothing, or what is wrong.
using Refusal = std::optional<ApiError>;

} // namespace lectern::sandbox
