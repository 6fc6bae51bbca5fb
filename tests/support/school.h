#pragma once
#include "support/world.h"

/// Common stories of a school, told through the use cases.
namespace lectern::test {

[[nodiscard]] CourseCard card(World& world, const QString& title, const Money& fee);
/// Submitted and waiting for a decision.
[[nodiscard]] Course submittedCourse(World& world, const User& teacher, const Money& fee, const QString& title = {});
/// What an admin sends to decide on exactly what `course` is.
[[nodiscard]] DecisionForm decisionOn(const Course& course, DecisionKind kind, const QString& reason = {});
[[nodiscard]] Course approvedCourse(World& world, const User& teacher, const Money& fee, const QString& title = {});
/// Approved, with `lectures` articles, launched.
[[nodiscard]] Course launchedCourse(World& world, const User& teacher, const Money& fee, int lectures = 1);
/// A payment that waits for its payer.
[[nodiscard]] Payment openPayment(World& world, const User& student, const CourseId& course);
/// A student who paid, settled.
Payment paidEnrollment(World& world, const User& student, const CourseId& course);
/// Sells one course for `fee` and lets the hold run out.
void fillVault(World& world, const User& teacher, const Money& fee);

} // namespace lectern::test
