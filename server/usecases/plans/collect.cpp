#include "usecases/plans/collect.h"
#include "domain/statemachine.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/methods.h"
#include "usecases/plans/lines.h"
#include "usecases/plans/schedules.h"

namespace lectern::schedules {

using store::Row;
using store::Transaction;

namespace {

constexpr int kAnswerSeconds = 90; ///< after them an attempt is repeated, with the same key

struct Attempt {
    QString line;
    PaymentId payment;
    UserId student;
    Money amount;
    QString method;
    QString intentId;
    int number = 1;
    QDateTime begunAt;
};

/// Takes due lines and commits what is about to be tried.
Result<QList<Attempt>> claim(const Services& services)
{
    constexpr int kAtOnce = 20;
    return services.database.inTransaction<QList<Attempt>>([&](Transaction& transaction) -> Result<QList<Attempt>> {
        const QDateTime now = services.clock.now();
        QList<Attempt> attempts;
        for (const Row& line : transaction.run("plans/claim_due", {{"now", now}, {"limit", kAtOnce}})) {
            const bool isNew = !line.boolean("attempt_open");
            const PaymentId payment = paymentFor(transaction, services, line);
            const auto customer = transaction.one("payments/find_customer", {{"user_id", line.text("student_id")}});
            const QString method = isNew ? (customer ? customer->text("default_method") : QString()) : line.text("attempt_method");
            const int number = line.small("attempts") + (isNew ? 1 : 0);
            transaction.exec("plans/begin_attempt", {{"id", line.text("id")}, {"attempts", number}, {"method", method}, {"attempt_at", isNew ? now : line.time("attempt_at")}, {"again_at", now.addSecs(kAnswerSeconds)}});
            const bool isSame = line.text("payment_id") == payment.value;
            attempts.append({line.text("id"), payment, line.id<UserId>("student_id"), line.money("amount_minor"), method, isSame ? line.text("gateway_id") : QString(), number, isNew ? now : line.time("attempt_at")});
        }
        return attempts;
    });
}

/// What the gateway said goes into our payment; money and access follow from its event alone.
void note(const Services& services, const Attempt& attempt, const stripe::Intent& intent)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        const auto payment = transaction.one("payments/lock_payment", {{"id", attempt.payment.value}});
        if (payment->isNull("gateway_id")) transaction.exec("payments/set_gateway_id", {{"id", attempt.payment.value}, {"gateway_id", intent.id}, {"now", services.clock.now()}});
        if (intent.state == PaymentState::Failed || intent.state == PaymentState::AwaitingPayer || intent.state == PaymentState::RequiresAction)
            noteFailure(transaction, services, attempt.payment.value, intent.state == PaymentState::RequiresAction ? QStringLiteral("authentication_required") : intent.failureCode, intent.failureMessage);
        else if (intent.state == PaymentState::Succeeded)
            transaction.exec("plans/await_outcome", {{"id", attempt.line}, {"attempts", attempt.number}});
        else if (intent.state == PaymentState::Processing) // days of a bank; the attempt stays open for its outcome
            transaction.exec("plans/await_bank", {{"id", attempt.line}, {"attempts", attempt.number}});
        return Done{};
    });
}

void fail(const Services& services, const Attempt& attempt, const QString& code, const QString& message)
{
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        noteFailure(transaction, services, attempt.payment.value, code, message);
        return Done{};
    });
}

Result<stripe::Intent> ask(const Services& services, const QString& customer, const Attempt& attempt)
{
    stripe::Gateway& gateway = *services.gateway;
    QString intentId = attempt.intentId;
    if (attempt.begunAt.secsTo(services.clock.now()) > stripe::kKeyLifetimeSeconds) {
        // The key is forgotten by now: look before doing it again.
        if (intentId.isEmpty()) {
            const auto found = gateway.findIntent(customer, attempt.payment);
            if (!found) return found.error();
            if (*found) return **found;
        } else if (const auto found = gateway.retrieveIntent(intentId); !found || found->state == PaymentState::Succeeded || found->state == PaymentState::Processing) {
            return found;
        }
    }
    const auto answer = gateway.collect({attempt.payment, attempt.amount, customer, attempt.method, intentId, attempt.number});
    // The student may have paid it meanwhile; then the gateway refuses, and its intent says so.
    if (answer || answer.error().code != ErrorCode::GatewayRefused || intentId.isEmpty()) return answer;
    const auto found = gateway.retrieveIntent(intentId);
    return found && (found->state == PaymentState::Succeeded || found->state == PaymentState::Processing) ? found : answer;
}

