#include "ui/admin/coupondialog.h"
#include "domain/validation.h"
#include <QCheckBox>
#include <QListWidget>

namespace lectern {

namespace {

QSpinBox* number(const QString& name, int max, int value)
{
    QSpinBox* box = makeSpinBox(name, 0, max, value);
    box->setGroupSeparatorShown(true);
    return box;
}

QDateEdit* day(const QString& name, const QDate& value)
{
    QDateEdit* edit = makeDateEdit(name, value);
    edit->setMinimumWidth(130);
    return edit;
}

QWidget* switched(QCheckBox* box, QDateEdit* edit)
{
    auto* line = new QWidget;
    auto* cells = row(space::m);
    cells->addWidget(box);
    cells->addWidget(edit, 1);
    line->setLayout(cells);
    line->setFocusProxy(box);
    edit->setEnabled(false);
    QObject::connect(box, &QCheckBox::toggled, edit, &QWidget::setEnabled);
    return line;
}

} // namespace

CouponDialog::CouponDialog(const std::optional<Coupon>& coupon, const Gateways& gateways, const User& user, QWidget* parent)
    : DialogFrame(coupon ? tr("Edit the coupon") : tr("New coupon"), coupon ? tr("Save") : tr("Create it"), QStringLiteral("coupon"), parent)
    , m_coupon(coupon)
    , m_gateways(gateways)
    , m_code(new QLineEdit)
    , m_name(new QLineEdit)
    , m_isTeacher(user.role == Role::Teacher)
{
    setMinimumWidth(860);
    auto* columns = row(space::xl);
    m_left = column(space::m);
    m_right = column(space::m);
    columns->addLayout(m_left, 1);
    columns->addLayout(m_right, 1);
    body()->addLayout(columns);
    m_code->setObjectName(QStringLiteral("coupon.code"));
    m_code->setMaxLength(40);
    m_name->setObjectName(QStringLiteral("coupon.name"));
    m_name->setMaxLength(120);
    m_left->addWidget(beside(addField(QStringLiteral("code"), tr("&Code"), m_code, tr("Capitals do not matter.")),
                             addField(QStringLiteral("name"), tr("&Name"), m_name, tr("For you alone."))));
    buildValue();
    buildLimits();
    buildScope();
    auto* box = new Card(nullptr, space::m);
    box->setProperty("card", QStringLiteral("flat"));
    m_consequence = makeText(TextStyle::Body, {});
    m_consequence->setObjectName(QStringLiteral("coupon.consequence"));
    box->body()->addWidget(m_consequence);
    m_right->addWidget(box);
    m_right->addStretch();
    if (coupon) fill(coupon->form);
    connect(this, &DialogFrame::submitted, this, &CouponDialog::send);
    showKind();
    loadScope();
    m_code->setFocus();
}

void CouponDialog::buildValue()
{
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("coupon.kind"));
    m_kind->addItem(tr("A percentage"), toText(CouponKind::Percentage));
    m_kind->addItem(tr("A fixed amount"), toText(CouponKind::Fixed));
    m_percent = number(QStringLiteral("coupon.percent"), 100, 20);
    m_percent->setRange(1, 100);
    m_percent->setSuffix(QStringLiteral(" %"));
    m_amount = new MoneyEdit(QStringLiteral("coupon.amount"));
    m_minimum = new MoneyEdit(QStringLiteral("coupon.minimum"));
    m_maximum = new MoneyEdit(QStringLiteral("coupon.maximum"));
    m_funding = new QComboBox;
    m_funding->setObjectName(QStringLiteral("coupon.funding"));
    if (!m_isTeacher) m_funding->addItem(tr("The school"), toText(CouponFunding::Platform));
    m_funding->addItem(m_isTeacher ? tr("I do") : tr("The teacher"), toText(CouponFunding::Teacher));
    auto* kind = addField(QStringLiteral("kind"), tr("&Takes off"), m_kind);
    m_percentField = addField(QStringLiteral("percentBps"), tr("&Percentage"), m_percent);
    m_amountField = addField(QStringLiteral("amount"), tr("&Amount"), m_amount);
    auto* value = new QWidget;
    auto* cells = column(0);
    cells->addWidget(m_percentField);
    cells->addWidget(m_amountField);
    value->setLayout(cells);
    m_left->addWidget(beside(kind, value));
    m_maximumField = addField(QStringLiteral("maximumDiscount"), tr("At &most"), m_maximum, tr("Empty or zero: no limit."));
    m_left->addWidget(beside(addField(QStringLiteral("minimum"), tr("For prices &from"), m_minimum, tr("Empty or zero: any price.")), m_maximumField));
    auto* funding = addField(QStringLiteral("funding"), tr("&Who pays for it"), m_funding,
             m_isTeacher ? tr("It comes out of your share; the school's stays as it is.") : tr("The other one's share stays as it is; the school gives at most its own."));
    m_left->addWidget(funding);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CouponDialog::showKind);
    connect(m_percent, &QSpinBox::valueChanged, this, &CouponDialog::showConsequence);
    connect(m_amount, &MoneyEdit::edited, this, &CouponDialog::showConsequence);
    connect(m_minimum, &MoneyEdit::edited, this, &CouponDialog::showConsequence);
    connect(m_maximum, &MoneyEdit::edited, this, &CouponDialog::showConsequence);
}

