#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// Another password for the one who is logged in.
class PasswordDialog final : public DialogFrame
{
    Q_OBJECT
public:
    PasswordDialog(const User& user, AccountsGateway* accounts, QWidget* parent);

Q_SIGNALS:
    void changed();

protected:
    std::optional<Error> check() override;

private:
    void save();
    User m_user;
    AccountsGateway* m_accounts;
    QLineEdit* m_current;
    QLineEdit* m_password;
};

} // namespace lectern
