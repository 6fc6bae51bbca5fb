#include "items/refundlistmodel.h"

namespace lectern {

RefundListModel::RefundListModel(RefundsGateway* refunds, bool all, QObject* parent)
    : PagedModel(parent)
    , m_refunds(refunds)
    , m_all(all)
{
}

void RefundListModel::setFilter(const RefundFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int RefundListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant RefundListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Course:
        return tr("Course");
    case Student:
        return tr("Student");
    case State:
        return tr("State");
    case Amount:
        return tr("Amount");
    case Created:
        return tr("Asked");
    case DecidedBy:
        return tr("Decided by");
    default:
        return {};
    }
}

QVariant RefundListModel::cell(const Refund& item, int column) const
{
    switch (column) {
    case Course:
        return item.courseTitle;
    case Student:
        return item.studentName;
    case State:
        return QVariant::fromValue(item.state);
    case Amount:
        return QVariant::fromValue(item.amount);
    case Created:
        return item.createdAt;
    case DecidedBy:
        return item.decidedBy;
    default:
        return {};
    }
}

QVariant RefundListModel::detail(const Refund& item, int column) const
{
    return column == Course ? QVariant(item.reason) : QVariant();
}

QString RefundListModel::key(const Refund& item) const { return item.id.value; }

Reply<Page<Refund>> RefundListModel::ask(const PageRequest& page)
{
    return m_all ? m_refunds->allRefunds(m_filter, page) : m_refunds->myRefunds(m_filter, page);
}

} // namespace lectern
