#pragma once
#include "usecases/context.h"

/// What the use cases of courses share.
namespace lectern::courses {

/// The course with its newest revision and history, as its teacher or an admin sees it.
[[nodiscard]] Result<Course> load(store::Transaction& transaction, const CourseId& id);
/// The locked course row when the caller owns it; NotFound otherwise.
[[nodiscard]] Result<store::Row> lockOwn(store::Transaction& transaction, const Caller& caller, const CourseId& id);
void record(store::Transaction& transaction, const Services& services, const Caller& caller, const CourseId& id, const QString& kind, int revision,
            const QString& contentHash, const QString& reason);
/// Writes what the catalogue shows from the approved revision; removes it when the course is not launched.
void refreshListing(store::Transaction& transaction, const Services& services, const CourseId& id);
[[nodiscard]] LaunchCheck checkLaunch(store::Transaction& transaction, const CourseId& id);
[[nodiscard]] Error wrongTitle();

} // namespace lectern::courses
