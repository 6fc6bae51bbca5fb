#include "ui/admin/paymentspage.h"
#include "ui/admin/refunddialog.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

namespace {

bool returnable(const Payment& payment)
{
    return payment.settledAt &&
           (payment.state == PaymentState::Succeeded || payment.state == PaymentState::PartiallyRefunded);
}

} // namespace

PaymentsPage::PaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, QWidget* parent)
    : PageFrame(tr("Payments"), parent)
    , m_refunds(refunds)
    , m_model(new PaymentListModel(payments, true, this))
    , m_search(new SearchField(tr("Student, course or reference"), QStringLiteral("payments.search")))
    , m_chips(new FilterChips(tr("State")))
    , m_day(makeButton(ButtonKind::Secondary, {}, QStringLiteral("payments.day"), QStringLiteral("window-close")))
    , m_columns(row(space::l))
    , m_panel(new PaymentPanel(PaymentPanel::Reader::Admin, QStringLiteral("payments.detail")))
{
    setMaximumContentWidth(1560);
    m_chips->add({}, tr("All"));
    for (const PaymentState state :
         {PaymentState::Succeeded, PaymentState::AwaitingPayer, PaymentState::RequiresAction, PaymentState::Processing,
          PaymentState::Failed, PaymentState::PartiallyRefunded, PaymentState::Refunded, PaymentState::Canceled})
        m_chips->add(toText(state), chip(state).text);
    m_chips->setCurrent({});
    m_day->hide();
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_day);
    bar->add(m_chips);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, &PaymentsPage::applyFilter);
    connect(m_chips, &FilterChips::chosen, this, &PaymentsPage::applyFilter);
    connect(m_day, &QPushButton::clicked, this, [this] {
        m_pickedDay.reset();
        applyFilter();
    });
    m_table = new TableView(m_model,
                            {{PaymentListModel::Course, 0},
                             {PaymentListModel::Student, 140, 480},
                             {PaymentListModel::State, 176},
                             {PaymentListModel::Amount, 110},
                             {PaymentListModel::Refunded, 110, 760},
                             {PaymentListModel::Created, 120, 620}},
                            QStringLiteral("adminPayments.table"));
    m_table->setRowActions([this](QMenu* menu, int row) {
        if (returnable(m_model->at(row)))
            menu->addAction(icon(QStringLiteral("edit-undo")), tr("Refund…"), this, &PaymentsPage::openRefund);
    });
    connect(m_table, &TableView::selected, this, &PaymentsPage::showSelected);
    m_refund = m_panel->addButton(
        makeButton(ButtonKind::DangerQuiet, tr("Refund…"), QStringLiteral("payments.refund"), QStringLiteral("edit-undo")));
    connect(m_refund, &QPushButton::clicked, this, &PaymentsPage::openRefund);
    m_columns->addWidget(m_table, 1);
    m_columns->addWidget(m_panel, 0, Qt::AlignTop);
    auto* body = new QWidget;
    body->setLayout(m_columns);
    auto* states = setContent(body, Skeleton::Shape::Table,
                              {QStringLiteral("view-list-details"),
                               tr("No payments"),
                               tr("Every attempt to pay for a course is listed here, with what became of it."),
                               {}},
                              false);
    states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, [this] {
        if (m_model->state() != PagedListModel::State::Ready || m_model->rowCount() == 0) return;
        if (m_table->currentRow() < 0)
            m_table->selectRow(0);
        else
            showSelected(m_table->currentRow());
    });
    m_model->reload();
}

void PaymentsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("refund")) refresh();
}

void PaymentsPage::showSelected(int row)
{
    m_panel->setVisible(row >= 0);
    if (row < 0) return;
    const Payment next = m_model->at(row);
    if (next.id != m_current.id) m_panel->setRefunds({});
    const bool news = next != m_current;
    m_current = next;
    m_panel->setPayment(m_current);
    m_refund->setVisible(returnable(m_current));
    if (news) loadRefunds();
}

void PaymentsPage::loadRefunds()
{
    const quint64 id = m_request.next();
    if (!m_current.settledAt) return;
    RefundFilter filter;
    filter.paymentId = m_current.id;
    whenDone(this, m_refunds->allRefunds(filter, {}), [this, id](const Result<Page<Refund>>& answer) {
        if (!m_request.is(id)) return;
        if (answer)
            m_panel->setRefunds(answer->items);
        else
            m_panel->setRefundsUnknown(errorText(answer.error()));
    });
}

void PaymentsPage::openRefund()
{
    auto* dialog = new RefundDialog(m_current, m_refunds, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RefundDialog::done, this, [this](const Refund& refund) {
        Q_EMIT toast(tr("%1 is on its way back to %2.").arg(moneyText(refund.amount), m_current.studentName), Tone::Green);
        loadRefunds();
        refresh();
    });
    dialog->open();
}

void PaymentsPage::showDay(const QDateTime& day)
{
    m_pickedDay = day;
    applyFilter();
}

void PaymentsPage::applyFilter()
{
    PaymentFilter filter;
    filter.text = m_search->text().trimmed();
    PaymentState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    m_day->setVisible(m_pickedDay.has_value());
    if (m_pickedDay) {
        filter.from = *m_pickedDay;
        filter.until = m_pickedDay->addDays(1);
        m_day->setText(tr("Only %1").arg(dayText(m_pickedDay->date())));
        m_day->setAccessibleName(tr("Only %1. Press to see every day.").arg(longDayText(m_pickedDay->date())));
    }
    m_model->setFilter(filter);
}

void PaymentsPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    const bool wide = width() >= 820;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_panel->setFixedWidth(wide ? (width() < 1100 ? 280 : 320) : qMax(280, width() - 2 * space::xl));
}

} // namespace lectern
