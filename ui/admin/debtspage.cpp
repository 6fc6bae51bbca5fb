#include "ui/admin/debtspage.h"
#include "ui/kit/exports.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

DebtsPage::DebtsPage(StatementsGateway* statements, QWidget* parent)
    : PageFrame(tr("Debts"), parent)
    , m_model(new DebtListModel(statements, this))
{
    setBackVisible(true);
    setMaximumContentWidth(960);
    setSubtitle(tr("Refunds and disputes beyond what a vault held. Later sales repay them first."));
    auto* save = makeButton(ButtonKind::Secondary, tr("Save as CSV…"), QStringLiteral("debts.csv"), QStringLiteral("document-save"));
    addAction(save);
    auto* table = new TableView(m_model,
                                {{DebtListModel::Teacher, 0}, {DebtListModel::Owed, 150}, {DebtListModel::Since, 170, 520}, {DebtListModel::Days, 90}},
                                QStringLiteral("debts.table"));
    table->setRowActions([this](QMenu* menu, int row) {
        menu->addAction(tr("Open the vault"), this, [this, id = m_model->at(row).vaultId] { Q_EMIT vaultWanted(id); });
    });
    connect(table, &TableView::opened, this, [this](int row) { Q_EMIT vaultWanted(m_model->at(row).vaultId); });
    connect(save, &QPushButton::clicked, this, [this, table] {
        saveCsv(this, QStringLiteral("debts"), [table] { return table->allCsv().toUtf8(); },
                [this](const QString&) { Q_EMIT toast(tr("Saved"), Tone::Green); });
    });
    auto* states = setContent(table, Skeleton::Shape::Table,
                              {QStringLiteral("checkmark"),
                               tr("Nobody owes anything"),
                               tr("When a refund or a dispute takes more than a teacher's vault holds, the rest is listed here."),
                               {}},
                              false);
    states->follow(m_model);
    m_model->reload();
}

void DebtsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("vault") || message.topic == QStringLiteral("dispute")) refresh();
}

} // namespace lectern
