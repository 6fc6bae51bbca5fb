#pragma once
#include <QObject>
#include <QTimer>

namespace lectern::sandbox {

struct Sandbox;

/// Keeps the sandbox's state in a file, replaced as a whole: every few seconds when something changed, and at the end.
class StateFile : public QObject
{
public:
    StateFile(Sandbox& sandbox, QString path);
    /// Reads the file if there is one. Returns what is wrong, or nothing.
    [[nodiscard]] QString load();
    void save();

private:
    Sandbox& m_sandbox;
    QString m_path;
    QTimer m_timer;
    quint64 m_savedVersion = 0;
};

} // namespace lectern::sandbox
