#include "ui/admin/plandialog.h"
#include <QCheckBox>

namespace lectern {

PlanDialog::PlanDialog(const std::optional<Plan>& plan, PlansGateway* plans, QWidget* parent)
    : DialogFrame(plan ? tr("Edit the plan") : tr("New payment plan"), plan ? tr("Save") : tr("Create it"), QStringLiteral("plan"), parent)
    , m_id(plan ? std::optional(plan->id) : std::nullopt)
    , m_plans(plans)
    , m_name(new QLineEdit)
    , m_kind(new QComboBox)
    , m_count(makeSpinBox(QStringLiteral("plan.count"), 2, 36, 3))
    , m_interval(new QComboBox)
    , m_deposit(makeSpinBox(QStringLiteral("plan.deposit"), 1, 99, 25))
    , m_days(makeSpinBox(QStringLiteral("plan.days"), 1, 365, 30))
    , m_price(new MoneyEdit(QStringLiteral("plan.price")))
    , m_trial(makeSpinBox(QStringLiteral("plan.trialDays"), 0, 365, 0))
    , m_example(makeText(TextStyle::Body, {}))
{
    setMinimumWidth(520);
    if (plan && plan->running > 0) setIntro(tr("%n students pay by it. What they agreed to stays as it is; only later purchases follow the change.", nullptr, plan->running));
    m_name->setObjectName(QStringLiteral("plan.name"));
    m_name->setMaxLength(120);
    addField(QStringLiteral("name"), tr("&Name"), m_name, tr("Students read it where they choose how to pay."));
    m_kind->setObjectName(QStringLiteral("plan.kind"));
    m_kind->addItem(tr("Equal payments"), toText(PlanKind::Instalments));
    m_kind->addItem(tr("A deposit, the rest later"), toText(PlanKind::Deposit));
    m_kind->addItem(tr("Subscription, until it is cancelled"), toText(PlanKind::Subscription));
    m_kind->addItem(tr("One payment"), toText(PlanKind::Once));
    addField(QStringLiteral("kind"), tr("&How"), m_kind);
    m_amounts = buildAmounts();
    m_deposit->setSuffix(QStringLiteral(" %"));
    m_days->setSuffix(tr(" days"));
    m_depositBox = beside(addField(QStringLiteral("depositBps"), tr("&Deposit"), m_deposit), addField(QStringLiteral("balanceDays"), tr("&Rest after"), m_days));
    body()->addWidget(m_amounts);
    body()->addWidget(m_trialField);
    body()->addWidget(m_depositBox);
    m_example->setObjectName(QStringLiteral("plan.example"));
    body()->addWidget(makeBox(m_example));
    body()->addStretch();
    if (plan) takeOver(plan->form);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PlanDialog::showKind);
    connect(m_interval, &QComboBox::currentIndexChanged, this, &PlanDialog::showExample);
    for (QSpinBox* number : {m_count, m_deposit, m_days, m_trial}) connect(number, &QSpinBox::valueChanged, this, &PlanDialog::showExample);
    connect(m_price, &MoneyEdit::edited, this, &PlanDialog::showExample);
    connect(this, &DialogFrame::submitted, this, &PlanDialog::send);
    showKind();
    m_name->setFocus();
}

QWidget* PlanDialog::buildAmounts()
{
    m_interval->setObjectName(QStringLiteral("plan.interval"));
    m_interval->addItem(tr("every month"), toText(PlanInterval::Month));
    m_interval->addItem(tr("every week"), toText(PlanInterval::Week));
    m_interval->addItem(tr("every year"), toText(PlanInterval::Year));
    m_trial->setSuffix(tr(" days"));
    m_trial->setSpecialValueText(tr("No trial"));
    m_countField = addField(QStringLiteral("count"), tr("&Payments"), m_count);
    m_priceField = addField(QStringLiteral("price"), tr("P&rice of a period"), m_price);
    m_trialField = addField(QStringLiteral("trialDays"), tr("&Free at the beginning"), m_trial, tr("Once for each student and course. A card is asked for all the same; nothing is collected before the trial is over."));
    FormField* interval = addField(QStringLiteral("interval"), tr("&When"), m_interval);
    auto* line = new QWidget;
    auto* cells = row(space::l);
    for (FormField* field : {m_countField, m_priceField, interval}) cells->addWidget(field, 1, Qt::AlignTop);
    line->setLayout(cells);
    return line;
}

void PlanDialog::takeOver(const PlanForm& form)
{
    m_name->setText(form.name);
    m_kind->setCurrentIndex(m_kind->findData(toText(form.kind)));
    m_interval->setCurrentIndex(m_interval->findData(toText(form.interval)));
    if (form.count > 0) m_count->setValue(form.count);
    if (form.depositBps > 0) m_deposit->setValue(form.depositBps / 100);
    if (form.balanceDays > 0) m_days->setValue(form.balanceDays);
    if (form.price) m_price->setMoney(*form.price);
    m_trial->setValue(form.trialDays.value_or(0));
}

