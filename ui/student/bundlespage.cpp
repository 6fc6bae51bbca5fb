#include "ui/student/bundlespage.h"
#include "ui/student/bundledialog.h"
#include <algorithm>

namespace lectern {

BundlesPage::BundlesPage(OffersGateway* offers, QWidget* parent)
    : PageFrame(tr("Bundles and paths"), parent)
    , m_offers(offers)
    , m_cards(column(space::l, {0, 0, space::s, space::l}))
{
    setMaximumContentWidth(920);
    setSubtitle(tr("Courses that belong together, for less than one by one."));
    auto* body = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_cards);
    lines->addStretch();
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Detail,
                          {QStringLiteral("package"), tr("No bundles yet"), tr("When your school sells courses together, or lays a path through several of them, you find it here."), tr("Browse the catalogue")}, true);
    m_states->setOfflineHint(tr("What you bought is under My learning."));
    connect(m_states, &StateStack::retry, this, &BundlesPage::refresh);
    connect(m_states, &StateStack::emptyAction, this, &BundlesPage::catalogueWanted);
    refresh();
}

void BundlesPage::refresh()
{
    m_states->showLoading();
    const quint64 id = m_request.next();
    whenDone(this, m_offers->bundles(), [this, id](const Result<QList<Bundle>>& answer) {
        if (!m_request.is(id)) return;
        answer ? display(*answer) : m_states->showError(answer.error());
    });
}

void BundlesPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("enrollment")) refresh();
}

void BundlesPage::display(const QList<Bundle>& bundles)
{
    clearLayout(m_cards);
    for (const Bundle& bundle : bundles) m_cards->addWidget(cardOf(bundle));
    bundles.isEmpty() ? m_states->showEmpty() : m_states->showContent();
}

QWidget* BundlesPage::cardOf(const Bundle& bundle)
{
    auto* card = new Card(nullptr, space::xl);
    card->setObjectName(QStringLiteral("bundles.card"));
    card->body()->setSpacing(space::m);
    auto* head = row(space::m);
    head->addWidget(new ElidedLabel(TextStyle::Lead, bundle.form.title), 1);
    head->addWidget(new Chip(bundle.form.kind == BundleKind::LearningPath ? ChipSpec{tr("Learning path"), Tone::Accent} : ChipSpec{tr("Bundle"), Tone::Blue}));
    card->body()->addLayout(head);
    if (!bundle.form.description.isEmpty()) card->body()->addWidget(makeText(TextStyle::Body, bundle.form.description));
    for (int i = 0; i < bundle.courses.size(); ++i) card->body()->addWidget(lineOf(bundle, i));
    card->body()->addWidget(makeDivider());
    addPrice(card->body(), bundle);
    return card;
}

QWidget* BundlesPage::lineOf(const Bundle& bundle, int index)
{
    const BundleCourse& course = bundle.courses.at(index);
    auto* box = new QWidget;
    auto* cells = row(space::m);
    if (bundle.form.kind == BundleKind::LearningPath) {
        auto* number = makeLabel(TextStyle::Strong, QString::number(index + 1));
        number->setFixedWidth(20);
        cells->addWidget(number);
    }
    auto* names = column(0);
    auto* title = makeButton(ButtonKind::Link, course.title, QStringLiteral("bundles.course"));
    title->setToolTip(course.title);
    title->setProperty("flush", true); // its words stand where those of the teacher stand
    names->addWidget(title, 0, Qt::AlignLeft);
    names->addWidget(makeLabel(TextStyle::Small, course.teacherName));
    cells->addLayout(names, 1);
    if (course.enrollmentId) {
        connect(title, &QPushButton::clicked, this, [this, id = *course.enrollmentId] { Q_EMIT learnWanted(id); });
        cells->addWidget(new Chip(course.isCompleted ? ChipSpec{tr("Completed"), Tone::Green} : ChipSpec{tr("%1% done").arg(course.progressPercent), Tone::Accent}));
    } else {
        connect(title, &QPushButton::clicked, this, [this, id = course.courseId] { Q_EMIT courseWanted(id); });
        if (!course.isOnOffer) {
            cells->addWidget(new Chip({tr("Not on offer now"), Tone::Neutral}));
        } else if (!course.note.isEmpty()) {
            auto* why = makeText(TextStyle::Small, tr("%1 You do not pay for it.").arg(course.note));
            why->setObjectName(QStringLiteral("bundles.leftOut"));
            names->addWidget(why);
            cells->addWidget(new Chip({tr("Left out"), Tone::Gold}));
        } else {
            auto* price = new MoneyLabel;
            price->setMoney(course.discounted);
            if (course.discounted != course.price) price->setToolTip(tr("%1 by itself").arg(moneyText(course.price)));
            cells->addWidget(price);
        }
    }
    box->setLayout(cells);
    return box;
}

void BundlesPage::addPrice(QVBoxLayout* to, const Bundle& bundle)
{
    const auto isLeft = [](const BundleCourse& course) { return course.isOnOffer && !course.enrollmentId && course.note.isEmpty(); };
    qint64 left = 0, alone = 0;
    for (const BundleCourse& course : bundle.courses) {
        if (!isLeft(course)) continue;
        left += course.discounted.minor();
        alone += course.price.minor();
    }
    const auto all = std::count_if(bundle.courses.begin(), bundle.courses.end(), isLeft);
    const auto money = [&](qint64 minor) { return Money::fromMinor(minor, bundle.total.currency()); };
    auto* line = row(space::m);
    if (all == 0) {
        const bool done = std::all_of(bundle.courses.begin(), bundle.courses.end(), [](const BundleCourse& course) { return course.isCompleted; });
        line->addWidget(makeText(TextStyle::Strong, done ? tr("You have completed all of it.") : tr("There is nothing of it that you could buy now.")), 1);
        if (!done) {
            const auto next = std::find_if(bundle.courses.begin(), bundle.courses.end(), [](const BundleCourse& course) { return course.enrollmentId && !course.isCompleted; });
            if (next != bundle.courses.end()) {
                auto* go = makeButton(ButtonKind::Primary, tr("Continue"), QStringLiteral("bundles.continue"));
                connect(go, &QPushButton::clicked, this, [this, id = *next->enrollmentId] { Q_EMIT learnWanted(id); });
                line->addWidget(go);
            }
        }
        return to->addLayout(line);
    }
    auto* amount = new MoneyLabel(textsize::title);
    amount->setObjectName(QStringLiteral("bundles.price"));
    amount->setMoney(money(left));
    line->addWidget(amount);
    const QString instead = left < alone ? tr("instead of %1").arg(moneyText(money(alone))) : QString();
    const QString rest = all < bundle.courses.size() ? (all == 1 ? tr("for the one course that you can get now") : tr("for the %1 courses that you can get now").arg(all)) : QString();
    line->addWidget(makeText(TextStyle::Muted, QStringList{instead, rest}.join(u' ').trimmed()), 1);
    auto* button = makeButton(ButtonKind::Primary, tr("Buy…"), QStringLiteral("bundles.buy"));
    connect(button, &QPushButton::clicked, this, [this, bundle] { buy(bundle); });
    line->addWidget(button);
    to->addLayout(line);
}

void BundlesPage::buy(const Bundle& bundle)
{
    auto* dialog = new BundleDialog(bundle, m_offers, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BundleDialog::bought, this, [this](const BundleResult& result) {
        if (result.checkout) return Q_EMIT checkoutWanted(*result.checkout);
        Q_EMIT toast(tr("The courses of “%1” are open.").arg(result.purchase.title), Tone::Green);
        refresh();
    });
    dialog->open();
}

} // namespace lectern