void CouponDialog::buildLimits()
{
    m_hasFrom = new QCheckBox(tr("Not before"));
    m_hasFrom->setObjectName(QStringLiteral("coupon.hasFrom"));
    m_from = day(QStringLiteral("coupon.from"), QDate::currentDate());
    m_hasUntil = new QCheckBox(tr("Until the end of"));
    m_hasUntil->setObjectName(QStringLiteral("coupon.hasUntil"));
    m_until = day(QStringLiteral("coupon.until"), QDate::currentDate().addMonths(1));
    m_right->addWidget(addField(QStringLiteral("validFrom"), tr("Be&gins"), switched(m_hasFrom, m_from)));
    m_right->addWidget(addField(QStringLiteral("validUntil"), tr("&Ends"), switched(m_hasUntil, m_until)));
    m_maxUses = number(QStringLiteral("coupon.maxUses"), 1'000'000, 0);
    m_maxUses->setSpecialValueText(tr("any number"));
    m_perStudent = number(QStringLiteral("coupon.perStudent"), 1000, 1);
    m_perStudent->setSpecialValueText(tr("any number"));
    m_right->addWidget(beside(addField(QStringLiteral("maxUses"), tr("&Uses in all"), m_maxUses), addField(QStringLiteral("maxUsesPerStudent"), tr("Uses by one &student"), m_perStudent)));
    m_bulk = number(QStringLiteral("coupon.bulk"), 10'000, 0);
    m_bulk->setSpecialValueText(tr("one code for everybody"));
    m_bulkField = addField(QStringLiteral("bulkCount"), tr("Codes to ma&ke"), m_bulk, tr("Several begin with the code, work once each, and are saved as CSV."));
    m_right->addWidget(m_bulkField);
    m_first = new QCheckBox(tr("Only for a student's first purchase"));
    m_first->setObjectName(QStringLiteral("coupon.first"));
    m_advertised = new QCheckBox(tr("Show it to students where they pay"));
    m_advertised->setObjectName(QStringLiteral("coupon.advertised"));
    m_right->addWidget(m_first);
    m_right->addWidget(m_advertised);
    connect(m_bulk, &QSpinBox::valueChanged, this, [this](int count) { m_advertised->setEnabled(count == 0); });
}

void CouponDialog::buildScope()
{
    m_scope = new QListWidget;
    m_scope->setObjectName(QStringLiteral("coupon.scope"));
    m_scope->setFixedHeight(84);
    auto* scope = addField(m_isTeacher ? QStringLiteral("courseIds") : QStringLiteral("categoryIds"), m_isTeacher ? tr("For these &courses") : tr("For these cate&gories"), m_scope,
             m_isTeacher ? tr("None chosen: for all of yours.") : tr("None chosen: for every course."));
    m_left->addWidget(scope);
    m_left->addStretch();
}

void CouponDialog::loadScope()
{
    if (m_isTeacher) {
        CourseFilter filter;
        return whenDone(this, m_gateways.courses->myCourses(filter, {}), [this](const Result<Page<CourseSummary>>& answer) {
            if (!answer) return;
            QList<std::pair<QString, QString>> items;
            for (const CourseSummary& course : answer->items) items.append({course.id.value, course.title});
            QStringList chosen;
            if (m_coupon) {
                for (const CourseId& id : m_coupon->form.courseIds) chosen << id.value;
            }
            fillScope(items, chosen);
        });
    }
    whenDone(this, m_gateways.catalogue->categories(), [this](const Result<QList<Category>>& answer) {
        if (!answer) return;
        QList<std::pair<QString, QString>> items;
        for (const Category& category : *answer) items.append({category.id.value, category.name});
        QStringList chosen;
        if (m_coupon) {
            for (const CategoryId& id : m_coupon->form.categoryIds) chosen << id.value;
        }
        fillScope(items, chosen);
    });
}

void CouponDialog::fillScope(const QList<std::pair<QString, QString>>& items, const QStringList& chosen)
{
    m_scope->clear();
    for (const auto& [id, name] : items) {
        auto* item = new QListWidgetItem(name, m_scope);
        item->setData(Qt::UserRole, id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(chosen.contains(id) ? Qt::Checked : Qt::Unchecked);
    }
}

void CouponDialog::fill(const CouponForm& form)
{
    m_code->setText(form.code);
    m_code->setEnabled(false);
    m_name->setText(form.name);
    m_kind->setCurrentIndex(m_kind->findData(toText(form.kind)));
    m_kind->setEnabled(false);
    if (form.percentBps > 0) m_percent->setValue(form.percentBps / 100);
    if (form.amount) m_amount->setMoney(*form.amount);
    if (form.minimum) m_minimum->setMoney(*form.minimum);
    if (form.maximumDiscount) m_maximum->setMoney(*form.maximumDiscount);
    m_funding->setCurrentIndex(qMax(0, m_funding->findData(toText(form.funding))));
    m_hasFrom->setChecked(form.validFrom.has_value());
    if (form.validFrom) m_from->setDate(form.validFrom->date());
    m_hasUntil->setChecked(form.validUntil.has_value());
    if (form.validUntil) m_until->setDate(form.validUntil->addSecs(-1).date());
    m_maxUses->setValue(form.maxUses);
    m_perStudent->setValue(form.maxUsesPerStudent);
    m_bulk->setValue(form.bulkCount);
    m_bulkField->hide();
    m_first->setChecked(form.firstPurchaseOnly);
    m_advertised->setChecked(form.isAdvertised);
    m_keptCourses = form.courseIds;
}

bool CouponDialog::isPercentage() const { return m_kind->currentData().toString() == toText(CouponKind::Percentage); }

void CouponDialog::showKind()
{
    m_percentField->setVisible(isPercentage());
    m_amountField->setVisible(!isPercentage());
    m_maximumField->setVisible(isPercentage());
    showConsequence();
}

CouponForm CouponDialog::form() const
{
    CouponForm form;
    form.code = m_code->text().trimmed();
    form.name = m_name->text().trimmed();
    form.kind = isPercentage() ? CouponKind::Percentage : CouponKind::Fixed;
    // Percentages with decimals come from the API alone; what is there stays as it is.
    const bool same = m_coupon && m_coupon->form.percentBps / 100 == m_percent->value();
    form.percentBps = !isPercentage() ? 0 : same ? m_coupon->form.percentBps : m_percent->value() * 100;
    if (!isPercentage()) form.amount = m_amount->positive();
    form.minimum = m_minimum->positive();
    if (isPercentage()) form.maximumDiscount = m_maximum->positive();
    (void)fromText(m_funding->currentData().toString(), form.funding);
    if (m_hasFrom->isChecked()) form.validFrom = QDateTime(m_from->date(), QTime(0, 0), Qt::UTC);
    if (m_hasUntil->isChecked()) form.validUntil = QDateTime(m_until->date().addDays(1), QTime(0, 0), Qt::UTC);
    form.maxUses = m_maxUses->value();
    form.maxUsesPerStudent = m_perStudent->value();
    form.firstPurchaseOnly = m_first->isChecked();
    form.bulkCount = m_bulk->value();
    form.isAdvertised = m_advertised->isChecked() && form.bulkCount == 0;
    if (!m_isTeacher) form.courseIds = m_keptCourses;
    for (int i = 0; i < m_scope->count(); ++i) {
        if (m_scope->item(i)->checkState() != Qt::Checked) continue;
        const QString id = m_scope->item(i)->data(Qt::UserRole).toString();
        if (m_isTeacher) form.courseIds.append(CourseId{id});
        else form.categoryIds.append(CategoryId{id});
    }
    return form;
}

std::optional<Error> CouponDialog::check()
{
    for (const auto& [edit, field] : {std::pair(m_amount, QStringLiteral("amount")), std::pair(m_minimum, QStringLiteral("minimum")), std::pair(m_maximum, QStringLiteral("maximumDiscount"))}) {
        if (auto error = edit->problem(field)) return error;
    }
    return validation::coupon(form());
}

void CouponDialog::showConsequence()
{
    const CouponForm draft = form();
    const Money price = Money::fromMinor(10'000, draft.amount ? draft.amount->currency() : draft.minimum ? draft.minimum->currency() : Currency());
    const Money off = discountOf(draft, price);
    if (off.isZero()) return m_consequence->setText(tr("Say how much it takes off."));
    QString words = tr("A course of %1 costs %2 with it.").arg(moneyText(price), moneyText(price.minus(off).value_or(price)));
    if (draft.funding == CouponFunding::Platform) words += QLatin1Char(' ') + tr("Less is taken off where the school's share of the price is smaller than that.");
    m_consequence->setText(words);
}

void CouponDialog::send()
{
    const auto reply = m_coupon ? m_gateways.coupons->edit(m_coupon->id, form()) : m_gateways.coupons->create(form());
    whenDone(this, reply, [this](const Result<Coupon>& answer) {
        if (!answer) return fail(answer.error());
        Q_EMIT done(*answer);
        accept();
    });
}

} // namespace lectern