void collect(const Services& services, const Attempt& attempt)
{
    const auto customer = methods::customerOf(services, attempt.student);
    if (!customer) return; // the same attempt comes again
    if (attempt.method.isEmpty()) return fail(services, attempt, QStringLiteral("no_method"), {});
    const auto intent = ask(services, *customer, attempt);
    if (intent) return note(services, attempt, *intent);
    if (intent.error().code == ErrorCode::GatewayRefused || intent.error().code == ErrorCode::PaymentDeclined || intent.error().code == ErrorCode::NotFound)
        fail(services, attempt, intent.error().field.isEmpty() ? QStringLiteral("refused") : intent.error().field, intent.error().detail);
}

/// Why its student cannot have the line collected now; else nothing.
std::optional<Error> refusalOf(Transaction& transaction, const Row& line)
{
    if (auto error = busy(line)) return error;
    // The job resolves lost answers of running plans alone.
    if (line.enumeration<ScheduleState>("schedule_state") != ScheduleState::Active) return makeError(ErrorCode::InvalidState, QStringLiteral("This plan is not running. Pay with the form instead."));
    const auto enrollment = transaction.one("enrollments/lock_enrollment", {{"id", line.text("enrollment_id")}});
    if (enrollment->enumeration<EnrollmentState>("state") == EnrollmentState::Suspended && line.isNull("access_before"))
        return makeError(ErrorCode::InvalidState, QStringLiteral("A bank questions a payment of this course. Nothing is collected until it has decided."));
    if (!line.isNull("payment_id") && transaction.one("payments/find_open_session", {{"payment_id", line.text("payment_id")}}))
        return makeError(ErrorCode::InvalidState, QStringLiteral("This payment is open in your browser. Pay it there."));
    return std::nullopt;
}

/// Commits the attempt that the student asks for.
Result<Attempt> beginNow(Transaction& transaction, const Services& services, const Caller& caller, const ScheduleId& id, const LineId& lineId)
{
    const auto line = lockLine(transaction, id, lineId);
    if (!line || line->id<UserId>("student_id") != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such schedule."));
    if (auto error = refusalOf(transaction, *line)) return *error;
    const auto customer = transaction.one("payments/find_customer", {{"user_id", caller.user->id.value}});
    const QString method = customer ? customer->text("default_method") : QString();
    if (method.isEmpty()) return makeError(ErrorCode::InvalidState, QStringLiteral("No card or account is kept for you. Pay with the form, and it is kept for the next time."));
    const QDateTime now = services.clock.now();
    const PaymentId payment = paymentFor(transaction, services, *line);
    const int number = line->small("attempts") + 1;
    transaction.exec("plans/begin_by_student", {{"id", lineId.value}, {"attempts", number}, {"method", method}, {"now", now}, {"again_at", now.addSecs(kAnswerSeconds)}});
    const bool isSame = line->text("payment_id") == payment.value;
    return Attempt{lineId.value, payment, caller.user->id, line->money("amount_minor"), method, isSame ? line->text("gateway_id") : QString(), number, now};
}

QDate dueOn(const Row& row) { return QDate::fromString(row.text("due_on"), Qt::ISODate); }

void suspend(Transaction& transaction, const Services& services, const Row& row)
{
    const auto enrollment = transaction.one("enrollments/lock_enrollment", {{"id", row.text("enrollment_id")}});
    const auto state = enrollment->enumeration<EnrollmentState>("state");
    // Looked at again under the enrollment's lock: it may have been paid meanwhile.
    if (!states::grantsAccess(state) || !isPastDue(transaction, services, row.text("id"), services.policy.suspendAfterDays)) return;
    transaction.exec("plans/set_access_before", {{"id", row.text("id")}, {"access_before", toText(state)}});
    transaction.exec("enrollments/set_state", {{"id", row.text("enrollment_id")}, {"state", toText(EnrollmentState::Suspended)}, {"now", services.clock.now()}});
    audit(transaction, services, {}, QStringLiteral("enrollment.suspend"), row.text("course_title"), row.text("enrollment_id"), QStringLiteral("A payment has been due since %1.").arg(dayText(dueOn(row))));
    const QString ends = dayText(dueOn(row).addDays(services.policy.cancelAfterDays));
    notify(transaction, services, {row.id<UserId>("student_id"), QStringLiteral("instalment_overdue"), QStringLiteral("“%1” is closed until you pay").arg(row.text("course_title")),
                                   QStringLiteral("%1 has been due since %2. Pay it under Payments and the course opens at once, with your progress. On %3 your place is given up.").arg(amountText(row.money("amount_minor")), dayText(dueOn(row)), ends),
                                   row.text("id"), QStringLiteral("notice"), QStringLiteral("overdue:%1:%2").arg(row.text("line_id"), row.text("due_on"))});
    publish(transaction, services, row.id<UserId>("student_id"), QStringLiteral("enrollment"), row.text("enrollment_id"));
}

/// The enrollment ends; what is under way at the gateway is answered, to be cancelled after the commit.
QStringList giveUp(Transaction& transaction, const Services& services, const Row& row)
{
    const QString enrollment = row.text("enrollment_id");
    const auto locked = transaction.one("enrollments/lock_enrollment", {{"id", enrollment}});
    if (!isPastDue(transaction, services, row.text("id"), services.policy.cancelAfterDays)) return {};
    const auto state = locked->enumeration<EnrollmentState>("state");
    if (states::mayBecome(state, EnrollmentState::Cancelled)) transaction.exec("enrollments/end_enrollment", {{"id", enrollment}, {"state", toText(EnrollmentState::Cancelled)}, {"ended_by", QStringLiteral("past_due")}, {"now", services.clock.now()}});
    const QStringList intents = enrollments::closeOpenPayments(transaction, services, enrollment);
    audit(transaction, services, {}, QStringLiteral("enrollment.cancel"), row.text("course_title"), enrollment, QStringLiteral("A payment has been due since %1.").arg(dayText(dueOn(row))));
    notify(transaction, services, {row.id<UserId>("student_id"), QStringLiteral("enrollment_cancelled"), QStringLiteral("Your enrollment has ended"),
                                   QStringLiteral("“%1”: %2 was due on %3 and was not paid. Nothing more will be collected. You may enroll again.").arg(row.text("course_title"), amountText(row.money("amount_minor")), dayText(dueOn(row))),
                                   enrollment, QStringLiteral("notice"), QStringLiteral("given-up:") + row.text("id")});
    publish(transaction, services, row.id<UserId>("student_id"), QStringLiteral("enrollment"), enrollment);
    return intents;
}

} // namespace

