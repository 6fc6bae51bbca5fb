#include "ui/admin/debtspage.h"
#include "ui/kit/exports.h"
#include "ui/kit/flowlayout.h"
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
    addTools(buildAges());
    auto* table = new TableView(m_model,
                                {{DebtListModel::Teacher, 0}, {DebtListModel::Owed, 150}, {DebtListModel::Since, 170, 620}, {DebtListModel::Days, 90}, {DebtListModel::Age, 130, 520}},
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
    connect(m_model, &PagedListModel::stateChanged, this, &DebtsPage::showAges);
    showAges();
    m_model->reload();
}

QWidget* DebtsPage::buildAges()
{
    const Tone tones[] = {Tone::Neutral, Tone::Gold, Tone::Gold, Tone::Red};
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::m, 170);
    for (int age = 0; age < DebtListModel::kAges; ++age) {
        m_ages[age] = new StatTile(DebtListModel::ageText(age), QStringLiteral("clock"), tones[age]);
        m_ages[age]->setObjectName(QStringLiteral("debts.age.%1").arg(age));
        flow->addWidget(m_ages[age]);
    }
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    return tiles;
}

void DebtsPage::showAges()
{
    // By currency: amounts of two are never added up.
    QMap<QString, Money> sums[DebtListModel::kAges];
    int counts[DebtListModel::kAges] = {};
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const DebtLine& line = m_model->at(row);
        const int age = DebtListModel::ageOf(line.days);
        const QString code = line.owed.currency().code();
        const auto before = sums[age].constFind(code);
        sums[age].insert(code, before == sums[age].constEnd() ? line.owed : before->plus(line.owed).value_or(*before));
        ++counts[age];
    }
    for (int age = 0; age < DebtListModel::kAges; ++age) {
        QStringList amounts;
        for (const Money& sum : std::as_const(sums[age]))
            amounts.append(moneyText(sum));
        m_ages[age]->setValue(amounts.isEmpty() ? QStringLiteral("—") : amounts.join(QStringLiteral(" + ")));
        m_ages[age]->setRemark(m_model->hasMore() ? tr("of the debts listed below") : tr("%n debts, by the oldest part", nullptr, counts[age]));
    }
}

void DebtsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("vault") || message.topic == QStringLiteral("dispute")) refresh();
}

} // namespace lectern
