#pragma once
#include "usecases/context.h"

namespace lectern::courses {

// A teacher's own courses. NotFound when the course is somebody else's, so that ids tell nothing.
[[nodiscard]] Result<Course> create(const Services& services, const Caller& caller, const CourseSave& save);
/// Saves the working revision. After approval before launch or after launch this opens the next revision.
[[nodiscard]] Result<Course> save(const Services& services, const Caller& caller, const CourseId& id, const CourseSave& save);
[[nodiscard]] Result<Course> submit(const Services& services, const Caller& caller, const CourseId& id, const QString& contentHash);
[[nodiscard]] Result<LaunchCheck> launchCheck(const Services& services, const Caller& caller, const CourseId& id);
[[nodiscard]] Result<Course> launch(const Services& services, const Caller& caller, const CourseId& id);
[[nodiscard]] Result<Course> archive(const Services& services, const Caller& caller, const CourseId& id);

/// An admin's decision on what was seen: Conflict when the revision or its content is another one by now.
[[nodiscard]] Result<Course> decide(const Services& services, const Caller& caller, const CourseId& id, const DecisionForm& form);

[[nodiscard]] Result<Course> find(const Services& services, const Caller& caller, const CourseId& id);
[[nodiscard]] Result<Page<CourseSummary>> list(const Services& services, const std::optional<UserId>& teacher, const CourseFilter& filter, const PageRequest& page);
[[nodiscard]] Result<Page<ReviewItem>> reviewQueue(const Services& services, const PageRequest& page);
[[nodiscard]] Result<ReviewDetail> review(const Services& services, const CourseId& id);
[[nodiscard]] Result<QList<Category>> categories(const Services& services);
[[nodiscard]] Result<Page<CatalogueItem>> search(const Services& services, const CatalogueFilter& filter, const PageRequest& page);
[[nodiscard]] Result<CoursePage> coursePage(const Services& services, const Caller& caller, const CourseId& id);

} // namespace lectern::courses
