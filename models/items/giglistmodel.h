#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// What teachers teach by the hour, as admins see it; what changed last first.
class GigListModel final : public PagedModel<Gig>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Title,    ///< QString
        Teacher,  ///< QString
        Category, ///< QString
        Rate,     ///< Money, an hour
        State,    ///< GigState
        Held,     ///< int, sessions
        Changed,  ///< Moment
        ColumnCount,
    };
    explicit GigListModel(GigsGateway* gigs, QObject* parent = nullptr);
    /// Reloads when it differs.
    void setText(const QString& text);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Gig& item, int column) const override;
    QString key(const Gig& item) const override { return item.id.value; }
    Reply<Page<Gig>> ask(const PageRequest&) override { return m_gigs->all(m_text); }

private:
    GigsGateway* m_gigs;
    QString m_text;
};

} // namespace lectern
