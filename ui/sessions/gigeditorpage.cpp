#include "ui/sessions/gigeditorpage.h"
#include "domain/validation.h"
#include <QCheckBox>
#include <QRadioButton>

namespace lectern {

GigEditorPage::GigEditorPage(const std::optional<Gig>& gig, const Gateways& gateways, QWidget* parent)
    : PageFrame(gig ? gig->card.title : tr("New live session"), parent)
    , m_gateways(gateways)
    , m_gig(gig)
    , m_chip(new Chip)
    , m_save(makeButton(ButtonKind::Secondary, tr("Save"), QStringLiteral("gigEditor.save")))
    , m_submit(makeButton(ButtonKind::Primary, tr("Submit for review"), QStringLiteral("gigEditor.submit")))
    , m_reason(new Notice(Tone::Red))
    , m_problem(new Notice(Tone::Red))
    , m_title(new QLineEdit)
    , m_category(new QComboBox)
    , m_language(new QComboBox)
    , m_rate(new MoneyEdit(QStringLiteral("gigEditor.rate")))
    , m_example(makeText(TextStyle::Small, {}))
    , m_zoom(new QRadioButton(tr("A Zoom meeting, made for each session")))
    , m_ownLink(new QRadioButton(tr("A room of my own, at Jitsi or the like")))
    , m_link(new QLineEdit)
    , m_description(new MarkdownEditor(QStringLiteral("gigEditor.description")))
{
    setBackVisible(true);
    setMaximumContentWidth(kReadableWidth + 80);
    addTitleWidget(m_chip);
    addAction(m_save);
    addAction(m_submit);
    m_save->setShortcut(QKeySequence::Save);
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_submit, &QPushButton::clicked, this, [this] { save(true); });
    setContent(buildForm(), Skeleton::Shape::Form, {}, true)->showContent();
    fill(gig ? gig->card : GigCard{{}, {}, Money::fromMinor(0, Currency()), {60}, {}, QStringLiteral("en"), MeetingKind::Zoom, {}});
    m_kept = typed();
    showState();
    whenDone(this, m_gateways.catalogue->categories(), [this](const Result<QList<Category>>& answer) {
        if (!answer) return m_problem->say(errorText(answer.error()));
        m_category->clear();
        m_category->addItem(tr("Choose a category"), QString());
        for (const Category& one : *answer) m_category->addItem(one.name, one.id.value);
        if (m_gig) m_category->setCurrentIndex(std::max(0, m_category->findData(m_gig->card.categoryId.value)));
        m_kept.categoryId = typed().categoryId;
    });
}

QWidget* GigEditorPage::buildForm()
{
    auto* form = new Card(nullptr, space::xl);
    form->body()->setSpacing(space::l);
    const auto add = [&](const QString& name, const QString& label, QWidget* input, const QString& hint = {}) {
        auto* line = new FormField(label, input, hint);
        m_errors.add(name, line);
        form->body()->addWidget(line);
        return line;
    };
    form->body()->addWidget(m_reason);
    form->body()->addWidget(m_problem);
    m_title->setObjectName(QStringLiteral("gigEditor.title"));
    m_title->setMaxLength(validation::kMaxTitle);
    add(QStringLiteral("title"), tr("&Title"), m_title, tr("What you teach, in a few words: “Chess openings for beginners”."));
    m_category->setObjectName(QStringLiteral("gigEditor.category"));
    add(QStringLiteral("categoryId"), tr("&Category"), m_category, tr("Students find it there, and taxes go by it."));
    m_language->setObjectName(QStringLiteral("gigEditor.language"));
    for (const QString& code : validation::languages()) m_language->addItem(languageName(code), code);
    add(QStringLiteral("language"), tr("&Language"), m_language, tr("In which you teach."));
    add(QStringLiteral("hourlyRate"), tr("What you get for an &hour"), m_rate, tr("The platform's fee comes on top; students see both."));
    form->body()->addWidget(m_example);
    connect(m_rate, &MoneyEdit::edited, this, &GigEditorPage::showExample);
    auto* durations = new QWidget;
    auto* choices = row(space::l);
    for (const int minutes : {15, 30, 45, 60, 90, 120}) {
        auto* box = new QCheckBox(minutesText(minutes));
        box->setObjectName(QStringLiteral("gigEditor.minutes.%1").arg(minutes));
        box->setProperty("minutes", minutes);
        m_durations.append(box);
        choices->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &GigEditorPage::showExample);
    }
    choices->addStretch();
    durations->setLayout(choices);
    add(QStringLiteral("durations"), tr("How long a session takes"), durations, tr("Students choose one of them."));
    auto* places = new QWidget;
    auto* both = column(space::xs);
    both->addWidget(m_zoom);
    both->addWidget(m_ownLink);
    places->setLayout(both);
    m_zoom->setObjectName(QStringLiteral("gigEditor.zoom"));
    m_ownLink->setObjectName(QStringLiteral("gigEditor.ownLink"));
    add(QStringLiteral("meeting"), tr("Where it is held"), places);
    m_link->setObjectName(QStringLiteral("gigEditor.link"));
    m_link->setPlaceholderText(QStringLiteral("https://meet.jit.si/…"));
    m_linkField = add(QStringLiteral("meetingLink"), tr("&Address of your room"), m_link, tr("Students see it once they have paid, not before."));
    connect(m_ownLink, &QRadioButton::toggled, m_linkField, &QWidget::setVisible);
    add(QStringLiteral("descriptionMarkdown"), tr("&Description"), m_description, tr("What a student can expect, and what to bring."));
    return form;
}

