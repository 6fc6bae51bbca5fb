#include "ui/admin/paymentspage.h"
#include "ui/kit/tableview.h"

namespace lectern {

PaymentsPage::PaymentsPage(PaymentsGateway* payments, QWidget* parent)
    : PageFrame(tr("Payments"), parent)
    , m_model(new PaymentListModel(payments, true, this))
    , m_search(new SearchField(tr("Student, course or reference"), QStringLiteral("payments.search")))
    , m_chips(new FilterChips(tr("State")))
{
    setMaximumContentWidth(1560);
    m_chips->add({}, tr("All"));
    for (const PaymentState state :
         {PaymentState::Succeeded, PaymentState::AwaitingPayer, PaymentState::RequiresAction, PaymentState::Processing,
          PaymentState::Failed, PaymentState::Refunded, PaymentState::Canceled})
        m_chips->add(toText(state), chip(state).text);
    m_chips->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_chips);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, &PaymentsPage::applyFilter);
    connect(m_chips, &FilterChips::chosen, this, &PaymentsPage::applyFilter);
    m_table = new TableView(m_model,
                            {{PaymentListModel::Course, 0},
                             {PaymentListModel::Student, 150},
                             {PaymentListModel::State, 166},
                             {PaymentListModel::Amount, 110},
                             {PaymentListModel::Refunded, 110, 900},
                             {PaymentListModel::Created, 120, 640}},
                            QStringLiteral("adminPayments.table"));
    connect(m_table, &TableView::selected, this, &PaymentsPage::showSelected);
    m_panel = buildPanel();
    auto* body = new QWidget;
    auto* columns = row(space::l);
    columns->addWidget(m_table, 1);
    columns->addWidget(m_panel, 0, Qt::AlignTop);
    body->setLayout(columns);
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

QWidget* PaymentsPage::buildPanel()
{
    auto* card = new Card;
    card->setObjectName(QStringLiteral("payments.detail"));
    card->setFixedWidth(310);
    m_course = makeText(TextStyle::Lead, {});
    m_who = makeText(TextStyle::Muted, {});
    m_amount = new MoneyLabel(textsize::display);
    m_chip = new Chip;
    m_facts = makeText(TextStyle::Small, {});
    card->body()->addWidget(m_course);
    card->body()->addWidget(m_who);
    card->body()->addWidget(m_amount);
    card->body()->addWidget(m_chip);
    card->body()->addWidget(makeDivider());
    m_teacher = addAmount(card->body(), tr("To the teacher"));
    m_platform = addAmount(card->body(), tr("To the platform"));
    m_refunded = addAmount(card->body(), tr("Refunded"));
    card->body()->addWidget(makeDivider());
    card->body()->addWidget(m_facts);
    return card;
}

MoneyLabel* PaymentsPage::addAmount(QVBoxLayout* lines, const QString& name)
{
    auto* line = row(space::s);
    auto* amount = new MoneyLabel;
    line->addWidget(makeLabel(TextStyle::Muted, name), 1);
    line->addWidget(amount, 0, Qt::AlignRight);
    lines->addLayout(line);
    return amount;
}

void PaymentsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment")) refresh();
}

void PaymentsPage::showSelected(int row)
{
    m_panel->setVisible(row >= 0 && width() >= 1000);
    if (row < 0) return;
    const Payment payment = m_model->at(row);
    m_course->setText(payment.courseTitle);
    m_who->setText(tr("%1 pays %2").arg(payment.studentName, payment.teacherName));
    m_amount->setMoney(payment.amount);
    m_chip->setSpec(chip(payment.state));
    m_teacher->setMoney(payment.teacherShare);
    m_platform->setMoney(payment.platformShare);
    m_refunded->setMoney(payment.refunded);
    QStringList facts{tr("Started %1").arg(exactTime(payment.createdAt))};
    if (payment.settledAt) facts.append(tr("Settled %1").arg(exactTime(*payment.settledAt)));
    if (!payment.failureMessage.isEmpty()) facts.append(tr("Declined: %1").arg(payment.failureMessage));
    if (!payment.gatewayId.isEmpty()) facts.append(payment.gatewayId);
    m_facts->setText(facts.join(u'\n'));
}

void PaymentsPage::applyFilter()
{
    PaymentFilter filter;
    filter.text = m_search->text().trimmed();
    PaymentState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    m_model->setFilter(filter);
}

void PaymentsPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    m_panel->setVisible(width() >= 1000 && m_table->currentRow() >= 0);
}

} // namespace lectern
