#pragma once
#include "http/listener/message.h"
#include "sandbox/control/outcome.h"

#include <QJsonObject>

namespace lectern::sandbox {

struct Sandbox;

/// The API under /sandbox, for tests and demonstrations: faults, time, and what customers and banks do.
/// JSON in and out, no key. Documented in server/sandbox/README.md.
class ControlApi
{
public:
    explicit ControlApi(Sandbox& sandbox)
        : m_sandbox(sandbox)
    {
    }
    [[nodiscard]] http::Response handle(const http::Request& request);

private:
    [[nodiscard]] Outcome onObject(const QString& method, const QStringList& parts, const QJsonObject& body);
    [[nodiscard]] Outcome onWhole(const QString& method, const QString& name, const QJsonValue& body,
                                  const QByteArray& raw);
    [[nodiscard]] Outcome sendEvent(const QByteArray& raw, const QJsonObject& body);
    [[nodiscard]] Outcome clock(const QJsonObject& body);
    [[nodiscard]] Outcome bankAccount(const QJsonObject& body);
    [[nodiscard]] Outcome bulk(const QJsonObject& body);
    [[nodiscard]] QJsonObject state() const;

    Sandbox& m_sandbox;
};

} // namespace lectern::sandbox
