#include "ui/admin/coursereview.h"
#include "domain/markup.h"
#include "ui/admin/decisiondialog.h"
#include "ui/kit/pageframe.h"
#include "ui/teacher/courselinks.h"

namespace lectern {

namespace {

QFrame* side(const QString& heading, const QString& text, Tone tone)
{
    auto* box = new QFrame;
    box->setObjectName(tone == Tone::Red ? QStringLiteral("diffBefore") : QStringLiteral("diffAfter"));
    box->setStyleSheet(QStringLiteral("QFrame#%1 { background: %2; border-radius: 6px; }")
                           .arg(box->objectName(), tokens().softOf(tone).name()));
    auto* lines = column(2, {space::m, space::s, space::m, space::s});
    lines->addWidget(makeLabel(TextStyle::Overline, heading));
    lines->addWidget(makeText(TextStyle::Body, text.isEmpty() ? QStringLiteral("—") : text));
    lines->addStretch();
    box->setLayout(lines);
    return box;
}

QString readable(const QString& field, const QString& value)
{
    if (field == QStringLiteral("language")) return languageName(value);
    Level level{};
    if (field == QStringLiteral("level") && fromText(value, level)) return levelText(level);
    if (field == QStringLiteral("coverFileId"))
        return value.isEmpty() ? CourseReview::tr("No picture") : CourseReview::tr("A picture");
    return value;
}

} // namespace

CourseReview::CourseReview(ReviewGateway* reviews, CoverStore* covers, Access access, QWidget* parent)
    : QWidget(parent)
    , m_reviews(reviews)
    , m_access(access)
    , m_title(makeText(TextStyle::Title, {}))
    , m_meta(makeText(TextStyle::Muted, {}))
    , m_chip(new Chip)
    , m_fee(new MoneyLabel(textsize::title))
    , m_conflict(new Notice(Tone::Gold))
    , m_cover(new CoverLabel(covers))
    , m_description(new MarkdownView)
    , m_diff(column(space::m))
    , m_similar(column(space::s))
    , m_decisions(column(space::m))
{
    auto* body = new QWidget;
    auto* lines = column(space::m, {0, 0, space::s, space::m});
    lines->addWidget(m_conflict);
    lines->addWidget(buildHead());
    auto* diff = new Card(QString());
    m_diffTitle = diff->findChild<QLabel*>();
    diff->body()->addLayout(m_diff);
    diff->setObjectName(QStringLiteral("review.diff"));
    m_diffCard = diff;
    auto* similar = new Card(tr("Similar titles"));
    similar->body()->addLayout(m_similar);
    m_similarCard = similar;
    auto* card = new Card(tr("As students will see it"));
    m_cover->setFixedHeight(190);
    card->body()->addWidget(m_cover);
    card->body()->addWidget(m_description);
    auto* decisions = new Card(tr("Decisions so far"));
    decisions->body()->addLayout(m_decisions);
    m_decisionsCard = decisions;
    for (QWidget* part : std::initializer_list<QWidget*>{m_diffCard, m_similarCard, card, m_decisionsCard})
        lines->addWidget(part);
    lines->addStretch();
    body->setLayout(lines);
    m_states = new StateStack(makeScroller(body), Skeleton::Shape::Detail,
                              {QStringLiteral("view-pim-tasks"),
                               tr("Choose a course"),
                               tr("What is to be decided, and everything needed for it, shows here."),
                               {}});
    m_states->showEmpty();
    connect(m_states, &StateStack::retry, this, &CourseReview::reload);
    auto* all = column(0);
    all->addWidget(m_states);
    setLayout(all);
    auto* load = m_conflict->addButton(tr("Load the new version"), QStringLiteral("review.loadNew"));
    connect(load, &QPushButton::clicked, this, &CourseReview::reload);
}

QWidget* CourseReview::buildHead()
{
    auto* card = new Card(nullptr, space::l);
    auto* top = row(space::m);
    auto* words = column(space::xs);
    words->addWidget(m_title);
    words->addWidget(m_meta);
    top->addLayout(words, 1);
    auto* money = column(space::xs);
    money->addWidget(m_fee, 0, Qt::AlignRight);
    money->addWidget(m_chip, 0, Qt::AlignRight);
    top->addLayout(money);
    card->body()->addLayout(top);
    auto* buttons = row(space::s);
    if (m_access == Access::Full) addButtons(buttons);
    m_admission = makeButton(ButtonKind::Secondary, tr("Who may enroll"), QStringLiteral("review.admission"), QStringLiteral("license"));
    connect(m_admission, &QPushButton::clicked, this, [this] { Q_EMIT admissionWanted(summaryOf(m_detail.course)); });
    buttons->addWidget(m_admission);
    buttons->addStretch();
    card->body()->addLayout(buttons);
    return card;
}

void CourseReview::addButtons(QHBoxLayout* to)
{
    m_approve = makeButton(ButtonKind::Primary, tr("Approve"), QStringLiteral("review.approve"));
    m_reject = makeButton(ButtonKind::DangerQuiet, tr("Reject"), QStringLiteral("review.reject"));
    m_suspend = makeButton(ButtonKind::DangerQuiet, tr("Suspend"), QStringLiteral("review.suspend"));
    to->addWidget(m_approve);
    to->addWidget(m_reject);
    to->addWidget(m_suspend);
    connect(m_approve, &QPushButton::clicked, this, [this] {
        decide(m_detail.course.state == CourseState::Suspended ? DecisionKind::Reinstate : DecisionKind::Approve);
    });
    connect(m_reject, &QPushButton::clicked, this, [this] { decide(DecisionKind::Reject); });
    connect(m_suspend, &QPushButton::clicked, this, [this] { decide(DecisionKind::Suspend); });
}

void CourseReview::open(const CourseId& id)
{
    if (m_id == id && m_states->face() == StateStack::Face::Content) return;
    m_id = id;
    m_states->reset();
    reload();
}

void CourseReview::clear()
{
    m_id = {};
    m_load.invalidate();
    m_states->showEmpty();
}

void CourseReview::reload()
{
    if (m_id.isEmpty()) return;
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_reviews->review(m_id), [this, id](const Result<ReviewDetail>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void CourseReview::display(const ReviewDetail& detail)
{
    m_detail = detail;
    m_conflict->say({});
    const Course& course = detail.course;
    m_title->setText(course.card.title);
    m_meta->setText(tr("by %1 · %2 · %3 · %4 · version %5")
                        .arg(course.teacherName, detail.categoryName, languageName(course.card.language),
                             levelText(course.card.level))
                        .arg(course.revision));
    m_chip->setSpec(course.revisionState == RevisionState::Submitted ? chip(course.revisionState) : chip(course.state));
    m_fee->setText(feeText(course.card.fee));
    m_cover->setCover(course.card.coverFileId, course.card.title);
    m_description->setMarkdownText(course.card.descriptionMarkdown);
    showDiff(detail);
    showSimilar(detail);
    showDecisions(detail);
    m_admission->setVisible(course.approvedRevision > 0); // before that nobody could
    showButtons();
}

void CourseReview::showDiff(const ReviewDetail& detail)
{
    clearLayout(m_diff);
    m_diffCard->setVisible(detail.previous.has_value());
    if (!detail.previous) return;
    const QList<CardChange> changes =
        difference(*detail.previous, detail.previousCategoryName, detail.course.card, detail.categoryName);
    m_diffTitle->setText(
        changes.isEmpty()
            ? tr("Nothing changed since version %1").arg(detail.previousRevision)
            : tr("%n changes since version %1", nullptr, int(changes.size())).arg(detail.previousRevision));
    for (const CardChange& change : changes) {
        auto* block = new QWidget;
        auto* lines = column(space::xs);
        lines->addWidget(makeLabel(TextStyle::Strong, cardFieldText(change.field)));
        auto* pair = row(space::s);
        pair->addWidget(side(tr("BEFORE"), readable(change.field, change.before), Tone::Red), 1);
        pair->addWidget(side(tr("NOW"), readable(change.field, change.after), Tone::Green), 1);
        lines->addLayout(pair);
        block->setLayout(lines);
        m_diff->addWidget(block);
    }
}

void CourseReview::showSimilar(const ReviewDetail& detail)
{
    clearLayout(m_similar);
    m_similarCard->setVisible(!detail.similar.isEmpty());
    for (const SimilarCourse& course : detail.similar) {
        auto* line = new QWidget;
        auto* all = row(space::s);
        all->addWidget(new ElidedLabel(TextStyle::Body, tr("%1 · %2").arg(course.title, course.teacherName)), 1);
        all->addWidget(makeLabel(TextStyle::Small, tr("%1% alike").arg(course.similarityPercent)));
        all->addWidget(new Chip(chip(course.state)));
        line->setLayout(all);
        m_similar->addWidget(line);
    }
}

void CourseReview::showDecisions(const ReviewDetail& detail)
{
    clearLayout(m_decisions);
    m_decisionsCard->setVisible(!detail.decisions.isEmpty());
    for (const Decision& decision : detail.decisions) {
        auto* block = new QWidget;
        auto* lines = column(space::xs);
        auto* head = row(space::s);
        head->addWidget(new Chip(chip(decision.kind)));
        head->addWidget(
            makeLabel(TextStyle::Muted, tr("version %1 · %2").arg(decision.revision).arg(decision.adminName)));
        head->addStretch();
        head->addWidget(new TimeLabel(decision.at));
        lines->addLayout(head);
        if (!decision.reason.isEmpty()) lines->addWidget(makeText(TextStyle::Body, decision.reason));
        block->setLayout(lines);
        m_decisions->addWidget(block);
    }
}

void CourseReview::showButtons()
{
    if (!m_approve) return;
    const Course& course = m_detail.course;
    const bool submitted = course.revisionState == RevisionState::Submitted;
    const bool live = course.state == CourseState::Launched;
    const bool suspended = course.state == CourseState::Suspended;
    m_approve->setVisible(submitted || suspended || (!live && course.revisionState == RevisionState::Rejected));
    m_approve->setText(suspended ? tr("Reinstate") : submitted ? tr("Approve") : tr("Approve after all"));
    m_reject->setVisible(submitted || (!live && !suspended && course.revisionState == RevisionState::Approved));
    m_reject->setText(submitted ? tr("Reject…") : tr("Take the approval back…"));
    m_suspend->setVisible(live);
}

void CourseReview::decide(DecisionKind kind)
{
    const bool overturns = m_detail.course.revisionState != RevisionState::Submitted || kind == DecisionKind::Suspend ||
                           kind == DecisionKind::Reinstate;
    auto* dialog = new DecisionDialog(m_detail.course, kind, overturns, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog] {
        whenDone(dialog, m_reviews->decide(m_id, dialog->form()),
                 [this, dialog](const Result<Course>& answer) { onDecided(answer, dialog); });
    });
    dialog->open();
}

void CourseReview::onDecided(const Result<Course>& answer, DecisionDialog* dialog)
{
    if (answer) {
        dialog->accept();
        Q_EMIT decided(*answer);
        return;
    }
    dialog->fail(answer.error());
    if (answer.error().code != ErrorCode::Conflict && answer.error().code != ErrorCode::InvalidState) return;
    // What was looked at is not what is there any more: nothing was decided.
    m_conflict->say(
        tr("It was changed or decided while you looked. Nothing of yours was saved; look at the new version first."),
        tr("There is a newer version"));
}

} // namespace lectern
