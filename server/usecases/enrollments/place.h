#pragma once
#include "usecases/context.h"

namespace lectern::enrollments {

struct Entered {
    EnrollmentId id;
    bool isOpened = false;    ///< by this call, and for nothing
    QStringList staleIntents; ///< of a payment that is not needed any more
};
/// Inserts the enrollment, or reopens the ended one, where a seat is left for it. The caller holds no lock of it yet. `course`: a row of
/// courses/find_for_sale. `frozen`: a price that was agreed to before; absent: the course's own.
[[nodiscard]] Result<Entered> openPlace(store::Transaction& transaction, const Services& services, const UserId& student, const store::Row& course, const std::optional<Money>& frozen = {});

/// A bank works on its payment, which may still succeed.
[[nodiscard]] bool isWorkedOn(store::Transaction& transaction, const store::Row& enrollment);
[[nodiscard]] Error workedOn();
/// Until an admin lets the student in again.
[[nodiscard]] bool endedByAdmin(store::Transaction& transaction, const UserId& student, const CourseId& course);

} // namespace lectern::enrollments
