#include "meetings/zoom.h"
#include "outbound/httpcaller.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>
#include <QUrlQuery>
#include <mutex>

namespace lectern::meetings {

namespace {

using outbound::Answer;

QJsonObject objectOf(const Answer& answer) { return QJsonDocument::fromJson(answer.body).object(); }

Error waiting(int seconds, const QString& detail)
{
    Error error = makeError(ErrorCode::GatewayBusy, detail);
    error.retryAfterSeconds = seconds;
    return error;
}

Error errorOf(const Answer& answer)
{
    const QJsonObject object = objectOf(answer);
    const QString message = object.value(QLatin1String("message")).toString(object.value(QLatin1String("reason")).toString()).left(300);
    if (answer.status == 0) return waiting(0, QStringLiteral("The meeting service does not answer."));
    if (answer.status == 429) return waiting(std::max(1, answer.retryAfterSeconds), QStringLiteral("The meeting service asks to wait."));
    if (answer.status >= 500) return waiting(answer.retryAfterSeconds, QStringLiteral("The meeting service has a problem (%1).").arg(answer.status));
    if (answer.status == 401 || answer.status == 403) return makeError(ErrorCode::GatewayDenied, QStringLiteral("The meeting service does not let us in: %1").arg(message));
    if (answer.status == 404) return makeError(ErrorCode::NotFound, QStringLiteral("The meeting service does not know it: %1").arg(message));
    return makeError(ErrorCode::GatewayRefused, QStringLiteral("The meeting service refused: %1").arg(message));
}

QJsonObject bodyOf(const MeetingRequest& request)
{
    const QJsonObject settings{{QStringLiteral("join_before_host"), false}, {QStringLiteral("waiting_room"), true}};
    return {{QStringLiteral("topic"), request.topic.left(200)}, {QStringLiteral("type"), 2}, {QStringLiteral("start_time"), request.startsAt.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"))},
            {QStringLiteral("duration"), request.minutes}, {QStringLiteral("timezone"), QStringLiteral("UTC")}, {QStringLiteral("agenda"), QStringLiteral("Lectern booking %1").arg(request.booking)}, {QStringLiteral("settings"), settings}};
}

QString idOf(const QJsonObject& meeting)
{
    const QJsonValue id = meeting.value(QLatin1String("id")); // a number of up to 11 digits
    return id.isString() ? id.toString() : QString::number(id.toInteger());
}

Meeting toMeeting(const QJsonObject& object) { return {idOf(object), object.value(QLatin1String("join_url")).toString(), object.value(QLatin1String("password")).toString()}; }

bool isSafe(const QString& id)
{
    return !id.isEmpty() && id.size() <= 20 && std::all_of(id.begin(), id.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

class Zoom::Impl
{
public:
    explicit Impl(ZoomConfig config) : m_config(std::move(config)), m_http(QStringLiteral("zoom")) {}

    /// Of whose account the meetings are.
    [[nodiscard]] QString userPath(const QString& email) const { return QStringLiteral("/users/") + QString::fromLatin1(QUrl::toPercentEncoding(m_config.host.isEmpty() ? email : m_config.host)); }

    Result<Answer> call(const QByteArray& verb, const QString& path, const QJsonObject& body = {})
    {
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto token = currentToken();
            if (!token) return token.error();
            QNetworkRequest request(QUrl(m_config.apiBase + path));
            request.setRawHeader("Authorization", "Bearer " + *token);
            if (!body.isEmpty()) request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
            const Answer answer = send(verb, request, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact));
            if (answer.status == 401 && attempt == 0) {
                forget(*token); // withdrawn before its time
                continue;
            }
            if (answer.status == 429) waitFor(std::max(1, answer.retryAfterSeconds));
            if (answer.status >= 200 && answer.status < 300) return answer;
            return errorOf(answer);
        }
        return makeError(ErrorCode::GatewayDenied, QStringLiteral("The meeting service does not let us in."));
    }

private:
    /// The lock is held for a token at most: a slow meeting keeps nobody from another one.
    Result<QByteArray> currentToken()
    {
        const std::lock_guard guard(m_mutex);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (m_waitUntil.isValid() && now < m_waitUntil) return waiting(static_cast<int>(now.secsTo(m_waitUntil)) + 1, QStringLiteral("The meeting service asked to wait."));
        return tokenFor(now);
    }
    void forget(const QByteArray& token)
    {
        const std::lock_guard guard(m_mutex);
        if (m_token == token) m_token.clear();
    }
    void waitFor(int seconds)
    {
        const std::lock_guard guard(m_mutex);
        m_waitUntil = QDateTime::currentDateTimeUtc().addSecs(seconds);
    }

    /// developers.zoom.us/docs/internal-apps/s2s-oauth: an hour each.
    Result<QByteArray> tokenFor(const QDateTime& now)
    {
        if (!m_token.isEmpty() && now < m_tokenUntil) return m_token;
        QUrl url(m_config.oauthBase + QStringLiteral("/oauth/token"));
        QUrlQuery query{{QStringLiteral("grant_type"), QStringLiteral("account_credentials")}, {QStringLiteral("account_id"), m_config.accountId}};
        url.setQuery(query);
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Basic " + QString(m_config.clientId + u':' + m_config.clientSecret).toUtf8().toBase64());
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
        const Answer answer = send("POST", request, QByteArrayLiteral(""));
        if (answer.status == 400) return makeError(ErrorCode::GatewayDenied, QStringLiteral("The meeting service does not know our account."));
        if (answer.status != 200) return errorOf(answer);
        const QJsonObject object = objectOf(answer);
        m_token = object.value(QLatin1String("access_token")).toString().toLatin1();
        m_tokenUntil = now.addSecs(std::max<qint64>(0, object.value(QLatin1String("expires_in")).toInteger() - 60));
        if (m_token.isEmpty()) return waiting(0, QStringLiteral("The meeting service gave no token."));
        return m_token;
    }

    Answer send(const QByteArray& verb, QNetworkRequest request, const QByteArray& body)
    {
        request.setTransferTimeout(m_config.timeoutMs);
        return m_http.call([&](QNetworkAccessManager& network) { return network.sendCustomRequest(request, verb, body); });
    }

    ZoomConfig m_config;
    std::mutex m_mutex;
    QByteArray m_token;
    QDateTime m_tokenUntil;
    QDateTime m_waitUntil;
    outbound::HttpCaller m_http;
};

Zoom::Zoom(ZoomConfig config) : m_impl(std::make_unique<Impl>(std::move(config))) {}
Zoom::~Zoom() = default;

Result<Meeting> Zoom::create(const MeetingRequest& request)
{
    // An answer may have been lost: what names the booking is its meeting.
    const QString path = m_impl->userPath(request.hostEmail) + QStringLiteral("/meetings");
    QString page;
    do {
        const auto listed = m_impl->call("GET", path + QStringLiteral("?type=upcoming&page_size=300") + (page.isEmpty() ? QString() : QStringLiteral("&next_page_token=") + QString::fromLatin1(QUrl::toPercentEncoding(page))));
        if (!listed) return listed.error();
        const QJsonObject list = objectOf(*listed);
        const QJsonArray known = list.value(QLatin1String("meetings")).toArray();
        for (const auto& value : known) {
            if (!value.toObject().value(QLatin1String("agenda")).toString().contains(request.booking)) continue;
            if (const auto moved = move(idOf(value.toObject()), request); !moved) return moved.error(); // it may have been made for another time
            const auto found = m_impl->call("GET", QStringLiteral("/meetings/") + idOf(value.toObject()));
            return found ? Result<Meeting>(toMeeting(objectOf(*found))) : Result<Meeting>(found.error());
        }
        page = list.value(QLatin1String("next_page_token")).toString();
    } while (!page.isEmpty());
    const auto made = m_impl->call("POST", path, bodyOf(request));
    return made ? Result<Meeting>(toMeeting(objectOf(*made))) : Result<Meeting>(made.error());
}

Result<Done> Zoom::move(const QString& id, const MeetingRequest& request)
{
    if (!isSafe(id)) return makeError(ErrorCode::NotFound);
    const auto moved = m_impl->call("PATCH", QStringLiteral("/meetings/") + id, bodyOf(request));
    return moved ? Result<Done>(Done{}) : Result<Done>(moved.error());
}

Result<Done> Zoom::remove(const QString& id)
{
    if (!isSafe(id)) return Done{};
    const auto removed = m_impl->call("DELETE", QStringLiteral("/meetings/") + id);
    return removed || removed.error().code == ErrorCode::NotFound ? Result<Done>(Done{}) : Result<Done>(removed.error());
}

Result<QString> Zoom::hostUrl(const QString& id)
{
    if (!isSafe(id)) return makeError(ErrorCode::NotFound);
    const auto found = m_impl->call("GET", QStringLiteral("/meetings/") + id);
    return found ? Result<QString>(objectOf(*found).value(QLatin1String("start_url")).toString()) : Result<QString>(found.error());
}

} // namespace lectern::meetings
