#include "items/paymentlistmodel.h"

namespace lectern {

PaymentListModel::PaymentListModel(PaymentsGateway* payments, bool all, QObject* parent)
    : PagedModel(parent)
    , m_payments(payments)
    , m_all(all)
{
}

void PaymentListModel::setFilter(const PaymentFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int PaymentListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant PaymentListModel::headerData(int section, Qt::Orientation orientation, int role) const
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
    case Refunded:
        return tr("Refunded");
    case Created:
        return tr("Date");
    case Reference:
        return tr("Reference");
    default:
        return {};
    }
}

QVariant PaymentListModel::cell(const Payment& item, int column) const
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
    case Refunded:
        return QVariant::fromValue(item.refunded);
    case Created:
        return item.createdAt;
    case Reference:
        return item.gatewayId;
    default:
        return {};
    }
}

QString PaymentListModel::key(const Payment& item) const { return item.id.value; }

Reply<Page<Payment>> PaymentListModel::ask(const PageRequest& page)
{
    return m_all ? m_payments->allPayments(m_filter, page) : m_payments->myPayments(m_filter, page);
}

} // namespace lectern
