#include "ui/student/playerpage.h"
#include "ui/student/videopane.h"
#include <QBuffer>
#include <QDesktopServices>
#include <QPdfDocument>
#include <QPdfView>
#include <QStackedWidget>

namespace lectern {

namespace {
enum Pane { VideoIndex, ArticleIndex, DocumentIndex };
constexpr qint64 kInlinePdf = 60'000'000;
} // namespace

PlayerPage::PlayerPage(const EnrollmentId& id, EnrollmentsGateway* enrollments, FilesGateway* files, QWidget* parent)
    : PageFrame(tr("Course"), parent)
    , m_id(id)
    , m_enrollments(enrollments)
    , m_files(files)
    , m_model(new OutlineModel(this))
    , m_outline(new OutlineView(m_model, true))
    , m_side(new QWidget)
    , m_progress(new QProgressBar)
    , m_progressText(makeLabel(TextStyle::Small, {}))
    , m_certificate(makeButton(ButtonKind::Primary, tr("Certificate"), QStringLiteral("player.certificate"),
                               QStringLiteral("license")))
    , m_pdf(new QPdfDocument(this))
{
    setBackVisible(true);
    setMaximumContentWidth(1440);
    m_certificate->hide();
    addAction(m_certificate);
    connect(m_certificate, &QPushButton::clicked, this, [this] { Q_EMIT certificateWanted(m_id); });
    m_outline->setObjectName(QStringLiteral("player.outline"));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    auto* card = new Card(nullptr, 0);
    card->body()->setSpacing(space::s);
    auto* top = column(space::xs, {space::l, space::l, space::l, 0});
    top->addWidget(m_progress);
    top->addWidget(m_progressText);
    card->body()->addLayout(top);
    card->body()->addWidget(m_outline, 1);
    auto* side = column(0);
    side->addWidget(card);
    m_side->setLayout(side);
    auto* body = new QWidget;
    auto* columns = row(space::l);
    columns->addWidget(m_side);
    columns->addWidget(buildLecture(), 1);
    body->setLayout(columns);
    m_states = setContent(body, Skeleton::Shape::Detail,
                          {QStringLiteral("view-media-playlist"),
                           tr("Nothing to learn yet"),
                           tr("The teacher has not put lectures into this course."),
                           {}},
                          false);
    m_states->setOfflineHint(
        tr("Lectures come from the server. What you marked as done is kept; saved documents still open."));
    connect(m_outline, &OutlineView::chosen, this, &PlayerPage::openLecture);
    refresh();
}

QWidget* PlayerPage::buildLecture()
{
    auto* card = new Card;
    m_title = makeText(TextStyle::Title, {});
    m_notice = new Notice;
    m_panes = new QStackedWidget;
    m_video = new VideoPane;
    m_article = new MarkdownView;
    auto* sheet = new QWidget;
    auto* lines = column(0, {0, 0, space::m, 0});
    m_article->setMaximumWidth(kReadableWidth);
    lines->addWidget(m_article);
    lines->addStretch();
    sheet->setLayout(lines);
    m_document = new QWidget;
    m_documentText = makeText(TextStyle::Muted, {});
    m_openDocument = makeButton(ButtonKind::Secondary, tr("Open with another program"),
                                QStringLiteral("player.openDocument"), QStringLiteral("document-preview"));
    auto* documentLines = column(space::m);
    documentLines->addWidget(m_documentText);
    documentLines->addWidget(m_openDocument, 0, Qt::AlignLeft);
    documentLines->addStretch(1);
    m_document->setLayout(documentLines);
    connect(m_openDocument, &QPushButton::clicked, this, [this] {
        if (m_lecture.file) openFile(*m_lecture.file);
    });
    m_panes->addWidget(m_video);
    m_panes->addWidget(makeScroller(sheet));
    m_panes->addWidget(m_document);
    m_attachments = row(space::s);
    m_previous = makeButton(ButtonKind::Secondary, tr("Previous"), QStringLiteral("player.previous"),
                            QStringLiteral("go-previous"));
    m_done = makeButton(ButtonKind::Primary, tr("Mark as done"), QStringLiteral("player.done"));
    m_next = makeButton(ButtonKind::Secondary, tr("Next"), QStringLiteral("player.next"));
    m_previous->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageUp));
    m_next->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageDown));
    auto* foot = row(space::s);
    foot->addWidget(m_previous);
    foot->addStretch();
    foot->addWidget(m_done);
    foot->addWidget(m_next);
    card->body()->addWidget(m_title);
    card->body()->addWidget(m_notice);
    card->body()->addWidget(m_panes, 1);
    card->body()->addLayout(m_attachments);
    card->body()->addWidget(makeDivider());
    card->body()->addLayout(foot);
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_done, &QPushButton::clicked, this, [this] { report(m_lecture.id, 100, m_lecture.positionSeconds); });
    connect(m_video, &VideoPane::progressed, this, [this](int at, int length) {
        // The last moments are credits: nobody should hunt for the final second.
        const int percent = length > 0 ? at * 100 / length : 0;
        report(m_lecture.id, percent >= 95 ? 100 : percent, at);
    });
    return card;
}

