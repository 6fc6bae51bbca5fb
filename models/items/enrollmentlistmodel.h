#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The courses that the student is in, or nearly in.
class EnrollmentListModel final : public PagedModel<Enrollment>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Course,   ///< QString
        State,    ///< EnrollmentState
        Progress, ///< Percent
        Price,    ///< FeeValue
        Enrolled, ///< QDateTime
        ColumnCount,
    };
    explicit EnrollmentListModel(EnrollmentsGateway* enrollments, QObject* parent = nullptr);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Enrollment& item, int column) const override;
    QVariant detail(const Enrollment& item, int column) const override;
    QString key(const Enrollment& item) const override;
    Reply<Page<Enrollment>> ask(const PageRequest& page) override;

private:
    EnrollmentsGateway* m_enrollments;
};

} // namespace lectern
