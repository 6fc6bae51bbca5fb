#include "usecases/plans/schedules.h"
#include "domain/validation.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/offline.h"
#include "usecases/plans/lines.h"

namespace lectern::schedules {

using store::Row;
using store::Transaction;

namespace {

QDateTime midnight(const Row& row, const char* column) { return {QDate::fromString(row.text(column), Qt::ISODate), QTime(0, 0), Qt::UTC}; }

LineState stateOf(const Row& row, const Schedule& schedule, const QDate& today)
{
    const QString state = row.text("state");
    if (state == u"paid") return LineState::Paid;
    if (state == u"waived") return LineState::Waived;
    if (state == u"cancelled") return LineState::Cancelled;
    const QString payment = row.text("payment_state");
    if (payment == u"processing" || payment == u"succeeded" || row.boolean("is_being_collected")) return LineState::Processing;
    const QDate due = midnight(row, "due_on").date();
    if (due > today || schedule.state == ScheduleState::Paused) return LineState::Upcoming;
    return due < today && schedule.state != ScheduleState::Proposed ? LineState::Overdue : LineState::Due;
}

/// With its lines as they stand today.
Schedule whole(Transaction& transaction, const Services& services, const Row& row)
{
    const QDate today = services.clock.now().date();
    Schedule schedule;
    schedule.id = row.id<ScheduleId>("id");
    schedule.enrollmentId = row.id<EnrollmentId>("enrollment_id");
    schedule.enrollmentState = row.enumeration<EnrollmentState>("enrollment_state");
    schedule.courseId = row.id<CourseId>("course_id");
    schedule.courseTitle = row.text("course_title");
    schedule.studentId = row.id<UserId>("student_id");
    schedule.studentName = row.text("student_name");
    schedule.planName = row.text("plan_name");
    schedule.state = row.enumeration<ScheduleState>("state");
    schedule.total = row.money("total_minor");
    schedule.paid = row.money("paid_minor");
    schedule.createdAt = row.time("created_at");
    qint64 overdue = 0;
    std::optional<QDateTime> oldest;
    for (const Row& line : transaction.run("plans/list_lines", {{"schedule_id", schedule.id.value}})) {
        ScheduleLine one;
        one.id = line.id<LineId>("id");
        one.number = line.small("number");
        one.amount = Money::fromMinor(line.integer("amount_minor"), schedule.total.currency());
        one.dueOn = midnight(line, "due_on");
        one.state = stateOf(line, schedule, today);
        one.attempts = line.small("attempts");
        one.nextAttemptAt = line.optionalTime("next_attempt_at");
        one.failure = line.text("failure");
        one.needsPayer = line.boolean("needs_payer");
        one.paymentId = line.optionalId<PaymentId>("payment_id");
        one.paidAt = line.optionalTime("paid_at");
        one.note = line.text("note");
        if (one.state == LineState::Overdue) {
            overdue += one.amount.minor();
            if (!oldest || one.dueOn < *oldest) oldest = one.dueOn;
        }
        schedule.lines.append(one);
    }
    schedule.overdue = Money::fromMinor(overdue, schedule.total.currency());
    if (oldest && schedule.state == ScheduleState::Active) {
        if (row.isNull("access_before")) schedule.suspendsOn = oldest->addDays(services.policy.suspendAfterDays);
        schedule.endsOn = oldest->addDays(services.policy.cancelAfterDays);
    }
    return schedule;
}

Result<Schedule> loaded(Transaction& transaction, const Services& services, const QString& id) { return whole(transaction, services, *transaction.one("plans/find_schedule", {{"id", id}})); }

Error unknown() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such schedule.")); }

/// A line that is over without money; the last one completes the schedule.
void finishLine(Transaction& transaction, const Services& services, const Row& line)
{
    const QDateTime now = services.clock.now();
    if (transaction.one("plans/count_open", {{"schedule_id", line.text("schedule_id")}})->integer("open") == 0)
        transaction.exec("plans/set_schedule_state", {{"id", line.text("schedule_id")}, {"state", toText(ScheduleState::Completed)}, {"now", now}});
    const auto back = accessBack(transaction, services, line);
    if (!back) return;
    transaction.exec("enrollments/set_state", {{"id", line.text("enrollment_id")}, {"state", toText(*back)}, {"now", now}});
    publish(transaction, services, line.id<UserId>("student_id"), QStringLiteral("enrollment"), line.text("enrollment_id"));
}

} // namespace

Result<Page<Schedule>> mine(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Page<Schedule>>([&](Transaction& transaction) -> Result<Page<Schedule>> {
        Page<Schedule> page;
        for (const Row& row : transaction.run("plans/list_of_student", {{"student_id", caller.user->id.value}})) page.items.append(whole(transaction, services, row));
        return page;
    });
}

Result<Page<Schedule>> list(const Services& services, const ScheduleFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Schedule>>([&](Transaction& transaction) -> Result<Page<Schedule>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const auto rows = transaction.run("plans/list_schedules", {{"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)}, {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()},
                                                                   {"overdue", filter.overdueOnly}, {"today", services.clock.now().date().toString(Qt::ISODate)},
                                                                   {"cursor_rank", cursor.isEmpty() ? store::null() : QVariant(cursor.at(0).toInt())}, {"cursor_id", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))},
                                                                   {"limit", limit + 1}});
        return store::toPage<Schedule>(rows, limit, [&](const Row& row) { return whole(transaction, services, row); }, [](const Row& row) { return QStringList{row.text("rank"), row.text("id")}; });
    });
}

