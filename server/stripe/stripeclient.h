#pragma once
#include "stripe/stripegateway.h"
#include <QJsonObject>

namespace lectern::stripe {

using Form = QList<QPair<QString, QString>>;

/// One network thread for all calls; callers wait for it. More than maxConcurrent of them are turned away.
class StripeClient
{
public:
    explicit StripeClient(StripeConfig config);
    ~StripeClient();
    /// `account`: the connected account that the call is for; empty: the platform.
    Result<QJsonObject> post(const QString& path, const Form& form, const QString& idempotencyKey, const QString& account = {});
    /// post() for what confirms an intent: of a declined one the intent is the answer.
    Result<QJsonObject> postOrDeclined(const QString& path, const Form& form, const QString& idempotencyKey);
    /// multipart/form-data, to where the gateway takes files.
    Result<QJsonObject> postFile(const QString& path, const Form& form, const EvidenceFile& file, const QString& idempotencyKey);
    Result<QJsonObject> remove(const QString& path);
    Result<QJsonObject> get(const QString& path, const QString& account = {});
    /// A page of a long list, in the background: no answer to one of them does not end the whole, and it is asked for again.
    Result<QJsonObject> getPatiently(const QString& path);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Ids become parts of a path; only the gateway's own alphabet may.
[[nodiscard]] bool isSafeId(const QString& id);

} // namespace lectern::stripe
