#include "stripe/stripeclient.h"
#include "outbound/httpcaller.h"
#include "stripe/wire.h"
#include <QHttpMultiPart>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <semaphore>

namespace lectern::stripe {

namespace {

QByteArray encoded(const Form& form)
{
    QByteArray body;
    for (const auto& [name, value] : form) {
        if (!body.isEmpty()) body += '&';
        body += QUrl::toPercentEncoding(name, "[]") + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

QHttpMultiPart* multipart(const Form& form, const EvidenceFile& file)
{
    auto* parts = new QHttpMultiPart(QHttpMultiPart::FormDataType);
    const auto add = [parts](const QString& disposition, const QByteArray& body, const QString& type) {
        QHttpPart part;
        part.setHeader(QNetworkRequest::ContentDispositionHeader, disposition);
        if (!type.isEmpty()) part.setHeader(QNetworkRequest::ContentTypeHeader, type);
        part.setBody(body);
        parts->append(part);
    };
    for (const auto& [name, value] : form) add(QStringLiteral("form-data; name=\"%1\"").arg(name), value.toUtf8(), {});
    add(QStringLiteral("form-data; name=\"file\"; filename=\"%1\"").arg(QString(file.name).replace(u'"', u'\'').replace(u'\\', u'_')), file.content, file.mediaType);
    return parts;
}

/// Stripe has a host of its own for files (docs.stripe.com/api/files/create).
QString filesBaseOf(const StripeConfig& config)
{
    if (!config.filesBase.isEmpty()) return config.filesBase;
    return QUrl(config.apiBase).host() == QLatin1String("api.stripe.com") ? QStringLiteral("https://files.stripe.com") : config.apiBase;
}

} // namespace

class StripeClient::Impl
{
public:
    explicit Impl(StripeConfig config) : m_config(std::move(config)), m_slots(m_config.maxConcurrent), m_http(QStringLiteral("stripe")) {}

    enum class Verb { Get, Post, Delete };
    struct Request {
        QString path;
        QByteArray body;
        QString idempotencyKey;
        QString account;
        Verb verb = Verb::Get;
        bool declinedIsAnswer = false;
        std::optional<EvidenceFile> file = {}; ///< Post: sent as multipart with `form`
        Form form = {};
    };

    Result<QJsonObject> call(const Request& request)
    {
        if (!m_slots.try_acquire())
            return makeError(ErrorCode::GatewayBusy, QStringLiteral("The payment gateway is slow just now. Try again in a moment."));
        const outbound::Answer answer = m_http.call([this, &request](QNetworkAccessManager& network) { return send(network, request); });
        m_slots.release();
        if (answer.neverSent)
            return makeError(ErrorCode::GatewayBusy, QStringLiteral("The payment gateway cannot be reached. Try again in a moment."));
        if (answer.status == 0)
            return makeError(ErrorCode::OutcomeUnknown,
                             QStringLiteral("The payment gateway did not answer. We are finding out what happened; do not pay twice."));
        if (answer.status == 402 && request.declinedIsAnswer) {
            const QJsonObject intent = QJsonDocument::fromJson(answer.body).object().value(QLatin1String("error")).toObject().value(QLatin1String("payment_intent")).toObject();
            if (!intent.isEmpty()) return intent;
        }
        if (answer.status >= 300) return errorFromAnswer(answer.status, answer.body);
        const QJsonDocument document = QJsonDocument::fromJson(answer.body);
        if (!document.isObject()) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The payment gateway's answer was cut. We are finding out what happened."));
        return document.object();
    }

private:
    QNetworkReply* send(QNetworkAccessManager& network, const Request& wanted) const
    {
        QNetworkRequest request(QUrl((wanted.file ? filesBaseOf(m_config) : m_config.apiBase) + wanted.path));
        request.setTransferTimeout(wanted.file ? 6 * m_config.timeoutMs : m_config.timeoutMs);
        request.setRawHeader("Authorization", "Bearer " + m_config.secretKey.toUtf8());
        request.setRawHeader("Stripe-Version", kApiVersion);
        if (!wanted.idempotencyKey.isEmpty()) request.setRawHeader("Idempotency-Key", wanted.idempotencyKey.toUtf8());
        if (!wanted.account.isEmpty()) request.setRawHeader("Stripe-Account", wanted.account.toUtf8());
        QHttpMultiPart* parts = wanted.file ? multipart(wanted.form, *wanted.file) : nullptr;
        if (!parts) request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
        QNetworkReply* reply = parts ? network.post(request, parts) : wanted.verb == Verb::Post ? network.post(request, wanted.body) : wanted.verb == Verb::Delete ? network.deleteResource(request) : network.get(request);
        if (parts) parts->setParent(reply);
        return reply;
    }

    StripeConfig m_config;
    std::counting_semaphore<64> m_slots;
    outbound::HttpCaller m_http;
};

StripeClient::StripeClient(StripeConfig config) : m_impl(std::make_unique<Impl>(std::move(config))) {}
StripeClient::~StripeClient() = default;
Result<QJsonObject> StripeClient::post(const QString& path, const Form& form, const QString& idempotencyKey, const QString& account)
{
    return m_impl->call({path, encoded(form), idempotencyKey, account, Impl::Verb::Post, false});
}
Result<QJsonObject> StripeClient::postOrDeclined(const QString& path, const Form& form, const QString& idempotencyKey)
{
    return m_impl->call({path, encoded(form), idempotencyKey, {}, Impl::Verb::Post, true});
}
Result<QJsonObject> StripeClient::postFile(const QString& path, const Form& form, const EvidenceFile& file, const QString& idempotencyKey)
{
    return m_impl->call({path, {}, idempotencyKey, {}, Impl::Verb::Post, false, file, form});
}
Result<QJsonObject> StripeClient::get(const QString& path, const QString& account) { return m_impl->call({path, {}, {}, account, Impl::Verb::Get, false}); }
Result<QJsonObject> StripeClient::getPatiently(const QString& path)
{
    constexpr int kAttempts = 3;
    for (int attempt = 1;; ++attempt) {
        auto answer = get(path);
        if (answer || attempt == kAttempts || answer.error().code != ErrorCode::OutcomeUnknown) return answer;
    }
}
Result<QJsonObject> StripeClient::remove(const QString& path) { return m_impl->call({path, {}, {}, {}, Impl::Verb::Delete, false}); }

bool isSafeId(const QString& id)
{
    return !id.isEmpty() && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() || c == u'_';
    });
}

} // namespace lectern::stripe
