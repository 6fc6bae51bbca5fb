#pragma once
#include "domain/codec.h"
#include "domain/misc.h"
#include "domain/fields/vaults.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Notification> {
    static constexpr auto all = std::make_tuple(
        field("id", &Notification::id),
        field("kind", &Notification::kind),
        field("title", &Notification::title),
        field("text", &Notification::text),
        field("subjectId", &Notification::subjectId),
        field("read", &Notification::read),
        field("at", &Notification::at));
};

template <>
struct Fields<LiveMessage> {
    static constexpr auto all = std::make_tuple(
        field("topic", &LiveMessage::topic),
        field("subjectId", &LiveMessage::subjectId),
        field("notification", &LiveMessage::notification));
};

template <>
struct Fields<AuditEntry> {
    static constexpr auto all = std::make_tuple(
        field("id", &AuditEntry::id),
        field("actorName", &AuditEntry::actorName),
        field("action", &AuditEntry::action),
        field("subject", &AuditEntry::subject),
        field("subjectId", &AuditEntry::subjectId),
        field("detail", &AuditEntry::detail),
        field("remoteAddress", &AuditEntry::remoteAddress),
        field("at", &AuditEntry::at));
};

template <>
struct Fields<Badges> {
    static constexpr auto all = std::make_tuple(
        field("reviews", &Badges::reviews),
        field("withdrawals", &Badges::withdrawals),
        field("notifications", &Badges::notifications),
        field("refunds", &Badges::refunds),
        field("disputes", &Badges::disputes),
        field("offlinePayments", &Badges::offlinePayments),
        field("reconciliation", &Badges::reconciliation),
        field("overdue", &Badges::overdue),
        field("sessions", &Badges::sessions));
};

template <>
struct Fields<Overview> {
    static constexpr auto all = std::make_tuple(
        field("students", &Overview::students),
        field("courses", &Overview::courses),
        field("teachers", &Overview::teachers),
        field("paymentsToday", &Overview::paymentsToday),
        field("revenueThisMonth", &Overview::revenueThisMonth),
        field("revenueTotal", &Overview::revenueTotal),
        field("completionPercent", &Overview::completionPercent),
        field("series", &Overview::series));
};

} // namespace lectern::json
