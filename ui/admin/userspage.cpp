#include "ui/admin/userspage.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

struct ReasonText
{
    ReasonDialog::Text text;
};

UsersPage::UsersPage(AccountsGateway* accounts, const UserId& self, Access access, QWidget* parent)
    : PageFrame(tr("Users"), parent)
    , m_accounts(accounts)
    , m_self(self)
    , m_model(new UserListModel(accounts, this))
    , m_search(new SearchField(tr("Name or e-mail"), QStringLiteral("users.search")))
    , m_roles(new FilterChips(tr("Role")))
{
    if (access == Access::Full) addButtons();
    m_roles->add({}, tr("All"));
    for (const Role role : {Role::Student, Role::Teacher, Role::Admin, Role::Auditor})
        m_roles->add(toText(role), roleText(role));
    m_roles->add(QStringLiteral("blocked"), tr("Blocked"));
    m_roles->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_roles);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, &UsersPage::applyFilter);
    connect(m_roles, &FilterChips::chosen, this, &UsersPage::applyFilter);
    m_table = new TableView(m_model,
                            {{UserListModel::Name, 0},
                             {UserListModel::Email, 260},
                             {UserListModel::Role, 110},
                             {UserListModel::State, 110},
                             {UserListModel::Since, 130, 800}},
                            QStringLiteral("users.table"));
    connect(m_table, &TableView::selected, this, &UsersPage::updateButtons);
    auto* states = setContent(
        m_table, Skeleton::Shape::Table,
        {QStringLiteral("system-users"), tr("Nobody fits"), tr("People appear here when they register."), {}}, false);
    states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, &UsersPage::updateButtons);
    updateButtons();
    m_model->reload();
}

void UsersPage::addButtons()
{
    m_block = makeButton(ButtonKind::DangerQuiet, tr("Block…"), QStringLiteral("users.block"));
    m_role = makeButton(ButtonKind::Secondary, tr("Change the role"), QStringLiteral("users.role"));
    addAction(m_role);
    addAction(m_block);
    auto* roles = new QMenu(m_role);
    for (const Role role : {Role::Student, Role::Teacher, Role::Admin, Role::Auditor})
        roles->addAction(roleText(role), this, [this, role] { changeRole(role); });
    m_role->setMenu(roles);
    m_role->setProperty("has-menu", true);
    connect(m_block, &QPushButton::clicked, this, &UsersPage::changeBlocked);
}

void UsersPage::applyFilter()
{
    UserFilter filter;
    filter.text = m_search->text().trimmed();
    Role role{};
    if (m_roles->current() == QStringLiteral("blocked"))
        filter.state = UserState::Blocked;
    else if (fromText(m_roles->current(), role))
        filter.role = role;
    m_model->setFilter(filter);
}

void UsersPage::updateButtons()
{
    if (!m_block) return;
    const int row = m_table->currentRow();
    const bool other = row >= 0 && m_model->at(row).id != m_self;
    m_block->setEnabled(other);
    m_role->setEnabled(other);
    const bool blocked = row >= 0 && m_model->at(row).state == UserState::Blocked;
    m_block->setText(blocked ? tr("Unblock…") : tr("Block…"));
    m_block->setToolTip(row >= 0 && !other ? tr("You cannot block yourself.") : QString());
}

void UsersPage::changeBlocked()
{
    if (m_table->currentRow() < 0) return;
    const User user = m_model->at(m_table->currentRow());
    const bool block = user.state == UserState::Active;
    const ReasonText text{
        {block ? tr("Block %1?").arg(user.name) : tr("Unblock %1?").arg(user.name),
         block ? tr("Every device of %1 is logged out at once. Courses and money stay as they are.").arg(user.email)
               : tr("%1 can log in again.").arg(user.email),
         block ? tr("Block") : tr("Unblock"), true, block}};
    run(text, [this, user, block](const QString& reason) { return m_accounts->setBlocked(user.id, block, reason); });
}

void UsersPage::changeRole(Role role)
{
    if (m_table->currentRow() < 0) return;
    const User user = m_model->at(m_table->currentRow());
    if (user.role == role) return;
    const ReasonText text{{tr("Make %1 %2?").arg(user.name, roleText(role).toLower()),
                           role == Role::Admin
                               ? tr("%1 will decide about courses and money, and can block others.").arg(user.name)
                           : role == Role::Auditor
                               ? tr("%1 will see everything that admins see and can change nothing.").arg(user.name)
                               : tr("What %1 may do changes at the next login.").arg(user.name),
                           tr("Change the role"), true, role == Role::Admin}};
    run(text, [this, user, role](const QString& reason) { return m_accounts->setRole(user.id, role, reason); });
}

void UsersPage::run(const ReasonText& text, std::function<Reply<User>(const QString&)> ask)
{
    auto* dialog = new ReasonDialog(text.text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, ask] {
        whenDone(dialog, ask(dialog->reason()), [this, dialog](const Result<User>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            m_model->update(*answer);
            updateButtons();
            Q_EMIT toast(tr("Done."), Tone::Green);
        });
    });
    dialog->open();
}

} // namespace lectern
