#pragma once
#include "items/reply.h"

namespace lectern {

/// Collects the lines of a statement page by page, the oldest first in the end. Delete it to stop.
class StatementLines final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMost = 5000; ///< more than that is read as CSV, not on paper
    StatementLines(VaultsGateway* vaults, const Statement& statement, QObject* parent);
    void start() { next({}); }

Q_SIGNALS:
    void progress(int lines);
    void collected(const QList<lectern::VaultEntry>& lines);
    void failed(const lectern::Error& error);

private:
    void next(const QString& cursor);

    VaultsGateway* m_vaults;
    Statement m_statement;
    QList<VaultEntry> m_lines;
};

} // namespace lectern
