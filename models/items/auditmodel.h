#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Who did what, the newest first.
class AuditModel final : public PagedModel<AuditEntry>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        At,      ///< QDateTime
        Actor,   ///< QString
        Action,  ///< QString
        Subject, ///< QString
        Detail,  ///< QString
        Address, ///< QString
        ColumnCount,
    };
    explicit AuditModel(ReportsGateway* reports, QObject* parent = nullptr);
    [[nodiscard]] const AuditFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const AuditFilter& filter);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const AuditEntry& item, int column) const override;
    QString key(const AuditEntry& item) const override;
    Reply<Page<AuditEntry>> ask(const PageRequest& page) override;

private:
    ReportsGateway* m_reports;
    AuditFilter m_filter;
};

} // namespace lectern
