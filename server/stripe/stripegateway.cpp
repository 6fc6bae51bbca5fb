#include "stripe/stripegateway.h"
#include "stripe/wire.h"
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QThread>
#include <QUrlQuery>
#include <future>
#include <semaphore>

namespace lectern::stripe {

namespace {

using Form = QList<QPair<QString, QString>>;

QByteArray encoded(const Form& form)
{
    QByteArray body;
    for (const auto& [name, value] : form) {
        if (!body.isEmpty()) body += '&';
        body += QUrl::toPercentEncoding(name, "[]") + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

/// Ids become parts of a path; only the gateway's own alphabet may.
bool isSafeId(const QString& id)
{
    return !id.isEmpty() && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() || c == u'_';
    });
}

} // namespace

class StripeGateway::Impl
{
public:
    explicit Impl(StripeConfig config) : m_config(std::move(config)), m_slots(m_config.maxConcurrent)
    {
        m_thread.setObjectName(QStringLiteral("stripe"));
        m_network = new QNetworkAccessManager;
        m_network->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_network, &QObject::deleteLater);
        m_thread.start();
    }
    ~Impl()
    {
        m_thread.quit();
        m_thread.wait();
    }

    Result<QJsonObject> post(const QString& path, const Form& form, const QString& idempotencyKey)
    {
        return call(path, encoded(form), idempotencyKey, true);
    }
    Result<QJsonObject> get(const QString& path) { return call(path, {}, {}, false); }

private:
    struct Answer {
        int status = 0;
        QByteArray body;
        bool neverSent = false;
    };

    Result<QJsonObject> call(const QString& path, const QByteArray& body, const QString& key, bool isPost)
    {
        if (!m_slots.try_acquire())
            return makeError(ErrorCode::GatewayBusy, QStringLiteral("The payment gateway is slow just now. Try again in a moment."));
        auto promise = std::make_shared<std::promise<Answer>>();
        std::future<Answer> future = promise->get_future();
        QMetaObject::invokeMethod(m_network, [this, path, body, key, isPost, promise] { send(path, body, key, isPost, promise); });
        const Answer answer = future.get(); // the transfer timeout ends the wait
        m_slots.release();
        if (answer.neverSent)
            return makeError(ErrorCode::GatewayBusy, QStringLiteral("The payment gateway cannot be reached. Try again in a moment."));
        if (answer.status == 0)
            return makeError(ErrorCode::OutcomeUnknown,
                             QStringLiteral("The payment gateway did not answer. We are finding out what happened; do not pay twice."));
        if (answer.status >= 300) return errorFromAnswer(answer.status, answer.body);
        const QJsonDocument document = QJsonDocument::fromJson(answer.body);
        if (!document.isObject()) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("The payment gateway's answer was cut. We are finding out what happened."));
        return document.object();
    }

    void send(const QString& path, const QByteArray& body, const QString& key, bool isPost, std::shared_ptr<std::promise<Answer>> promise)
    {
        QNetworkRequest request(QUrl(m_config.apiBase + path));
        request.setTransferTimeout(m_config.timeoutMs);
        request.setRawHeader("Authorization", "Bearer " + m_config.secretKey.toUtf8());
        request.setRawHeader("Stripe-Version", kApiVersion);
        if (!key.isEmpty()) request.setRawHeader("Idempotency-Key", key.toUtf8());
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
        QNetworkReply* reply = isPost ? m_network->post(request, body) : m_network->get(request);
        QObject::connect(reply, &QNetworkReply::finished, m_network, [reply, promise] {
            Answer answer;
            answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            answer.body = reply->readAll();
            // A success that was cut on its way says that the work was done, not what came of it.
            if (answer.status < 300 && reply->error() != QNetworkReply::NoError) answer.status = 0;
            answer.neverSent = reply->error() == QNetworkReply::ConnectionRefusedError || reply->error() == QNetworkReply::HostNotFoundError;
            reply->deleteLater();
            promise->set_value(answer);
        });
    }

    StripeConfig m_config;
    std::counting_semaphore<64> m_slots;
    QThread m_thread;
    QNetworkAccessManager* m_network = nullptr;
};

StripeGateway::StripeGateway(StripeConfig config) : m_impl(std::make_unique<Impl>(std::move(config))) {}
StripeGateway::~StripeGateway() = default;

Result<Intent> StripeGateway::createIntent(const IntentRequest& request)
{
    // Frozen by the payment: the same payment always sends the same parameters with the same key.
    const Form form{{QStringLiteral("amount"), QString::number(request.amount.minor())},
                    {QStringLiteral("currency"), request.amount.currency().code().toLower()},
                    {QStringLiteral("automatic_payment_methods[enabled]"), QStringLiteral("true")},
                    {QStringLiteral("automatic_payment_methods[allow_redirects]"), QStringLiteral("never")},
                    {QStringLiteral("description"), QStringLiteral("Course enrollment")},
                    {QStringLiteral("metadata[payment_id]"), request.payment.value}};
    const auto answer = m_impl->post(QStringLiteral("/v1/payment_intents"), form, QStringLiteral("create_intent:%1:1").arg(request.payment.value));
    return answer ? intentFromJson(*answer) : Result<Intent>(answer.error());
}

