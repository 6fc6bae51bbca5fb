#include "ui/admin/planspage.h"
#include "ui/admin/plandialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QListWidget>
#include <QMenu>
#include <QStackedWidget>

namespace lectern {

PlansPage::PlansPage(const Gateways& gateways, Access access, QWidget* parent)
    : PageFrame(tr("Payment plans"), parent)
    , m_gateways(gateways)
    , m_access(access)
    , m_plans(new PlanListModel(gateways.plans, planText, this))
    , m_products(new ProductListModel(gateways.plans, this))
    , m_tabs(makeTabBar(QStringLiteral("plansPage.tabs"), tr("Payment plans"), {tr("Plans"), tr("Rules"), tr("Courses")}))
    , m_stack(new QStackedWidget)
{
    setMaximumContentWidth(1200);
    setSubtitle(tr("Ways to pay over time. Students always may pay all at once."));
    m_stack->addWidget(buildPlans());
    m_stack->addWidget(buildRules());
    m_stack->addWidget(buildProducts());
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    if (access == Access::Full) {
        auto* create = makeButton(ButtonKind::Primary, tr("New plan"), QStringLiteral("plansPage.new"), QStringLiteral("list-add"));
        addAction(create);
        connect(create, &QPushButton::clicked, this, [this] { editPlan(std::nullopt); });
    }
    auto* all = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(m_tabs, 0, Qt::AlignLeft);
    lines->addWidget(m_stack, 1);
    all->setLayout(lines);
    setContent(all, Skeleton::Shape::Table, {}, false)->showContent();
    refresh();
}

void PlansPage::refresh()
{
    m_plans->reload();
    m_products->reload();
    if (m_rules == m_saved) loadRules();
}

QList<Plan> PlansPage::plans() const
{
    QList<Plan> all;
    for (int i = 0; i < m_plans->rowCount(); ++i) all.append(m_plans->at(i));
    return all;
}

QWidget* PlansPage::buildPlans()
{
    m_planTable = new TableView(m_plans, {{PlanListModel::Name, 0}, {PlanListModel::State, 110, 480}, {PlanListModel::Courses, 90, 560}, {PlanListModel::ByRule, 130, 700}, {PlanListModel::Running, 90}}, QStringLiteral("plansPage.plans"));
    if (m_access == Access::Full) {
        m_planTable->setRowActions([this](QMenu* menu, int row) {
            const Plan plan = m_plans->at(row);
            menu->addAction(tr("Edit…"), this, [this, plan] { editPlan(plan); });
            menu->addAction(plan.isArchived ? tr("Offer it again") : tr("Archive"), this, [this, plan] { setArchived(plan, !plan.isArchived); });
        });
        connect(m_planTable, &TableView::opened, this, [this](int row) { editPlan(m_plans->at(row)); });
    }
    auto* states = new StateStack(m_planTable, Skeleton::Shape::Table,
                                  {QStringLiteral("view-calendar"), tr("No plans yet"), tr("A plan spreads a price: a deposit and the rest, equal payments every week, month or year, or a subscription until it is cancelled."),
                                   m_access == Access::Full ? tr("New plan") : QString()});
    states->follow(m_plans);
    connect(states, &StateStack::emptyAction, this, [this] { editPlan(std::nullopt); });
    return states;
}

QWidget* PlansPage::buildRules()
{
    auto* box = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(makeText(TextStyle::Muted, tr("Tried from the top for every course that has no plan attached; the first that fits decides.")));
    m_preview = new Notice(Tone::Gold);
    if (m_access == Access::Full) {
        m_save = m_preview->addButton(tr("Save the rules"), QStringLiteral("plansPage.saveRules"));
        auto* drop = m_preview->addButton(tr("Undo"), QStringLiteral("plansPage.undoRules"));
        connect(m_save, &QPushButton::clicked, this, &PlansPage::saveRules);
        connect(drop, &QPushButton::clicked, this, [this] { changeRules(m_saved.rules, 0); });
    }
    lines->addWidget(m_preview);
    m_ruleList = new QListWidget;
    m_ruleList->setObjectName(QStringLiteral("plansPage.rules"));
    m_ruleList->setAccessibleName(tr("Rules"));
    m_ruleList->setWordWrap(true);
    m_ruleList->setFrameShape(QFrame::NoFrame);
    m_ruleList->setProperty("rows", true);
    auto* card = new Card(nullptr, space::s);
    card->body()->addWidget(m_ruleList);
    lines->addWidget(card);
    if (m_access == Access::Full) {
        auto* buttons = row(space::s);
        const auto add = [&](const QString& text, const char* name, const QString& icon, auto slot) {
            auto* button = makeButton(ButtonKind::Secondary, text, QLatin1String(name), icon);
            connect(button, &QPushButton::clicked, this, slot);
            buttons->addWidget(button);
        };
        add(tr("Add a rule…"), "plansPage.addRule", QStringLiteral("list-add"), [this] { editRule(-1); });
        add(tr("Edit…"), "plansPage.editRule", QStringLiteral("document-edit"), [this] { editRule(m_ruleList->currentRow()); });
        add(tr("Up"), "plansPage.ruleUp", QStringLiteral("go-up"), [this] { moveRule(-1); });
        add(tr("Down"), "plansPage.ruleDown", QStringLiteral("go-down"), [this] { moveRule(1); });
        add(tr("Remove"), "plansPage.removeRule", QStringLiteral("edit-delete"), [this] {
            const int at = m_ruleList->currentRow();
            if (at < 0) return;
            QList<PlanRule> rules = m_rules.rules;
            rules.removeAt(at);
            changeRules(rules, at);
        });
        buttons->addStretch();
        lines->addLayout(buttons);
        lines->addStretch(1000);
        connect(m_ruleList, &QListWidget::itemActivated, this, [this] { editRule(m_ruleList->currentRow()); });
    }
    box->setLayout(lines);
    m_ruleStates = new StateStack(box, Skeleton::Shape::Table, {});
    connect(m_ruleStates, &StateStack::retry, this, &PlansPage::loadRules);
    return m_ruleStates;
}

QWidget* PlansPage::buildProducts()
{
    m_productTable = new TableView(m_products, {{ProductListModel::Course, 0}, {ProductListModel::Price, 110}, {ProductListModel::Plans, 220, 480}, {ProductListModel::Why, 120, 640}}, QStringLiteral("plansPage.products"));
    if (m_access == Access::Full) {
        m_productTable->setRowActions([this](QMenu* menu, int row) { menu->addAction(tr("Attach plans…"), this, [this, product = m_products->at(row)] { attach(product); }); });
        connect(m_productTable, &TableView::opened, this, [this](int row) { attach(m_products->at(row)); });
    }
    auto* search = new SearchField(tr("Course or teacher"), QStringLiteral("plansPage.search"));
    connect(search, &SearchField::searched, m_products, &ProductListModel::setText);
    auto* states = new StateStack(m_productTable, Skeleton::Shape::Table,
                                  {QStringLiteral("document-multiple"), tr("Nothing is sold yet"), tr("Every launched course that costs something is listed here with the plan that it is offered by."), {}});
    states->follow(m_products);
    auto* box = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(search, 0, Qt::AlignLeft);
    lines->addWidget(states, 1);
    box->setLayout(lines);
    return box;
}

void PlansPage::loadRules()
{
    m_ruleStates->showLoading();
    const quint64 id = m_request.next();
    whenDone(this, m_gateways.plans->rules(), [this, id](const Result<PlanRules>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return m_ruleStates->showError(answer.error());
        m_saved = *answer;
        changeRules(m_saved.rules, 0);
        m_ruleStates->showContent();
    });
}

QString PlansPage::ruleText(const PlanRule& rule, int number)
{
    QStringList when;
    if (!rule.categoryName.isEmpty()) when << tr("in %1").arg(rule.categoryName);
    if (!rule.teacherName.isEmpty()) when << tr("by %1").arg(rule.teacherName);
    if (rule.minimum) when << tr("from %1").arg(moneyText(*rule.minimum));
    if (rule.maximum) when << tr("up to %1").arg(moneyText(*rule.maximum));
    return when.isEmpty() ? tr("%1.  Every course → %2").arg(number).arg(rule.planName) : tr("%1.  Courses %2 → %3").arg(number).arg(when.join(QStringLiteral(", ")), rule.planName);
}

void PlansPage::showRules()
{
    const int at = m_ruleList->currentRow();
    m_ruleList->clear();
    for (int i = 0; i < int(m_rules.rules.size()); ++i) m_ruleList->addItem(ruleText(m_rules.rules.at(i), i + 1));
    if (m_rules.rules.isEmpty()) {
        auto* none = new QListWidgetItem(tr("No rules: a course is sold by the plans that are attached to it, or by one payment."), m_ruleList);
        none->setFlags(Qt::NoItemFlags);
    }
    for (int i = 0; i < m_ruleList->count(); ++i) m_ruleList->item(i)->setSizeHint({0, 40});
    // As high as its rules, so that what is done with them stands below them.
    m_ruleList->setMaximumHeight(qMax(1, m_ruleList->count()) * 40 + 4);
    m_ruleList->setCurrentRow(at);
}

void PlansPage::changeRules(const QList<PlanRule>& rules, int current)
{
    m_rules.rules = rules;
    showRules();
    m_ruleList->setCurrentRow(qBound(-1, current, int(rules.size()) - 1));
    const bool isChanged = m_rules != m_saved;
    m_products->setRules(isChanged ? std::optional(m_rules) : std::nullopt);
    m_preview->say(isChanged ? tr("Nothing is saved yet. Under Courses you see what these rules would do.") : QString());
}

void PlansPage::saveRules()
{
    m_save->setEnabled(false);
    whenDone(this, m_gateways.plans->saveRules(m_rules), [this](const Result<PlanRules>& answer) {
        m_save->setEnabled(true);
        if (!answer) {
            m_preview->setTone(Tone::Red);
            return m_preview->say(errorText(answer.error()));
        }
        m_preview->setTone(Tone::Gold);
        m_saved = *answer;
        changeRules(m_saved.rules, m_ruleList->currentRow());
        Q_EMIT toast(tr("Saved. What students agreed to stays as it is."), Tone::Green);
    });
}

void PlansPage::editRule(int at)
{
    const bool isNew = at < 0 || at >= m_rules.rules.size();
    auto* dialog = new PlanRuleDialog(isNew ? std::nullopt : std::optional(m_rules.rules.at(at)), plans(), m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, at, isNew] {
        QList<PlanRule> rules = m_rules.rules;
        if (isNew) rules.append(dialog->rule());
        else rules[at] = dialog->rule();
        dialog->accept();
        changeRules(rules, isNew ? int(rules.size()) - 1 : at);
    });
    dialog->open();
}

