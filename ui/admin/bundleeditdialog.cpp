#include "ui/admin/bundleeditdialog.h"
#include "domain/validation.h"
#include <QListWidget>
#include <QSpinBox>

namespace lectern {

namespace {
constexpr int kFee = Qt::UserRole + 1; ///< Money
} // namespace

BundleEditDialog::BundleEditDialog(const std::optional<Bundle>& bundle, const Gateways& gateways, QWidget* parent)
    : DialogFrame(bundle ? tr("Edit the bundle") : tr("New bundle"), bundle ? tr("Save") : tr("Create as a draft"), QStringLiteral("bundleEdit"), parent)
    , m_bundle(bundle)
    , m_gateways(gateways)
    , m_kind(new QComboBox)
    , m_title(new QLineEdit)
    , m_description(new QPlainTextEdit)
    , m_percent(makeSpinBox(QStringLiteral("bundleEdit.percent"), 0, 90, 20))
    , m_funding(new QComboBox)
    , m_all(new QComboBox)
    , m_chosen(new QListWidget)
    , m_consequence(makeText(TextStyle::Small, {}))
{
    setMinimumWidth(640);
    m_kind->setObjectName(QStringLiteral("bundleEdit.kind"));
    m_kind->addItem(tr("Bundle: courses that are sold together"), toText(BundleKind::Bundle));
    m_kind->addItem(tr("Learning path: courses that follow on each other"), toText(BundleKind::LearningPath));
    m_title->setObjectName(QStringLiteral("bundleEdit.title"));
    m_title->setMaxLength(validation::kMaxTitle);
    m_description->setObjectName(QStringLiteral("bundleEdit.description"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(72);
    m_percent->setSuffix(QStringLiteral(" %"));
    m_funding->setObjectName(QStringLiteral("bundleEdit.funding"));
    m_funding->addItem(tr("The school, up to its share"), toText(CouponFunding::Platform));
    m_funding->addItem(tr("The teachers"), toText(CouponFunding::Teacher));
    addField(QStringLiteral("kind"), tr("&Kind"), m_kind);
    addField(QStringLiteral("title"), tr("&Title"), m_title);
    addField(QStringLiteral("description"), tr("&Description"), m_description, tr("What the courses have in common. Students read it."));
    addField(QStringLiteral("courses"), tr("&Courses, in order"), buildCourses());
    auto* off = new FormField(tr("Take &off each price"), m_percent);
    auto* by = new FormField(tr("&Borne by"), m_funding);
    body()->addWidget(beside(off, by));
    body()->addWidget(m_consequence);
    connect(m_percent, &QSpinBox::valueChanged, this, &BundleEditDialog::showConsequence);
    connect(m_funding, &QComboBox::currentIndexChanged, this, &BundleEditDialog::showConsequence);
    if (bundle) {
        m_kind->setCurrentIndex(m_kind->findData(toText(bundle->form.kind)));
        m_title->setText(bundle->form.title);
        m_description->setPlainText(bundle->form.description);
        m_percent->setValue(bundle->form.discountBps / 100);
        m_funding->setCurrentIndex(m_funding->findData(toText(bundle->form.funding)));
        for (const BundleCourse& course : bundle->courses) insert(course.courseId.value, course.title, course.price);
    }
    showConsequence();
    connect(this, &DialogFrame::submitted, this, &BundleEditDialog::send);
    loadCourses();
    m_title->setFocus();
}

QWidget* BundleEditDialog::buildCourses()
{
    auto* box = new QWidget;
    auto* lines = column(space::s);
    m_chosen->setObjectName(QStringLiteral("bundleEdit.courses"));
    m_chosen->setAccessibleName(tr("Courses, in order"));
    m_chosen->setFixedHeight(150);
    m_chosen->setDragDropMode(QAbstractItemView::InternalMove);
    m_chosen->setProperty("rows", true);
    auto* frame = new Card(nullptr, space::xs);
    frame->body()->addWidget(m_chosen);
    lines->addWidget(frame);
    auto* tools = row(space::s);
    m_all->setObjectName(QStringLiteral("bundleEdit.all"));
    m_all->setAccessibleName(tr("Course to add"));
    m_all->setMinimumContentsLength(24);
    m_all->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    tools->addWidget(m_all, 1);
    const auto add = [&](const QString& text, const char* name, const QString& icon, auto slot) {
        auto* button = makeIconButton(icon, text, QLatin1String(name));
        connect(button, &QToolButton::clicked, this, slot);
        tools->addWidget(button);
    };
    m_addIt = makeButton(ButtonKind::Secondary, tr("Add"), QStringLiteral("bundleEdit.add"), QStringLiteral("list-add"));
    connect(m_addIt, &QPushButton::clicked, this, &BundleEditDialog::addChosen);
    tools->addWidget(m_addIt);
    add(tr("Move up"), "bundleEdit.up", QStringLiteral("go-up"), [this] { move(-1); });
    add(tr("Move down"), "bundleEdit.down", QStringLiteral("go-down"), [this] { move(1); });
    add(tr("Take out"), "bundleEdit.remove", QStringLiteral("edit-delete"), [this] {
        delete m_chosen->currentItem();
        showLeft();
        showConsequence();
    });
    lines->addLayout(tools);
    box->setLayout(lines);
    return box;
}

void BundleEditDialog::loadCourses()
{
    CourseFilter filter;
    filter.state = CourseState::Launched;
    whenDone(this, m_gateways.reviews->allCourses(filter, {{}, 200}), [this](const Result<Page<CourseSummary>>& answer) {
        if (!answer) return fail(answer.error());
        m_onOffer = answer->items;
        showLeft();
    });
}

/// Only what is not in it yet can be added.
void BundleEditDialog::showLeft()
{
    QSet<QString> taken;
    for (int i = 0; i < m_chosen->count(); ++i) taken.insert(m_chosen->item(i)->data(Qt::UserRole).toString());
    m_all->clear();
    for (const CourseSummary& course : std::as_const(m_onOffer)) {
        if (taken.contains(course.id.value)) continue;
        m_all->addItem(tr("%1 · %2").arg(course.title, moneyText(course.fee)), course.id.value);
        m_all->setItemData(m_all->count() - 1, QVariant::fromValue(course.fee), kFee);
        m_all->setItemData(m_all->count() - 1, course.title, kFee + 1);
    }
    m_all->setEnabled(m_all->count() > 0);
    m_addIt->setEnabled(m_all->count() > 0);
}

void BundleEditDialog::insert(const QString& id, const QString& title, const Money& fee)
{
    auto* item = new QListWidgetItem(tr("%1 · %2").arg(title, moneyText(fee)), m_chosen);
    item->setData(Qt::UserRole, id);
    item->setData(kFee, QVariant::fromValue(fee));
}

void BundleEditDialog::addChosen()
{
    const QString id = m_all->currentData().toString();
    if (id.isEmpty()) return;
    insert(id, m_all->currentData(kFee + 1).toString(), m_all->currentData(kFee).value<Money>());
    m_chosen->setCurrentRow(m_chosen->count() - 1);
    showLeft();
    showConsequence();
}

void BundleEditDialog::move(int by)
{
    const int at = m_chosen->currentRow();
    if (at < 0 || at + by < 0 || at + by >= m_chosen->count()) return;
    m_chosen->insertItem(at + by, m_chosen->takeItem(at));
    m_chosen->setCurrentRow(at + by);
}

void BundleEditDialog::showConsequence()
{
    qint64 price = 0, off = 0;
    std::optional<Currency> currency;
    for (int i = 0; i < m_chosen->count(); ++i) {
        const Money fee = m_chosen->item(i)->data(kFee).value<Money>();
        if (currency && fee.currency() != *currency) return m_consequence->setText(tr("The courses are priced in different currencies. A bundle has one."));
        currency = fee.currency();
        price += fee.minor();
        off += fee.minor() * m_percent->value() / 100;
    }
    if (!currency) return m_consequence->setText(tr("Choose at least two courses."));
    const QString bears = m_funding->currentData().toString() == toText(CouponFunding::Platform) ? tr("The school gives at most its own share of each sale; where that is less, less is taken off.") : tr("It comes out of each teacher's share.");
    m_consequence->setText(tr("%1 by themselves, %2 together, tax not counted. %3").arg(moneyText(Money::fromMinor(price, *currency)), moneyText(Money::fromMinor(price - off, *currency)), bears));
}

BundleForm BundleEditDialog::form() const
{
    BundleForm form;
    (void)fromText(m_kind->currentData().toString(), form.kind);
    form.title = m_title->text().trimmed();
    form.description = m_description->toPlainText().trimmed();
    form.discountBps = m_percent->value() * 100;
    (void)fromText(m_funding->currentData().toString(), form.funding);
    for (int i = 0; i < m_chosen->count(); ++i) form.courses << CourseId{m_chosen->item(i)->data(Qt::UserRole).toString()};
    return form;
}

std::optional<Error> BundleEditDialog::check() { return validation::bundle(form()); }

void BundleEditDialog::send()
{
    whenDone(this, m_bundle ? m_gateways.offers->edit(m_bundle->id, form()) : m_gateways.offers->create(form()), [this](const Result<Bundle>& answer) {
        if (!answer) return fail(answer.error());
        accept();
        Q_EMIT done(*answer);
    });
}

} // namespace lectern