Result<Intent> StripeGateway::retrieveIntent(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    const auto answer = m_impl->get(QStringLiteral("/v1/payment_intents/") + id);
    return answer ? intentFromJson(*answer) : Result<Intent>(answer.error());
}

Result<Intent> StripeGateway::cancelIntent(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    const auto answer = m_impl->post(QStringLiteral("/v1/payment_intents/%1/cancel").arg(id), {{QStringLiteral("cancellation_reason"), QStringLiteral("abandoned")}},
                                     QStringLiteral("cancel_intent:%1:1").arg(id));
    return answer ? intentFromJson(*answer) : Result<Intent>(answer.error());
}

Result<Payout> StripeGateway::createPayout(const WithdrawalId& withdrawal, const Money& amount)
{
    const Form form{{QStringLiteral("amount"), QString::number(amount.minor())},
                    {QStringLiteral("currency"), amount.currency().code().toLower()},
                    {QStringLiteral("metadata[withdrawal_id]"), withdrawal.value}};
    const auto answer = m_impl->post(QStringLiteral("/v1/payouts"), form, QStringLiteral("create_payout:%1:1").arg(withdrawal.value));
    return answer ? payoutFromJson(*answer) : Result<Payout>(answer.error());
}

Result<Payout> StripeGateway::retrievePayout(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    const auto answer = m_impl->get(QStringLiteral("/v1/payouts/") + id);
    return answer ? payoutFromJson(*answer) : Result<Payout>(answer.error());
}

Result<std::optional<Payout>> StripeGateway::findPayout(const WithdrawalId& withdrawal, qint64 createdSince)
{
    QString after;
    for (;;) {
        QString path = QStringLiteral("/v1/payouts?limit=100&created[gte]=%1").arg(createdSince);
        if (!after.isEmpty()) path += QStringLiteral("&starting_after=") + after;
        const auto answer = m_impl->get(path);
        if (!answer) return answer.error();
        const QJsonArray page = answer->value(QLatin1String("data")).toArray();
        for (const QJsonValue value : page) {
            const auto payout = payoutFromJson(value.toObject());
            if (!payout) return payout.error();
            if (payout->withdrawalId == withdrawal.value) return std::optional(*payout);
            after = payout->id;
        }
        if (page.isEmpty() || !answer->value(QLatin1String("has_more")).toBool()) return std::optional<Payout>();
    }
}

Result<GatewayRefund> StripeGateway::createRefund(const RefundRequest& request)
{
    const Form form{{QStringLiteral("payment_intent"), request.intentId},
                    {QStringLiteral("amount"), QString::number(request.amount.minor())},
                    {QStringLiteral("reason"), QStringLiteral("requested_by_customer")},
                    {QStringLiteral("metadata[refund_id]"), request.refund.value}};
    const auto answer = m_impl->post(QStringLiteral("/v1/refunds"), form, QStringLiteral("create_refund:%1:1").arg(request.refund.value));
    return answer ? refundFromJson(*answer) : Result<GatewayRefund>(answer.error());
}

Result<GatewayRefund> StripeGateway::retrieveRefund(const QString& id)
{
    if (!isSafeId(id)) return makeError(ErrorCode::NotFound);
    const auto answer = m_impl->get(QStringLiteral("/v1/refunds/") + id);
    return answer ? refundFromJson(*answer) : Result<GatewayRefund>(answer.error());
}

Result<std::optional<GatewayRefund>> StripeGateway::findRefund(const RefundRequest& request)
{
    if (!isSafeId(request.intentId)) return makeError(ErrorCode::NotFound);
    const auto answer = m_impl->get(QStringLiteral("/v1/refunds?limit=100&payment_intent=") + request.intentId);
    if (!answer) return answer.error();
    for (const QJsonValue value : answer->value(QLatin1String("data")).toArray()) {
        const auto refund = refundFromJson(value.toObject());
        if (!refund) return refund.error();
        if (refund->refundId == request.refund.value) return std::optional(*refund);
    }
    return std::optional<GatewayRefund>();
}

Result<QList<QJsonObject>> StripeGateway::listEvents(qint64 createdSince, const QString& startingAfter)
{
    QString path = QStringLiteral("/v1/events?limit=100&created[gte]=%1").arg(createdSince);
    if (!startingAfter.isEmpty()) path += QStringLiteral("&starting_after=") + startingAfter;
    const auto answer = m_impl->get(path);
    if (!answer) return answer.error();
    QList<QJsonObject> events;
    for (const QJsonValue value : answer->value(QLatin1String("data")).toArray()) events.append(value.toObject());
    return events;
}

} // namespace lectern::stripe
