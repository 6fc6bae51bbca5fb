#include "sandbox/meetings/zoom.h"

#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QUrl>

namespace lectern::sandbox {

namespace {

constexpr qint64 TokenSeconds = 3600;

http::Response json(int status, const QJsonObject& body)
{
    http::Response response = http::Response::json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
    response.with("Cache-Control", "no-store");
    return response;
}

/// Zoom's errors: a code of its own beside the status.
http::Response failed(int status, int code, const QString& message)
{
    return json(status, {{u"code"_s, code}, {u"message"_s, message}});
}

http::Response token(Sandbox& sandbox, const http::Request& request)
{
    if (!request.header("Authorization").startsWith("Basic ") || request.queryValue(u"account_id"_s).isEmpty() ||
        request.queryValue(u"grant_type"_s) != "account_credentials"_L1)
        return json(400, {{u"reason"_s, u"unsupported grant type"_s}, {u"error"_s, u"unsupported_grant_type"_s}});
    const QString value = randomToken(40);
    sandbox.store.meetingTokens.put({{u"id"_s, value}, {u"until"_s, sandbox.clock.now() + TokenSeconds}});
    return json(200, {{u"access_token"_s, value},
                      {u"token_type"_s, u"bearer"_s},
                      {u"expires_in"_s, TokenSeconds},
                      {u"scope"_s, u"meeting:write:admin meeting:read:admin"_s},
                      {u"api_url"_s, u"https://api.zoom.us"_s}});
}

bool isKnown(const Sandbox& sandbox, const http::Request& request)
{
    const QString value = QString::fromLatin1(request.header("Authorization")).section(u' ', 1);
    const QJsonObject* known = sandbox.store.meetingTokens.find(value);
    return known && known->value("until"_L1).toInteger() > sandbox.clock.now();
}

/// Ids are numbers on the wire and the names of objects here.
QJsonObject shown(const QJsonObject& meeting, bool whole)
{
    QJsonObject object = meeting;
    object["id"_L1] = meeting.value("id"_L1).toString().toLongLong();
    if (!whole) {
        for (const QLatin1StringView key : {"start_url"_L1, "password"_L1, "settings"_L1}) object.remove(key);
    }
    return object;
}

void copyInto(QJsonObject& meeting, const QJsonObject& body)
{
    for (const QLatin1StringView key : {"topic"_L1, "type"_L1, "start_time"_L1, "duration"_L1, "timezone"_L1, "agenda"_L1}) {
        if (body.contains(key)) meeting[key] = body.value(key);
    }
    if (body.contains("settings"_L1)) meeting["settings"_L1] = body.value("settings"_L1);
}

http::Response create(Sandbox& sandbox, const http::Request& request, const QString& user)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (body.isEmpty()) return failed(400, 300, u"Request Body should be a valid JSON object."_s);
    if (body.value("type"_L1).toInt(2) == 2 && !QDateTime::fromString(body.value("start_time"_L1).toString(), Qt::ISODate).isValid())
        return failed(400, 300, u"Invalid field. start_time"_s);
    const QString id = QString::number(80'000'000'000 + sandbox.store.meetings.size() + 1);
    const QString base = QString::fromLatin1("http://" + request.header("Host"));
    const QString password = randomToken(6);
    QJsonObject meeting{{u"id"_s, id},
                        {u"uuid"_s, randomToken(22)},
                        {u"host_id"_s, user},
                        {u"host_email"_s, user},
                        {u"status"_s, u"waiting"_s},
                        {u"created_at"_s, QDateTime::fromSecsSinceEpoch(sandbox.clock.now(), Qt::UTC).toString(Qt::ISODate)},
                        {u"password"_s, password},
                        {u"join_url"_s, QString(base + u"/zoom/j/"_s + id + u"?pwd="_s + password)},
                        {u"start_url"_s, QString(base + u"/zoom/s/"_s + id + u"?zak="_s + randomToken(30))}};
    copyInto(meeting, body);
    sandbox.store.meetings.put(meeting);
    return json(201, shown(meeting, true));
}

http::Response list(const Sandbox& sandbox, const QString& user)
{
    QJsonArray meetings;
    for (const QJsonObject& meeting : sandbox.store.meetings.all(u"host_id"_s, user)) {
        if (meeting.value("deleted"_L1).toBool()) continue;
        meetings.append(shown(meeting, false));
    }
    return json(200, {{u"page_size"_s, 300}, {u"total_records"_s, meetings.size()}, {u"next_page_token"_s, QString()}, {u"meetings"_s, meetings}});
}

http::Response onOne(Sandbox& sandbox, const http::Request& request, const QString& id)
{
    const QJsonObject* known = sandbox.store.meetings.find(id);
    if (!known || known->value("deleted"_L1).toBool()) return failed(404, 3001, u"Meeting does not exist: "_s + id + u"."_s);
    QJsonObject meeting = *known;
    if (request.method == "GET") return json(200, shown(meeting, true));
    if (request.method == "PATCH") copyInto(meeting, QJsonDocument::fromJson(request.body).object());
    else if (request.method == "DELETE") meeting["deleted"_L1] = true;
    else return failed(405, 300, u"Method not allowed."_s);
    sandbox.store.meetings.put(meeting);
    return http::Response::text(204, QByteArray());
}

http::Response page(const Sandbox& sandbox, const QStringList& parts)
{
    const QJsonObject* meeting = sandbox.store.meetings.find(parts.value(3));
    const bool isThere = meeting && !meeting->value("deleted"_L1).toBool();
    const QString text = !isThere ? u"This meeting does not exist."_s
                                  : (parts.value(2) == "s"_L1 ? u"You host the meeting"_s : u"You are in the waiting room of"_s) + u" “"_s + meeting->value("topic"_L1).toString().toHtmlEscaped() + u"”."_s;
    http::Response response = http::Response::text(
        isThere ? 200 : 404,
        (u"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Meeting</title>"_s +
         u"<style>body{font:16px system-ui;margin:15vh auto;max-width:30rem;padding:0 1rem;color:#1b1f24;background:#fbfaf7}small{color:#5c6470}</style></head><body><h1>"_s +
         (isThere ? u"Meeting"_s : u"No meeting"_s) + u"</h1><p>"_s + text + u"</p><small>A stand-in for the meeting service, for demonstration and tests.</small></body></html>"_s)
            .toUtf8(),
        "text/html; charset=utf-8");
    response.with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'").with("Cache-Control", "no-store");
    return response;
}

} // namespace

bool isMeetingPath(const QString& path)
{
    return path == "/oauth/token"_L1 || path.startsWith("/v2/"_L1) || path.startsWith("/zoom/"_L1);
}

http::Response meetingAnswer(Sandbox& sandbox, const http::Request& request)
{
    const QStringList parts = request.path.split(u'/');
    if (parts.value(1) == "zoom"_L1) return page(sandbox, parts);
    const QString method = QString::fromLatin1(request.method);
    if (sandbox.faults.takeForCall(method, request.path, FaultAction::Error429)) return failed(429, 429, u"You have reached the maximum per-second rate limit for this API. Try again later."_s).with("Retry-After", "2");
    if (sandbox.faults.takeForCall(method, request.path, FaultAction::Error500)) return failed(500, 5010, u"Internal server error."_s);
    if (request.path == "/oauth/token"_L1) return request.method == "POST" ? token(sandbox, request) : failed(405, 300, u"Method not allowed."_s);
    if (!isKnown(sandbox, request)) return failed(401, 124, u"Invalid access token."_s);
    if (parts.size() == 4 && parts.at(2) == "meetings"_L1) {
        http::Response response = onOne(sandbox, request, parts.at(3));
        if (sandbox.faults.takeForCall(method, request.path, FaultAction::LoseAnswer)) response.file = http::FileSlice{u":/sandbox/lost-answer"_s, 0, 1};
        return response;
    }
    if (parts.size() != 5 || parts.at(2) != "users"_L1 || parts.at(4) != "meetings"_L1) return failed(404, 2300, u"This API endpoint is not recognized."_s);
    const QString user = QUrl::fromPercentEncoding(parts.at(3).toUtf8());
    if (user.startsWith("nobody@"_L1)) return failed(404, 1001, u"User does not exist: "_s + user + u"."_s);
    http::Response response = request.method == "POST" ? create(sandbox, request, user) : list(sandbox, user);
    if (sandbox.faults.takeForCall(method, request.path, FaultAction::LoseAnswer)) response.file = http::FileSlice{u":/sandbox/lost-answer"_s, 0, 1};
    return response;
}

} // namespace lectern::sandbox
