#pragma once
#include "ui/kit/access.h"
#include "ui/kit/covers.h"
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// One course under review: its card as students would see it, what changed, what it resembles, and the decision.
class CourseReview final : public QWidget
{
    Q_OBJECT
public:
    CourseReview(ReviewGateway* reviews, CoverStore* covers, Access access = Access::Full, QWidget* parent = nullptr);
    void open(const CourseId& id);
    void clear();
    void reload();
    [[nodiscard]] CourseId courseId() const { return m_id; }

Q_SIGNALS:
    void decided(const lectern::Course& course);
    void admissionWanted(const lectern::CourseSummary& course);

private:
    QWidget* buildHead();
    void addButtons(QHBoxLayout* to);
    void display(const ReviewDetail& detail);
    void showDiff(const ReviewDetail& detail);
    void showSimilar(const ReviewDetail& detail);
    void showDecisions(const ReviewDetail& detail);
    void showButtons();
    void decide(DecisionKind kind);
    void onDecided(const Result<Course>& answer, class DecisionDialog* dialog);

    ReviewGateway* m_reviews;
    Access m_access;
    CourseId m_id;
    ReviewDetail m_detail;
    StateStack* m_states;
    QPushButton* m_admission; ///< who may enroll
    QLabel* m_title;
    QLabel* m_meta;
    Chip* m_chip;
    MoneyLabel* m_fee;
    Notice* m_conflict;
    QPushButton* m_approve = nullptr; ///< null for those who may only read
    QPushButton* m_reject = nullptr;
    QPushButton* m_suspend = nullptr;
    CoverLabel* m_cover;
    MarkdownView* m_description;
    QWidget* m_diffCard;
    QLabel* m_diffTitle;
    QVBoxLayout* m_diff;
    QWidget* m_similarCard;
    QVBoxLayout* m_similar;
    QWidget* m_decisionsCard;
    QVBoxLayout* m_decisions;
    RequestId m_load;
};

} // namespace lectern
