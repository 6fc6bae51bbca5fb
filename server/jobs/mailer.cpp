#include "jobs/mailer.h"
#include <QFile>
#include <QUrl>
#include <curl/curl.h>

namespace lectern::jobs {

namespace {

/// Header values: RFC 2047 for anything beyond ASCII, and no line breaks.
QByteArray headerValue(const QString& text)
{
    QString line = text;
    line.replace(u'\r', u' ').replace(u'\n', u' ');
    const QByteArray utf8 = line.toUtf8();
    const bool isAscii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 32 && c < 127; });
    if (isAscii) return utf8;
    QByteArray encoded;
    // An encoded word holds 75 characters at most; cut between characters, not between bytes.
    QString part;
    const auto flush = [&] {
        if (part.isEmpty()) return;
        if (!encoded.isEmpty()) encoded += "\r\n ";
        encoded += "=?utf-8?B?" + part.toUtf8().toBase64() + "?=";
        part.clear();
    };
    for (const uint code : line.toUcs4()) {
        part += QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1);
        if (part.toUtf8().size() > 36) flush();
    }
    flush();
    return encoded;
}

QByteArray addressOf(const QString& name, const QString& address) { return headerValue(name) + " <" + address.toLatin1() + '>'; }

struct CurlDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
template <class T>
using CurlPtr = std::unique_ptr<T, CurlDeleter>;

void append(CurlPtr<curl_slist>& list, const QByteArray& value)
{
    curl_slist* head = list.release();
    list.reset(curl_slist_append(head, value.constData()));
}

void addPart(curl_mime* alternatives, const QString& text, const char* type)
{
    curl_mimepart* part = curl_mime_addpart(alternatives);
    const QByteArray utf8 = text.toUtf8();
    curl_mime_data(part, utf8.constData(), static_cast<size_t>(utf8.size()));
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
}

QString resource(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

QString sendMail(const SmtpConfig& config, const Mail& mail)
{
    CurlPtr<CURL> curl(curl_easy_init());
    CurlPtr<curl_slist> recipients;
    append(recipients, '<' + mail.to.toLatin1() + '>');
    CurlPtr<curl_slist> headers;
    append(headers, "From: " + addressOf(config.fromName, config.from));
    append(headers, "To: " + addressOf(mail.toName, mail.to));
    append(headers, "Subject: " + headerValue(mail.subject));
    append(headers, "Message-ID: <" + mail.messageId.toLatin1() + "@lectern>");
    append(headers, "Date: " + QDateTime::currentDateTimeUtc().toString(Qt::RFC2822Date).toLatin1());
    append(headers, "Auto-Submitted: auto-generated");
    CurlPtr<curl_mime> mime(curl_mime_init(curl.get()));
    curl_mime* alternatives = curl_mime_init(curl.get());
    addPart(alternatives, mail.text, "text/plain; charset=utf-8");
    addPart(alternatives, mail.html, "text/html; charset=utf-8");
    if (!mail.calendar.isEmpty()) addPart(alternatives, mail.calendar, mail.calendar.contains(QLatin1String("\r\nMETHOD:CANCEL\r\n")) ? "text/calendar; charset=utf-8; method=CANCEL" : "text/calendar; charset=utf-8; method=REQUEST"); // RFC 6047, 2.4
    curl_mimepart* body = curl_mime_addpart(mime.get());
    curl_mime_subparts(body, alternatives);
    curl_mime_type(body, "multipart/alternative");
    const QByteArray url = config.url.toUtf8();
    const QByteArray from = '<' + config.from.toLatin1() + '>';
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.constData());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.constData());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, mime.get());
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(config.user.isEmpty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    const QByteArray user = config.user.toUtf8();
    const QByteArray password = config.password.toUtf8();
    if (!user.isEmpty()) {
        curl_easy_setopt(curl.get(), CURLOPT_USERNAME, user.constData());
        curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, password.constData());
    }
    const CURLcode code = curl_easy_perform(curl.get());
    return code == CURLE_OK ? QString() : QString::fromUtf8(curl_easy_strerror(code));
}

Mail renderMail(const QString& templateName, const QJsonObject& values, const QString& organisation)
{
    QString text = resource(QStringLiteral(":/lectern/email/%1.txt").arg(templateName));
    if (text.isEmpty()) text = resource(QStringLiteral(":/lectern/email/notice.txt"));
    QString html = resource(QStringLiteral(":/lectern/email/frame.html"));
    const auto fill = [&](QString& target, const QString& name, const QString& value) { target.replace(QStringLiteral("{{%1}}").arg(name), value); };
    for (auto it = values.begin(); it != values.end(); ++it) fill(text, it.key(), it.value().toString());
    fill(text, QStringLiteral("organisation"), organisation);
    Mail mail;
    mail.subject = text.section(u'\n', 0, 0);
    mail.text = text.section(u'\n', 1).trimmed() + u'\n';
    QString paragraphs;
    for (const QString& paragraph : mail.text.trimmed().split(QStringLiteral("\n\n")))
        paragraphs += QStringLiteral("<p>%1</p>\n").arg(paragraph.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    fill(html, QStringLiteral("title"), mail.subject.toHtmlEscaped());
    fill(html, QStringLiteral("organisation"), organisation.toHtmlEscaped());
    fill(html, QStringLiteral("body"), paragraphs);
    mail.html = html;
    return mail;
}

int sendDueMails(store::Database& database, const Clock& clock, const SmtpConfig& config, const QString& organisation, int max)
{
    if (config.url.isEmpty()) return 0;
    int sent = 0;
    for (int i = 0; i < max; ++i) {
        // A mail is "sent" from the moment it is claimed: sending holds no transaction, and a crash in between is found
        // by its claim running out. The Message-ID lets the receiver drop the repetition.
        const auto mail = database.inTransaction<std::optional<store::Row>>([&](store::Transaction& transaction) -> Result<std::optional<store::Row>> {
            const auto row = transaction.one("notifications/claim_mails", {{"now", clock.now()}});
            if (row)
                transaction.exec("notifications/mark_mail_failed", {{"id", row->text("id")}, {"state", QStringLiteral("queued")}, {"error", QStringLiteral("sending")}, {"not_before", clock.now().addSecs(120)}});
            return row;
        });
        if (!mail || !*mail) break;
        const store::Row& row = **mail;
        const QJsonObject params = QJsonDocument::fromJson(row.text("params").toUtf8()).object();
        Mail rendered = renderMail(row.text("template"), params, organisation);
        rendered.calendar = params.value(QLatin1String("calendar")).toString();
        rendered.to = row.text("email");
        rendered.toName = row.text("name");
        rendered.messageId = row.text("id");
        const QString error = sendMail(config, rendered);
        const int attempts = row.small("attempts") + 1;
        (void)database.inTransaction<Done>([&](store::Transaction& transaction) -> Result<Done> {
            if (error.isEmpty()) {
                transaction.exec("notifications/mark_mail_sent", {{"id", row.text("id")}, {"now", clock.now()}});
            } else {
                const bool over = attempts >= 60; // two attempts are counted each time, the pause grows to an hour
                transaction.exec("notifications/mark_mail_failed", {{"id", row.text("id")}, {"state", over ? QStringLiteral("failed") : QStringLiteral("queued")}, {"error", error},
                                                                    {"not_before", clock.now().addSecs(std::min(3600, 5 << std::min(attempts, 12)))}});
            }
            return Done{};
        });
        if (!error.isEmpty()) break; // the server is away: later is better than hammering it
        ++sent;
    }
    return sent;
}

} // namespace lectern::jobs
