#include "items/paymentlistmodel.h"

namespace lectern {

PaymentListModel::PaymentListModel(PaymentsGateway* payments, bool all, QObject* parent)
    : PagedModel(parent)
    , m_payments(payments)
    , m_all(all)
{
}

void PaymentListModel::setFilter(const PaymentFilter& filter) { show(filter, m_only); }

void PaymentListModel::show(const PaymentFilter& filter, const std::optional<PaymentId>& only)
{
    if (m_filter == filter && m_only == only) return;
    m_filter = filter;
    m_only = only;
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
    case Method:
        return tr("Method");
    case Tax:
        return tr("Tax in it");
    default:
        return {};
    }
}

QVariant PaymentListModel::cell(const Payment& item, int column) const
{
    switch (column) {
    case Course:
        return item.isForBundle ? tr("Bundle “%1”").arg(item.courseTitle)
               : item.kind == PaymentKind::TopUp ? tr("Top-up of the wallet")
               : item.isGift ? tr("Gift: %1").arg(item.courseTitle)
               : item.sessionAt ? tr("%1, %2", "title and day of a session").arg(item.courseTitle, QLocale().toString(item.sessionAt->toLocalTime().date(), QLocale::ShortFormat))
                             : item.courseTitle;
    case Student:
        return item.studentName;
    case State:
        return item.standing == PaymentStanding::Usual ? QVariant::fromValue(item.state) : QVariant::fromValue(item.standing);
    case Amount:
        return QVariant::fromValue(item.amount);
    case Refunded:
        return QVariant::fromValue(item.refunded);
    case Created:
        return item.createdAt;
    case Reference:
        return item.gatewayId;
    case Method:
        return QVariant::fromValue(item.method);
    case Tax:
        return QVariant::fromValue(item.tax);
    default:
        return {};
    }
}

QString PaymentListModel::key(const Payment& item) const { return item.id.value; }

Reply<Page<Payment>> PaymentListModel::ask(const PageRequest& page)
{
    if (m_only) {
        return m_payments->payment(*m_only).then([](const Result<Payment>& answer) -> Result<Page<Payment>> {
            if (!answer) return answer.error();
            return Page<Payment>{{*answer}, {}};
        });
    }
    return m_all ? m_payments->allPayments(m_filter, page) : m_payments->myPayments(m_filter, page);
}

} // namespace lectern
