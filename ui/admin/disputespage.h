#pragma once
#include "items/disputelistmodel.h"
#include "ui/admin/paymentscope.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"

namespace lectern {

class EvidenceView;
class FilterChips;
class TableView;

/// What students' banks take back: those that need an answer first, by the day until which one counts; beside the
/// list what is set aside, what happens next, and the answer.
class DisputesPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit DisputesPage(const Gateways& gateways, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;
    void showAll() override;
    void showMonth(const QDate& month, const QString& currency) override; ///< set aside in it and not given back, or given back from before

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);
    void answered(); ///< one less waits

private:
    QWidget* buildPanel();
    void applyFilter();
    void addAmount(QVBoxLayout* to, const QString& name, MoneyLabel*& amount);
    void showSelected(int row);
    void loadEvidence();
    void openFile(const FileId& id);
    void answer();
    void acceptLoss();
    void onAnswered(const Dispute& dispute);
    [[nodiscard]] static QString nextSteps(const Dispute& dispute);

    Gateways m_gateways;
    DisputesGateway* m_disputes;
    Access m_access;
    DisputeListModel* m_model;
    FilterChips* m_chips;
    ScopeChips* m_scope;
    TableView* m_table;
    ListDetail* m_body = nullptr;
    QLabel* m_course;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    Chip* m_due;
    MoneyLabel* m_teacher;
    MoneyLabel* m_platform;
    MoneyLabel* m_fee;
    QLabel* m_reason;
    QLabel* m_next;
    QPushButton* m_answer = nullptr; ///< null for those who may only read
    QPushButton* m_accept = nullptr;
    QPushButton* m_show;
    EvidenceView* m_evidence;
    Notice* m_problem;
    Dispute m_current;
    RequestId m_request;
};

} // namespace lectern
