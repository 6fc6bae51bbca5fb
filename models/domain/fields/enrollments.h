#pragma once
#include "domain/codec.h"
#include "domain/enrollments.h"
#include "domain/fields/admissions.h"
#include "domain/fields/content.h"
#include "domain/fields/courses.h"
#include "domain/fields/gifts.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Enrollment> {
    static constexpr auto all = std::make_tuple(
        field("id", &Enrollment::id),
        field("courseId", &Enrollment::courseId),
        field("courseTitle", &Enrollment::courseTitle),
        field("teacherName", &Enrollment::teacherName),
        field("studentId", &Enrollment::studentId),
        field("studentName", &Enrollment::studentName),
        field("state", &Enrollment::state),
        field("price", &Enrollment::price),
        field("progressPercent", &Enrollment::progressPercent),
        field("coverFileId", &Enrollment::coverFileId),
        field("paymentId", &Enrollment::paymentId),
        field("expiresAt", &Enrollment::expiresAt),
        field("certificateCode", &Enrollment::certificateCode),
        field("createdAt", &Enrollment::createdAt),
        field("updatedAt", &Enrollment::updatedAt));
};

template <>
struct Fields<EnrollForm> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &EnrollForm::courseId),
        field("method", &EnrollForm::method),
        field("country", &EnrollForm::country),
        field("walletPart", &EnrollForm::walletPart),
        field("expectedTotal", &EnrollForm::expectedTotal),
        field("coupon", &EnrollForm::coupon),
        field("planId", &EnrollForm::planId),
        field("hosted", &EnrollForm::hosted),
        field("gift", &EnrollForm::gift));
};

template <>
struct Fields<CoursePage> {
    static constexpr auto all = std::make_tuple(
        field("item", &CoursePage::item),
        field("descriptionMarkdown", &CoursePage::descriptionMarkdown),
        field("teacherBio", &CoursePage::teacherBio),
        field("sections", &CoursePage::sections),
        field("enrollment", &CoursePage::enrollment),
        field("admission", &CoursePage::admission));
};

template <>
struct Fields<LearningCourse> {
    static constexpr auto all = std::make_tuple(
        field("enrollment", &LearningCourse::enrollment),
        field("descriptionMarkdown", &LearningCourse::descriptionMarkdown),
        field("outline", &LearningCourse::outline));
};

template <>
struct Fields<Certificate> {
    static constexpr auto all = std::make_tuple(
        field("id", &Certificate::id),
        field("code", &Certificate::code),
        field("verifyUrl", &Certificate::verifyUrl),
        field("studentName", &Certificate::studentName),
        field("courseTitle", &Certificate::courseTitle),
        field("teacherName", &Certificate::teacherName),
        field("organisation", &Certificate::organisation),
        field("issuedAt", &Certificate::issuedAt),
        field("revoked", &Certificate::revoked));
};

template <>
struct Fields<CourseStudent> {
    static constexpr auto all = std::make_tuple(
        field("id", &CourseStudent::id),
        field("name", &CourseStudent::name),
        field("state", &CourseStudent::state),
        field("progressPercent", &CourseStudent::progressPercent),
        field("enrolledAt", &CourseStudent::enrolledAt),
        field("lastActiveAt", &CourseStudent::lastActiveAt));
};

} // namespace lectern::json
