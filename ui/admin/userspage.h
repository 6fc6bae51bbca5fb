#pragma once
#include "items/userlistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class TableView;

/// Everybody with an account: search, block, unblock, change the role.
class UsersPage final : public PageFrame
{
    Q_OBJECT
public:
    UsersPage(AccountsGateway* accounts, const UserId& self, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }

private:
    void addButtons();
    void applyFilter();
    void updateButtons();
    void changeBlocked();
    void changeRole(Role role);
    void run(const struct ReasonText& text, std::function<Reply<User>(const QString& reason)> ask);

    AccountsGateway* m_accounts;
    UserId m_self;
    UserListModel* m_model;
    SearchField* m_search;
    FilterChips* m_roles;
    TableView* m_table;
    QPushButton* m_block = nullptr; ///< null for those who may only read
    QPushButton* m_role = nullptr;
};

} // namespace lectern
