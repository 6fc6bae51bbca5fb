#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Money that people move by hand; what waits first.
class DeskListModel final : public PagedModel<DeskItem>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Kind,      ///< DeskKind
        Person,    ///< QString
        Reference, ///< QString
        State,     ///< DeskState
        Missing,   ///< Money: what is still to come, or to be sent
        Created,   ///< QDateTime
        ColumnCount,
    };
    explicit DeskListModel(DeskGateway* desk, QObject* parent = nullptr);
    /// Reloads when it differs.
    void setFilter(const DeskFilter& filter);
    [[nodiscard]] const DeskFilter& filter() const { return m_filter; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const DeskItem& item, int column) const override;
    QVariant detail(const DeskItem& item, int column) const override;
    QString key(const DeskItem& item) const override { return item.id; }
    Reply<Page<DeskItem>> ask(const PageRequest& page) override;

private:
    DeskGateway* m_desk;
    DeskFilter m_filter;
};

} // namespace lectern
