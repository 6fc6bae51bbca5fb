#pragma once
#include "items/pagedlistmodel.h"

namespace lectern {

/// The typed half: keeps the rows and merges them. Final models name their columns and where the pages come from.
template <class T>
class PagedModel : public PagedListModel
{
public:
    using PagedListModel::PagedListModel;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    [[nodiscard]] const T& at(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const QString& id) const
    {
        for (int i = 0; i < int(m_rows.size()); ++i) {
            if (key(m_rows.at(i)) == id) return i;
        }
        return -1;
    }
    /// Replaces the row with the same id, e.g. with the answer of an action.
    void update(const T& item)
    {
        const int row = rowOf(key(item));
        if (row < 0 || m_rows.at(row) == item) return;
        m_rows[row] = item;
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid() || index.row() >= int(m_rows.size())) return {};
        const T& item = m_rows.at(index.row());
        switch (role) {
        case Qt::DisplayRole:
            return plainValue(cell(item, index.column()));
        case SortRole:
            return sortValue(cell(item, index.column()));
        case ValueRole:
            return cell(item, index.column());
        case DetailRole:
            return detail(item, index.column());
        case IdRole:
            return key(item);
        case Qt::TextAlignmentRole:
            return int((isNumeric(cell(item, index.column())) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        default:
            return {};
        }
    }

protected:
    virtual QVariant cell(const T& item, int column) const = 0;
    virtual QString key(const T& item) const = 0;
    virtual QVariant detail(const T&, int) const { return {}; }
    virtual Reply<Page<T>> ask(const PageRequest& page) = 0;

    void requestPage(const PageRequest& page, quint64 request) override
    {
        whenDone(this, ask(page), [this, request](const Result<Page<T>>& answer) {
            if (!isCurrent(request)) return;
            if (!answer) return pageFailed(answer.error());
            if (isReloading())
                m_staged.append(answer->items);
            else
                append(answer->items);
            pageArrived(answer->nextCursor);
        });
    }
    void beginStaging() override { m_staged.clear(); }
    int stagedCount() const override { return int(m_staged.size()); }
    void applyStaged() override { merge(std::exchange(m_staged, {})); }

private:
    void append(const QList<T>& items)
    {
        QList<T> fresh;
        for (const T& item : items) {
            if (m_keys.contains(key(item))) {
                update(item);
            } else {
                fresh.append(item);
                m_keys.insert(key(item));
            }
        }
        if (fresh.isEmpty()) return;
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
        m_rows.append(fresh);
        endInsertRows();
    }
    void merge(const QList<T>& staged)
    {
        // A row that moved between two pages while they were read comes twice; one is enough.
        QSet<QString> wanted;
        QList<T> items;
        for (const T& item : staged) {
            if (wanted.contains(key(item))) continue;
            wanted.insert(key(item));
            items.append(item);
        }
        m_keys = wanted;
        for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
            if (wanted.contains(key(m_rows.at(row)))) continue;
            int first = row;
            while (first > 0 && !wanted.contains(key(m_rows.at(first - 1))))
                --first;
            beginRemoveRows({}, first, row);
            m_rows.remove(first, row - first + 1);
            endRemoveRows();
            row = first;
        }
        for (int i = 0; i < int(items.size()); ++i)
            place(items.at(i), i);
    }
    void place(const T& item, int row)
    {
        if (row < int(m_rows.size()) && key(m_rows.at(row)) == key(item)) return update(item);
        const int old = rowOf(key(item));
        if (old >= 0 && old != row) {
            beginMoveRows({}, old, old, {}, row);
            m_rows.move(old, row);
            endMoveRows();
            return update(item);
        }
        if (old == row) return;
        beginInsertRows({}, row, row);
        m_rows.insert(row, item);
        endInsertRows();
    }

    QList<T> m_rows;
    QList<T> m_staged;
    QSet<QString> m_keys; ///< of m_rows
};

} // namespace lectern
