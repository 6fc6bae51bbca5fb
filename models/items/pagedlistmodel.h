#pragma once
#include "items/reply.h"
#include "items/values.h"
#include <QAbstractTableModel>
#include <QSet>

namespace lectern {

/// A list that a server hands out page by page. Rows come with fetchMore(); reload() asks again for as many rows as
/// are shown (at most kMaxReload) and merges them by id, so that a selection and a scroll position survive.
class PagedListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State { Idle, Loading, Ready, Failed };
    Q_ENUM(State)
    static constexpr int kPageSize = 100;
    static constexpr int kMaxReload = 400;

    using QAbstractTableModel::QAbstractTableModel;
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error& error() const { return m_error; } ///< meaningful when Failed
    [[nodiscard]] bool hasMore() const { return !m_cursor.isEmpty(); }
    /// Loads from the top; rows that are there stay until the answer comes.
    void reload();
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// State, error or the presence of more rows changed.
    void stateChanged();

protected:
    /// Asks for a page and ends in pageArrived() or pageFailed() with the same `request`.
    virtual void requestPage(const PageRequest& page, quint64 request) = 0;
    virtual void beginStaging() = 0;
    virtual int stagedCount() const = 0;
    virtual void applyStaged() = 0;
    void pageArrived(const QString& nextCursor);
    void pageFailed(const Error& error);
    [[nodiscard]] bool isCurrent(quint64 request) const { return m_request.is(request); }
    [[nodiscard]] bool isReloading() const { return m_reloading; }

private:
    void setState(State state);

    State m_state = State::Idle;
    Error m_error;
    QString m_cursor;
    RequestId m_request;
    bool m_reloading = false;
    int m_reloadTarget = 0;
};

} // namespace lectern