void PlansPage::moveRule(int by)
{
    const int at = m_ruleList->currentRow();
    const int to = at + by;
    if (at < 0 || to < 0 || to >= m_rules.rules.size()) return;
    QList<PlanRule> rules = m_rules.rules;
    rules.move(at, to);
    changeRules(rules, to);
}

void PlansPage::editPlan(const std::optional<Plan>& plan)
{
    auto* dialog = new PlanDialog(plan, m_gateways.plans, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PlanDialog::done, this, [this, isNew = !plan](const Plan& saved) {
        Q_EMIT toast(tr("%1: %2").arg(saved.form.name, planText(saved.form)), Tone::Green);
        if (isNew) m_tabs->setCurrentIndex(0);
        m_planTable->selectId(saved.id.value);
        refresh();
    });
    dialog->open();
}

void PlansPage::setArchived(const Plan& plan, bool archived)
{
    whenDone(this, m_gateways.plans->setArchived(plan.id, archived), [this, archived](const Result<Plan>& answer) {
        Q_EMIT toast(!answer ? errorText(answer.error()) : archived ? tr("Archived. What runs goes on; nobody is offered it any more.") : tr("Offered again."), answer ? Tone::Neutral : Tone::Red);
        refresh();
    });
}

void PlansPage::attach(const Product& product)
{
    auto* dialog = new ProductPlansDialog(product, plans(), m_gateways.plans, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProductPlansDialog::done, this, [this](const Product& saved) {
        Q_EMIT toast(tr("Saved"), Tone::Green);
        m_products->update(saved);
        refresh();
    });
    dialog->open();
}

} // namespace lectern