void GigEditorPage::fill(const GigCard& card)
{
    m_title->setText(card.title);
    m_rate->setMoney(card.hourlyRate);
    if (card.hourlyRate.isZero()) m_rate->amount()->clear(); // nothing was said yet
    m_language->setCurrentIndex(std::max(0, m_language->findData(card.language)));
    for (QCheckBox* box : std::as_const(m_durations)) box->setChecked(card.durations.contains(box->property("minutes").toInt()));
    m_zoom->setChecked(card.meeting == MeetingKind::Zoom);
    m_ownLink->setChecked(card.meeting == MeetingKind::OwnLink);
    m_linkField->setVisible(card.meeting == MeetingKind::OwnLink);
    m_link->setText(card.meetingLink);
    m_description->setMarkdown(card.descriptionMarkdown);
    showExample();
}

/// Everything that is wrong with it, one for each field.
QList<Error> GigEditorPage::problems(bool submits) const
{
    const GigCard card = typed();
    QList<Error> all;
    if (submits) all = validation::gigSubmission(card);
    else if (auto error = validation::gigDraft(card)) all.append(*error);
    if (auto problem = m_rate->problem(QStringLiteral("hourlyRate"))) {
        // What is typed there is no amount at all.
        const auto said = std::find_if(all.begin(), all.end(), [&](const Error& one) { return one.field == problem->field; });
        if (said == all.end()) all.append(*problem);
        else *said = *problem;
    }
    return all;
}

GigCard GigEditorPage::typed() const
{
    GigCard card;
    card.title = m_title->text().trimmed();
    card.categoryId = CategoryId{m_category->currentData().toString()};
    if (const auto rate = m_rate->money()) card.hourlyRate = *rate;
    for (const QCheckBox* box : std::as_const(m_durations)) {
        if (box->isChecked()) card.durations.append(box->property("minutes").toInt());
    }
    card.descriptionMarkdown = m_description->markdown();
    card.language = m_language->currentData().toString();
    card.meeting = m_ownLink->isChecked() ? MeetingKind::OwnLink : MeetingKind::Zoom;
    card.meetingLink = card.meeting == MeetingKind::OwnLink ? m_link->text().trimmed() : QString();
    return card;
}

void GigEditorPage::showState()
{
    m_chip->setVisible(m_gig.has_value());
    if (!m_gig) return;
    m_chip->setSpec(chip(m_gig->state));
    m_reason->say(m_gig->lastReason, m_gig->state == GigState::Suspended ? tr("Your school suspended it") : tr("What to change"));
    if (m_gig->revisionState == RevisionState::Submitted) setSubtitle(tr("In review. Saving a change takes it back out of the queue."));
    else if (m_gig->approvedRevision > 0) setSubtitle(tr("Students see the version that was approved until a change is approved, too."));
    else setSubtitle({});
}

/// By the usual fee; what students really pay is said by the server.
void GigEditorPage::showExample()
{
    const auto rate = m_rate->money();
    int longest = 0;
    for (const QCheckBox* box : std::as_const(m_durations)) {
        if (box->isChecked()) longest = box->property("minutes").toInt();
    }
    const auto price = rate && rate->minor() > 0 && longest > 0 ? sessionPrice(*rate, longest, {}, 0) : std::nullopt;
    m_example->setText(price ? tr("For %1 you get %2. The school's fee and taxes come on top; students see all of it before they ask.").arg(minutesText(longest), moneyText(price->session)) : QString());
    m_example->setVisible(price.has_value());
}

void GigEditorPage::fail(const Error& error)
{
    m_save->setEnabled(true);
    m_submit->setEnabled(true);
    if (!m_errors.show(error)) m_problem->say(errorText(error));
}

void GigEditorPage::save(bool submits)
{
    m_errors.clear();
    m_problem->say({});
    if (const QList<Error> wrong = problems(submits); !wrong.isEmpty()) {
        for (auto one = wrong.crbegin(); one != wrong.crend(); ++one) fail(*one); // the first has the focus in the end
        return;
    }
    m_save->setEnabled(false);
    m_submit->setEnabled(false);
    const GigSave form{typed(), m_gig ? m_gig->contentHash : QString()};
    whenDone(this, m_gig ? m_gateways.gigs->save(m_gig->id, form) : m_gateways.gigs->create(form), [this, submits, form](const Result<Gig>& answer) {
        if (!answer) return fail(answer.error());
        m_gig = *answer;
        m_kept = form.card;
        setTitle(answer->card.title);
        showState();
        const bool isNew = answer->revisionState == RevisionState::Draft || answer->revisionState == RevisionState::Rejected;
        if (submits && isNew) return submit(*answer);
        m_save->setEnabled(true);
        m_submit->setEnabled(true);
        Q_EMIT toast(tr("Saved."), Tone::Green);
        if (submits) Q_EMIT saved();
    });
}

void GigEditorPage::submit(const Gig& gig)
{
    whenDone(this, m_gateways.gigs->submit(gig.id, gig.contentHash), [this](const Result<Gig>& answer) {
        if (!answer) return fail(answer.error());
        m_gig = *answer;
        Q_EMIT toast(tr("Submitted. You are told when an admin has decided."), Tone::Green);
        Q_EMIT saved();
    });
}

PageFrame::Leaving GigEditorPage::leaving() { return askToDiscard(typed() != m_kept, [this] { m_kept = typed(); }); }

} // namespace lectern
