#include "ui/teacher/courseeditorpage.h"
#include "domain/validation.h"
#include "ui/kit/confirmdialog.h"
#include "ui/teacher/courselinks.h"
#include <utility>
#include <QTimer>

namespace lectern {

namespace {
constexpr int kAutosave_ms = 2500;
} // namespace

CourseEditorPage::CourseEditorPage(const std::optional<CourseId>& id, CoursesGateway* courses, CoverStore* covers,
                                   QWidget* parent)
    : PageFrame(tr("New course"), parent)
    , m_id(id)
    , m_courses(courses)
    , m_links(new CourseLinks)
    , m_chip(new Chip)
    , m_saved(makeLabel(TextStyle::Small, {}))
    , m_save(makeButton(ButtonKind::Secondary, tr("Save"), QStringLiteral("courseEditor.save")))
    , m_submit(makeButton(ButtonKind::Primary, tr("Submit for review"), QStringLiteral("courseEditor.submit")))
    , m_build(makeButton(ButtonKind::Secondary, tr("Build content"), QStringLiteral("courseEditor.build")))
    , m_reason(new Notice(Tone::Red))
    , m_notice(new Notice(Tone::Red))
    , m_title(new QLineEdit)
    , m_category(new QComboBox)
    , m_fee(new MoneyEdit(QStringLiteral("courseEditor.fee")))
    , m_language(new QComboBox)
    , m_level(new QComboBox)
    , m_description(new MarkdownEditor(QStringLiteral("courseEditor.description")))
    , m_cover(new ImagePicker(covers, QStringLiteral("courseEditor.cover")))
    , m_history(column(space::m))
    , m_columns(row(space::xl))
    , m_autosave(new QTimer(this))
{
    setBackVisible(true);
    setMaximumContentWidth(1160);
    addTitleWidget(m_chip);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_saved, m_build, m_save, m_submit})
        addAction(widget);
    addTools(m_links);
    connect(m_links, &CourseLinks::admissionWanted, this, &CourseEditorPage::admissionWanted);
    connect(m_links, &CourseLinks::studentsWanted, this, &CourseEditorPage::studentsWanted);
    m_saved->setFixedHeight(36);
    m_save->setShortcut(QKeySequence::Save);
    m_save->setToolTip(tr("Ctrl+S"));
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_submit, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_build, &QPushButton::clicked, this, [this] {
        if (m_id) Q_EMIT buildWanted(*m_id);
    });
    m_side = buildSide();
    m_columns->addWidget(buildForm(), 1);
    m_columns->addWidget(m_side, 0, Qt::AlignTop);
    m_columns->setContentsMargins(0, 0, space::s, space::l);
    auto* body = new QWidget;
    body->setLayout(m_columns);
    m_states = setContent(body, Skeleton::Shape::Form, {}, true);
    m_states->setOfflineHint(tr("The draft is on the server; it opens as soon as you are back."));
    m_autosave->setSingleShot(true);
    m_autosave->setInterval(kAutosave_ms);
    connect(m_autosave, &QTimer::timeout, this, [this] { save(false); });
    loadCategories();
    if (m_id) {
        refresh();
    } else {
        fill(CourseCard{{}, {}, Money::fromMinor(0, Currency()), {}, QStringLiteral("en"), Level::AllLevels, {}});
        showHistory();
        m_states->showContent();
        updateButtons();
        setFocusProxy(m_title); // where a new course begins
    }
}

QWidget* CourseEditorPage::buildForm()
{
    m_title->setObjectName(QStringLiteral("courseEditor.title"));
    m_title->setMaxLength(validation::kMaxTitle);
    m_category->setObjectName(QStringLiteral("courseEditor.category"));
    m_language->setObjectName(QStringLiteral("courseEditor.language"));
    m_level->setObjectName(QStringLiteral("courseEditor.level"));
    for (const QString& code : validation::languages())
        m_language->addItem(languageName(code), code);
    for (const Level level : {Level::AllLevels, Level::Beginner, Level::Intermediate, Level::Advanced})
        m_level->addItem(levelText(level), int(level));
    auto* card = new Card;
    card->body()->setSpacing(space::l + space::xs);
    m_loadNew = m_notice->addButton(tr("Load the new version"), QStringLiteral("courseEditor.loadNew"));
    m_loadNew->hide();
    connect(m_loadNew, &QPushButton::clicked, this, [this] {
        m_dirty = false;
        m_notice->say({});
        refresh();
    });
    const auto add = [this](const char* field, const QString& label, QWidget* input, const QString& hint = {}) {
        auto* form = new FormField(label, input, hint);
        m_errors.add(QString::fromLatin1(field), form);
        return form;
    };
    auto* pair = row(space::l);
    pair->addWidget(add("categoryId", tr("&Category"), m_category), 1);
    m_feeField = add("fee", tr("&Fee"), m_fee, tr("0 makes the course free."));
    pair->addWidget(m_feeField, 1);
    auto* second = row(space::l);
    second->addWidget(add("language", tr("&Language"), m_language), 1);
    second->addWidget(add("level", tr("L&evel"), m_level), 1);
    card->body()->addWidget(m_reason);
    card->body()->addWidget(m_notice);
    card->body()->addWidget(
        add("title", tr("&Title"), m_title,
            tr("What someone would search for. At most %1 characters.").arg(validation::kMaxTitle)));
    card->body()->addLayout(pair);
    card->body()->addLayout(second);
    card->body()->addWidget(add("coverFileId", tr("Cover"), m_cover));
    m_description->setMinimumHeight(280);
    card->body()->addWidget(add("descriptionMarkdown", tr("&Description"), m_description,
                                tr("Markdown: what is taught, for whom, what is needed. At least %1 characters.")
                                    .arg(validation::kMinDescription)));
    connect(m_title, &QLineEdit::textEdited, this, &CourseEditorPage::touched);
    connect(m_fee, &MoneyEdit::edited, this, &CourseEditorPage::touched);
    connect(m_description, &MarkdownEditor::edited, this, &CourseEditorPage::touched);
    connect(m_cover, &ImagePicker::edited, this, &CourseEditorPage::touched);
    for (QComboBox* box : {m_category, m_language, m_level})
        connect(box, &QComboBox::activated, this, &CourseEditorPage::touched);
    return card;
}

