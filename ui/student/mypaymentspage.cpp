#include "ui/student/mypaymentspage.h"
#include "domain/statemachine.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

MyPaymentsPage::MyPaymentsPage(PaymentsGateway* payments, QWidget* parent)
    : PageFrame(tr("Payments"), parent)
    , m_model(new PaymentListModel(payments, false, this))
{
    auto* states = new FilterChips(tr("State"));
    states->add({}, tr("All"));
    states->add(toText(PaymentState::Succeeded), tr("Paid"));
    states->add(toText(PaymentState::AwaitingPayer), tr("Open"));
    states->add(toText(PaymentState::Refunded), tr("Refunded"));
    states->setCurrent({});
    addTools(states);
    connect(states, &FilterChips::chosen, this, [this](const QString& key) {
        PaymentFilter filter = m_model->filter();
        PaymentState state{};
        filter.state = fromText(key, state) ? std::optional(state) : std::nullopt;
        m_model->setFilter(filter);
    });
    auto* table = new TableView(m_model,
                                {{PaymentListModel::Course, 0},
                                 {PaymentListModel::State, 170},
                                 {PaymentListModel::Amount, 120},
                                 {PaymentListModel::Refunded, 110, 760},
                                 {PaymentListModel::Created, 130}},
                                QStringLiteral("payments.table"));
    table->setRowActions([this](QMenu* menu, int row) {
        const Payment payment = m_model->at(row);
        if (!states::isTerminal(payment.state))
            menu->addAction(tr("Finish the payment"), this,
                            [this, payment] { Q_EMIT resumeWanted(payment.enrollmentId); });
        menu->addAction(tr("Course page"), this, [this, payment] { Q_EMIT courseWanted(payment.courseId); });
    });
    connect(table, &TableView::opened, this, [this](int row) {
        const Payment payment = m_model->at(row);
        if (states::isTerminal(payment.state))
            Q_EMIT courseWanted(payment.courseId);
        else
            Q_EMIT resumeWanted(payment.enrollmentId);
    });
    auto* stack =
        setContent(table, Skeleton::Shape::Table,
                   {QStringLiteral("view-list-details"), tr("No payments yet"),
                    tr("Every payment that you make is kept here, with its state."), tr("Browse the catalogue")},
                   false);
    stack->setOfflineHint(
        tr("A payment that you started is not lost: the server finishes it, and you see it here afterwards."));
    stack->follow(m_model);
    connect(stack, &StateStack::emptyAction, this, &MyPaymentsPage::catalogueWanted);
    m_model->reload();
}

void MyPaymentsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("enrollment")) refresh();
}

} // namespace lectern
