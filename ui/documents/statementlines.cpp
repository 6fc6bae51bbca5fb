#include "ui/documents/statementlines.h"
#include <algorithm>

namespace lectern {

namespace {
constexpr int kPage = 200;
} // namespace

StatementLines::StatementLines(VaultsGateway* vaults, const Statement& statement, QObject* parent)
    : QObject(parent)
    , m_vaults(vaults)
    , m_statement(statement)
{
}

void StatementLines::next(const QString& cursor)
{
    VaultEntryFilter filter;
    filter.currency = m_statement.opening.currency().code();
    filter.from = m_statement.from;
    filter.until = m_statement.until;
    const PageRequest page{cursor, qMin(kPage, kMost - int(m_lines.size()))};
    whenDone(this, m_vaults->entries(m_statement.vaultId, filter, page),
             [this](const Result<Page<VaultEntry>>& answer) {
                 if (!answer) return Q_EMIT failed(answer.error());
                 m_lines.append(answer->items);
                 Q_EMIT progress(int(m_lines.size()));
                 if (!answer->nextCursor.isEmpty() && !answer->items.isEmpty() && m_lines.size() < kMost)
                     return next(answer->nextCursor);
                 // The server hands them out the newest first; paper is read from the top.
                 std::reverse(m_lines.begin(), m_lines.end());
                 Q_EMIT collected(m_lines);
             });
}

} // namespace lectern
