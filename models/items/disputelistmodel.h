#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Disputes; those that need an answer first, by the day until which it counts.
class DisputeListModel final : public PagedModel<Dispute>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Course,  ///< QString
        Student, ///< QString
        State,   ///< DisputeState
        Due,     ///< DueValue, invalid when nothing is due
        Amount,  ///< Money
        Opened,  ///< QDateTime
        ColumnCount,
    };
    explicit DisputeListModel(DisputesGateway* disputes, QObject* parent = nullptr);
    [[nodiscard]] const DisputeFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const DisputeFilter& filter);
    /// True while evidence may be sent: the day that it is due counts then.
    [[nodiscard]] static bool needsAnswer(const Dispute& dispute);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Dispute& item, int column) const override;
    QVariant detail(const Dispute& item, int column) const override;
    QString key(const Dispute& item) const override { return item.id.value; }
    Reply<Page<Dispute>> ask(const PageRequest& page) override;

private:
    DisputesGateway* m_disputes;
    DisputeFilter m_filter;
};

} // namespace lectern
