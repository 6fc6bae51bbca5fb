#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Everybody with an account.
class UserListModel final : public PagedModel<User>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Name,  ///< QString
        Email, ///< QString
        Role,  ///< Role
        State, ///< UserState
        Since, ///< QDateTime
        ColumnCount,
    };
    explicit UserListModel(AccountsGateway* accounts, QObject* parent = nullptr);
    [[nodiscard]] const UserFilter& filter() const { return m_filter; }
    /// Reloads when it differs.
    void setFilter(const UserFilter& filter);
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const User& item, int column) const override;
    QString key(const User& item) const override;
    Reply<Page<User>> ask(const PageRequest& page) override;

private:
    AccountsGateway* m_accounts;
    UserFilter m_filter;
};

} // namespace lectern
