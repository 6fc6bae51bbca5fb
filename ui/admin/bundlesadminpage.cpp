#include "ui/admin/bundlesadminpage.h"
#include "ui/admin/bundleeditdialog.h"

namespace lectern {

BundlesAdminPage::BundlesAdminPage(const Gateways& gateways, Access access, QWidget* parent)
    : PageFrame(tr("Bundles and paths"), parent)
    , m_gateways(gateways)
    , m_access(access)
    , m_cards(column(space::l, {0, 0, space::s, space::l}))
{
    setMaximumContentWidth(1000);
    setSubtitle(tr("Courses sold together. Each is a sale of its own, at its price less what the bundle takes off."));
    if (access == Access::Full) {
        auto* create = makeButton(ButtonKind::Primary, tr("New bundle"), QStringLiteral("bundlesAdmin.new"), QStringLiteral("list-add"));
        addAction(create);
        connect(create, &QPushButton::clicked, this, [this] { edit(std::nullopt); });
    }
    auto* body = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_cards);
    lines->addStretch();
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Detail,
                          {QStringLiteral("package"), tr("No bundles yet"), tr("Put courses together that belong together, or lay a path through several of them. Students pay once, and every course is theirs."),
                           access == Access::Full ? tr("New bundle") : QString()},
                          true);
    m_states->setOfflineHint(tr("What is on sale stays on sale."));
    connect(m_states, &StateStack::retry, this, &BundlesAdminPage::refresh);
    connect(m_states, &StateStack::emptyAction, this, [this] { edit(std::nullopt); });
    refresh();
}

void BundlesAdminPage::refresh()
{
    m_states->showLoading();
    const quint64 id = m_request.next();
    whenDone(this, m_gateways.offers->allBundles(), [this, id](const Result<QList<Bundle>>& answer) {
        if (!m_request.is(id)) return;
        answer ? display(*answer) : m_states->showError(answer.error());
    });
}

void BundlesAdminPage::display(const QList<Bundle>& bundles)
{
    clearLayout(m_cards);
    for (const Bundle& bundle : bundles) m_cards->addWidget(cardOf(bundle));
    bundles.isEmpty() ? m_states->showEmpty() : m_states->showContent();
}

QWidget* BundlesAdminPage::cardOf(const Bundle& bundle)
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("bundlesAdmin.card"));
    card->body()->setSpacing(space::s);
    auto* head = row(space::m);
    head->addWidget(new ElidedLabel(TextStyle::Lead, bundle.form.title), 1);
    head->addWidget(makeLabel(TextStyle::Muted, bundle.form.kind == BundleKind::LearningPath ? tr("Learning path") : tr("Bundle")));
    head->addWidget(new Chip(chip(bundle.state)));
    card->body()->addLayout(head);
    QStringList titles;
    for (const BundleCourse& course : bundle.courses) titles << (course.isOnOffer ? course.title : tr("%1 (not on offer)").arg(course.title));
    card->body()->addWidget(makeText(TextStyle::Body, titles.join(bundle.form.kind == BundleKind::LearningPath ? QStringLiteral(" → ") : QStringLiteral(" · "))));
    const QString bears = bundle.form.funding == CouponFunding::Platform ? tr("borne by the school") : tr("borne by the teachers");
    const QString price = bundle.price == bundle.total ? moneyText(bundle.price) : tr("%1 instead of %2 (%3% off, %4)").arg(moneyText(bundle.total), moneyText(bundle.price)).arg(bundle.form.discountBps / 100).arg(bears);
    card->body()->addWidget(makeText(TextStyle::Muted, bundle.sold == 1 ? tr("%1 · sold once").arg(price) : tr("%1 · sold %2 times").arg(price).arg(bundle.sold)));
    if (m_access != Access::Full) return card;
    auto* buttons = row(space::s);
    const auto add = [&](ButtonKind kind, const QString& text, const char* name, auto slot) {
        auto* button = makeButton(kind, text, QLatin1String(name));
        connect(button, &QPushButton::clicked, this, slot);
        buttons->addWidget(button);
    };
    if (bundle.state != BundleState::OnSale) add(ButtonKind::Primary, tr("Put on sale"), "bundlesAdmin.sell", [this, bundle] { setState(bundle, BundleState::OnSale); });
    add(ButtonKind::Secondary, tr("Edit…"), "bundlesAdmin.edit", [this, bundle] { edit(bundle); });
    if (bundle.state != BundleState::Archived) add(ButtonKind::DangerQuiet, tr("Archive"), "bundlesAdmin.archive", [this, bundle] { setState(bundle, BundleState::Archived); });
    buttons->addStretch();
    card->body()->addLayout(buttons);
    return card;
}

void BundlesAdminPage::edit(const std::optional<Bundle>& bundle)
{
    auto* dialog = new BundleEditDialog(bundle, m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BundleEditDialog::done, this, [this](const Bundle& saved) {
        Q_EMIT toast(saved.state == BundleState::Draft ? tr("Saved as a draft. Put it on sale when it is ready.") : tr("Saved. What is being bought keeps its price."), Tone::Green);
        refresh();
    });
    dialog->open();
}

void BundlesAdminPage::setState(const Bundle& bundle, BundleState state)
{
    whenDone(this, m_gateways.offers->setState(bundle.id, state), [this](const Result<Bundle>& answer) {
        if (!answer) return Q_EMIT toast(errorText(answer.error()), Tone::Red);
        Q_EMIT toast(answer->state == BundleState::OnSale ? tr("“%1” is on sale.").arg(answer->form.title) : tr("“%1” is not sold any more. What was bought stays open.").arg(answer->form.title), Tone::Green);
        refresh();
    });
}

} // namespace lectern