Result<Schedule> find(const Services& services, const Caller& caller, const ScheduleId& id)
{
    return services.database.inTransaction<Schedule>([&](Transaction& transaction) -> Result<Schedule> {
        const auto row = transaction.one("plans/find_schedule", {{"id", id.value}});
        const bool mayRead = row && (isStaff(caller.user->role) || row->id<UserId>("student_id") == caller.user->id);
        if (!mayRead) return unknown();
        return whole(transaction, services, *row);
    });
}

Result<Checkout> payLine(const Services& services, const Caller& caller, const ScheduleId& id, const LineId& lineId)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server. Ask your school how to pay."));
    for (int attempt = 0;; ++attempt) {
        const auto payment = services.database.inTransaction<PaymentId>([&](Transaction& transaction) -> Result<PaymentId> {
            const auto line = lockLine(transaction, id, lineId);
            if (!line || line->id<UserId>("student_id") != caller.user->id) return unknown();
            if (auto error = busy(*line)) return *error;
            // Its coupon and its price are checked again there.
            if (line->enumeration<ScheduleState>("schedule_state") == ScheduleState::Proposed && line->text("payment_state") == u"canceled")
                return makeError(ErrorCode::InvalidState, QStringLiteral("This payment was cancelled. Enroll again on the course's page."));
            if (!line->isNull("payment_id") && transaction.one("payments/find_open_session", {{"payment_id", line->text("payment_id")}}))
                return makeError(ErrorCode::InvalidState, QStringLiteral("This payment is open in your browser. Pay it there, or enroll again to choose another way."));
            transaction.exec("plans/hold_off", {{"id", lineId.value}, {"until", services.clock.now().addSecs(15 * 60)}});
            const PaymentId made = paymentFor(transaction, services, *line);
            transaction.exec("enrollments/set_payment", {{"id", line->text("enrollment_id")}, {"payment_id", made.value}});
            return made;
        });
        if (!payment) return payment.error();
        auto checkout = enrollments::checkoutOf(services, *payment);
        if (!checkout) return checkout.error();
        if (*checkout) return std::move(**checkout);
        if (attempt > 0) return makeError(ErrorCode::Conflict, QStringLiteral("This payment was cancelled meanwhile. Try again."));
    }
}

Result<Schedule> setPaused(const Services& services, const Caller& caller, const ScheduleId& id, bool paused, const QString& reason)
{
    if (auto error = validation::text(QStringLiteral("reason"), reason, validation::kMaxReason, 5)) return *error;
    return services.database.inTransaction<Schedule>([&](Transaction& transaction) -> Result<Schedule> {
        const auto row = transaction.one("plans/lock_schedule", {{"id", id.value}});
        if (!row) return unknown();
        const auto state = row->enumeration<ScheduleState>("state");
        if (state != (paused ? ScheduleState::Active : ScheduleState::Paused)) return makeError(ErrorCode::InvalidState, paused ? QStringLiteral("Only a running plan can be paused.") : QStringLiteral("This plan is not paused."));
        const QDateTime now = services.clock.now();
        if (paused) transaction.exec("plans/pause_schedule", {{"id", id.value}, {"now", now}});
        else transaction.exec("plans/resume_schedule", {{"id", id.value}, {"days", row->time("paused_at").date().daysTo(now.date())}, {"now", now}});
        const Schedule schedule = *loaded(transaction, services, id.value);
        audit(transaction, services, caller, paused ? QStringLiteral("schedule.pause") : QStringLiteral("schedule.resume"), schedule.courseTitle, id.value, reason);
        notify(transaction, services, {schedule.studentId, QStringLiteral("schedule_changed"), paused ? QStringLiteral("Your payment plan rests") : QStringLiteral("Your payment plan goes on"),
                                       QStringLiteral("“%1”: %2").arg(schedule.courseTitle, reason), id.value, QStringLiteral("notice"), QStringLiteral("schedule:%1:%2").arg(id.value, now.toString(Qt::ISODateWithMs))});
        tell(transaction, services, schedule.studentId, id.value);
        return schedule;
    });
}

