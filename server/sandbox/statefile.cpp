#include "sandbox/statefile.h"

#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace lectern::sandbox {

static constexpr int SaveEveryMs = 3'000;

StateFile::StateFile(Sandbox& sandbox, QString path)
    : m_sandbox(sandbox)
    , m_path(std::move(path))
{
    connect(&m_timer, &QTimer::timeout, this, &StateFile::save);
    if (!m_path.isEmpty()) m_timer.start(SaveEveryMs);
}

QString StateFile::load()
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists()) return {};
    if (!file.open(QIODevice::ReadOnly)) return u"%1: %2"_s.arg(m_path, file.errorString());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError || document.object().value("version"_L1).toInt() != 1)
        return u"%1 is not a state file of the sandbox (%2)"_s.arg(m_path, error.errorString());
    m_sandbox.load(document.object());
    m_savedVersion = m_sandbox.store.version();
    return {};
}

void StateFile::save()
{
    const quint64 version = m_sandbox.store.version();
    if (m_path.isEmpty() || version == m_savedVersion) return;
    QElapsedTimer took;
    took.start();
    QSaveFile file(m_path);
    const QByteArray json = QJsonDocument(m_sandbox.toJson()).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit()) {
        qWarning("could not save %s: %s", qPrintable(m_path), qPrintable(file.errorString()));
        return;
    }
    m_savedVersion = version;
    // A large state is saved less often, so that saving never takes more than a twentieth of the time.
    if (m_timer.isActive()) m_timer.start(static_cast<int>(qMax<qint64>(SaveEveryMs, took.elapsed() * 20)));
}

} // namespace lectern::sandbox
