#pragma once
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/outlineview.h"
#include "ui/kit/pageframe.h"
#include <QProgressBar>

class QPdfDocument;
class QPdfView;

namespace lectern {

class VideoPane;

/// Where a course is learned: the outline on the left, the lecture on the right, and how far one has come.
class PlayerPage final : public PageFrame
{
    Q_OBJECT
public:
    PlayerPage(const EnrollmentId& id, EnrollmentsGateway* enrollments, FilesGateway* files, QWidget* parent = nullptr);
    void refresh() override;
    Leaving leaving() override;

Q_SIGNALS:
    void certificateWanted(const lectern::EnrollmentId& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildLecture();
    void display(const LearningCourse& course);
    void openLecture(const QModelIndex& index);
    void openArticle(const Lecture& lecture);
    void openVideo(const Lecture& lecture);
    void openDocument(const Lecture& lecture);
    void showAttachments(const Lecture& lecture);
    void openFile(const StoredFile& file);
    void report(const LectureId& lecture, int percent, int positionSeconds);
    void onEnrollment(const Enrollment& enrollment);
    void step(int by);
    [[nodiscard]] QModelIndex neighbour(int by) const;

    EnrollmentId m_id;
    EnrollmentsGateway* m_enrollments;
    FilesGateway* m_files;
    OutlineModel* m_model;
    OutlineView* m_outline;
    StateStack* m_states;
    QWidget* m_side;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    QPushButton* m_certificate;
    QLabel* m_title;
    QStackedWidget* m_panes;
    VideoPane* m_video;
    MarkdownView* m_article;
    QPdfDocument* m_pdf;
    QWidget* m_document;
    QLabel* m_documentText;
    QPushButton* m_openDocument;
    QPdfView* m_pdfView = nullptr;
    QHBoxLayout* m_attachments;
    Notice* m_notice;
    QPushButton* m_previous;
    QPushButton* m_done;
    QPushButton* m_next;
    Lecture m_lecture;
    RequestId m_load;
    RequestId m_content;
    RequestId m_progressRequest;
};

} // namespace lectern