Result<Schedule> change(const Services& services, const Caller& caller, const ScheduleId& id, const LineChange& change)
{
    if (auto error = validation::text(QStringLiteral("reason"), change.reason, validation::kMaxReason, 5)) return *error;
    const QDateTime now = services.clock.now();
    if (change.dueOn && (change.dueOn->date() < now.date() || change.dueOn->date() > now.date().addYears(2))) return fieldError(QStringLiteral("dueOn"), QStringLiteral("Choose a day from today to two years ahead."));
    QStringList intents;
    auto changed = services.database.inTransaction<Schedule>([&](Transaction& transaction) -> Result<Schedule> {
        intents.clear(); // of an attempt that was rolled back
        const auto line = lockLine(transaction, id, change.lineId);
        if (!line) return unknown();
        if (auto error = busy(*line)) return *error;
        const QString amount = amountText(line->money("amount_minor"));
        if (change.dueOn) {
            transaction.exec("plans/move_line", {{"id", change.lineId.value}, {"due_on", change.dueOn->date().toString(Qt::ISODate)}, {"next_attempt_at", QDateTime(change.dueOn->date(), QTime(0, 0), Qt::UTC)}});
            audit(transaction, services, caller, QStringLiteral("schedule.move"), amount, id.value, QStringLiteral("to %1: %2").arg(change.dueOn->date().toString(Qt::ISODate), change.reason));
        } else {
            if (line->enumeration<ScheduleState>("schedule_state") == ScheduleState::Proposed) return makeError(ErrorCode::InvalidState, QStringLiteral("The first payment has not been made yet."));
            transaction.exec("plans/waive_line", {{"id", change.lineId.value}, {"note", change.reason}});
            if (line->text("payment_state") != u"canceled" && !line->text("gateway_id").isEmpty()) intents << line->text("gateway_id");
            else if (!line->isNull("payment_id") && line->text("payment_state") != u"canceled") enrollments::cancelPayment(transaction, services, *transaction.one("payments/lock_payment", {{"id", line->text("payment_id")}}));
            audit(transaction, services, caller, QStringLiteral("schedule.waive"), amount, id.value, change.reason);
        }
        finishLine(transaction, services, *line);
        const QString what = change.dueOn ? QStringLiteral("%1 is due on %2 now.").arg(amount, dayText(change.dueOn->date())) : QStringLiteral("%1 need not be paid any more.").arg(amount);
        notify(transaction, services, {line->id<UserId>("student_id"), QStringLiteral("schedule_changed"), QStringLiteral("Your payment plan was changed"), QStringLiteral("“%1”: %2 %3").arg(line->text("course_title"), what, change.reason),
                                       id.value, QStringLiteral("notice"), QStringLiteral("line:%1:%2").arg(change.lineId.value, now.toString(Qt::ISODateWithMs))});
        tell(transaction, services, line->id<UserId>("student_id"), id.value);
        return loaded(transaction, services, id.value);
    });
    if (changed) enrollments::cancelIntents(services, intents);
    return changed;
}

Result<Schedule> recordPayment(const Services& services, const Caller& caller, const ScheduleId& id, const LineId& lineId, const OfflineReceiptForm& form)
{
    QStringList intents;
    auto recorded = services.database.inTransaction<Schedule>([&](Transaction& transaction) -> Result<Schedule> {
        intents.clear(); // of an attempt that was rolled back
        const auto line = lockLine(transaction, id, lineId);
        if (!line) return unknown();
        if (auto error = busy(*line)) return *error;
        if (auto error = offline::problemOf(form, line->money("amount_minor"), services.clock.now())) return *error;
        const bool hadCard = !line->isNull("payment_id") && line->text("payment_state") != u"canceled";
        const PaymentId payment = paymentFor(transaction, services, *line, form.method);
        if (hadCard) transaction.exec("coupons/move_use", {{"from", line->text("payment_id")}, {"to", payment.value}});
        const auto page = hadCard ? transaction.one("payments/find_open_session", {{"payment_id", line->text("payment_id")}}) : std::nullopt;
        if (page && !page->text("gateway_id").isEmpty()) intents << page->text("gateway_id");
        else if (hadCard && !line->text("gateway_id").isEmpty()) intents << line->text("gateway_id");
        else if (hadCard) enrollments::cancelPayment(transaction, services, *transaction.one("payments/lock_payment", {{"id", line->text("payment_id")}}));
        transaction.exec("enrollments/set_payment", {{"id", line->text("enrollment_id")}, {"payment_id", payment.value}});
        if (const auto settled = offline::settleReceipt(transaction, services, caller, *transaction.one("payments/lock_payment", {{"id", payment.value}}), form); !settled) return settled.error();
        tell(transaction, services, line->id<UserId>("student_id"), id.value);
        return loaded(transaction, services, id.value);
    });
    if (recorded) enrollments::cancelIntents(services, intents);
    return recorded;
}

} // namespace lectern::schedules
