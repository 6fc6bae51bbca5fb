#include "ui/student/mypaymentspage.h"
#include "domain/statemachine.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include "ui/student/giftsview.h"
#include "ui/student/methodsview.h"
#include "ui/student/plansview.h"
#include "ui/student/subscriptionsview.h"
#include <QMenu>
#include <QStackedWidget>
#include <algorithm>

namespace lectern {

namespace {

/// Of the tabs, in their order.
const QStringList& tabNames()
{
    static const QStringList names{QStringLiteral("history"), QStringLiteral("plans"), QStringLiteral("subscriptions"), QStringLiteral("methods"), QStringLiteral("gifts")};
    return names;
}

Gateways onlyPayments(PaymentsGateway* payments, RefundsGateway* refunds)
{
    Gateways some;
    some.payments = payments;
    some.refunds = refunds;
    return some;
}

} // namespace

MyPaymentsPage::MyPaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, QWidget* parent)
    : MyPaymentsPage(onlyPayments(payments, refunds), parent)
{
}

MyPaymentsPage::MyPaymentsPage(const Gateways& gateways, QWidget* parent)
    : PageFrame(tr("Payments"), parent)
    , m_gateways(gateways)
    , m_model(new PaymentListModel(gateways.payments, false, this))
    , m_columns(row(space::l))
    , m_panel(new PaymentPanel(PaymentPanel::Reader::Student, QStringLiteral("payments.detail")))
    , m_papers(new PaperList(gateways.purchases))
{
    setMaximumContentWidth(1280);
    m_states = new FilterChips(tr("State"));
    auto* states = m_states;
    states->add({}, tr("All"));
    states->add(toText(PaymentState::Succeeded), tr("Paid"));
    states->add(toText(PaymentState::AwaitingPayer), tr("Open"));
    states->add(toText(PaymentState::Refunded), tr("Refunded"));
    states->setCurrent({});
    if (!gateways.schedules) addTools(states);
    connect(states, &FilterChips::chosen, this, [this](const QString& key) {
        PaymentFilter filter = m_model->filter();
        PaymentState state{};
        filter.state = fromText(key, state) ? std::optional(state) : std::nullopt;
        m_model->show(filter, std::nullopt);
    });
    m_table = new TableView(m_model,
                            {{PaymentListModel::Course, 0},
                             {PaymentListModel::State, 176},
                             {PaymentListModel::Amount, 110},
                             {PaymentListModel::Refunded, 110, 760},
                             {PaymentListModel::Created, 136, 520}},
                            QStringLiteral("payments.table"));
    m_table->setRowActions([this](QMenu* menu, int row) { fillMenu(menu, row); });
    connect(m_table, &TableView::selected, this, &MyPaymentsPage::showSelected);
    connect(m_table, &TableView::opened, this, [this](int row) { open(m_model->at(row)); });
    buildPanel();
    m_columns->addWidget(m_table, 1);
    m_columns->addWidget(m_side);
    auto* body = new QWidget;
    body->setLayout(m_columns);
    const EmptyText empty{QStringLiteral("view-list-details"), tr("No payments yet"),
                          tr("Every payment that you make is kept here, with its state."), tr("Browse the catalogue")};
    StateStack* stack = nullptr;
    if (gateways.schedules) {
        stack = new StateStack(body, Skeleton::Shape::Table, empty);
        setContent(buildTabs(stack), Skeleton::Shape::Table, {}, false)->showContent();
    } else {
        stack = setContent(body, Skeleton::Shape::Table, empty, false);
    }
    stack->setOfflineHint(
        tr("A payment that you started is not lost: the server finishes it, and you see it here afterwards."));
    stack->follow(m_model);
    connect(stack, &StateStack::emptyAction, this, &MyPaymentsPage::catalogueWanted);
    m_table->keepSelected();
    refresh();
}

