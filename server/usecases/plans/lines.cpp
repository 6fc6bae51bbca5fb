#include "usecases/plans/lines.h"
#include "domain/statemachine.h"
#include "ledger/posting.h"

namespace lectern::schedules {

using store::Row;
using store::Transaction;

namespace {

void insertLines(Transaction& transaction, const QString& schedule, const Agreement& agreement)
{
    const qint64 total = agreement.total.minor();
    qint64 before = 0;
    for (const PlannedLine& line : agreement.plan.lines) {
        const qint64 upto = before + line.amount.minor();
        // The teacher's part goes by what is left after tax, so that no line gives the teacher more than that.
        const auto netOf = [&](qint64 gross) { return gross - ledger::portion(agreement.taxMinor, gross, total); };
        const qint64 net = netOf(total);
        const auto fixed = [&](qint64 whole) { return net > 0 ? ledger::portion(whole, netOf(upto), net) - ledger::portion(whole, netOf(before), net) : 0; };
        // What belongs to the first so many payments, less what belongs to those before: the differences add up.
        const auto part = [&](qint64 whole) { return ledger::portion(whole, upto, total) - ledger::portion(whole, before, total); };
        // The first payment is made by the student, who is there; later ones are collected on their day.
        const QVariant next = line.number == 1 ? store::null() : QVariant(line.dueOn);
        transaction.exec("plans/insert_line", {{"id", newUuid7()}, {"schedule_id", schedule}, {"number", line.number}, {"due_on", line.dueOn.date().toString(Qt::ISODate)}, {"amount_minor", line.amount.minor()},
                                               {"tax_minor", part(agreement.taxMinor)}, {"discount_minor", part(agreement.discountMinor)},
                                               {"teacher_fixed_minor", agreement.teacherFixedMinor ? QVariant(fixed(*agreement.teacherFixedMinor)) : store::null()}, {"next_attempt_at", next}});
        before = upto;
    }
}

bool isOver(PaymentState state) { return state == PaymentState::Canceled; }

/// Nothing of the schedule is unpaid any more.
bool isComplete(Transaction& transaction, const QString& schedule) { return transaction.one("plans/count_open", {{"schedule_id", schedule}})->integer("open") == 0; }

/// Money came, or what ended goes on: it runs, unless nothing is open any more.
void run(Transaction& transaction, const Services& services, const Row& line)
{
    const QString schedule = line.text("schedule_id");
    const bool paused = line.enumeration<ScheduleState>("schedule_state") == ScheduleState::Paused;
    const ScheduleState state = isComplete(transaction, schedule) ? ScheduleState::Completed : paused ? ScheduleState::Paused : ScheduleState::Active;
    transaction.exec("plans/set_schedule_state", {{"id", schedule}, {"state", toText(state)}, {"now", services.clock.now()}});
    tell(transaction, services, line.id<UserId>("student_id"), schedule);
}

QString ofPlan(const Row& line) { return QStringLiteral("payment %1 of %2").arg(line.integer("number")).arg(line.integer("line_count")); }

} // namespace

std::optional<Row> lockLine(Transaction& transaction, const ScheduleId& id, const LineId& line)
{
    const auto schedule = transaction.one("plans/find_schedule", {{"id", id.value}});
    if (!schedule || !isUuid(line.value)) return std::nullopt;
    (void)transaction.one("enrollments/lock_enrollment", {{"id", schedule->text("enrollment_id")}});
    return transaction.one("plans/lock_line", {{"schedule_id", id.value}, {"id", line.value}});
}

std::optional<Error> busy(const Row& line)
{
    if (line.text("line_state") != u"open") return makeError(ErrorCode::InvalidState, QStringLiteral("This payment is not due any more. Load the schedule again."));
    const auto schedule = line.enumeration<ScheduleState>("schedule_state");
    if (schedule == ScheduleState::Cancelled || schedule == ScheduleState::Completed) return makeError(ErrorCode::InvalidState, QStringLiteral("This plan has ended."));
    const QString payment = line.text("payment_state");
    if (line.boolean("attempt_open") || line.boolean("awaits_outcome") || payment == u"processing" || payment == u"succeeded") return makeError(ErrorCode::InvalidState, QStringLiteral("This payment is being collected right now. Look again in some minutes."));
    return std::nullopt;
}

void tell(Transaction& transaction, const Services& services, const UserId& student, const QString& schedule)
{
    publish(transaction, services, student, QStringLiteral("schedule"), schedule);
    publishToRole(transaction, services, Role::Admin, QStringLiteral("schedule"), schedule);
}

bool isPastDue(Transaction& transaction, const Services& services, const QString& schedule, int days)
{
    const QString limit = services.clock.now().date().addDays(-days).toString(Qt::ISODate);
    return transaction.one("plans/is_past_due", {{"schedule_id", schedule}, {"limit", limit}})->boolean("past_due");
}

std::optional<EnrollmentState> accessBack(Transaction& transaction, const Services& services, const Row& line)
{
    const QString schedule = line.text("schedule_id");
    if (line.isNull("access_before") || isPastDue(transaction, services, schedule, services.policy.suspendAfterDays)) return std::nullopt;
    transaction.exec("plans/set_access_before", {{"id", schedule}, {"access_before", store::null()}});
    return line.enumeration<EnrollmentState>("access_before");
}

PaymentId propose(Transaction& transaction, const Services& services, const Agreement& agreement)
{
    const QDateTime now = services.clock.now();
    (void)end(transaction, services, agreement.enrollment.value);
    const QString id = newUuid7();
    transaction.exec("plans/insert_schedule", {{"id", id}, {"enrollment_id", agreement.enrollment.value}, {"course_id", agreement.course.value}, {"student_id", agreement.student.value},
                                               {"teacher_id", agreement.teacher.value}, {"plan_id", agreement.plan.planId.value}, {"plan_name", agreement.plan.name}, {"total_minor", agreement.total.minor()},
                                               {"currency", agreement.total.currency().code()}, {"tax_bps", agreement.taxBps}, {"country", agreement.country}, {"share_bps", agreement.shareBps},
                                               {"coupon_code", agreement.couponCode}, {"now", now}});
    insertLines(transaction, id, agreement);
    const PaymentId payment = paymentFor(transaction, services, *transaction.one("plans/lock_first_line", {{"schedule_id", id}}));
    transaction.exec("enrollments/set_payment", {{"id", agreement.enrollment.value}, {"payment_id", payment.value}});
    return payment;
}

PaymentId paymentFor(Transaction& transaction, const Services& services, const Row& line, PaymentMethod method)
{
    const bool isCard = method == PaymentMethod::Card;
    if (isCard && !line.isNull("payment_id") && !isOver(line.enumeration<PaymentState>("payment_state"))) return line.id<PaymentId>("payment_id");
    payments::NewPayment payment;
    payment.id = newId<PaymentId>();
    payment.method = method;
    payment.enrollment = line.id<EnrollmentId>("enrollment_id");
    payment.course = line.id<CourseId>("course_id");
    payment.student = line.id<UserId>("student_id");
    payment.teacher = line.id<UserId>("teacher_id");
    payment.amount = line.money("amount_minor");
    payment.taxMinor = line.integer("tax_minor");
    payment.taxBps = line.small("tax_bps");
    payment.country = line.text("country");
    payment.shareBps = line.small("share_bps");
    payment.state = isCard ? PaymentState::Created : PaymentState::AwaitingPayer;
    payment.couponCode = line.text("coupon_code");
    payment.discountMinor = line.integer("discount_minor");
    if (!line.isNull("teacher_fixed_minor")) payment.teacherFixedMinor = line.integer("teacher_fixed_minor");
    payment.schedule = line.id<ScheduleId>("schedule_id");
    payment.line = line.small("number");
    payment.lines = line.small("line_count");
    payments::insertPayment(transaction, payment, services.clock.now());
    transaction.exec("plans/set_line_payment", {{"id", line.text("id")}, {"payment_id", payment.id.value}});
    return payment.id;
}

Settled settleLine(Transaction& transaction, const Services& services, const payments::SettledSale& sale, EnrollmentState state)
{
    const auto line = transaction.one("plans/lock_line_of_payment", {{"payment_id", sale.id.value}});
    if (!line || line->text("line_state") == u"paid" || line->text("line_state") == u"waived") return {true, std::nullopt};
    // The student pays, or has paid, another way since: that stands, and this payment is one too many.
    const bool wasEnded = line->enumeration<ScheduleState>("schedule_state") == ScheduleState::Cancelled;
    const bool byAdmin = wasEnded && transaction.one("plans/ended_by", {{"enrollment_id", sale.enrollment.value}})->text("ended_by") == u"admin";
    if (byAdmin) return {true, std::nullopt}; // who was told that nothing more is collected is not collected from again
    if (wasEnded && (states::grantsAccess(state) || transaction.one("plans/lock_running", {{"enrollment_id", sale.enrollment.value}}))) return {true, std::nullopt};
    transaction.exec("plans/set_line_paid", {{"id", line->text("id")}, {"now", services.clock.now()}});
    // A schedule that ended meanwhile goes on: its money was taken.
    if (wasEnded) transaction.exec("plans/revive_lines", {{"schedule_id", line->text("schedule_id")}});
    run(transaction, services, *line);
    if (state != EnrollmentState::Suspended) return {false, states::grantsAccess(state) || !states::mayBecome(state, EnrollmentState::Active) ? std::nullopt : std::optional(EnrollmentState::Active)};
    return {false, accessBack(transaction, services, *line)};
}

bool end(Transaction& transaction, const Services& services, const QString& enrollment)
{
    const auto schedule = transaction.one("plans/lock_running", {{"enrollment_id", enrollment}});
    if (!schedule) return false;
    const QDateTime now = services.clock.now();
    transaction.exec("plans/cancel_lines", {{"schedule_id", schedule->text("id")}});
    transaction.exec("plans/set_schedule_state", {{"id", schedule->text("id")}, {"state", toText(ScheduleState::Cancelled)}, {"now", now}});
    tell(transaction, services, schedule->id<UserId>("student_id"), schedule->text("id"));
    return true;
}

void reopen(Transaction& transaction, const Services& services, const QString& payment)
{
    const auto line = transaction.one("plans/lock_line_of_payment", {{"payment_id", payment}});
    if (!line || line->text("line_state") != u"paid") return;
    const QDateTime now = services.clock.now();
    transaction.exec("plans/reopen_line", {{"id", line->text("id")}, {"now", now}});
    if (line->enumeration<ScheduleState>("schedule_state") == ScheduleState::Completed)
        transaction.exec("plans/set_schedule_state", {{"id", line->text("schedule_id")}, {"state", toText(ScheduleState::Active)}, {"now", now}});
}

void revive(Transaction& transaction, const Services& services, const QString& payment)
{
    const auto line = transaction.one("plans/lock_line_of_payment", {{"payment_id", payment}});
    if (!line || line->enumeration<ScheduleState>("schedule_state") != ScheduleState::Cancelled || transaction.one("plans/lock_running", {{"enrollment_id", line->text("enrollment_id")}})) return;
    transaction.exec("plans/revive_lines", {{"schedule_id", line->text("schedule_id")}});
    run(transaction, services, *line);
}

void goOn(Transaction& transaction, const Services& services, const QString& enrollment)
{
    const QDateTime now = services.clock.now();
    transaction.exec("plans/defer_lines", {{"enrollment_id", enrollment}, {"today", now.date().toString(Qt::ISODate)}, {"now", now}});
}

void noteFailure(Transaction& transaction, const Services& services, const QString& payment, const QString& code, const QString& message)
{
    const auto line = transaction.one("plans/lock_line_of_payment", {{"payment_id", payment}});
    if (!line || line->text("line_state") != u"open" || !line->boolean("attempt_open")) return;
    const QDateTime now = services.clock.now();
    const bool needsPayer = code == u"authentication_required" || code == u"no_method";
    const int attempt = line->small("attempts");
    const int tries = line->small("tries");
    const QDateTime due(QDate::fromString(line->text("due_on"), Qt::ISODate), QTime(0, 0), Qt::UTC);
    std::optional<QDateTime> next;
    if (due > now) next = due; // asked for early: on its day it is collected as agreed
    else if (!needsPayer && tries == 0) next = now.addSecs(3600);
    // Without the student a bank that wants a confirmation will refuse again.
    else if (!needsPayer && tries <= services.policy.retryDays.size()) next = std::max(now.addSecs(3600), line->time("first_attempt_at").addDays(services.policy.retryDays.at(tries - 1)));
    transaction.exec("plans/close_attempt", {{"id", line->text("id")}, {"failure_code", code.isEmpty() ? QStringLiteral("unknown") : code}, {"failure", message.left(500)}, {"needs_payer", needsPayer},
                                             {"next_attempt_at", next ? QVariant(*next) : store::null()}});
    const UserId student = line->id<UserId>("student_id");
    const QString amount = amountText(line->money("amount_minor"));
    const QString what = QStringLiteral("%1 (%2) for “%3”").arg(amount, ofPlan(*line), line->text("course_title"));
    const QString cause = code == u"no_method" ? QStringLiteral("No payment method is kept for you.") : code == u"authentication_required" ? QStringLiteral("Your bank wants you to confirm it yourself.") : message;
    const QString then = next ? QStringLiteral("We try again on %1. Pay now or choose another card under Payments.").arg(dayText(next->date())) : QStringLiteral("Open Payments to pay it.");
    notify(transaction, services, {student, QStringLiteral("instalment_failed"), needsPayer ? QStringLiteral("A payment needs you") : QStringLiteral("A payment could not be collected"),
                                   QStringLiteral("%1 could not be collected: %2 %3").arg(what, cause, then), line->text("schedule_id"), QStringLiteral("notice"), QStringLiteral("instalment:%1:%2").arg(line->text("id")).arg(attempt)});
    tell(transaction, services, student, line->text("schedule_id"));
}

} // namespace lectern::schedules
