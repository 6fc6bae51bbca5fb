#pragma once
#include "items/reply.h"
#include "ui/kit/formfield.h"

namespace lectern {

/// A teacher's account at the gateway: where it stands, what is still asked for, and the way to give it. The gateway
/// asks in the system browser; when the window becomes active again, the panel looks what came of it.
class PayoutPanel final : public Card
{
    Q_OBJECT
public:
    /// Without a vault the own account; with one, that of its teacher, to look at only.
    PayoutPanel(PayoutAccountsGateway* accounts, const std::optional<VaultId>& vault, QWidget* parent = nullptr);
    void reload();
    [[nodiscard]] bool isReady() const { return m_account && m_account->state == PayoutAccountState::Ready; }
    [[nodiscard]] QString whyNot() const; ///< why nothing can be withdrawn; empty when it can

Q_SIGNALS:
    void changed();

private:
    void display();
    void onboard();
    void onActive();

    PayoutAccountsGateway* m_accounts;
    std::optional<VaultId> m_vault;
    std::optional<PayoutAccount> m_account;
    QString m_failure;
    Chip* m_chip;
    ElidedLabel* m_brief; ///< beside the state, when there is nothing to do
    QLabel* m_words;
    QLabel* m_due;
    Notice* m_problem;
    QPushButton* m_button;
    QPushButton* m_retry;
    QPushButton* m_copy; ///< of the gateway's address, once it is known
    QString m_address;
    bool m_away = false; ///< the browser has the word
    RequestId m_load;
};

} // namespace lectern