QWidget* CourseEditorPage::buildSide()
{
    auto* card = new Card(tr("History"));
    card->setObjectName(QStringLiteral("courseEditor.history"));
    card->body()->addLayout(m_history);
    return card;
}

void CourseEditorPage::loadCategories()
{
    whenDone(this, m_courses->categories(), [this](const Result<QList<Category>>& answer) {
        if (!answer) return;
        m_category->clear();
        m_category->addItem(tr("Choose one"), QString());
        for (const Category& category : *answer)
            m_category->addItem(category.name, category.id.value);
        m_category->setCurrentIndex(qMax(0, m_category->findData(m_course.card.categoryId.value)));
    });
}

void CourseEditorPage::refresh()
{
    // What was typed is worth more than what the server has.
    if (!m_id || m_dirty || m_busy) return;
    if (m_category->count() == 0) loadCategories();
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_courses->course(*m_id), [this, id](const Result<Course>& answer) {
        if (!m_load.is(id) || m_dirty) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

PageFrame::Leaving CourseEditorPage::leaving()
{
    if (!m_dirty && !m_busy) return Leaving::Done;
    if (m_dirty && !m_busy) {
        save(false);
        if (!m_busy) {
            lectern::askToDiscard(
                this,
                [this] {
                    m_dirty = false;
                    Q_EMIT back();
                },
                tr("It cannot be saved as it is; the form says what is wrong."));
            return Leaving::Stay;
        }
    }
    m_leaving = true;
    return Leaving::Saving;
}

void CourseEditorPage::setSchool(const ServerInfo& school)
{
    if (school.defaultCurrency.isEmpty()) return;
    const int kept = (10'000 - school.platformShareBps) / 100;
    m_feeField->setHint(tr("0 makes the course free. You keep %1%.").arg(kept));
    const auto currency = Currency::fromCode(school.defaultCurrency);
    if (currency && !m_id && !m_dirty) m_fee->setMoney(Money::fromMinor(0, *currency));
}

void CourseEditorPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("course") && m_id && message.subjectId == m_id->value) refresh();
}

void CourseEditorPage::display(const Course& course)
{
    m_course = course;
    m_id = course.id;
    fill(course.card);
    setTitle(course.card.title);
    setSubtitle(course.approvedRevision > 0 && course.approvedRevision != course.revision
                    ? tr("Version %1; students see version %2").arg(course.revision).arg(course.approvedRevision)
                    : tr("Version %1").arg(course.revision));
    m_chip->setSpec(chip(course.state));
    m_links->setCourse(course);
    showBanner();
    showHistory();
    updateButtons();
}

void CourseEditorPage::fill(const CourseCard& card)
{
    m_filling = true;
    m_course.card = card;
    m_title->setText(card.title);
    m_category->setCurrentIndex(qMax(0, m_category->findData(card.categoryId.value)));
    m_fee->setMoney(card.fee);
    m_language->setCurrentIndex(qMax(0, m_language->findData(card.language)));
    m_level->setCurrentIndex(qMax(0, m_level->findData(int(card.level))));
    m_description->setMarkdown(card.descriptionMarkdown);
    m_cover->setImage(card.coverFileId, card.title);
    m_filling = false;
}

void CourseEditorPage::showBanner()
{
    m_reason->setTone(Tone::Red);
    if (!m_course.lastReason.isEmpty() && m_course.revisionState != RevisionState::Submitted) {
        m_reason->say(m_course.lastReason, m_course.state == CourseState::Suspended ? tr("This course is suspended")
                                                                                    : tr("Rejected: what to change"));
        return;
    }
    m_reason->setTone(Tone::Gold);
    m_reason->say(m_course.revisionState == RevisionState::Submitted
                      ? tr("An admin is looking at it. If you change something now, submit it again.")
                      : QString(),
                  tr("In review"));
}

void CourseEditorPage::showHistory()
{
    clearLayout(m_history);
    if (m_course.history.isEmpty())
        m_history->addWidget(
            makeText(TextStyle::Muted, tr("Saved drafts, decisions and launches will be listed here.")));
    for (const CourseEvent& event : std::as_const(m_course.history)) {
        auto* block = new QWidget;
        auto* lines = column(2);
        auto* head = row(space::s);
        head->addWidget(makeLabel(TextStyle::Strong, eventText(event)));
        head->addStretch();
        head->addWidget(new TimeLabel(event.at));
        lines->addLayout(head);
        lines->addWidget(makeText(TextStyle::Small, tr("Version %1 · %2").arg(event.revision).arg(event.actorName)));
        if (!event.reason.isEmpty()) lines->addWidget(makeText(TextStyle::Muted, event.reason));
        block->setLayout(lines);
        m_history->addWidget(block);
    }
}

bool CourseEditorPage::editable() const { return m_course.state != CourseState::Archived; }

void CourseEditorPage::touched()
{
    if (m_filling) return;
    m_dirty = true;
    m_saved->setText(tr("Not saved yet"));
    m_errors.clear();
    m_autosave->start();
    updateButtons();
}

Result<CourseCard> CourseEditorPage::card() const
{
    Result<Money> fee = m_fee->money();
    if (!fee) return Error{fee.error().code, QStringLiteral("fee"), fee.error().detail, 0};
    return CourseCard{m_title->text().trimmed(),
                      CategoryId{m_category->currentData().toString()},
                      *fee,
                      m_description->markdown(),
                      m_language->currentData().toString(),
                      Level(m_level->currentData().toInt()),
                      m_cover->image()};
}

void CourseEditorPage::save(bool thenSubmit)
{
    m_autosave->stop();
    if (m_busy || !editable()) return;
    m_errors.clear();
    m_notice->say({});
    m_loadNew->hide();
    const Result<CourseCard> draft = card();
    if (!draft) return fail(draft.error());
    if (const auto error = thenSubmit ? validation::submission(*draft) : validation::draft(*draft)) return fail(*error);
    if (!m_dirty && thenSubmit && m_id) return submit();
    if (!m_dirty && m_id) return;
    m_busy = true;
    m_dirty = false;
    m_saved->setText(tr("Saving…"));
    updateButtons();
    const CourseSave request{*draft, m_course.contentHash};
    Reply<Course> reply = m_id ? m_courses->save(*m_id, request) : m_courses->create(request);
    whenDone(this, reply,
             [this, sent = *draft, thenSubmit](const Result<Course>& answer) { onSaved(answer, sent, thenSubmit); });
}

void CourseEditorPage::onSaved(const Result<Course>& answer, const CourseCard& sent, bool thenSubmit)
{
    m_busy = false;
    if (!answer) {
        m_dirty = true;
        m_saved->setText(tr("Not saved"));
        if (std::exchange(m_leaving, false)) Q_EMIT left(false);
        return fail(answer.error());
    }
    const bool typedMeanwhile = m_dirty;
    const Result<CourseCard> now = card();
    if (!typedMeanwhile || (now && *now == sent)) {
        m_dirty = false;
        display(*answer);
    } else {
        // Keep what was typed while the answer was under way; only the hash moves on.
        m_id = answer->id;
        m_course.id = answer->id;
        m_course.contentHash = answer->contentHash;
        m_autosave->start();
    }
    m_saved->setText(tr("Saved"));
    updateButtons();
    if (std::exchange(m_leaving, false)) Q_EMIT left(true);
    if (thenSubmit && !m_dirty) submit();
}

void CourseEditorPage::submit()
{
    m_busy = true;
    updateButtons();
    whenDone(this, m_courses->submit(*m_id, m_course.contentHash), [this](const Result<Course>& answer) {
        m_busy = false;
        if (!answer) return fail(answer.error());
        display(*answer);
        Q_EMIT toast(tr("Submitted. You get a message when it is decided."), Tone::Green);
    });
}

void CourseEditorPage::fail(const Error& error)
{
    updateButtons();
    if (m_errors.show(error)) return;
    m_notice->say(errorText(error));
    m_loadNew->setVisible(error.code == ErrorCode::Conflict);
}

void CourseEditorPage::updateButtons()
{
    const bool submittable = m_course.revisionState != RevisionState::Submitted || m_dirty;
    const bool news = m_dirty || !m_id || m_course.revisionState == RevisionState::Draft ||
                      m_course.revisionState == RevisionState::Rejected;
    m_save->setEnabled(m_dirty && !m_busy && editable());
    m_submit->setEnabled(!m_busy && submittable && news && editable());
    m_build->setVisible(m_id.has_value());
    m_submit->setText(m_busy                                                           ? tr("Working…")
                      : m_course.revisionState == RevisionState::Submitted && !m_dirty ? tr("Submitted")
                                                                                       : tr("Submit for review"));
}

void CourseEditorPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    const bool wide = width() >= 900;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_side->setFixedWidth(wide ? (width() < 1100 ? 260 : 300) : qMax(300, width() - 2 * space::l - space::xl));
}

} // namespace lectern
