#include "usecases/notifications/notifications.h"
#include "usecases/vaults/vaults.h"

namespace lectern::notifications {

using store::Row;
using store::Transaction;

Result<Page<Notification>> list(const Services& services, const Caller& caller, const PageRequest& page)
{
    return services.database.inTransaction<Page<Notification>>([&](Transaction& transaction) -> Result<Page<Notification>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("notifications/list_notifications", {{"user_id", caller.user->id.value},
                                                                               {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        const auto map = [](const Row& row) {
            return Notification{row.id<NotificationId>("id"), row.text("kind"), row.text("title"), row.text("text"), row.text("subject_id"), row.boolean("is_read"), row.time("at")};
        };
        return store::toPage<Notification>(rows, limit, map, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

Result<Done> markAllRead(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("notifications/mark_all_read", {{"user_id", caller.user->id.value}, {"now", services.clock.now()}});
        return Done{};
    });
}

Result<Badges> badges(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Badges>([&](Transaction& transaction) -> Result<Badges> {
        Badges badges;
        badges.notifications = transaction.one("notifications/count_unread", {{"user_id", caller.user->id.value}})->small("unread");
        if (isStaff(caller.user->role)) {
            const auto row = transaction.one("notifications/count_queues");
            badges.reviews = row->small("reviews");
            badges.withdrawals = row->small("withdrawals");
            badges.refunds = row->small("refunds");
            badges.disputes = row->small("disputes");
            badges.offlinePayments = row->small("offline_payments");
            badges.reconciliation = row->small("reconciliation");
        }
        if (isStaff(caller.user->role) || caller.user->role == Role::Student)
            badges.overdue = transaction.one("plans/count_overdue", {{"student_id", isStaff(caller.user->role) ? store::null() : QVariant(caller.user->id.value)}, {"today", services.clock.now().date().toString(Qt::ISODate)}})->small("overdue");
        badges.sessions = transaction.one("bookings/count_waiting", {{"claims", isStaff(caller.user->role)}, {"user_id", caller.user->id.value}, {"now", services.clock.now()}})->small("waiting");
        return badges;
    });
}

Result<Overview> overview(const Services& services, const Caller& caller)
{
    const Currency currency = services.policy.defaultCurrency;
    const bool isAdmin = isStaff(caller.user->role);
    auto result = services.database.inTransaction<Overview>([&](Transaction& transaction) -> Result<Overview> {
        store::Params params{{"now", services.clock.now()}, {"cur", currency.code()}};
        if (!isAdmin) params.add("t", caller.user->id.value);
        const auto row = transaction.one(isAdmin ? "reports/admin_overview" : "reports/teacher_overview", params);
        Overview overview;
        overview.students = row->small("students");
        overview.courses = row->small("courses");
        overview.teachers = isAdmin ? row->small("teachers") : 0;
        overview.paymentsToday = row->small("payments_today");
        overview.revenueThisMonth = Money::fromMinor(row->integer("month_minor"), currency);
        overview.revenueTotal = Money::fromMinor(row->integer("total_minor"), currency);
        overview.completionPercent = row->small("completion");
        return overview;
    });
    if (!result) return result;
    const auto vault = vaults::mine(services, caller);
    if (!vault) return vault.error();
    auto series = vaults::series(services, caller, vault->id, currency.code(), 90);
    if (!series) return series.error();
    result->series = std::move(*series);
    return result;
}

Result<Page<AuditEntry>> auditTrail(const Services& services, const AuditFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<AuditEntry>>([&](Transaction& transaction) -> Result<Page<AuditEntry>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("audit/list_entries", {{"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)},
                                                                 {"action", store::orNull(filter.action)},
                                                                 {"from", filter.from ? QVariant(*filter.from) : store::null()},
                                                                 {"until", filter.until ? QVariant(*filter.until) : store::null()},
                                                                 {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())},
                                                                 {"limit", limit + 1}});
        const auto map = [](const Row& row) {
            return AuditEntry{row.text("id"), row.text("actor_name"), row.text("action"), row.text("subject"), row.text("subject_id"), row.text("detail"), row.text("remote_address"), row.time("at")};
        };
        return store::toPage<AuditEntry>(rows, limit, map, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

} // namespace lectern::notifications