void PlayerPage::refresh()
{
    m_states->showLoading();
    const quint64 id = m_load.next();
    whenDone(this, m_enrollments->learn(m_id), [this, id](const Result<LearningCourse>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        if (answer->outline.sections.isEmpty())
            m_states->showEmpty();
        else
            m_states->showContent();
        display(*answer);
    });
}

PageFrame::Leaving PlayerPage::leaving()
{
    m_video->stop();
    return Leaving::Done;
}

void PlayerPage::display(const LearningCourse& course)
{
    setTitle(course.enrollment.courseTitle);
    setSubtitle(tr("by %1").arg(course.enrollment.teacherName));
    m_model->setOutline(course.outline);
    onEnrollment(course.enrollment);
    if (!m_outline->currentId().isEmpty()) return;
    // Goes on where the student stopped: the first lecture that is not done.
    QString first;
    for (const Section& section : course.outline.sections) {
        for (const Lecture& lecture : section.lectures) {
            if (first.isEmpty()) first = lecture.id.value;
            if (lecture.progressPercent < 100) return m_outline->selectId(lecture.id.value);
        }
    }
    m_outline->selectId(first);
}

void PlayerPage::onEnrollment(const Enrollment& enrollment)
{
    m_progress->setValue(enrollment.progressPercent);
    m_progressText->setText(tr("%1% done").arg(enrollment.progressPercent));
    m_certificate->setVisible(enrollment.certificateCode.has_value() || enrollment.state == EnrollmentState::Completed);
}

void PlayerPage::openLecture(const QModelIndex& index)
{
    const Lecture* lecture = m_model->lectureAt(index);
    if (!lecture || lecture->id == m_lecture.id) return;
    m_video->stop();
    m_content.invalidate();
    m_lecture = *lecture;
    m_notice->say({});
    m_title->setText(lecture->title);
    m_done->setEnabled(lecture->progressPercent < 100);
    m_done->setText(lecture->progressPercent < 100 ? tr("Mark as done") : tr("Done"));
    m_previous->setEnabled(neighbour(-1).isValid());
    m_next->setEnabled(neighbour(1).isValid());
    showAttachments(*lecture);
    switch (lecture->kind) {
    case LectureKind::Article:
        return openArticle(m_lecture);
    case LectureKind::Video:
        return openVideo(m_lecture);
    case LectureKind::Document:
        return openDocument(m_lecture);
    }
}

void PlayerPage::openArticle(const Lecture& lecture)
{
    m_article->setMarkdownText(lecture.articleMarkdown);
    m_panes->setCurrentIndex(ArticleIndex);
}

void PlayerPage::openVideo(const Lecture& lecture)
{
    m_panes->setCurrentIndex(VideoIndex);
    if (!lecture.file) return m_video->fail(tr("the teacher has not uploaded it yet."));
    const quint64 id = m_content.next();
    whenDone(this, m_files->link(lecture.file->id), [this, id](const Result<QUrl>& answer) {
        if (!m_content.is(id)) return;
        if (answer)
            m_video->play(*answer, m_lecture.progressPercent >= 100 ? 0 : m_lecture.positionSeconds);
        else
            m_video->fail(errorText(answer.error()));
    });
}

