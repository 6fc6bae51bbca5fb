#pragma once
#include "ui/kit/formfield.h"
#include "ui/kit/imagepicker.h"
#include "ui/kit/markdown.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// The card of a course: what an admin approves. Saves by itself a moment after the last key; Submit sends it to
/// review.
class CourseEditorPage final : public PageFrame
{
    Q_OBJECT
public:
    /// Without an id: a new course, which exists from the first save on.
    CourseEditorPage(const std::optional<CourseId>& id, CoursesGateway* courses, CoverStore* covers,
                     QWidget* parent = nullptr);
    void refresh() override;
    Leaving leaving() override;
    void setSchool(const ServerInfo& school); ///< the currency of a new course, and what a teacher keeps of a fee
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void buildWanted(const lectern::CourseId& id);
    void admissionWanted(const lectern::CourseSummary& course);
    void studentsWanted(const lectern::CourseSummary& course); ///< without its figures

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildForm();
    QWidget* buildSide();
    void loadCategories();
    void display(const Course& course);
    void fill(const CourseCard& card);
    void showBanner();
    void showHistory();
    void touched();
    [[nodiscard]] Result<CourseCard> card() const;
    [[nodiscard]] bool editable() const;
    void save(bool thenSubmit);
    void submit();
    void onSaved(const Result<Course>& answer, const CourseCard& sent, bool thenSubmit);
    void fail(const Error& error);
    void updateButtons();

    std::optional<CourseId> m_id;
    CoursesGateway* m_courses;
    Course m_course;
    StateStack* m_states;
    class CourseLinks* m_links;
    Chip* m_chip;
    QLabel* m_saved;
    QPushButton* m_save;
    QPushButton* m_submit;
    QPushButton* m_build;
    Notice* m_reason;
    Notice* m_notice;
    QPushButton* m_loadNew;
    QLineEdit* m_title;
    QComboBox* m_category;
    MoneyEdit* m_fee;
    FormField* m_feeField;
    QComboBox* m_language;
    QComboBox* m_level;
    MarkdownEditor* m_description;
    ImagePicker* m_cover;
    QVBoxLayout* m_history;
    QBoxLayout* m_columns;
    QWidget* m_side;
    FormErrors m_errors;
    QTimer* m_autosave;
    RequestId m_load;
    RequestId m_write;
    bool m_dirty = false;
    bool m_busy = false;
    bool m_filling = false;
    bool m_leaving = false; ///< the answer of the save is waited for by whoever closes the page
};

} // namespace lectern
