#include "ui/teacher/coursebuilderpage.h"
#include "items/uploadlistmodel.h"
#include "ui/teacher/courselinks.h"
#include "ui/teacher/lecturedialog.h"
#include "ui/teacher/uploadspanel.h"
#include <QShortcut>

namespace lectern {

CourseBuilderPage::CourseBuilderPage(const CourseId& id, const Gateways& gateways, QWidget* parent)
    : PageFrame(tr("Content"), parent)
    , m_id(id)
    , m_gateways(gateways)
    , m_model(new OutlineModel(this))
    , m_view(new OutlineView(m_model, false))
    , m_uploads(new UploadListModel(this))
    , m_links(new CourseLinks)
    , m_chip(new Chip)
    , m_launch(makeButton(ButtonKind::Primary, tr("Launch"), QStringLiteral("builder.launch")))
    , m_notice(new Notice)
    , m_columns(row(space::l))
{
    setBackVisible(true);
    setMaximumContentWidth(1440);
    addTitleWidget(m_chip);
    auto* card = makeButton(ButtonKind::Secondary, tr("Edit the course page"), QStringLiteral("builder.card"),
                            QStringLiteral("document-edit"));
    addAction(card);
    addAction(m_launch);
    addTools(m_links);
    connect(m_links, &CourseLinks::admissionWanted, this, &CourseBuilderPage::admissionWanted);
    connect(m_links, &CourseLinks::studentsWanted, this, &CourseBuilderPage::studentsWanted);
    connect(card, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_id); });
    connect(m_launch, &QPushButton::clicked, this, &CourseBuilderPage::launch);
    m_model->setEditable(true);
    m_left = buildOutline();
    m_side = buildSide();
    auto* middle = column(space::m);
    middle->addWidget(m_notice);
    middle->addWidget(buildLecture(), 1);
    m_columns->addWidget(m_left);
    m_columns->addLayout(middle, 1);
    m_columns->addWidget(m_side);
    auto* body = new QWidget;
    body->setLayout(m_columns);
    m_states = setContent(body, Skeleton::Shape::Detail, {}, false);
    m_states->setOfflineHint(
        tr("The content is on the server. Uploads go on from where they stopped when you are back."));
    connect(m_model, &OutlineModel::orderChanged, this, [this](const OutlineOrder& order) {
        whenDone(this, m_gateways.content->reorder(m_id, order),
                 [this](const Result<Outline>& answer) { onOutline(answer); });
    });
    connect(m_view, &OutlineView::chosen, this, &CourseBuilderPage::showLecture);
    connect(m_uploads, &UploadListModel::completed, this, &CourseBuilderPage::onUploaded);
    connect(m_uploads, &QAbstractItemModel::rowsInserted, this, [this] {
        m_uploadsCard->show();
        m_side->show();
    });
    connect(m_uploads, &QAbstractItemModel::rowsRemoved, this,
            [this] { m_uploadsCard->setVisible(m_uploads->rowCount() > 0); });
    refresh();
}

