#include "domain/courses.h"
#include "domain/enumtext.h"
#include "domain/fields/courses.h"

namespace lectern {

LECTERN_ENUM(CourseState, {CourseState::Draft, "draft"}, {CourseState::InReview, "in_review"}, {CourseState::Rejected, "rejected"}, {CourseState::Approved, "approved"}, {CourseState::Launched, "launched"}, {CourseState::Suspended, "suspended"}, {CourseState::Archived, "archived"})
LECTERN_ENUM(RevisionState, {RevisionState::Draft, "draft"}, {RevisionState::Submitted, "submitted"}, {RevisionState::Approved, "approved"}, {RevisionState::Rejected, "rejected"})
LECTERN_ENUM(Level, {Level::Beginner, "beginner"}, {Level::Intermediate, "intermediate"}, {Level::Advanced, "advanced"}, {Level::AllLevels, "all_levels"})
LECTERN_ENUM(DecisionKind, {DecisionKind::Approve, "approve"}, {DecisionKind::Reject, "reject"}, {DecisionKind::Suspend, "suspend"}, {DecisionKind::Reinstate, "reinstate"})
LECTERN_ENUM(CatalogueSort, {CatalogueSort::Relevance, "relevance"}, {CatalogueSort::Newest, "newest"}, {CatalogueSort::PriceAscending, "price_ascending"}, {CatalogueSort::PriceDescending, "price_descending"}, {CatalogueSort::MostStudents, "most_students"})

LECTERN_JSON(Category, categoryFromJson)
LECTERN_JSON(CourseCard, courseCardFromJson)
LECTERN_JSON(CourseSummary, courseSummaryFromJson)
LECTERN_JSON(Course, courseFromJson)
LECTERN_JSON(CourseSave, courseSaveFromJson)
LECTERN_JSON(ReviewItem, reviewItemFromJson)
LECTERN_JSON(ReviewDetail, reviewDetailFromJson)
LECTERN_JSON(DecisionForm, decisionFormFromJson)
LECTERN_JSON(CatalogueItem, catalogueItemFromJson)

} // namespace lectern
