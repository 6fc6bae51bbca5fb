#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/shell/clientsettings.h"

namespace lectern {

/// Name, look and leaving. The look changes at once; the name when it is saved.
class SettingsDialog final : public DialogFrame
{
    Q_OBJECT
public:
    SettingsDialog(const User& user, AccountsGateway* accounts, ClientSettings* settings, QWidget* parent);

Q_SIGNALS:
    void renamed(const lectern::User& user);
    void logoutWanted();

protected:
    std::optional<Error> check() override;

private:
    void save();
    User m_user;
    AccountsGateway* m_accounts;
    QLineEdit* m_name;
};

} // namespace lectern
