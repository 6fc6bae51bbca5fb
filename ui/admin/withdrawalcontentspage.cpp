#include "ui/admin/withdrawalcontentspage.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

namespace {

void addLine(QVBoxLayout* to, const QString& name, const Money& money, bool strong = false, bool always = true)
{
    if (!always && money.isZero()) return;
    auto* box = new QWidget;
    auto* line = row(space::m);
    auto* amount = new MoneyLabel(strong ? textsize::lead : textsize::body);
    amount->setMoney(money);
    line->addWidget(makeLabel(strong ? TextStyle::Strong : TextStyle::Body, name), 1);
    line->addWidget(amount, 0, Qt::AlignRight);
    box->setLayout(line);
    to->addWidget(box);
}

} // namespace

WithdrawalContentsPage::WithdrawalContentsPage(const Withdrawal& withdrawal, StatementsGateway* statements, QWidget* parent)
    : PageFrame(tr("What %1 contains").arg(moneyText(withdrawal.amount)), parent)
    , m_model(new WithdrawalLinesModel(withdrawal.id, statements, this))
    , m_sum(column(space::s))
    , m_more(makeText(TextStyle::Small, {}))
    , m_payment(makeButton(ButtonKind::Secondary, tr("Open the payment"), QStringLiteral("contents.payment")))
{
    setBackVisible(true);
    setMaximumContentWidth(1080);
    setSubtitle(tr("Withdrawal of %1, requested %2").arg(withdrawal.vaultKind == VaultKind::Platform ? tr("the platform") : withdrawal.ownerName, exactTime(withdrawal.requestedAt)));
    addAction(m_payment);
    m_payment->setEnabled(false);
    const WithdrawalState state = withdrawal.state;
    auto* notice = new Notice(Tone::Gold);
    notice->setObjectName(QStringLiteral("contents.notice"));
    if (state == WithdrawalState::Returned || state == WithdrawalState::Failed)
        notice->say(tr("This did not arrive: the money is in the vault again, and a later withdrawal contains the same sales."));
    else if (state == WithdrawalState::Rejected || state == WithdrawalState::Cancelled)
        notice->say(tr("This was never sent: the money is in the vault again. Listed is what it would have contained."));
    else
        notice->say({});
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("contents.sum"));
    card->body()->addLayout(m_sum);
    m_table = new TableView(m_model,
                            {{WithdrawalLinesModel::Description, 0},
                             {WithdrawalLinesModel::Kind, 140},
                             {WithdrawalLinesModel::At, 150, 620},
                             {WithdrawalLinesModel::Moved, 160}},
                            QStringLiteral("contents.table"));
    m_table->setMinimumHeight(320);
    m_table->setRowActions([this](QMenu* menu, int row) {
        if (m_model->at(row).paymentId) menu->addAction(tr("Open the payment"), this, [this, row] { openPayment(row); });
    });
    connect(m_table, &TableView::opened, this, &WithdrawalContentsPage::openPayment);
    connect(m_table, &TableView::selected, this,
            [this](int row) { m_payment->setEnabled(row >= 0 && m_model->at(row).paymentId.has_value()); });
    connect(m_payment, &QPushButton::clicked, this, [this] { openPayment(m_table->currentRow()); });
    m_payment->setToolTip(tr("Of the chosen line. A double click on a line does the same."));
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    lines->addWidget(notice);
    lines->addWidget(card);
    lines->addWidget(m_more);
    lines->addWidget(m_table, 1);
    body->setLayout(lines);
    auto* states = setContent(body, Skeleton::Shape::Detail,
                              {QStringLiteral("view-list-details"),
                               tr("Nothing is listed"),
                               tr("It was not taken out of the vault yet."),
                               {}},
                              true);
    states->follow(m_model);
    connect(m_model, &PagedListModel::stateChanged, this, &WithdrawalContentsPage::display);
    m_model->reload();
}

void WithdrawalContentsPage::openPayment(int row)
{
    if (row < 0 || !m_model->at(row).paymentId) return;
    Q_EMIT paymentWanted(*m_model->at(row).paymentId);
}

void WithdrawalContentsPage::display()
{
    if (m_model->state() != PagedListModel::State::Ready) return;
    const WithdrawalContents& contents = m_model->contents();
    clearLayout(m_sum);
    for (const StatementTotal& total : contents.totals)
        addLine(m_sum, tr("%1 (%2)").arg(chip(total.kind).text, QLocale().toString(total.count)), total.amount, false, false);
    m_sum->addWidget(makeDivider());
    const WithdrawalState state = contents.withdrawal.state;
    const bool isBack = state == WithdrawalState::Returned || state == WithdrawalState::Failed || state == WithdrawalState::Rejected || state == WithdrawalState::Cancelled;
    addLine(m_sum, isBack ? tr("Asked for, and back in the vault") : state == WithdrawalState::Requested ? tr("Asked for") : tr("Withdrawn"), contents.withdrawal.amount, true);
    const bool more = contents.lineCount > int(contents.lines.size());
    m_more->setText(more ? tr("%n lines in all; the first 500 are listed.", nullptr, contents.lineCount) : QString());
    m_more->setVisible(more);
}

} // namespace lectern
