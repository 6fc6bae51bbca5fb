#include "items/reconciliationmodel.h"

namespace lectern {

ReconciliationModel::ReconciliationModel(BooksGateway* books, QObject* parent)
    : PagedModel(parent)
    , m_books(books)
{
}

namespace {
QVariant amount(const std::optional<Money>& money) { return money ? QVariant::fromValue(*money) : QVariant(); }

QString typeText(const ReconciliationItem& item)
{
    // The gateway books what a bank takes and gives back as adjustments that name the dispute.
    const bool disputed = item.sourceId.startsWith(QStringLiteral("dp_")) || item.sourceId.startsWith(QStringLiteral("du_"));
    if (item.type == QStringLiteral("adjustment") && disputed) return ReconciliationModel::tr("Dispute");
    return item.type.left(1).toUpper() + QString(item.type.mid(1)).replace(u'_', u' ');
}
} // namespace

void ReconciliationModel::setFilter(const ReconciliationFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

QVariant ReconciliationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Line:
        return tr("Line");
    case State:
        return tr("State");
    case Type:
        return tr("Type");
    case Gateway:
        return tr("Gateway");
    case Booked:
        return tr("Books");
    case At:
        return tr("Date");
    default:
        return {};
    }
}

QVariant ReconciliationModel::cell(const ReconciliationItem& item, int column) const
{
    switch (column) {
    case Line:
        return item.id;
    case State:
        return QVariant::fromValue(item.state);
    case Type:
        return typeText(item);
    case Gateway:
        return amount(item.gatewayAmount);
    case Booked:
        return amount(inBooks(item));
    case At:
        return item.at;
    default:
        return {};
    }
}

std::optional<Money> ReconciliationModel::inBooks(const ReconciliationItem& item)
{
    return item.state == MatchState::Explained ? item.gatewayAmount : item.bookedAmount;
}

QVariant ReconciliationModel::detail(const ReconciliationItem& item, int column) const
{
    return column == Line ? QVariant(item.explanation) : QVariant();
}

Reply<Page<ReconciliationItem>> ReconciliationModel::ask(const PageRequest& page)
{
    return m_books->lines(m_filter, page);
}

} // namespace lectern