PlanKind PlanDialog::kind() const
{
    PlanKind kind{};
    (void)fromText(m_kind->currentData().toString(), kind);
    return kind;
}

std::optional<Error> PlanDialog::check()
{
    if (kind() == PlanKind::Subscription) {
        if (auto error = m_price->problem(QStringLiteral("price"))) return error;
    }
    return validation::plan(form());
}

PlanForm PlanDialog::form() const
{
    PlanForm form;
    form.name = m_name->text().trimmed();
    form.kind = kind();
    (void)fromText(m_interval->currentData().toString(), form.interval);
    if (form.kind == PlanKind::Instalments) form.count = m_count->value();
    if (form.kind == PlanKind::Deposit) {
        form.depositBps = m_deposit->value() * 100;
        form.balanceDays = m_days->value();
    }
    if (form.kind == PlanKind::Subscription) {
        form.price = m_price->positive();
        form.trialDays = m_trial->value();
    }
    return form;
}

void PlanDialog::showKind()
{
    const bool isSubscription = kind() == PlanKind::Subscription;
    m_amounts->setVisible(kind() == PlanKind::Instalments || isSubscription);
    m_countField->setVisible(!isSubscription);
    m_priceField->setVisible(isSubscription);
    m_trialField->setVisible(isSubscription);
    m_depositBox->setVisible(kind() == PlanKind::Deposit);
    showExample();
}

