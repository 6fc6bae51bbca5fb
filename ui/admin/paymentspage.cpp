#include "ui/admin/paymentspage.h"
#include "ui/admin/receiptdialog.h"
#include "ui/admin/refunddialog.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

namespace {

const QString kWaiting = QStringLiteral("waiting_offline");
const QString kDisputed = QStringLiteral("disputed");

bool returnable(const Payment& payment)
{
    const bool isQuestioned = payment.standing == PaymentStanding::Disputed || payment.refunded.minor() + payment.disputed.minor() >= payment.amount.minor();
    return payment.settledAt && !isQuestioned &&
           (payment.state == PaymentState::Succeeded || payment.state == PaymentState::PartiallyRefunded);
}

bool byHand(const Payment& payment)
{
    return payment.method == PaymentMethod::Cash || payment.method == PaymentMethod::Cheque || payment.method == PaymentMethod::BankTransfer;
}

} // namespace

PaymentsPage::PaymentsPage(PaymentsGateway* payments, RefundsGateway* refunds, PurchaseGateway* purchases, Access access, QWidget* parent)
    : PageFrame(tr("Payments"), parent)
    , m_refunds(refunds)
    , m_purchases(purchases)
    , m_access(access)
    , m_model(new PaymentListModel(payments, true, this))
    , m_search(new SearchField(tr("Student, course or number"), QStringLiteral("payments.search")))
    , m_chips(new FilterChips(tr("State")))
    , m_scope(new ScopeChips)
    , m_panel(new PaymentPanel(PaymentPanel::Reader::Admin, QStringLiteral("payments.detail")))
    , m_papers(new PaperList(purchases))
{
    setMaximumContentWidth(1560);
    addFilters();
    m_table = new TableView(m_model,
                            {{PaymentListModel::Course, 0},
                             {PaymentListModel::Student, 140, 480},
                             {PaymentListModel::State, 176},
                             {PaymentListModel::Amount, 110},
                             {PaymentListModel::Tax, 100},
                             {PaymentListModel::Method, 120, 860},
                             {PaymentListModel::Refunded, 110, 760},
                             {PaymentListModel::Created, 120, 620}},
                            QStringLiteral("adminPayments.table"));
    connect(m_table, &TableView::selected, this, &PaymentsPage::showSelected);
    m_panel->body()->addWidget(m_papers);
    if (access == Access::Full) addButtons();
    m_body = new ListDetail(m_table, m_panel);
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("view-list-details"),
                               tr("No payments"),
                               tr("Every attempt to pay for a course is listed here, with what became of it."),
                               {}},
                              false);
    states->follow(m_model);
    m_table->setColumnShown(PaymentListModel::Tax, false);
    m_table->keepSelected();
    m_model->reload();
}

void PaymentsPage::addFilters()
{
    m_chips->add({}, tr("All"));
    m_chips->add(kWaiting, tr("Waits for cash, cheque or transfer"));
    for (const PaymentState state :
         {PaymentState::Succeeded, PaymentState::AwaitingPayer, PaymentState::RequiresAction, PaymentState::Processing,
          PaymentState::Failed, PaymentState::PartiallyRefunded, PaymentState::Refunded, PaymentState::Canceled})
        m_chips->add(toText(state), chip(state).text);
    m_chips->add(kDisputed, tr("Disputed or lost"));
    m_chips->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_chips);
    addTools(bar);
    addTools(m_scope);
    const auto changed = [this] {
        PaymentScope scope = m_scope->scope();
        if (scope.only) {
            scope.only.reset();
            m_scope->setScope(scope);
        }
        applyFilter();
    };
    connect(m_search, &SearchField::searched, this, changed);
    connect(m_chips, &FilterChips::chosen, this, changed);
    connect(m_scope, &ScopeChips::changed, this, &PaymentsPage::applyFilter);
}

void PaymentsPage::addButtons()
{
    m_table->setRowActions([this](QMenu* menu, int row) {
        if (waitsForReceipt(m_model->at(row))) menu->addAction(tr("Record receipt…"), this, &PaymentsPage::openReceipt);
        if (returnable(m_model->at(row)))
            menu->addAction(icon(QStringLiteral("edit-undo")), tr("Refund…"), this, &PaymentsPage::openRefund);
    });
    m_receipt = m_panel->addButton(makeButton(ButtonKind::Primary, tr("Record receipt…"), QStringLiteral("payments.receipt")));
    m_refund = m_panel->addButton(
        makeButton(ButtonKind::DangerQuiet, tr("Refund…"), QStringLiteral("payments.refund"), QStringLiteral("edit-undo")));
    connect(m_receipt, &QPushButton::clicked, this, &PaymentsPage::openReceipt);
    connect(m_refund, &QPushButton::clicked, this, &PaymentsPage::openRefund);
    connect(m_panel, &PaymentPanel::reverseWanted, this, &PaymentsPage::reverse);
}

void PaymentsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("refund") ||
        message.topic == QStringLiteral("dispute"))
        refresh();
}

void PaymentsPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    const Payment next = m_model->at(row);
    if (next.id != m_current.id) {
        m_panel->setRefunds({});
        m_panel->setReceipts({}, false);
    }
    const bool news = next != m_current;
    m_current = next;
    m_panel->setPayment(m_current);
    m_papers->showPapersOf(m_current.settledAt ? std::optional(m_current.id) : std::nullopt);
    if (m_refund) m_refund->setVisible(returnable(m_current));
    if (m_receipt) m_receipt->setVisible(waitsForReceipt(m_current));
    if (!news) return;
    loadRefunds();
    loadReceipts();
}

void PaymentsPage::loadRefunds()
{
    if (!m_current.settledAt) return;
    RefundFilter filter;
    filter.paymentId = m_current.id;
    whenDone(this, m_refunds->allRefunds(filter, {}), [this, id = m_current.id](const Result<Page<Refund>>& answer) {
        if (id != m_current.id) return;
        if (answer)
            m_panel->setRefunds(answer->items);
        else
            m_panel->setRefundsUnknown(errorText(answer.error()));
    });
}

void PaymentsPage::loadReceipts()
{
    if (!byHand(m_current)) return;
    whenDone(this, m_purchases->receipts(m_current.id), [this, id = m_current.id](const Result<QList<OfflineReceipt>>& answer) {
        if (id != m_current.id) return;
        if (answer)
            m_panel->setReceipts(*answer, m_access == Access::Full);
        else
            m_panel->setReceiptsUnknown(errorText(answer.error()));
    });
}

void PaymentsPage::openRefund()
{
    auto* dialog = new RefundDialog(m_current, m_refunds, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RefundDialog::done, this, [this](const Refund& refund) {
        Q_EMIT toast(refund.channel == RefundChannel::Wallet
                         ? tr("%1 goes into the wallet of %2.").arg(moneyText(refund.amount), m_current.studentName)
                         : tr("%1 is on its way back to %2.").arg(moneyText(refund.amount), m_current.studentName),
                     Tone::Green);
        loadRefunds();
        refresh();
    });
    dialog->open();
}

void PaymentsPage::openReceipt()
{
    auto* dialog = new ReceiptDialog(m_current, m_purchases, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReceiptDialog::done, this, [this](const OfflineReceipt& receipt) {
        Q_EMIT toast((m_current.isGift ? tr("%1 recorded. %2 has the code.") : tr("%1 recorded. %2 is in.")).arg(moneyText(receipt.amount), m_current.studentName), Tone::Green);
        Q_EMIT receiptsChanged();
        loadReceipts();
        refresh();
    });
    dialog->open();
}

void PaymentsPage::reverse(const OfflineReceipt& receipt)
{
    auto* dialog = new ReasonDialog(
        {tr("Reverse the receipt of %1?").arg(moneyText(receipt.amount)),
         (m_current.isGift ? tr("The payment counts as not made: the code that %1 gave away for “%2” stops working, whoever opened it loses the course, and the shares of the teacher "
                                "and the platform are taken back. The receipt stays in the books with your reason.")
                           : tr("The payment counts as not made: %1 loses the access to “%2”, and the shares of the teacher and the platform are "
                                "taken back. The receipt stays in the books with your reason."))
             .arg(m_current.studentName, paymentTitle(m_current)),
         tr("Reverse it"), true, true, tr("The student reads this, and so do admins and auditors.")},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = receipt.id, key = newUuid7()] {
        whenDone(dialog, m_purchases->reverseReceipt(id, dialog->reason(), key), [this, dialog](const Result<OfflineReceipt>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            Q_EMIT toast(tr("Reversed."), Tone::Green);
            Q_EMIT receiptsChanged();
            loadReceipts();
            refresh();
        });
    });
    dialog->open();
}

void PaymentsPage::showScope(const PaymentScope& scope)
{
    m_search->setText(scope.filter.text);
    m_chips->setCurrent(scope.filter.state ? toText(*scope.filter.state) : QString());
    m_scope->setScope(scope);
    applyFilter();
}

void PaymentsPage::showPayment(const PaymentId& id)
{
    PaymentScope scope = m_scope->scope();
    scope.only = id;
    m_scope->setScope(scope);
    applyFilter();
}

void PaymentsPage::applyFilter()
{
    PaymentFilter filter = m_scope->scope().filter;
    filter.text = m_search->text().trimmed();
    filter.waitingOffline = m_chips->current() == kWaiting;
    filter.disputed = m_chips->current() == kDisputed;
    filter.state.reset();
    PaymentState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    m_table->setColumnShown(PaymentListModel::Tax, m_scope->scope().withTax);
    m_model->show(filter, m_scope->scope().only);
}

} // namespace lectern
