#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Receipts and credit notes of the whole school, newest first.
class PaperListModel final : public PagedModel<FiscalDocument>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Number,      ///< QString
        Kind,        ///< DocumentKind
        Buyer,       ///< QString
        Description, ///< QString
        Net,         ///< Money
        Tax,         ///< Money
        Total,       ///< Money
        Issued,      ///< QDateTime
        ColumnCount,
    };
    explicit PaperListModel(PurchaseGateway* purchases, QObject* parent = nullptr) : PagedModel(parent), m_purchases(purchases) {}
    void setText(const QString& text); ///< number, buyer or what was bought; reloads when it differs
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const FiscalDocument& item, int column) const override;
    QString key(const FiscalDocument& item) const override { return item.id.value; }
    Reply<Page<FiscalDocument>> ask(const PageRequest& page) override { return m_purchases->allDocuments(m_text, page); }

private:
    PurchaseGateway* m_purchases;
    QString m_text;
};

} // namespace lectern
