#include "ui/teacher/lecturedialog.h"
#include "domain/validation.h"
#include "ui/kit/markdown.h"

namespace lectern {

SectionDialog::SectionDialog(const QString& title, bool isNew, QWidget* parent)
    : DialogFrame(isNew ? tr("New section") : tr("Rename the section"), isNew ? tr("Add") : tr("Save"),
                  QStringLiteral("section"), parent)
    , m_title(new QLineEdit(title))
{
    m_title->setObjectName(QStringLiteral("section.title"));
    m_title->setMaxLength(validation::kMaxTitle);
    addField(QStringLiteral("title"), tr("&Title"), m_title, tr("A section groups lectures, like a chapter."));
    m_title->setFocus();
}

SectionForm SectionDialog::form() const { return {m_title->text().trimmed()}; }

std::optional<Error> SectionDialog::check()
{
    return validation::line(QStringLiteral("title"), m_title->text().trimmed(), validation::kMaxTitle);
}

LectureDialog::LectureDialog(const std::optional<Lecture>& lecture, QWidget* parent)
    : DialogFrame(lecture ? tr("Edit the lecture") : tr("New lecture"), lecture ? tr("Save") : tr("Add"),
                  QStringLiteral("lecture"), parent)
    , m_lecture(lecture)
    , m_title(new QLineEdit)
    , m_kind(new QComboBox)
    , m_article(new MarkdownEditor(QStringLiteral("lecture.article")))
{
    setMinimumWidth(620);
    m_title->setObjectName(QStringLiteral("lecture.title"));
    m_title->setMaxLength(validation::kMaxTitle);
    m_kind->setObjectName(QStringLiteral("lecture.kind"));
    for (const LectureKind kind : {LectureKind::Article, LectureKind::Video, LectureKind::Document})
        m_kind->addItem(lectureKindText(kind), int(kind));
    addField(QStringLiteral("title"), tr("&Title"), m_title);
    addField(QStringLiteral("kind"), tr("&Kind"), m_kind,
             tr("Videos and documents get their file on the next screen."));
    m_articleField = addField(QStringLiteral("articleMarkdown"), tr("Te&xt"), m_article);
    m_article->setMinimumHeight(240);
    if (lecture) {
        m_title->setText(lecture->title);
        m_kind->setCurrentIndex(m_kind->findData(int(lecture->kind)));
        m_kind->setEnabled(false);
        m_article->setMarkdown(lecture->articleMarkdown);
    }
    connect(m_kind, &QComboBox::currentIndexChanged, this, &LectureDialog::showKind);
    showKind();
    m_title->setFocus();
}

LectureForm LectureDialog::form() const
{
    LectureForm form;
    form.title = m_title->text().trimmed();
    form.kind = LectureKind(m_kind->currentData().toInt());
    if (form.kind == LectureKind::Article) form.articleMarkdown = m_article->markdown();
    if (m_lecture && m_lecture->file) form.fileId = m_lecture->file->id;
    if (m_lecture) form.durationSeconds = m_lecture->durationSeconds;
    return form;
}

std::optional<Error> LectureDialog::check() { return validation::lecture(form()); }

void LectureDialog::showKind()
{
    m_articleField->setVisible(LectureKind(m_kind->currentData().toInt()) == LectureKind::Article);
}

} // namespace lectern
