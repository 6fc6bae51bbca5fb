#pragma once
#include "domain/content.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

class MarkdownEditor;

/// A new section, or another name for one.
class SectionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    SectionDialog(const QString& title, bool isNew, QWidget* parent);
    [[nodiscard]] SectionForm form() const;

protected:
    std::optional<Error> check() override;

private:
    QLineEdit* m_title;
};

/// A new lecture, or the words of one. Files are added on the builder page, where their uploads can be watched.
class LectureDialog final : public DialogFrame
{
    Q_OBJECT
public:
    LectureDialog(const std::optional<Lecture>& lecture, QWidget* parent);
    [[nodiscard]] LectureForm form() const;

protected:
    std::optional<Error> check() override;

private:
    void showKind();
    std::optional<Lecture> m_lecture;
    QLineEdit* m_title;
    QComboBox* m_kind;
    MarkdownEditor* m_article;
    FormField* m_articleField;
};

} // namespace lectern
