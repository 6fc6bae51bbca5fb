#pragma once
#include "domain/clock.h"
#include "store/database.h"
#include <memory>

namespace lectern::jobs {

struct SmtpConfig {
    QString url;  ///< "smtp://127.0.0.1:1025" or "smtps://…"; empty: mails wait in the outbox
    QString user;
    QString password;
    QString from = QStringLiteral("lectern@localhost");
    QString fromName = QStringLiteral("Lectern");
};

struct Mail {
    QString to;
    QString toName;
    QString subject;
    QString text;
    QString html;
    QString calendar; ///< iCalendar text (RFC 5545) with its METHOD; empty: none
    QString messageId; ///< the same for every attempt, so that a receiver can drop a repetition
};

/// Sends one mail by SMTP (libcurl, multipart/alternative, UTF-8). Empty, or what went wrong.
[[nodiscard]] QString sendMail(const SmtpConfig& config, const Mail& mail);

/// Subject, text and HTML of a template (resources/email/<name>.txt, first line is the subject) with its values put in,
/// escaped in the HTML.
[[nodiscard]] Mail renderMail(const QString& templateName, const QJsonObject& values, const QString& organisation);

/// Sends what waits in the outbox; each mail is claimed, sent and marked in one transaction. The number sent.
int sendDueMails(store::Database& database, const Clock& clock, const SmtpConfig& config, const QString& organisation, int max);

} // namespace lectern::jobs
