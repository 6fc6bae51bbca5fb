#include "items/disputelistmodel.h"

namespace lectern {

DisputeListModel::DisputeListModel(DisputesGateway* disputes, QObject* parent)
    : PagedModel(parent)
    , m_disputes(disputes)
{
}

namespace {
/// The day matters only while somebody has to answer.
QVariant due(const Dispute& item)
{
    return item.dueBy && DisputeListModel::needsAnswer(item) ? QVariant::fromValue(DueValue{*item.dueBy}) : QVariant();
}
} // namespace

bool DisputeListModel::needsAnswer(const Dispute& dispute)
{
    return !dispute.submittedAt && (dispute.state == DisputeState::NeedsResponse || dispute.state == DisputeState::Inquiry);
}

void DisputeListModel::setFilter(const DisputeFilter& filter)
{
    if (m_filter == filter) return;
    m_filter = filter;
    reload();
}

QVariant DisputeListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Course:
        return tr("Course");
    case Student:
        return tr("Student");
    case State:
        return tr("State");
    case Due:
        return tr("Answer");
    case Amount:
        return tr("Amount");
    case Opened:
        return tr("Opened");
    default:
        return {};
    }
}

QVariant DisputeListModel::cell(const Dispute& item, int column) const
{
    switch (column) {
    case Course:
        return item.courseTitle;
    case Student:
        return item.studentName;
    case State:
        return QVariant::fromValue(item.state);
    case Due:
        return due(item);
    case Amount:
        return QVariant::fromValue(item.amount);
    case Opened:
        return item.openedAt;
    default:
        return {};
    }
}

QVariant DisputeListModel::detail(const Dispute& item, int column) const
{
    return column == Course ? QVariant::fromValue(DisputeReason{item.reason}) : QVariant();
}

Reply<Page<Dispute>> DisputeListModel::ask(const PageRequest& page)
{
    return m_disputes->disputes(m_filter, page);
}

} // namespace lectern
