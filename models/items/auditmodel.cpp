#include "items/auditmodel.h"

namespace lectern {

AuditModel::AuditModel(ReportsGateway* reports, QObject* parent)
    : PagedModel(parent)
    , m_reports(reports)
{
}

void AuditModel::setFilter(const AuditFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

int AuditModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case At:
        return tr("When");
    case Actor:
        return tr("Who");
    case Action:
        return tr("Did");
    case Subject:
        return tr("To what");
    case Detail:
        return tr("Detail");
    case Address:
        return tr("From");
    default:
        return {};
    }
}

QVariant AuditModel::cell(const AuditEntry& item, int column) const
{
    switch (column) {
    case At:
        return QVariant::fromValue(Moment{item.at});
    case Actor:
        return item.actorName;
    case Action:
        return QVariant::fromValue(AuditAction{item.action});
    case Subject:
        return item.subject;
    case Detail:
        return QVariant::fromValue(AuditDetail{item.action, item.detail});
    case Address:
        return item.remoteAddress;
    default:
        return {};
    }
}

QString AuditModel::key(const AuditEntry& item) const { return item.id; }

Reply<Page<AuditEntry>> AuditModel::ask(const PageRequest& page) { return m_reports->audit(m_filter, page); }

} // namespace lectern
