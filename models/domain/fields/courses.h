#pragma once
#include "domain/codec.h"
#include "domain/courses.h"
#include "domain/fields/accounts.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Category> {
    static constexpr auto all = std::make_tuple(
        field("id", &Category::id),
        field("name", &Category::name),
        field("courseCount", &Category::courseCount));
};

template <>
struct Fields<CourseCard> {
    static constexpr auto all = std::make_tuple(
        field("title", &CourseCard::title),
        field("categoryId", &CourseCard::categoryId),
        field("fee", &CourseCard::fee),
        field("descriptionMarkdown", &CourseCard::descriptionMarkdown),
        field("language", &CourseCard::language),
        field("level", &CourseCard::level),
        field("coverFileId", &CourseCard::coverFileId));
};

template <>
struct Fields<Decision> {
    static constexpr auto all = std::make_tuple(
        field("kind", &Decision::kind),
        field("revision", &Decision::revision),
        field("reason", &Decision::reason),
        field("adminName", &Decision::adminName),
        field("at", &Decision::at));
};

template <>
struct Fields<CourseEvent> {
    static constexpr auto all = std::make_tuple(
        field("kind", &CourseEvent::kind),
        field("revision", &CourseEvent::revision),
        field("actorName", &CourseEvent::actorName),
        field("reason", &CourseEvent::reason),
        field("at", &CourseEvent::at));
};

template <>
struct Fields<CourseSummary> {
    static constexpr auto all = std::make_tuple(
        field("id", &CourseSummary::id),
        field("title", &CourseSummary::title),
        field("categoryName", &CourseSummary::categoryName),
        field("teacherId", &CourseSummary::teacherId),
        field("teacherName", &CourseSummary::teacherName),
        field("fee", &CourseSummary::fee),
        field("state", &CourseSummary::state),
        field("pendingRevision", &CourseSummary::pendingRevision),
        field("students", &CourseSummary::students),
        field("revenue", &CourseSummary::revenue),
        field("completionPercent", &CourseSummary::completionPercent),
        field("coverFileId", &CourseSummary::coverFileId),
        field("updatedAt", &CourseSummary::updatedAt));
};

template <>
struct Fields<Course> {
    static constexpr auto all = std::make_tuple(
        field("id", &Course::id),
        field("slug", &Course::slug),
        field("teacherId", &Course::teacherId),
        field("teacherName", &Course::teacherName),
        field("state", &Course::state),
        field("revision", &Course::revision),
        field("revisionState", &Course::revisionState),
        field("approvedRevision", &Course::approvedRevision),
        field("card", &Course::card),
        field("contentHash", &Course::contentHash),
        field("lastReason", &Course::lastReason),
        field("history", &Course::history),
        field("createdAt", &Course::createdAt),
        field("updatedAt", &Course::updatedAt));
};

template <>
struct Fields<CourseSave> {
    static constexpr auto all = std::make_tuple(
        field("card", &CourseSave::card),
        field("baseHash", &CourseSave::baseHash));
};

template <>
struct Fields<ReviewItem> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &ReviewItem::courseId),
        field("revision", &ReviewItem::revision),
        field("title", &ReviewItem::title),
        field("teacherName", &ReviewItem::teacherName),
        field("categoryName", &ReviewItem::categoryName),
        field("fee", &ReviewItem::fee),
        field("submittedAt", &ReviewItem::submittedAt),
        field("similarTitles", &ReviewItem::similarTitles),
        field("afterLaunch", &ReviewItem::afterLaunch),
        field("timesRejected", &ReviewItem::timesRejected),
        field("gigId", &ReviewItem::gigId));
};

template <>
struct Fields<SimilarCourse> {
    static constexpr auto all = std::make_tuple(
        field("id", &SimilarCourse::id),
        field("title", &SimilarCourse::title),
        field("teacherName", &SimilarCourse::teacherName),
        field("state", &SimilarCourse::state),
        field("similarityPercent", &SimilarCourse::similarityPercent));
};

template <>
struct Fields<ReviewDetail> {
    static constexpr auto all = std::make_tuple(
        field("course", &ReviewDetail::course),
        field("categoryName", &ReviewDetail::categoryName),
        field("previous", &ReviewDetail::previous),
        field("previousCategoryName", &ReviewDetail::previousCategoryName),
        field("previousRevision", &ReviewDetail::previousRevision),
        field("similar", &ReviewDetail::similar),
        field("decisions", &ReviewDetail::decisions));
};

template <>
struct Fields<DecisionForm> {
    static constexpr auto all = std::make_tuple(
        field("kind", &DecisionForm::kind),
        field("revision", &DecisionForm::revision),
        field("contentHash", &DecisionForm::contentHash),
        field("reason", &DecisionForm::reason));
};

template <>
struct Fields<CatalogueItem> {
    static constexpr auto all = std::make_tuple(
        field("id", &CatalogueItem::id),
        field("slug", &CatalogueItem::slug),
        field("title", &CatalogueItem::title),
        field("summary", &CatalogueItem::summary),
        field("categoryName", &CatalogueItem::categoryName),
        field("teacherName", &CatalogueItem::teacherName),
        field("language", &CatalogueItem::language),
        field("level", &CatalogueItem::level),
        field("fee", &CatalogueItem::fee),
        field("students", &CatalogueItem::students),
        field("lectures", &CatalogueItem::lectures),
        field("coverFileId", &CatalogueItem::coverFileId));
};

} // namespace lectern::json
