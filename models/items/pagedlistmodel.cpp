#include "items/pagedlistmodel.h"

namespace lectern {

void PagedListModel::reload()
{
    m_reloading = true;
    m_reloadTarget = qMin(rowCount(), kMaxReload);
    beginStaging();
    setState(State::Loading);
    requestPage(PageRequest{{}, kPageSize}, m_request.next());
}

bool PagedListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_state == State::Ready && hasMore();
}

void PagedListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) return;
    setState(State::Loading);
    requestPage(PageRequest{m_cursor, kPageSize}, m_request.next());
}

void PagedListModel::pageArrived(const QString& nextCursor)
{
    m_cursor = nextCursor;
    if (m_reloading) {
        if (hasMore() && stagedCount() < m_reloadTarget)
            return requestPage(PageRequest{m_cursor, kPageSize}, m_request.next());
        m_reloading = false;
        applyStaged();
    }
    setState(State::Ready);
}

void PagedListModel::pageFailed(const Error& error)
{
    m_reloading = false;
    m_error = error;
    setState(State::Failed);
}

void PagedListModel::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace lectern
