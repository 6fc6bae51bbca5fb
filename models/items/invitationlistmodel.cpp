#include "items/invitationlistmodel.h"

namespace lectern {

QVariant InvitationListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case For:
        return tr("For");
    case Code:
        return tr("Code");
    case State:
        return tr("State");
    case Used:
        return tr("Used");
    case Until:
        return tr("Until");
    default:
        return {};
    }
}

QVariant InvitationListModel::cell(const Invitation& item, int column) const
{
    switch (column) {
    case For:
        return item.email.isEmpty() ? tr("Whoever has the code") : item.email;
    case Code:
        return item.code;
    case State:
        return QVariant::fromValue(stateOf(item, QDateTime::currentDateTimeUtc()));
    case Used:
        return tr("%1 of %2").arg(item.used).arg(item.seats);
    case Until:
        return item.expiresAt.date();
    default:
        return {};
    }
}

QVariant InvitationListModel::detail(const Invitation& item, int column) const { return column == For && item.isFree ? QVariant(tr("free")) : QVariant(); }

} // namespace lectern
