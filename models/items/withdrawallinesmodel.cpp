#include "items/withdrawallinesmodel.h"

namespace lectern {

WithdrawalLinesModel::WithdrawalLinesModel(const WithdrawalId& id, StatementsGateway* statements, QObject* parent)
    : PagedModel(parent)
    , m_id(id)
    , m_statements(statements)
    , m_contents(std::make_shared<WithdrawalContents>())
{
}

QVariant WithdrawalLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Description:
        return tr("Line");
    case Kind:
        return tr("Kind");
    case At:
        return tr("Date");
    case Moved:
        return tr("Change");
    default:
        return {};
    }
}

QVariant WithdrawalLinesModel::cell(const VaultEntry& item, int column) const
{
    switch (column) {
    case Description:
        return item.description;
    case Kind:
        return QVariant::fromValue(item.kind);
    case At:
        return QVariant::fromValue(Moment{item.at});
    case Moved:
        return QVariant::fromValue(item.moved);
    default:
        return {};
    }
}

Reply<Page<VaultEntry>> WithdrawalLinesModel::ask(const PageRequest& page)
{
    Q_UNUSED(page) // it comes whole
    return m_statements->contents(m_id).then([contents = m_contents](const Result<WithdrawalContents>& answer) -> Result<Page<VaultEntry>> {
        if (!answer) return answer.error();
        *contents = *answer;
        return Page<VaultEntry>{answer->lines, {}};
    });
}

} // namespace lectern
