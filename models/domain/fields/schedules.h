#pragma once
#include "domain/codec.h"
#include "domain/schedules.h"
#include "domain/fields/plans.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<ScheduleLine> {
    static constexpr auto all = std::make_tuple(
        field("id", &ScheduleLine::id),
        field("number", &ScheduleLine::number),
        field("amount", &ScheduleLine::amount),
        field("dueOn", &ScheduleLine::dueOn),
        field("state", &ScheduleLine::state),
        field("attempts", &ScheduleLine::attempts),
        field("nextAttemptAt", &ScheduleLine::nextAttemptAt),
        field("failure", &ScheduleLine::failure),
        field("needsPayer", &ScheduleLine::needsPayer),
        field("paymentId", &ScheduleLine::paymentId),
        field("paidAt", &ScheduleLine::paidAt),
        field("note", &ScheduleLine::note));
};

template <>
struct Fields<Schedule> {
    static constexpr auto all = std::make_tuple(
        field("id", &Schedule::id),
        field("enrollmentId", &Schedule::enrollmentId),
        field("enrollmentState", &Schedule::enrollmentState),
        field("courseId", &Schedule::courseId),
        field("courseTitle", &Schedule::courseTitle),
        field("studentId", &Schedule::studentId),
        field("studentName", &Schedule::studentName),
        field("planName", &Schedule::planName),
        field("state", &Schedule::state),
        field("total", &Schedule::total),
        field("paid", &Schedule::paid),
        field("overdue", &Schedule::overdue),
        field("lines", &Schedule::lines),
        field("suspendsOn", &Schedule::suspendsOn),
        field("endsOn", &Schedule::endsOn),
        field("createdAt", &Schedule::createdAt));
};

template <>
struct Fields<LineChange> {
    static constexpr auto all = std::make_tuple(
        field("lineId", &LineChange::lineId),
        field("dueOn", &LineChange::dueOn),
        field("reason", &LineChange::reason));
};

template <>
struct Fields<PayLineForm> {
    static constexpr auto all = std::make_tuple(
        field("lineId", &PayLineForm::lineId));
};

template <>
struct Fields<SavedMethod> {
    static constexpr auto all = std::make_tuple(
        field("id", &SavedMethod::id),
        field("kind", &SavedMethod::kind),
        field("brand", &SavedMethod::brand),
        field("last4", &SavedMethod::last4),
        field("expiryMonth", &SavedMethod::expiryMonth),
        field("expiryYear", &SavedMethod::expiryYear),
        field("isDefault", &SavedMethod::isDefault));
};

template <>
struct Fields<SessionForm> {
    static constexpr auto all = std::make_tuple(
        field("enrollmentId", &SessionForm::enrollmentId));
};

template <>
struct Fields<HostedSession> {
    static constexpr auto all = std::make_tuple(
        field("id", &HostedSession::id),
        field("stripeId", &HostedSession::stripeId),
        field("enrollmentId", &HostedSession::enrollmentId),
        field("paymentId", &HostedSession::paymentId),
        field("paymentState", &HostedSession::paymentState),
        field("state", &HostedSession::state),
        field("url", &HostedSession::url),
        field("expiresAt", &HostedSession::expiresAt));
};

} // namespace lectern::json
