#include "ui/vault/contentsdialog.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

ContentsDialog::ContentsDialog(const Withdrawal& withdrawal, StatementsGateway* statements, QWidget* parent)
    : DialogFrame(tr("What it contains"), tr("Close"), QStringLiteral("contents"), parent)
    , m_lines(new WithdrawalLinesModel(withdrawal.id, statements, this))
    , m_sum(column(space::xs))
    , m_note(makeText(TextStyle::Small, {}))
    , m_withdrawal(withdrawal)
{
    hideCancel();
    setIntro(
        tr("The withdrawal of %1, requested %2").arg(moneyText(withdrawal.amount), exactTime(withdrawal.requestedAt)));
    resize(900, 640);
    auto* content = new QWidget;
    auto* lines = column(space::m);
    auto* box = new Card(nullptr, space::m);
    box->setObjectName(QStringLiteral("contents.sum"));
    box->setProperty("card", QStringLiteral("flat"));
    box->body()->addLayout(m_sum);
    lines->addWidget(box);
    auto* table = new TableView(m_lines,
                                {{WithdrawalLinesModel::Description, 0},
                                 {WithdrawalLinesModel::Kind, 150},
                                 {WithdrawalLinesModel::At, 150, 640},
                                 {WithdrawalLinesModel::Moved, 130}},
                                QStringLiteral("contents.lines"));
    table->setMinimumHeight(220);
    const auto open = [this](int line) {
        if (line >= 0 && m_lines->at(line).paymentId) Q_EMIT lineOpened(m_lines->at(line));
    };
    connect(table, &TableView::opened, this, open);
    table->setRowActions([this, open](QMenu* menu, int line) {
        if (m_lines->at(line).paymentId) menu->addAction(tr("Show the payment"), this, [open, line] { open(line); });
    });
    lines->addWidget(table, 1);
    lines->addWidget(m_note);
    content->setLayout(lines);
    m_states =
        new StateStack(content, Skeleton::Shape::Table,
                       {QStringLiteral("document-export"),
                        tr("No lines"),
                        tr("Nothing changed what is available since the withdrawal before: all of it was left over."),
                        {}});
    m_states->setMinimumHeight(320);
    m_states->follow(m_lines);
    body()->addWidget(m_states, 1);
    connect(m_lines, &PagedListModel::stateChanged, this, [this] {
        if (m_lines->state() == PagedListModel::State::Ready) display();
    });
    connect(this, &DialogFrame::submitted, this, &QDialog::accept);
    m_lines->reload();
}

void ContentsDialog::addSum(const QString& name, const Money& amount, bool strong)
{
    auto* line = new QWidget;
    auto* cells = row(space::m);
    auto* value = new MoneyLabel(strong ? textsize::lead : textsize::body);
    value->setText(strong ? moneyText(amount) : signedMoneyText(amount));
    cells->addWidget(makeLabel(strong ? TextStyle::Strong : TextStyle::Muted, name), 1);
    cells->addWidget(value, 0, Qt::AlignRight);
    line->setLayout(cells);
    m_sum->addWidget(line);
}

void ContentsDialog::display()
{
    const WithdrawalContents& contents = m_lines->contents();
    clearLayout(m_sum);
    for (const StatementTotal& total : contents.totals)
        addSum(tr("%1 (%2)").arg(chip(total.kind).text, QLocale().toString(total.count)), total.amount, false);
    m_sum->addWidget(makeDivider());
    addSum(tr("Withdrawn"), m_withdrawal.amount, true);
    m_note->setVisible(contents.lineCount > contents.lines.size());
    m_note->setText(tr("These are the first %1 of %2 lines; the sums above are of all of them.")
                        .arg(QLocale().toString(contents.lines.size()), QLocale().toString(contents.lineCount)));
}

} // namespace lectern
