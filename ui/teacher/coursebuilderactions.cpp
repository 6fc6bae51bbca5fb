// What the buttons of the builder do; how it looks is in coursebuilderpage.cpp.
#include "items/uploadlistmodel.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/mediaduration.h"
#include "ui/teacher/coursebuilderpage.h"
#include "ui/teacher/lecturedialog.h"
#include <QFileDialog>
#include <QFileInfo>

namespace lectern {

namespace {

QSet<QString> idsOf(const Outline& outline)
{
    QSet<QString> ids;
    for (const Section& section : outline.sections) {
        ids.insert(section.id.value);
        for (const Lecture& lecture : section.lectures)
            ids.insert(lecture.id.value);
    }
    return ids;
}

} // namespace

void CourseBuilderPage::run(DialogFrame* dialog, std::function<Reply<Outline>()> ask)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, ask] {
        whenDone(dialog, ask(), [this, dialog](const Result<Outline>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            const QSet<QString> known = idsOf(m_model->outline());
            onOutline(answer);
            // What was just made is what is worked on next.
            for (const QString& id : idsOf(*answer)) {
                if (!known.contains(id)) m_view->selectId(id);
            }
        });
    });
    dialog->open();
}

void CourseBuilderPage::addSection()
{
    auto* dialog = new SectionDialog({}, true, this);
    run(dialog, [this, dialog] { return m_gateways.content->addSection(m_id, dialog->form()); });
}

void CourseBuilderPage::addLecture()
{
    const SectionId section = currentSection();
    if (section.isEmpty()) return addSection();
    auto* dialog = new LectureDialog(std::nullopt, this);
    run(dialog, [this, dialog, section] { return m_gateways.content->addLecture(section, dialog->form()); });
}

void CourseBuilderPage::edit()
{
    const Lecture* lecture = m_model->lectureAt(m_view->currentIndex());
    const Section* section = m_model->sectionAt(m_view->currentIndex());
    if (lecture) {
        auto* dialog = new LectureDialog(*lecture, this);
        run(dialog, [this, dialog, id = lecture->id] { return m_gateways.content->editLecture(id, dialog->form()); });
    } else if (section) {
        auto* dialog = new SectionDialog(section->title, false, this);
        run(dialog, [this, dialog, id = section->id] { return m_gateways.content->editSection(id, dialog->form()); });
    }
}

void CourseBuilderPage::remove()
{
    const Lecture* lecture = m_model->lectureAt(m_view->currentIndex());
    const Section* section = m_model->sectionAt(m_view->currentIndex());
    if (!section) return;
    auto* dialog = new ConfirmDialog(
        {tr("Remove “%1”?").arg(lecture ? lecture->title : section->title),
         lecture ? tr("Its text, its file and its attachments go with it. This cannot be undone.")
                 : tr("Its %n lectures go with it. This cannot be undone.", nullptr, int(section->lectures.size())),
         tr("Remove"), {}, true},
        QStringLiteral("builder.confirmRemove"), this);
    const std::optional<LectureId> lectureId = lecture ? std::optional(lecture->id) : std::nullopt;
    run(dialog, [this, lectureId, sectionId = section->id] {
        return lectureId ? m_gateways.content->removeLecture(*lectureId) : m_gateways.content->removeSection(sectionId);
    });
}

void CourseBuilderPage::chooseFile(bool attach)
{
    const Lecture* lecture = m_model->lectureAt(m_view->currentIndex());
    if (!lecture) return;
    const bool video = lecture->kind == LectureKind::Video && !attach;
    auto* dialog = new QFileDialog(this, video ? tr("Choose the video") : tr("Choose the document"), QString(),
                                   video ? tr("Videos (*.mp4 *.webm *.mkv *.mov)")
                                         : tr("Documents (*.pdf *.odt *.docx *.pptx *.zip *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, attach](const QString& path) { uploadFile(path, attach); });
    dialog->open();
}

void CourseBuilderPage::uploadFile(const QString& path, bool attach)
{
    const Lecture* lecture = m_model->lectureAt(m_view->currentIndex());
    if (!lecture) return;
    const QString purpose = (attach ? QStringLiteral("attach:") : QStringLiteral("content:")) + lecture->id.value;
    if (!attach && lecture->kind == LectureKind::Video)
        measureDuration(this, path, [this, id = lecture->id.value](int seconds) { m_durations.insert(id, seconds); });
    m_uploads->add(m_gateways.files->upload(path, this), purpose);
}

void CourseBuilderPage::onUploaded(Upload* upload, const QString& purpose)
{
    const std::optional<StoredFile> file = upload->file();
    const LectureId id{purpose.section(u':', 1)};
    const Lecture* lecture = m_model->lectureAt(m_model->indexOf(id));
    if (!file || !lecture) return;
    Reply<Outline> reply;
    if (purpose.startsWith(QStringLiteral("attach:"))) {
        reply = m_gateways.content->attach(id, AttachmentForm{QFileInfo(file->name).completeBaseName(), file->id});
    } else {
        LectureForm form{lecture->title, lecture->kind, lecture->articleMarkdown, file->id, m_durations.take(id.value)};
        reply = m_gateways.content->editLecture(id, form);
    }
    whenDone(this, reply, [this](const Result<Outline>& answer) { onOutline(answer); });
}

void CourseBuilderPage::launch()
{
    auto* dialog = new ConfirmDialog(
        {tr("Launch “%1”?").arg(m_course.card.title),
         m_course.card.fee.isZero() ? tr("It appears in the catalogue at once and everybody can enroll for free.")
                                    : tr("It appears in the catalogue at once, for %1. Afterwards a change of the "
                                         "course card goes through review again.")
                                          .arg(moneyText(m_course.card.fee)),
         tr("Launch"), tr("Not yet")},
        QStringLiteral("builder.confirmLaunch"), this);
    dialog->submitButton()->setObjectName(QStringLiteral("builder.launchYes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog] {
        whenDone(dialog, m_gateways.courses->launch(m_id), [this, dialog](const Result<Course>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            Q_EMIT toast(tr("Launched. It is in the catalogue now."), Tone::Green);
            refresh();
        });
    });
    dialog->open();
}

} // namespace lectern