/// What was paid, what is going to be, and what with.
QWidget* MyPaymentsPage::buildTabs(QWidget* history)
{
    m_tabs = makeTabBar(QStringLiteral("payments.tabs"), tr("Payments"), {tr("History"), tr("Plans"), tr("Subscriptions"), tr("Cards and accounts"), tr("Gifts")});
    m_plans = new PlansView(m_gateways.schedules, m_gateways.methods);
    m_subscriptions = new SubscriptionsView(m_gateways.subscriptions);
    m_methods = new MethodsView(m_gateways.methods);
    m_gifts = new GiftsView(m_gateways.offers);
    followSubscriptions();
    connect(m_plans, &PlansView::checkoutWanted, this, &MyPaymentsPage::checkoutWanted);
    connect(m_plans, &PlansView::resumeWanted, this, &MyPaymentsPage::resumeWanted);
    connect(m_plans, &PlansView::toast, this, &PageFrame::toast);
    connect(m_plans, &PlansView::overdueChanged, this, [this](int count) { m_tabs->setTabText(1, count > 0 ? tr("Plans (%1 overdue)").arg(count) : tr("Plans")); });
    connect(m_gifts, &GiftsView::resumeWanted, this, &MyPaymentsPage::resumeWanted);
    connect(m_gifts, &GiftsView::payWanted, this, &MyPaymentsPage::finishGift);
    connect(m_gifts, &GiftsView::takeBackWanted, this, &MyPaymentsPage::takeBackWanted);
    connect(m_gifts, &GiftsView::toast, this, &PageFrame::toast);
    connect(m_methods, &MethodsView::toast, this, &PageFrame::toast);
    connect(m_methods, &MethodsView::setupWanted, this, &MyPaymentsPage::setupWanted);
    auto* first = new QWidget;
    auto* firstLines = column(space::m);
    firstLines->addWidget(m_states);
    firstLines->addWidget(history, 1);
    first->setLayout(firstLines);
    auto* stack = new QStackedWidget;
    for (QWidget* page : {first, static_cast<QWidget*>(m_plans), static_cast<QWidget*>(m_subscriptions), static_cast<QWidget*>(m_methods), static_cast<QWidget*>(m_gifts)}) stack->addWidget(page);
    connect(m_tabs, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
    auto* all = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(m_tabs, 0, Qt::AlignLeft);
    lines->addWidget(stack, 1);
    all->setLayout(lines);
    return all;
}

void MyPaymentsPage::followSubscriptions()
{
    connect(m_subscriptions, &SubscriptionsView::checkoutWanted, this, &MyPaymentsPage::checkoutWanted);
    connect(m_subscriptions, &SubscriptionsView::resumeWanted, this, &MyPaymentsPage::resumeWanted);
    connect(m_subscriptions, &SubscriptionsView::learnWanted, this, &MyPaymentsPage::learnWanted);
    connect(m_subscriptions, &SubscriptionsView::paymentWanted, this, &MyPaymentsPage::showPayment);
    connect(m_subscriptions, &SubscriptionsView::toast, this, &PageFrame::toast);
    connect(m_subscriptions, &SubscriptionsView::dueChanged, this, [this](int count) { m_tabs->setTabText(2, count > 0 ? tr("Subscriptions (%1 due)").arg(count) : tr("Subscriptions")); });
}

void MyPaymentsPage::showTab(const QString& name)
{
    if (m_tabs) m_tabs->setCurrentIndex(qMax(0, int(tabNames().indexOf(name))));
}

void MyPaymentsPage::showPayment(const PaymentId& id)
{
    showTab(QStringLiteral("history"));
    const int row = m_model->rowOf(id.value);
    if (row >= 0) return m_table->selectRow(row);
    // Further back than what is loaded, or filtered away: alone, until a chip is pressed.
    m_states->setCurrent(QStringLiteral("one"));
    m_model->show({}, id);
}

void MyPaymentsPage::buildPanel()
{
    m_panel->body()->addWidget(m_papers);
    m_resume = m_panel->addButton(
        makeButton(ButtonKind::Primary, tr("Finish the payment"), QStringLiteral("payments.resume")));
    m_course =
        m_panel->addButton(makeButton(ButtonKind::Secondary, tr("Course page"), QStringLiteral("payments.course")));
    m_takeBack = m_panel->addButton(makeButton(ButtonKind::DangerQuiet, tr("Take it back…"),
                                               QStringLiteral("payments.takeBack"), QStringLiteral("edit-undo")));
    connect(m_resume, &QPushButton::clicked, this, [this] { finish(m_current); });
    connect(m_course, &QPushButton::clicked, this, [this] { Q_EMIT courseWanted(m_current.courseId); });
    connect(m_takeBack, &QPushButton::clicked, this,
            [this] { Q_EMIT takeBackWanted(m_current.id, m_current.courseTitle); });
    auto* side = new QWidget;
    auto* lines = column(0);
    lines->addWidget(m_panel);
    lines->addStretch();
    side->setLayout(lines);
    m_side = makeScroller(side);
}

void MyPaymentsPage::finish(const Payment& payment)
{
    if (!waitsForReceipt(payment)) return Q_EMIT resumeWanted(payment.enrollmentId);
    auto* dialog = new HowToPayDialog(offlinePayment(payment, std::nullopt), m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &HowToPayDialog::checkoutWanted, this, &MyPaymentsPage::checkoutWanted);
    dialog->open();
}

/// How it is to be paid, only its payment says.
void MyPaymentsPage::finishGift(const PaymentId& id)
{
    whenDone(this, m_gateways.payments->payment(id), [this](const Result<Payment>& answer) {
        if (!answer) return Q_EMIT toast(errorText(answer.error()), Tone::Red);
        finish(*answer);
    });
}

void MyPaymentsPage::open(const Payment& payment)
{
    if (!finishText(payment).isEmpty())
        finish(payment);
    else if (payment.kind == PaymentKind::Course)
        Q_EMIT courseWanted(payment.courseId);
}

QString MyPaymentsPage::finishText(const Payment& payment) const
{
    // A top-up that was left is not resumed: the wallet starts a new one, and an unpaid one costs nothing.
    if (states::isTerminal(payment.state) || payment.kind != PaymentKind::Course) return {};
    if (payment.instalment > 1) return {}; // under Plans, with what happens next
    return waitsForReceipt(payment) ? tr("How to pay") : tr("Finish the payment");
}

void MyPaymentsPage::refresh()
{
    m_model->reload();
    loadRefunds();
    if (m_plans) m_plans->refresh();
    if (m_subscriptions) m_subscriptions->refresh();
    if (m_methods) m_methods->refresh();
    if (m_gifts) m_gifts->refresh();
}

void MyPaymentsPage::fillMenu(QMenu* menu, int row)
{
    const Payment payment = m_model->at(row);
    if (const QString text = finishText(payment); !text.isEmpty())
        menu->addAction(text, this, [this, payment] { finish(payment); });
    if (payment.kind == PaymentKind::Course)
        menu->addAction(tr("Course page"), this, [this, payment] { Q_EMIT courseWanted(payment.courseId); });
    if (mayTakeBack(payment))
        menu->addAction(tr("Take it back…"), this,
                        [this, payment] { Q_EMIT takeBackWanted(payment.id, payment.courseTitle); });
}

bool MyPaymentsPage::mayTakeBack(const Payment& payment) const
{
    if (!payment.settledAt || payment.kind != PaymentKind::Course || payment.standing != PaymentStanding::Usual) return false;
    if (payment.state != PaymentState::Succeeded && payment.state != PaymentState::PartiallyRefunded) return false;
    // What is under way or waits for a decision is not asked for a second time.
    const QList<Refund> refunds = m_refundsOf.value(payment.id.value);
    return std::none_of(refunds.begin(), refunds.end(), [](const Refund& refund) {
        return refund.state == RefundState::Requested || refund.state == RefundState::Approved ||
               refund.state == RefundState::Pending;
    });
}

void MyPaymentsPage::loadRefunds()
{
    const quint64 id = m_request.next();
    whenDone(this, m_gateways.refunds->myRefunds({}, {}), [this, id](const Result<Page<Refund>>& answer) {
        if (!m_request.is(id)) return;
        m_refundsError = answer ? std::nullopt : std::optional(answer.error());
        if (answer) {
            m_refundsOf.clear();
            for (const Refund& refund : answer->items)
                m_refundsOf[refund.paymentId.value].append(refund);
        }
        showSelected(m_table->currentRow());
    });
}

void MyPaymentsPage::showSelected(int row)
{
    m_side->setVisible(row >= 0);
    if (row < 0) return;
    m_current = m_model->at(row);
    m_panel->setPayment(m_current);
    if (m_refundsError && !m_current.refunded.isZero())
        m_panel->setRefundsUnknown(errorText(*m_refundsError));
    else
        m_panel->setRefunds(m_refundsOf.value(m_current.id.value));
    const QString finish = finishText(m_current);
    m_resume->setText(finish);
    m_resume->setVisible(!finish.isEmpty());
    m_course->setVisible(m_current.kind == PaymentKind::Course);
    m_papers->showPapersOf(m_current.settledAt && m_gateways.purchases ? std::optional(m_current.id) : std::nullopt);
    m_takeBack->setVisible(mayTakeBack(m_current));
}

void MyPaymentsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("enrollment") ||
        message.topic == QStringLiteral("refund"))
        refresh();
    if (message.topic == QStringLiteral("gift") && m_gifts) m_gifts->refresh();
    if (message.topic == QStringLiteral("schedule") && m_plans) m_plans->refresh();
    if (message.topic == QStringLiteral("subscription") && m_subscriptions) m_subscriptions->refresh();
}

void MyPaymentsPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    const bool wide = width() >= 820;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_side->setFixedWidth(wide ? 300 : qMax(280, width() - 2 * space::xl));
}

} // namespace lectern