QWidget* CourseBuilderPage::buildOutline()
{
    m_view->setObjectName(QStringLiteral("builder.outline"));
    m_view->setAccessibleName(tr("Outline"));
    auto* add = makeButton(ButtonKind::Secondary, tr("Section"), QStringLiteral("builder.addSection"),
                           QStringLiteral("list-add"));
    m_addLecture = makeButton(ButtonKind::Secondary, tr("Lecture"), QStringLiteral("builder.addLecture"),
                              QStringLiteral("list-add"));
    connect(add, &QPushButton::clicked, this, &CourseBuilderPage::addSection);
    connect(m_addLecture, &QPushButton::clicked, this, &CourseBuilderPage::addLecture);
    auto* card = new Card(nullptr, 0);
    auto* tools = row(space::s, {space::m, space::m, space::m, 0});
    tools->addWidget(add);
    tools->addWidget(m_addLecture);
    tools->addStretch();
    card->body()->setSpacing(space::s);
    card->body()->addLayout(tools);
    m_outlineStates = new StateStack(m_view, Skeleton::Shape::Table,
                                     {QStringLiteral("view-media-playlist"),
                                      tr("No content yet"),
                                      tr("Start with a section, then put lectures into it."),
                                      {}});
    card->body()->addWidget(m_outlineStates, 1);
    auto* hint = makeText(TextStyle::Small, tr("Drag to reorder, or Ctrl+Up and Ctrl+Down."));
    hint->setContentsMargins(space::m, 0, space::m, space::m);
    card->body()->addWidget(hint);
    const auto key = [this](QKeySequence keys, auto act) {
        auto* shortcut = new QShortcut(keys, m_view);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    key(QKeySequence(Qt::CTRL | Qt::Key_Up), [this] { move(-1); });
    key(QKeySequence(Qt::CTRL | Qt::Key_Down), [this] { move(1); });
    key(QKeySequence(Qt::Key_F2), [this] { edit(); });
    key(QKeySequence::Delete, [this] { remove(); });
    return card;
}

QWidget* CourseBuilderPage::buildLecture()
{
    auto* card = new Card;
    m_lectureCard = card;
    m_lectureTitle = makeText(TextStyle::Title, {});
    m_lectureKind = makeText(TextStyle::Muted, {});
    m_edit =
        makeButton(ButtonKind::Secondary, tr("Edit"), QStringLiteral("builder.edit"), QStringLiteral("document-edit"));
    m_remove = makeButton(ButtonKind::DangerQuiet, tr("Remove"), QStringLiteral("builder.remove"),
                          QStringLiteral("edit-delete"));
    m_chooseFile = makeButton(ButtonKind::Primary, tr("Choose the file…"), QStringLiteral("builder.chooseFile"),
                              QStringLiteral("cloud-upload"));
    m_attach = makeButton(ButtonKind::Secondary, tr("Attach a document…"), QStringLiteral("builder.attach"),
                          QStringLiteral("mail-attachment"));
    m_fileText = makeText(TextStyle::Body, {});
    m_article = new MarkdownView;
    m_attachments = column(space::xs);
    connect(m_edit, &QPushButton::clicked, this, &CourseBuilderPage::edit);
    connect(m_remove, &QPushButton::clicked, this, &CourseBuilderPage::remove);
    connect(m_chooseFile, &QPushButton::clicked, this, [this] { chooseFile(false); });
    connect(m_attach, &QPushButton::clicked, this, [this] { chooseFile(true); });
    // The title has the whole width: beside its buttons there is no room for it in a window of a usual size.
    auto* head = column(2);
    head->addWidget(m_lectureTitle);
    head->addWidget(m_lectureKind);
    auto* acts = row(space::s, {0, space::s, 0, 0});
    acts->addWidget(m_edit);
    acts->addWidget(m_remove);
    acts->addStretch();
    head->addLayout(acts);
    auto* sheet = new QWidget;
    auto* lines = column(space::m, {0, 0, space::s, 0});
    lines->addWidget(m_fileText);
    lines->addWidget(m_chooseFile, 0, Qt::AlignLeft);
    m_article->setMaximumWidth(kReadableWidth);
    lines->addWidget(m_article);
    lines->addLayout(m_attachments);
    lines->addWidget(m_attach, 0, Qt::AlignLeft);
    lines->addStretch();
    sheet->setLayout(lines);
    card->body()->addLayout(head);
    card->body()->addWidget(makeDivider());
    card->body()->addWidget(makeScroller(sheet), 1);
    return card;
}

QWidget* CourseBuilderPage::buildSide()
{
    auto* side = new QWidget;
    auto* lines = column(space::l);
    auto* check = new Card(tr("Before the launch"));
    check->setObjectName(QStringLiteral("builder.checklist"));
    m_checkCard = check;
    m_checkLines = column(space::s);
    check->body()->addLayout(m_checkLines);
    auto* uploads = new Card(tr("Uploads"));
    uploads->setObjectName(QStringLiteral("builder.uploads"));
    uploads->body()->addWidget(new UploadsPanel(m_uploads));
    m_uploadsCard = uploads;
    uploads->hide();
    lines->addWidget(check);
    lines->addWidget(uploads);
    lines->addStretch();
    side->setLayout(lines);
    return side;
}

void CourseBuilderPage::refresh()
{
    load();
    whenDone(this, m_gateways.courses->course(m_id), [this](const Result<Course>& answer) {
        if (!answer) return;
        m_course = *answer;
        setTitle(answer->card.title);
        setSubtitle(tr("Content"));
        m_chip->setSpec(chip(answer->state));
        m_links->setCourse(*answer);
        m_launch->setVisible(answer->state == CourseState::Approved || answer->state == CourseState::Draft ||
                             answer->state == CourseState::InReview || answer->state == CourseState::Rejected);
        // After the launch there is nothing before it any more.
        m_checkCard->setVisible(m_launch->isVisibleTo(this));
        m_side->setVisible(m_checkCard->isVisibleTo(m_side) || m_uploadsCard->isVisibleTo(m_side));
    });
    loadCheck();
}

void CourseBuilderPage::load()
{
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_gateways.content->outline(m_id), [this, id](const Result<Outline>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        m_states->showContent();
        onOutline(answer);
    });
}

void CourseBuilderPage::loadCheck()
{
    const quint64 id = m_check.next();
    whenDone(this, m_gateways.courses->launchCheck(m_id), [this, id](const Result<LaunchCheck>& answer) {
        if (m_check.is(id) && answer) showCheck(*answer);
    });
}

void CourseBuilderPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("course") && message.subjectId == m_id.value) refresh();
}

void CourseBuilderPage::onOutline(const Result<Outline>& answer)
{
    if (!answer) {
        m_notice->say(errorText(answer.error()));
        // The tree may show an order that the server refused: show what it has.
        if (answer.error().code == ErrorCode::Conflict) load();
        return;
    }
    m_notice->say({});
    m_load.invalidate();
    m_model->setOutline(*answer);
    if (answer->sections.isEmpty())
        m_outlineStates->showEmpty();
    else
        m_outlineStates->showContent();
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0) {
        const QModelIndex section = m_model->index(0, 0);
        m_view->setCurrentIndex(m_model->rowCount(section) > 0 ? m_model->index(0, 0, section) : section);
    }
    showLecture();
    loadCheck();
}

