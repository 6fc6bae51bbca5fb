#pragma once
#include "domain/accounts.h"
#include "domain/money.h"

namespace lectern {

/// A course as people see it. Derived from its revisions and its launch, never set by a client.
enum class CourseState { Draft, InReview, Rejected, Approved, Launched, Suspended, Archived };
enum class RevisionState { Draft, Submitted, Approved, Rejected };
enum class Level { Beginner, Intermediate, Advanced, AllLevels };
/// What an admin decides. Approve/Reject are about a revision; Suspend/Reinstate about a launched course.
enum class DecisionKind { Approve, Reject, Suspend, Reinstate };
QString toText(CourseState);
bool fromText(const QString&, CourseState&);
QString toText(RevisionState);
bool fromText(const QString&, RevisionState&);
QString toText(Level);
bool fromText(const QString&, Level&);
QString toText(DecisionKind);
bool fromText(const QString&, DecisionKind&);

struct Category {
    CategoryId id;
    QString name;
    int courseCount = 0; ///< launched courses in it
    bool operator==(const Category&) const = default;
};
QJsonObject toJson(const Category&);
Result<Category> categoryFromJson(const QJsonObject&);

/// What a revision says of the course: the part that an admin approves.
struct CourseCard {
    QString title;
    CategoryId categoryId;
    Money fee; ///< zero: free of charge
    QString descriptionMarkdown;
    QString language; ///< BCP 47, "en"
    Level level = Level::AllLevels;
    std::optional<FileId> coverFileId;
    bool operator==(const CourseCard&) const = default;
};
QJsonObject toJson(const CourseCard&);
Result<CourseCard> courseCardFromJson(const QJsonObject&);

struct Decision {
    DecisionKind kind = DecisionKind::Approve;
    int revision = 0;
    QString reason;
    QString adminName;
    QDateTime at;
    bool operator==(const Decision&) const = default;
};

/// One line of a course's history: created, saved, submitted, decided, launched …
struct CourseEvent {
    QString kind; ///< created, submitted, approve, reject, suspend, reinstate, launched, archived
    int revision = 0;
    QString actorName;
    QString reason; ///< empty when none was given
    QDateTime at;
    bool operator==(const CourseEvent&) const = default;
};

/// A course in lists of teachers and admins.
struct CourseSummary {
    CourseId id;
    QString title; ///< of the newest revision
    QString categoryName;
    UserId teacherId;
    QString teacherName;
    Money fee;
    CourseState state = CourseState::Draft;
    bool pendingRevision = false; ///< launched, and a newer revision is a draft or in review
    int students = 0;
    Money revenue; ///< teacher's share so far
    int completionPercent = 0; ///< mean over the students
    std::optional<FileId> coverFileId;
    QDateTime updatedAt;
    bool operator==(const CourseSummary&) const = default;
};
QJsonObject toJson(const CourseSummary&);
Result<CourseSummary> courseSummaryFromJson(const QJsonObject&);

/// A course as its teacher (or an admin) works on it.
struct Course {
    CourseId id;
    QString slug;
    UserId teacherId;
    QString teacherName;
    CourseState state = CourseState::Draft;
    int revision = 1; ///< newest one
    RevisionState revisionState = RevisionState::Draft;
    int approvedRevision = 0; ///< the one students see; 0: none
    CourseCard card;          ///< of the newest revision
    QString contentHash;      ///< of `card`; send it back with save and decision
    QString lastReason;       ///< of the newest rejection or suspension, while it stands
    QList<CourseEvent> history; ///< newest first
    QDateTime createdAt;
    QDateTime updatedAt;
    bool operator==(const Course&) const = default;
};
QJsonObject toJson(const Course&);
Result<Course> courseFromJson(const QJsonObject&);

/// Saves the working revision; refused with Conflict when `baseHash` is not what the server has.
struct CourseSave {
    CourseCard card;
    QString baseHash; ///< Course::contentHash that the edit started from; empty when creating
    bool operator==(const CourseSave&) const = default;
};
QJsonObject toJson(const CourseSave&);
Result<CourseSave> courseSaveFromJson(const QJsonObject&);

struct CourseFilter {
    QString text;
    std::optional<CourseState> state;
    std::optional<CategoryId> category;
    bool operator==(const CourseFilter&) const = default;
};

/// A line of the review queue, oldest first.
struct ReviewItem {
    CourseId courseId;
    int revision = 1;
    QString title;
    QString teacherName;
    QString categoryName;
    Money fee;
    QDateTime submittedAt;
    int similarTitles = 0;
    bool afterLaunch = false; ///< students keep an approved revision meanwhile
    int timesRejected = 0;
    std::optional<GigId> gigId = {}; ///< a live session's topic instead of a course; `fee` is its rate per hour then
    bool operator==(const ReviewItem&) const = default;
};
QJsonObject toJson(const ReviewItem&);
Result<ReviewItem> reviewItemFromJson(const QJsonObject&);

struct SimilarCourse {
    CourseId id;
    QString title;
    QString teacherName;
    CourseState state = CourseState::Draft;
    int similarityPercent = 0;
    bool operator==(const SimilarCourse&) const = default;
};

/// Everything a reviewer needs on one screen.
struct ReviewDetail {
    Course course;
    QString categoryName;
    /// The revision to compare with: the approved one, else the one last rejected. Absent on a first submission.
    std::optional<CourseCard> previous;
    QString previousCategoryName;
    int previousRevision = 0;
    QList<SimilarCourse> similar;
    QList<Decision> decisions; ///< newest first
    bool operator==(const ReviewDetail&) const = default;
};
QJsonObject toJson(const ReviewDetail&);
Result<ReviewDetail> reviewDetailFromJson(const QJsonObject&);

/// An admin's decision. It names what was seen, so that it cannot land on something else.
struct DecisionForm {
    DecisionKind kind = DecisionKind::Approve;
    int revision = 0;
    QString contentHash;
    QString reason; ///< required except for a first approval
    bool operator==(const DecisionForm&) const = default;
};
QJsonObject toJson(const DecisionForm&);
Result<DecisionForm> decisionFormFromJson(const QJsonObject&);

/// A card in the catalogue.
struct CatalogueItem {
    CourseId id;
    QString slug;
    QString title;
    QString summary; ///< first sentences of the description as plain text
    QString categoryName;
    QString teacherName;
    QString language;
    Level level = Level::AllLevels;
    Money fee;
    int students = 0;
    int lectures = 0;
    std::optional<FileId> coverFileId;
    bool operator==(const CatalogueItem&) const = default;
};
QJsonObject toJson(const CatalogueItem&);
Result<CatalogueItem> catalogueItemFromJson(const QJsonObject&);

enum class CatalogueSort { Relevance, Newest, PriceAscending, PriceDescending, MostStudents };
QString toText(CatalogueSort);
bool fromText(const QString&, CatalogueSort&);

struct CatalogueFilter {
    QString text;
    std::optional<CategoryId> category;
    QString language;
    std::optional<Level> level;
    std::optional<qint64> minMinor;
    std::optional<qint64> maxMinor;
    CatalogueSort sort = CatalogueSort::Relevance;
    bool operator==(const CatalogueFilter&) const = default;
};

/// Field-by-field difference of two cards, for the reviewer.
struct CardChange {
    QString field; ///< name as in CourseCard's JSON
    QString before;
    QString after;
    bool operator==(const CardChange&) const = default;
};

} // namespace lectern