void PlayerPage::openDocument(const Lecture& lecture)
{
    m_panes->setCurrentIndex(DocumentIndex);
    m_openDocument->setVisible(lecture.file.has_value());
    if (m_pdfView) m_pdfView->hide();
    if (!lecture.file) return m_documentText->setText(tr("The teacher has not uploaded this document yet."));
    m_documentText->setText(tr("%1 · %2").arg(lecture.file->name, fileSizeText(lecture.file->size)));
    if (lecture.file->mimeType != QStringLiteral("application/pdf") || lecture.file->size > kInlinePdf) return;
    const quint64 id = m_content.next();
    whenDone(this, m_files->content(lecture.file->id), [this, id](const Result<QByteArray>& answer) {
        if (!m_content.is(id)) return;
        if (!answer) return m_notice->say(errorText(answer.error()));
        auto* buffer = new QBuffer(m_pdf);
        buffer->setData(*answer);
        buffer->open(QIODevice::ReadOnly);
        m_pdf->load(buffer);
        if (!m_pdfView) {
            m_pdfView = new QPdfView(m_document);
            m_pdfView->setPageMode(QPdfView::PageMode::MultiPage);
            m_pdfView->setZoomMode(QPdfView::ZoomMode::FitToWidth);
            m_pdfView->setDocument(m_pdf);
            static_cast<QVBoxLayout*>(m_document->layout())->insertWidget(2, m_pdfView, 100);
        }
        m_pdfView->show();
    });
}

void PlayerPage::showAttachments(const Lecture& lecture)
{
    clearLayout(m_attachments);
    for (const Attachment& attachment : lecture.attachments) {
        auto* button =
            makeButton(ButtonKind::Secondary, tr("%1 (%2)").arg(attachment.title, fileSizeText(attachment.file.size)),
                       QStringLiteral("player.attachment"), QStringLiteral("mail-attachment"));
        connect(button, &QPushButton::clicked, this, [this, file = attachment.file] { openFile(file); });
        m_attachments->addWidget(button);
    }
    m_attachments->addStretch();
}

void PlayerPage::openFile(const StoredFile& file)
{
    whenDone(this, m_files->link(file.id), [this](const Result<QUrl>& answer) {
        if (answer)
            QDesktopServices::openUrl(*answer);
        else
            m_notice->say(errorText(answer.error()));
    });
}

void PlayerPage::report(const LectureId& lecture, int percent, int positionSeconds)
{
    const quint64 id = m_progressRequest.next();
    whenDone(this, m_enrollments->setProgress(m_id, lecture, ProgressForm{percent, positionSeconds}),
             [this, id, lecture, percent](const Result<Enrollment>& answer) {
                 if (!answer)
                     return m_notice->say(tr("Your progress was not saved: %1").arg(errorText(answer.error())));
                 m_model->setProgress(lecture, percent);
                 if (m_lecture.id == lecture && percent >= 100) {
                     m_lecture.progressPercent = 100;
                     m_done->setEnabled(false);
                     m_done->setText(tr("Done"));
                 }
                 if (m_progressRequest.is(id)) onEnrollment(*answer);
             });
}

QModelIndex PlayerPage::neighbour(int by) const
{
    const QModelIndex index = m_model->indexOf(m_lecture.id);
    if (!index.isValid()) return {};
    const QModelIndex sibling = index.sibling(index.row() + by, 0);
    if (sibling.isValid()) return sibling;
    for (int s = index.parent().row() + by; s >= 0 && s < m_model->rowCount(); s += by) {
        const QModelIndex section = m_model->index(s, 0);
        const int count = m_model->rowCount(section);
        if (count > 0) return m_model->index(by > 0 ? 0 : count - 1, 0, section);
    }
    return {};
}

void PlayerPage::step(int by)
{
    if (const QModelIndex next = neighbour(by); next.isValid()) m_outline->setCurrentIndex(next);
}

void PlayerPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    m_side->setFixedWidth(width() < 820 ? 220 : width() < 1200 ? 280 : 330);
}

} // namespace lectern
