#include "ui/admin/gigreview.h"
#include "domain/markup.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/pageframe.h"
#include <QGridLayout>

namespace lectern {

namespace {

QString placeText(const GigCard& card) { return card.meeting == MeetingKind::Zoom ? GigReviewPanel::tr("Zoom, a meeting for each session") : GigReviewPanel::tr("The teacher’s own room: %1").arg(card.meetingLink); }

} // namespace

GigReviewPanel::GigReviewPanel(GigsGateway* gigs, Access access, QWidget* parent)
    : QWidget(parent)
    , m_gigs(gigs)
    , m_access(access)
    , m_title(makeText(TextStyle::Title, {}))
    , m_meta(makeText(TextStyle::Muted, {}))
    , m_chip(new Chip)
    , m_conflict(new Notice(Tone::Gold))
    , m_buttons(row(space::s))
    , m_facts(column(0))
    , m_description(new MarkdownView)
    , m_decisionsCard(new Card(tr("Decisions")))
    , m_decisions(column(space::s))
{
    auto* card = new Card(nullptr, space::xl);
    auto* head = row(space::s);
    head->addWidget(m_title, 1);
    head->addWidget(m_chip, 0, Qt::AlignTop);
    card->body()->addLayout(head);
    card->body()->addWidget(m_meta);
    card->body()->addWidget(m_conflict);
    card->body()->addLayout(m_buttons);
    card->body()->addLayout(m_facts);
    card->body()->addWidget(m_description);
    static_cast<Card*>(m_decisionsCard)->body()->addLayout(m_decisions);
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    lines->addWidget(card);
    lines->addWidget(m_decisionsCard);
    lines->addStretch();
    body->setLayout(lines);
    m_states = new StateStack(makeScroller(body), Skeleton::Shape::Detail, {});
    connect(m_conflict->addButton(tr("Load the new version"), QStringLiteral("gigReview.loadNew")), &QPushButton::clicked, this, [this] { open(m_id); });
    connect(m_states, &StateStack::retry, this, [this] { open(m_id); });
    auto* all = column(0);
    all->addWidget(m_states);
    setLayout(all);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
}

void GigReviewPanel::open(const GigId& id)
{
    if (m_id != id) m_states->reset();
    m_id = id;
    m_conflict->say({});
    m_states->showLoading();
    const quint64 request = m_request.next();
    whenDone(this, m_gigs->review(id), [this, request](const Result<GigReview>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void GigReviewPanel::display(const GigReview& review)
{
    m_review = review;
    const Gig& gig = review.gig;
    m_title->setText(gig.card.title);
    m_meta->setText(tr("Live session by %1 · version %2").arg(gig.teacherName).arg(gig.revision));
    m_chip->setSpec(chip(gig.state));
    m_description->setMarkdownText(gig.card.descriptionMarkdown);
    showFacts(review);
    showDecisions(review);
    clearLayout(m_buttons);
    if (m_access == Access::ReadOnly) return;
    const auto add = [&](ButtonKind kind, const QString& text, const QString& name, DecisionKind decision) {
        auto* button = makeButton(kind, text, name);
        connect(button, &QPushButton::clicked, this, [this, decision] { decide(decision); });
        m_buttons->addWidget(button);
    };
    const bool isFresh = gig.revisionState == RevisionState::Submitted;
    if (isFresh || gig.revisionState == RevisionState::Rejected) add(ButtonKind::Primary, tr("Approve"), QStringLiteral("gigReview.approve"), DecisionKind::Approve);
    if (isFresh) add(ButtonKind::DangerQuiet, tr("Reject…"), QStringLiteral("gigReview.reject"), DecisionKind::Reject);
    if (gig.state == GigState::Offered || gig.state == GigState::Paused) add(ButtonKind::DangerQuiet, tr("Suspend…"), QStringLiteral("gigReview.suspend"), DecisionKind::Suspend);
    if (gig.state == GigState::Suspended) add(ButtonKind::Primary, tr("Reinstate…"), QStringLiteral("gigReview.reinstate"), DecisionKind::Reinstate);
    m_buttons->addStretch();
}

/// Each fact, with what it was before where it has changed.
void GigReviewPanel::showFacts(const GigReview& review)
{
    clearLayout(m_facts);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::xl);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(1, 1);
    int at = 0;
    const auto fact = [&](const QString& name, const QString& now, const QString& before) {
        grid->addWidget(makeLabel(TextStyle::Muted, name), at, 0, Qt::AlignTop);
        const bool isChanged = review.previous && before != now;
        grid->addWidget(makeText(isChanged ? TextStyle::Strong : TextStyle::Body, isChanged ? tr("%1 (before: %2)").arg(now, before.isEmpty() ? tr("nothing") : before) : now), at++, 1);
    };
    const GigCard& card = review.gig.card;
    const GigCard before = review.previous.value_or(card);
    if (review.previous && before.title != card.title) fact(tr("Title"), card.title, before.title);
    fact(tr("Category"), review.gig.categoryName, review.previous ? review.previousCategoryName : review.gig.categoryName);
    fact(tr("For an hour"), moneyText(card.hourlyRate), moneyText(before.hourlyRate));
    fact(tr("Takes"), durationsText(card.durations), durationsText(before.durations));
    fact(tr("Language"), languageName(card.language), languageName(before.language));
    fact(tr("Held at"), placeText(card), placeText(before));
    if (review.previous && before.descriptionMarkdown != card.descriptionMarkdown) fact(tr("Description"), tr("has changed; the new one is below"), plainText(before.descriptionMarkdown, 200));
    auto* box = new QWidget;
    box->setLayout(grid);
    m_facts->addWidget(makeBox(box));
}

void GigReviewPanel::showDecisions(const GigReview& review)
{
    clearLayout(m_decisions);
    m_decisionsCard->setVisible(!review.decisions.isEmpty());
    for (const Decision& decision : review.decisions) {
        auto* line = row(space::s);
        line->addWidget(new Chip(chip(decision.kind)));
        line->addWidget(makeText(TextStyle::Body, tr("%1, version %2").arg(decision.adminName).arg(decision.revision)), 1); // wraps beside a narrow list
        line->addWidget(new TimeLabel(decision.at));
        m_decisions->addLayout(line);
        if (!decision.reason.isEmpty()) m_decisions->addWidget(makeText(TextStyle::Muted, decision.reason));
    }
}

void GigReviewPanel::decide(DecisionKind kind)
{
    const Gig& gig = m_review.gig;
    const bool isFresh = gig.revisionState == RevisionState::Submitted;
    ReasonDialog::Text text;
    text.required = kind != DecisionKind::Approve || !isFresh;
    text.dangerous = kind == DecisionKind::Reject || kind == DecisionKind::Suspend;
    text.hint = tr("The teacher reads it.");
    switch (kind) {
    case DecisionKind::Approve:
        text.title = tr("Approve “%1”?").arg(gig.card.title);
        text.consequence = tr("Students can book it in the teacher’s hours, by this version.");
        text.submit = tr("Approve");
        break;
    case DecisionKind::Reject:
        text.title = tr("Reject “%1”?").arg(gig.card.title);
        text.consequence = gig.approvedRevision > 0 ? tr("Students keep the version that was approved before.") : tr("It cannot be booked. The teacher may change it and submit it again.");
        text.submit = tr("Reject");
        break;
    case DecisionKind::Suspend:
        text.title = tr("Suspend “%1”?").arg(gig.card.title);
        text.consequence = tr("Nobody can book it any more. What is booked stays booked.");
        text.submit = tr("Suspend");
        break;
    case DecisionKind::Reinstate:
        text.title = tr("Reinstate “%1”?").arg(gig.card.title);
        text.consequence = tr("Students can book it again.");
        text.submit = tr("Reinstate");
        break;
    }
    auto* dialog = new ReasonDialog(text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, kind, gig] {
        whenDone(dialog, m_gigs->decide(gig.id, {kind, gig.revision, gig.contentHash, dialog->reason()}), [this, dialog](const Result<Gig>& answer) {
            if (!answer && answer.error().code == ErrorCode::Conflict) {
                m_conflict->say(errorText(answer.error()));
                return dialog->fail(answer.error()); // the reason is kept
            }
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            Q_EMIT decided(*answer);
        });
    });
    dialog->open();
}

} // namespace lectern
