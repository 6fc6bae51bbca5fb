#include "items/accountlinesmodel.h"

namespace lectern {

AccountLinesModel::AccountLinesModel(StatementsGateway* statements, QObject* parent)
    : PagedModel(parent)
    , m_statements(statements)
    , m_report(std::make_shared<MonthReport>())
{
}

void AccountLinesModel::show(const QString& month, const QString& currency)
{
    m_month = month;
    m_currency = currency;
    m_report = std::make_shared<MonthReport>();
    reload();
}

QVariant AccountLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Account:
        return tr("Account");
    case Opening:
        return tr("Opening");
    case Debits:
        return tr("Debits");
    case Credits:
        return tr("Credits");
    case Closing:
        return tr("Closing");
    default:
        return {};
    }
}

QVariant AccountLinesModel::cell(const AccountLine& item, int column) const
{
    switch (column) {
    case Account:
        return QVariant::fromValue(LedgerAccount{item.account});
    case Opening:
        return QVariant::fromValue(item.opening);
    case Debits:
        return QVariant::fromValue(item.debits);
    case Credits:
        return QVariant::fromValue(item.credits);
    case Closing:
        return QVariant::fromValue(item.closing);
    default:
        return {};
    }
}

Reply<Page<AccountLine>> AccountLinesModel::ask(const PageRequest& page)
{
    Q_UNUSED(page) // it comes whole
    return m_statements->month(m_month, m_currency).then([report = m_report](const Result<MonthReport>& answer) -> Result<Page<AccountLine>> {
        if (!answer) return answer.error();
        *report = *answer;
        return Page<AccountLine>{answer->accounts, {}};
    });
}

} // namespace lectern