void CourseBuilderPage::showLecture()
{
    const Section* section = m_model->sectionAt(m_view->currentIndex());
    const Lecture* lecture = m_model->lectureAt(m_view->currentIndex());
    m_addLecture->setEnabled(m_model->rowCount() > 0);
    m_lectureCard->setVisible(section != nullptr);
    if (!section) return;
    m_lectureTitle->setText(lecture ? lecture->title : section->title);
    m_lectureKind->setText(lecture ? lectureKindText(lecture->kind)
                                   : tr("Section with %n lectures", nullptr, int(section->lectures.size())));
    m_edit->setText(lecture ? tr("Edit") : tr("Rename"));
    const bool hasFile = lecture && lecture->kind != LectureKind::Article;
    m_article->setVisible(lecture && lecture->kind == LectureKind::Article);
    m_fileText->setVisible(hasFile);
    m_chooseFile->setVisible(hasFile);
    m_attach->setVisible(lecture);
    showAttachments(lecture ? *lecture : Lecture{});
    if (!lecture) return;
    if (!hasFile)
        return m_article->setMarkdownText(lecture->articleMarkdown.trimmed().isEmpty()
                                              ? tr("*This article is empty. Press Edit and write it.*")
                                              : lecture->articleMarkdown);
    if (!lecture->file) {
        m_fileText->setText(lecture->kind == LectureKind::Video
                                ? tr("No video yet. MP4 or WebM, up to the size your server allows.")
                                : tr("No document yet. A PDF shows inside the course."));
    } else {
        const bool whole = lecture->file->received >= lecture->file->size;
        m_fileText->setText(whole ? tr("%1 · %2").arg(lecture->file->name, fileSizeText(lecture->file->size))
                                  : tr("%1 · %2 of %3 have arrived")
                                        .arg(lecture->file->name, fileSizeText(lecture->file->received),
                                             fileSizeText(lecture->file->size)));
    }
    m_chooseFile->setText(lecture->file ? tr("Replace the file…") : tr("Choose the file…"));
}

void CourseBuilderPage::showAttachments(const Lecture& lecture)
{
    clearLayout(m_attachments);
    for (const Attachment& attachment : lecture.attachments) {
        auto* line = new QWidget;
        auto* all = row(space::s);
        all->addWidget(
            new ElidedLabel(TextStyle::Body, tr("%1 · %2").arg(attachment.title, fileSizeText(attachment.file.size))),
            1);
        auto* away =
            makeIconButton(QStringLiteral("window-close"), tr("Remove the attachment %1").arg(attachment.title),
                           QStringLiteral("builder.detach"));
        connect(away, &QToolButton::clicked, this, [this, id = attachment.id] {
            whenDone(this, m_gateways.content->detach(id),
                     [this](const Result<Outline>& answer) { onOutline(answer); });
        });
        all->addWidget(away);
        line->setLayout(all);
        m_attachments->addWidget(line);
    }
}

void CourseBuilderPage::showCheck(const LaunchCheck& check)
{
    clearLayout(m_checkLines);
    const QHash<QString, QString> names{{QStringLiteral("approved"), tr("The card is approved")},
                                        {QStringLiteral("has_lecture"), tr("There is a lecture")},
                                        {QStringLiteral("uploads_complete"), tr("Every file has arrived")},
                                        {QStringLiteral("articles_filled"), tr("No article is empty")}};
    for (const LaunchCheck::Item& item : check.items) {
        auto* line = new QWidget;
        auto* all = row(space::s);
        auto* mark = new QLabel;
        mark->setPixmap(icon(item.ok ? QStringLiteral("checkmark") : QStringLiteral("dialog-warning"),
                             item.ok ? Tone::Green : Tone::Gold)
                            .pixmap(16, 16));
        all->addWidget(mark, 0, Qt::AlignTop);
        auto* words = column(2);
        words->addWidget(makeText(item.ok ? TextStyle::Body : TextStyle::Strong, names.value(item.code, item.code)));
        if (!item.ok && !item.detail.isEmpty()) words->addWidget(makeText(TextStyle::Small, item.detail));
        all->addLayout(words, 1);
        line->setLayout(all);
        m_checkLines->addWidget(line);
    }
    m_launch->setEnabled(check.ready());
    m_launch->setToolTip(check.ready() ? QString() : tr("The list at the right says what is missing."));
}

SectionId CourseBuilderPage::currentSection() const
{
    if (const Section* section = m_model->sectionAt(m_view->currentIndex())) return section->id;
    return m_model->outline().sections.isEmpty() ? SectionId{} : m_model->outline().sections.last().id;
}

void CourseBuilderPage::move(int step)
{
    const QString id = m_view->currentId();
    if (m_model->moveBy(m_view->currentIndex(), step)) m_view->selectId(id);
}

void CourseBuilderPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    m_left->setFixedWidth(width() < 1000 ? 250 : 330);
    m_side->setFixedWidth(width() < 1000 ? 210 : 280);
}

} // namespace lectern
