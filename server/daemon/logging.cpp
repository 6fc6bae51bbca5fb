#include "daemon/logging.h"
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <mutex>

namespace lectern::daemon {

namespace {

void write(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    static const char* const kLevels[] = {"debug", "warning", "critical", "fatal", "info"};
    QJsonObject line = message.startsWith(u'{') ? QJsonDocument::fromJson(message.toUtf8()).object() : QJsonObject();
    if (line.isEmpty()) line.insert(QStringLiteral("message"), message);
    line.insert(QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    line.insert(QStringLiteral("level"), QLatin1String(kLevels[type]));
    line.insert(QStringLiteral("category"), QLatin1String(context.category ? context.category : "default"));
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void installJsonLogging() { qInstallMessageHandler(write); }

} // namespace lectern::daemon