void PlanDialog::showExample()
{
    if (kind() == PlanKind::Subscription) return showSubscription();
    const Money price = Money::fromMinor(10'000, Currency());
    const QList<PlannedLine> lines = planLines(form(), price, QDate::currentDate());
    QStringList words;
    for (const PlannedLine& line : lines) words << tr("%1 on %2").arg(moneyText(line.amount), longDayText(line.dueOn.date()));
    if (words.size() > 4) words = words.mid(0, 2) + QStringList{QStringLiteral("…")} + words.mid(words.size() - 1);
    m_example->setText(tr("A course of %1, bought today: %2.").arg(moneyText(price), words.join(QStringLiteral(", "))));
}

void PlanDialog::showSubscription()
{
    const PlanForm plan = form();
    if (!plan.price) return m_example->setText(tr("Students pay a price of its own for each period, until they cancel."));
    const QString price = periodPriceText(*plan.price, plan.interval);
    const QDate first = planLines(plan, *plan.price, QDate::currentDate()).first().dueOn.date();
    const QString trial = tr("the first %n days are free", nullptr, plan.trialDays.value_or(0));
    m_example->setText(first == QDate::currentDate() ? tr("%1, the first when it is bought. Offered for courses in %2.").arg(price, plan.price->currency().code())
                                                     : tr("%1; %2. Bought today, the first payment is on %3. Offered for courses in %4.")
                                                           .arg(price, trial, longDayText(first), plan.price->currency().code()));
}

void PlanDialog::send()
{
    whenDone(this, m_id ? m_plans->edit(*m_id, form()) : m_plans->create(form()), [this](const Result<Plan>& answer) {
        if (!answer) return fail(answer.error());
        Q_EMIT done(*answer);
        accept();
    });
}

PlanRuleDialog::PlanRuleDialog(const std::optional<PlanRule>& rule, const QList<Plan>& plans, const Gateways& gateways, QWidget* parent)
    : DialogFrame(rule ? tr("Edit the rule") : tr("New rule"), rule ? tr("Change it") : tr("Add it"), QStringLiteral("planRule"), parent)
    , m_rule(rule.value_or(PlanRule{}))
    , m_plan(new QComboBox)
    , m_category(new QComboBox)
    , m_teacher(new QComboBox)
    , m_minimum(new MoneyEdit(QStringLiteral("planRule.minimum")))
    , m_maximum(new MoneyEdit(QStringLiteral("planRule.maximum")))
{
    setMinimumWidth(520);
    setIntro(tr("A course for which everything below holds is offered by the plan. Rules are tried from the top; the first that fits decides."));
    m_plan->setObjectName(QStringLiteral("planRule.plan"));
    for (const Plan& plan : plans) {
        if (!plan.isArchived || plan.id == m_rule.planId) m_plan->addItem(QStringLiteral("%1 (%2)").arg(plan.form.name, planText(plan.form)), plan.id.value);
    }
    if (rule) m_plan->setCurrentIndex(m_plan->findData(rule->planId.value));
    addField(QStringLiteral("planId"), tr("&Plan"), m_plan);
    m_category->setObjectName(QStringLiteral("planRule.category"));
    m_category->addItem(tr("Any category"), QString());
    m_teacher->setObjectName(QStringLiteral("planRule.teacher"));
    m_teacher->addItem(tr("Any teacher"), QString());
    body()->addWidget(beside(addField(QStringLiteral("categoryId"), tr("Ca&tegory"), m_category), addField(QStringLiteral("teacherId"), tr("T&eacher"), m_teacher)));
    if (m_rule.minimum) m_minimum->setMoney(*m_rule.minimum);
    if (m_rule.maximum) m_maximum->setMoney(*m_rule.maximum);
    body()->addWidget(beside(addField(QStringLiteral("minimum"), tr("Price &from"), m_minimum, tr("Empty or zero: any.")), addField(QStringLiteral("maximum"), tr("Price &up to"), m_maximum, tr("Empty or zero: any."))));
    body()->addStretch();
    whenDone(this, gateways.catalogue->categories(), [this](const Result<QList<Category>>& answer) {
        if (!answer) return;
        for (const Category& category : *answer) m_category->addItem(category.name, category.id.value);
        if (m_rule.categoryId) m_category->setCurrentIndex(qMax(0, m_category->findData(m_rule.categoryId->value)));
        takeAsOpened();
    });
    UserFilter teachers;
    teachers.role = Role::Teacher;
    whenDone(this, gateways.accounts->users(teachers, {{}, 200}), [this](const Result<Page<User>>& answer) {
        if (!answer) return;
        for (const User& teacher : answer->items) m_teacher->addItem(teacher.name, teacher.id.value);
        if (m_rule.teacherId) m_teacher->setCurrentIndex(qMax(0, m_teacher->findData(m_rule.teacherId->value)));
        takeAsOpened();
    });
    m_plan->setFocus();
}

PlanRule PlanRuleDialog::rule() const
{
    PlanRule rule = m_rule;
    rule.planId = PlanId{m_plan->currentData().toString()};
    rule.planName = m_plan->currentText().section(QStringLiteral(" ("), 0, 0);
    const QString category = m_category->currentData().toString();
    rule.categoryId = category.isEmpty() ? std::nullopt : std::optional(CategoryId{category});
    rule.categoryName = category.isEmpty() ? QString() : m_category->currentText();
    const QString teacher = m_teacher->currentData().toString();
    rule.teacherId = teacher.isEmpty() ? std::nullopt : std::optional(UserId{teacher});
    rule.teacherName = teacher.isEmpty() ? QString() : m_teacher->currentText();
    rule.minimum = m_minimum->positive();
    rule.maximum = m_maximum->positive();
    return rule;
}

std::optional<Error> PlanRuleDialog::check()
{
    if (m_plan->count() == 0) return fieldError(QStringLiteral("planId"), tr("Make a plan first."));
    for (const auto& [edit, field] : {std::pair(m_minimum, QStringLiteral("minimum")), std::pair(m_maximum, QStringLiteral("maximum"))}) {
        if (auto error = edit->problem(field)) return error;
    }
    auto error = validation::planRules({{rule()}});
    if (error) error->field = error->field.section(u'.', -1);
    return error;
}

ProductPlansDialog::ProductPlansDialog(const Product& product, const QList<Plan>& plans, PlansGateway* gateway, QWidget* parent)
    : DialogFrame(tr("How “%1” is sold").arg(product.title), tr("Save"), QStringLiteral("productPlans"), parent)
{
    setIntro(tr("Students may always pay all at once. Beside that they choose from the plans that you attach here; with none attached the rules pick one."));
    QList<std::pair<QCheckBox*, PlanId>> boxes;
    for (const Plan& plan : plans) {
        if (plan.isArchived || plan.form.kind == PlanKind::Once) continue;
        auto* box = new QCheckBox(QStringLiteral("%1: %2").arg(plan.form.name, planText(plan.form)));
        box->setObjectName(QStringLiteral("productPlans.plan"));
        box->setChecked(product.planIds.contains(plan.id));
        if (plan.form.price && plan.form.price->currency() != product.price.currency()) {
            box->setText(tr("%1 (not for courses in %2)").arg(box->text(), product.price.currency().code()));
            box->setEnabled(box->isChecked());
        }
        body()->addWidget(box);
        boxes.append({box, plan.id});
    }
    if (boxes.isEmpty()) body()->addWidget(makeText(TextStyle::Muted, tr("There is no plan yet. Make one under Plans.")));
    body()->addStretch();
    connect(this, &DialogFrame::submitted, this, [this, boxes, gateway, course = product.courseId] {
        ProductForm form{course, {}};
        for (const auto& [box, id] : boxes) {
            if (box->isChecked()) form.planIds.append(id);
        }
        whenDone(this, gateway->attach(form), [this](const Result<Product>& answer) {
            if (!answer) return fail(answer.error());
            Q_EMIT done(*answer);
            accept();
        });
    });
}

} // namespace lectern
