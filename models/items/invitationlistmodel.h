#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The invitations to one course, newest first.
class InvitationListModel final : public PagedModel<Invitation>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        For,   ///< QString: the address, or for how many
        Code,  ///< QString
        State, ///< InvitationState
        Used,  ///< QString, "12 of 30"
        Until, ///< QDate
        ColumnCount,
    };
    InvitationListModel(AdmissionGateway* admission, const CourseId& course, QObject* parent = nullptr) : PagedModel(parent), m_admission(admission), m_course(course) {}
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Invitation& item, int column) const override;
    QVariant detail(const Invitation& item, int column) const override;
    QString key(const Invitation& item) const override { return item.id.value; }
    Reply<Page<Invitation>> ask(const PageRequest& page) override { return m_admission->invitations(m_course, page); }

private:
    AdmissionGateway* m_admission;
    CourseId m_course;
};

} // namespace lectern
