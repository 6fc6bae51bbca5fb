// What the buttons of the builder do; how it looks is in coursebuilderpage.cpp.
#include "items/uploadlistmodel.h"
#include "ui/kit/mediaduration.h"
#include "ui/teacher/coursebuilderpage.h"
#include "ui/teacher/lecturedialog.h"
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace lectern {

void CourseBuilderPage::run(DialogFrame* dialog, std::function<Reply<Outline>()> ask)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, ask] {
        whenDone(dialog, ask(), [this, dialog](const Result<Outline>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            onOutline(answer);
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
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Remove"),
                        lecture ? tr("Remove \"%1\"?").arg(lecture->title) : tr("Remove \"%1\"?").arg(section->title),
                        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("builder.confirmRemove"));
    box->setInformativeText(
        lecture ? tr("Its text, its file and its attachments go with it. This cannot be undone.")
                : tr("Its %n lectures go with it. This cannot be undone.", nullptr, int(section->lectures.size())));
    auto* yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const std::optional<LectureId> lectureId = lecture ? std::optional(lecture->id) : std::nullopt;
    connect(yes, &QAbstractButton::clicked, this, [this, lectureId, sectionId = section->id] {
        Reply<Outline> reply =
            lectureId ? m_gateways.content->removeLecture(*lectureId) : m_gateways.content->removeSection(sectionId);
        whenDone(this, reply, [this](const Result<Outline>& answer) { onOutline(answer); });
    });
    box->open();
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
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Launch"), tr("Launch \"%1\"?").arg(m_course.card.title),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("builder.confirmLaunch"));
    box->setInformativeText(m_course.card.fee.isZero()
                                ? tr("It appears in the catalogue at once and everybody can enroll for free.")
                                : tr("It appears in the catalogue at once, for %1. Afterwards a change of the card "
                                     "goes through review again.")
                                      .arg(moneyText(m_course.card.fee)));
    auto* yes = box->addButton(tr("Launch"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("builder.launchYes"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(yes, &QAbstractButton::clicked, this, [this] {
        if (m_busy) return;
        m_busy = true;
        m_launch->setEnabled(false);
        whenDone(this, m_gateways.courses->launch(m_id), [this](const Result<Course>& answer) {
            m_busy = false;
            if (!answer)
                m_notice->say(errorText(answer.error()));
            else
                Q_EMIT toast(tr("Launched. It is in the catalogue now."), Tone::Green);
            refresh();
        });
    });
    box->open();
}

} // namespace lectern
