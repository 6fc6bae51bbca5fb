#pragma once
#include "items/withdrawallistmodel.h"
#include "ui/admin/paymentscope.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"

namespace lectern {

class DialogFrame;
class FilterChips;
class TableView;

/// Withdrawals of everybody; those that wait for a decision first. Large ones need two admins; each can be sent
/// through the gateway or recorded as paid by hand.
class WithdrawalsPage final : public PageFrame
{
    Q_OBJECT
public:
    /// `me` decides at most once about what needs two.
    WithdrawalsPage(VaultsGateway* vaults, PayoutAccountsGateway* accounts, const UserId& me, Access access = Access::Full,
                    QWidget* parent = nullptr);
    /// Only what was sent to teachers, or came back, in that month (its first day, UTC) and currency; chips take it away again.
    void showMonth(const QDate& month, const QString& currency) override;
    void showAll() override;
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void vaultWanted(const lectern::VaultId& id);
    void contentsWanted(const lectern::Withdrawal& withdrawal);
    void decided(); ///< one less waits

private:
    void addFilters();
    void applyFilter();
    QWidget* buildPanel();
    void addButtons(QVBoxLayout* to);
    void showSelected(int row);
    void loadAccount();
    void showAccount(const PayoutAccount& account);
    void approve();
    void payByHand();
    void reject();
    void decide(DialogFrame* dialog, const std::function<WithdrawalDecision()>& decision);
    [[nodiscard]] QString facts() const;

    VaultsGateway* m_vaults;
    PayoutAccountsGateway* m_accounts;
    UserId m_me;
    Access m_access;
    WithdrawalListModel* m_model;
    FilterChips* m_chips;
    ScopeChips* m_scope;
    TableView* m_table;
    ListDetail* m_body;
    QLabel* m_owner;
    MoneyLabel* m_amount;
    Chip* m_chip;
    QLabel* m_text;
    Notice* m_approvals;
    Chip* m_account;
    QLabel* m_accountText;
    QPushButton* m_approve = nullptr; ///< null for those who may only read
    QPushButton* m_byHand = nullptr;
    QPushButton* m_reject = nullptr;
    Withdrawal m_current;
    RequestId m_request;
};

} // namespace lectern
