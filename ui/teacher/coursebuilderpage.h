#pragma once
#include "items/outlinemodel.h"
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/outlineview.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class DialogFrame;
class UploadListModel;

/// The content of a course: sections and lectures in a tree, the chosen lecture beside it, uploads, and what is
/// missing for a launch.
class CourseBuilderPage final : public PageFrame
{
    Q_OBJECT
public:
    CourseBuilderPage(const CourseId& id, const Gateways& gateways, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;
    /// Starts to upload a file for the lecture that is chosen (`attach`: beside it instead of as its content).
    void uploadFile(const QString& path, bool attach);

Q_SIGNALS:
    void editWanted(const lectern::CourseId& id);
    void admissionWanted(const lectern::CourseSummary& course);
    void studentsWanted(const lectern::CourseSummary& course); ///< without its figures

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildOutline();
    QWidget* buildLecture();
    QWidget* buildSide();
    void load();
    void loadCheck();
    void showLecture();
    void showAttachments(const Lecture& lecture);
    void showCheck(const LaunchCheck& check);
    void addSection();
    void addLecture();
    void edit();
    void remove();
    void move(int step);
    void run(DialogFrame* dialog, std::function<Reply<Outline>()> ask);
    void onOutline(const Result<Outline>& answer);
    void chooseFile(bool attach);
    void onUploaded(Upload* upload, const QString& purpose);
    void launch();
    [[nodiscard]] SectionId currentSection() const;

    CourseId m_id;
    Gateways m_gateways;
    Course m_course;
    OutlineModel* m_model;
    OutlineView* m_view;
    UploadListModel* m_uploads;
    StateStack* m_states;
    StateStack* m_outlineStates = nullptr;
    class CourseLinks* m_links;
    Chip* m_chip;
    QPushButton* m_launch;
    Notice* m_notice;
    QPushButton* m_addLecture;
    QPushButton* m_edit;
    QPushButton* m_remove;
    QWidget* m_lectureCard;
    QLabel* m_lectureTitle;
    QLabel* m_lectureKind;
    MarkdownView* m_article;
    QLabel* m_fileText;
    QPushButton* m_chooseFile;
    QPushButton* m_attach;
    QVBoxLayout* m_attachments;
    QWidget* m_checkCard;
    QVBoxLayout* m_checkLines;
    QWidget* m_uploadsCard;
    QWidget* m_side;
    QWidget* m_left;
    QBoxLayout* m_columns;
    QHash<QString, int> m_durations; ///< seconds of videos on their way, by lecture
    RequestId m_load;
    RequestId m_check;
};

} // namespace lectern