Result<int> collectDue(const Services& services)
{
    if (!services.gateway) return 0;
    const auto attempts = claim(services);
    if (!attempts) return attempts.error();
    for (const Attempt& attempt : *attempts) collect(services, attempt);
    return static_cast<int>(attempts->size());
}

Result<Schedule> collectNow(const Services& services, const Caller& caller, const ScheduleId& id, const LineId& line)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server. Ask your school how to pay."));
    const auto attempt = services.database.inTransaction<Attempt>([&](Transaction& transaction) { return beginNow(transaction, services, caller, id, line); });
    if (!attempt) return attempt.error();
    collect(services, *attempt);
    auto schedule = find(services, caller, id);
    if (!schedule) return schedule;
    const auto now = std::find_if(schedule->lines.cbegin(), schedule->lines.cend(), [&](const ScheduleLine& one) { return one.id == line; });
    if (now == schedule->lines.cend() || !isOpen(now->state)) return schedule; // taken, or on its way
    if (now->needsPayer) return makeError(ErrorCode::PaymentDeclined, QStringLiteral("Your bank wants you to confirm it yourself. Pay with the form."));
    return makeError(ErrorCode::PaymentDeclined, now->failure.isEmpty() ? QStringLiteral("It was declined. Pay with another card.") : now->failure);
}

Result<int> remind(const Services& services)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        const QDateTime now = services.clock.now();
        int reminded = 0;
        for (const Row& line : transaction.run("plans/claim_reminders", {{"now", now}, {"until", now.date().addDays(services.policy.reminderDays).toString(Qt::ISODate)}, {"today", now.date().toString(Qt::ISODate)}})) {
            const QString label = line.text("default_label").isEmpty() ? QStringLiteral("your saved payment method") : line.text("default_label");
            notify(transaction, services, {line.id<UserId>("student_id"), QStringLiteral("instalment_soon"), QStringLiteral("%1 will be collected on %2").arg(amountText(line.money("amount_minor")), dayText(dueOn(line))),
                                           QStringLiteral("Payment %1 of %2 for “%3”, from %4. You can pay earlier or choose another card under Payments.").arg(line.text("number"), line.text("line_count"), line.text("course_title"), label),
                                           line.text("schedule_id"), QStringLiteral("notice"), QStringLiteral("soon:%1:%2").arg(line.text("id"), line.text("due_on"))});
            ++reminded;
        }
        return reminded;
    });
}

Result<int> enforce(const Services& services)
{
    QStringList intents;
    const auto done = services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        intents.clear(); // of an attempt that was rolled back
        const QDate today = services.clock.now().date();
        int touched = 0;
        for (const Row& row : transaction.run("plans/list_past_due", {{"limit", today.addDays(-services.policy.cancelAfterDays).toString(Qt::ISODate)}, {"suspended_too", true}})) {
            intents << giveUp(transaction, services, row);
            ++touched;
        }
        for (const Row& row : transaction.run("plans/list_past_due", {{"limit", today.addDays(-services.policy.suspendAfterDays).toString(Qt::ISODate)}, {"suspended_too", false}})) {
            suspend(transaction, services, row);
            ++touched;
        }
        return touched;
    });
    if (done) enrollments::cancelIntents(services, intents);
    return done;
}

} // namespace lectern::schedules
