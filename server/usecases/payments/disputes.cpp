#include "usecases/payments/disputes.h"
#include "domain/bookings.h"
#include "domain/validation.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/payments.h"
#include <QFile>

namespace lectern::disputes {

using store::Row;
using store::Transaction;

namespace {

Error noSuchDispute() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such dispute.")); }
QString day(const QDateTime& time) { return time.toString(QStringLiteral("yyyy-MM-dd")); }
QString moment(const QDateTime& time) { return time.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss 'UTC'")); }

Dispute toDispute(const Row& row)
{
    Dispute dispute;
    dispute.id = row.id<DisputeId>("id");
    dispute.paymentId = row.id<PaymentId>("payment_id");
    dispute.courseTitle = row.text("course_title");
    dispute.studentName = row.text("student_name");
    dispute.teacherName = row.text("teacher_name");
    dispute.amount = row.money("amount_minor");
    dispute.teacherPart = row.money("teacher_minor");
    dispute.platformPart = row.money("platform_minor");
    dispute.fee = row.money("fee_minor");
    dispute.state = row.enumeration<DisputeState>("state");
    dispute.reason = row.text("reason");
    dispute.dueBy = row.optionalTime("due_by");
    dispute.submittedBy = row.text("submitted_by_name");
    dispute.submittedAt = row.optionalTime("submitted_at");
    dispute.accepted = row.boolean("accepted");
    dispute.gatewayId = row.text("gateway_id");
    dispute.openedAt = row.time("opened_at");
    dispute.closedAt = row.optionalTime("closed_at");
    return dispute;
}

Dispute loaded(Transaction& transaction, const QString& id) { return toDispute(*transaction.one("payments/find_dispute", {{"id", id}})); }

/// What a live session says instead of a course.
void describeSession(DisputeEvidence& evidence, const Services& services, const Row& facts, const QString& amount)
{
    const QString held = moment(facts.time("session_at"));
    evidence.serviceDate = day(facts.time("session_at"));
    evidence.productDescription = QStringLiteral("Live online lesson “%1”, %2 minutes on %3, one teacher for one student.").arg(facts.text("course_title")).arg(facts.small("session_minutes")).arg(held);
    evidence.refundPolicy = QStringLiteral("Shown before the booking: cancelled until %1 hours before the lesson all of it goes back, later %2 % of it until the lesson begins.").arg(services.policy.freeCancelHours).arg(services.policy.lateCancelPercent);
    const QString state = facts.text("session_state");
    QString course = QStringLiteral("It was cancelled before it began.");
    if (state == toText(BookingState::Paid)) course = QStringLiteral("It is to be held on %1.").arg(held);
    if (state == toText(BookingState::Completed)) course = QStringLiteral("Its time was %1.").arg(held);
    // Only what is certain: nobody reported anything while it could be, or the school found the report wrong.
    const bool isTimeOver = facts.time("session_ends_at").addSecs(3600LL * services.policy.claimHours) < services.clock.now();
    if (state == toText(BookingState::Completed) && isTimeOver && facts.isNull("session_claim")) course += QStringLiteral(" Nobody reported within %1 hours that the other side had not come.").arg(services.policy.claimHours);
    if (facts.text("session_claim") == toText(ClaimState::Rejected)) course += QStringLiteral(" A report that the other side had not come was looked into by the school and rejected.");
    evidence.statement = QStringLiteral("The student booked the lesson on %1 from their own account, the teacher confirmed it, and only then was it paid: %2. %3").arg(moment(facts.time("session_booked_at")), amount, course);
}

DisputeEvidence assembled(Transaction& transaction, const Services& services, const Row& facts)
{
    DisputeEvidence evidence;
    evidence.customerName = facts.text("student_name");
    evidence.customerEmail = facts.text("email");
    evidence.purchaseIp = facts.text("purchase_ip");
    const QString amount = amountText(facts.money("amount_minor"));
    if (!facts.isNull("activated_at")) evidence.serviceDate = day(facts.time("activated_at"));
    const bool isBundle = !facts.isNull("bundle_title");
    const bool isTopUp = !isBundle && facts.text("kind") == u"top_up";
    const bool isGift = !facts.isNull("recipient_name");
    evidence.productDescription = isBundle ? QStringLiteral("Online courses sold together as “%1”, access to all their lectures and documents: %2.").arg(facts.text("bundle_title"), facts.text("bundle_courses")) : isTopUp ? QStringLiteral("Money for the student’s own wallet at the school, which pays for its online courses.") : QStringLiteral("Online course “%1” (%2), access to all its lectures and documents. %3").arg(facts.text("course_title"), facts.text("language"), facts.text("description").left(2000));
    if (!facts.isNull("consent_at"))
        evidence.consent = QStringLiteral("On %1 the student confirmed the order over %2 from %3 (%4).").arg(moment(facts.time("consent_at")), amount, facts.text("purchase_ip"), facts.text("consent"));
    evidence.refundPolicy = isTopUp ? QStringLiteral("What was not spent is returned to the card on request.") : QStringLiteral("Shown before the purchase: it can be taken back without asking within %1 days, as long as at most %2 % of the course were seen and no certificate was issued. Later an admin decides.")
                                .arg(services.policy.refundDays).arg(services.policy.refundMaxPercent);
    QStringList lines;
    for (const Row& row : transaction.run("payments/access_log", {{"student_id", facts.text("student_id")}, {"enrollment_id", facts.isNull("enrollment_id") ? store::null() : QVariant(facts.text("enrollment_id"))}}))
        lines << moment(row.time("at")) + QStringLiteral("  ") + row.text("what");
    evidence.accessLog = lines.join(u'\n').left(15'000);
    evidence.receipt = QStringLiteral("Receipt %1 over %2, paid on %3; payment %4.").arg(facts.text("receipt_number").isEmpty() ? QStringLiteral("(being issued)") : facts.text("receipt_number"), amount, day(facts.time("settled_at")), facts.text("payment_id"));
    if (!facts.isNull("session_at")) describeSession(evidence, services, facts, amount);
    if (facts.integer("refunded_minor") > 0) evidence.refunds = QStringLiteral("%1 of this payment were refunded already.").arg(amountText(facts.money("refunded_minor")));
    if (!facts.isNull("session_at")) return evidence;
    if (isBundle) evidence.statement = QStringLiteral("The student bought the courses of “%1” for %2 from their own account: %3. They were opened when the payment arrived.").arg(facts.text("bundle_title"), amount, facts.text("bundle_courses"));
    else if (isGift) evidence.statement = QStringLiteral("The student bought the course “%1” for %2 from their own account as a gift for %3. %4").arg(facts.text("course_title"), amount, facts.text("recipient_name"), facts.isNull("redeemed_at") ? QStringLiteral("Its code was given to the student and has not been used yet.") : QStringLiteral("Its code was used on %1; %2 % of the course was seen since.").arg(day(facts.time("redeemed_at"))).arg(facts.small("progress_percent")));
    else if (isTopUp) evidence.statement = QStringLiteral("The student filled their own wallet with %1 from their own account.").arg(amount);
    else evidence.statement = facts.isNull("activated_at")
                             ? QStringLiteral("The student bought the course “%1” for %2 from their own account.").arg(facts.text("course_title"), amount)
                             : QStringLiteral("The student bought the course “%1” for %2 from their own account. Access was given on %3 and is logged; %4 % of the course was seen. No refund was asked for within the policy that was shown before the purchase.")
                                   .arg(facts.text("course_title"), amount, evidence.serviceDate).arg(facts.small("progress_percent"));
    return evidence;
}

/// Under Stripe's names (docs.stripe.com/api/disputes/evidence_object).
QList<QPair<QString, QString>> fieldsOf(const DisputeEvidence& evidence)
{
    const QString rest = QStringList{evidence.statement, evidence.consent, evidence.receipt, evidence.refunds}.join(u'\n').trimmed();
    QList<QPair<QString, QString>> fields{{QStringLiteral("customer_name"), evidence.customerName},       {QStringLiteral("customer_email_address"), evidence.customerEmail},
                                          {QStringLiteral("customer_purchase_ip"), evidence.purchaseIp},  {QStringLiteral("service_date"), evidence.serviceDate},
                                          {QStringLiteral("product_description"), evidence.productDescription}, {QStringLiteral("access_activity_log"), evidence.accessLog},
                                          {QStringLiteral("refund_policy_disclosure"), evidence.refundPolicy}, {QStringLiteral("uncategorized_text"), rest}};
    fields.removeIf([](const auto& field) { return field.second.isEmpty(); });
    return fields;
}

/// Whether the caller may send these files to a bank.
std::optional<Error> problemOf(Transaction& transaction, const Caller& caller, const DisputeAnswer& answer)
{
    static const QStringList types{QStringLiteral("application/pdf"), QStringLiteral("image/jpeg"), QStringLiteral("image/png")};
    const std::pair<QString, std::optional<FileId>> files[] = {{QStringLiteral("receiptFile"), answer.receiptFile}, {QStringLiteral("otherFile"), answer.otherFile}};
    qint64 bytes = 0;
    for (const auto& [field, id] : files) {
        if (!id) continue;
        const auto row = transaction.one("learning/find_file", {{"id", id->value}});
        if (!row || row->isNull("sha256") || row->id<UserId>("owner_id") != caller.user->id) return fieldError(field, QStringLiteral("This file is not there. Upload it first."));
        if (!types.contains(row->text("mime_type"))) return fieldError(field, QStringLiteral("Banks read PDF, JPEG and PNG only."));
        bytes += row->integer("size_bytes");
        if (bytes > kMaxEvidenceBytes) return fieldError(field, QStringLiteral("Together the files may have 4.5 MB at most."));
    }
    return std::nullopt;
}

struct Sending {
    QString id;
    QString gatewayId;
    bool accept = false;
    QList<QPair<QString, QString>> fields; ///< of the evidence, under Stripe's names
    QString key;                           ///< of the request that answered
    bool isFirst = true;
};

/// Files at the gateway, as fields of the evidence. Nothing is committed yet: what cannot be uploaded keeps nobody from answering without it.
Result<QList<QPair<QString, QString>>> uploaded(const Services& services, const DisputeId& dispute, const DisputeAnswer& answer)
{
    QList<QPair<QString, QString>> fields;
    const std::pair<QString, std::optional<FileId>> files[] = {{QStringLiteral("receipt"), answer.receiptFile}, {QStringLiteral("uncategorized_file"), answer.otherFile}};
    for (const auto& [name, id] : files) {
        if (!id) continue;
        const auto file = learning::completeFile(services, *id);
        if (!file) return file.error();
        QFile blob(services.blobs.blobPath(file->sha256));
        if (!blob.open(QIODevice::ReadOnly)) return makeError(ErrorCode::Internal, QStringLiteral("“%1” cannot be read on the server. Answer without it, or upload it again.").arg(file->name));
        const auto there = services.gateway->uploadEvidence({file->name, file->mimeType, blob.readAll()}, dispute.value + u':' + id->value);
        if (!there) return makeError(there.error().code, QStringLiteral("“%1” did not reach the gateway, and nothing was sent: %2 You can answer without it.").arg(file->name, there.error().detail));
        fields.append({name, *there});
    }
    return fields;
}

/// Sends a committed answer, or finds out what became of it. GatewayRefused at the first attempt: nothing was sent, and the
/// answer is dropped again.
Result<Done> send(const Services& services, const Sending& sending)
{
    const auto answer = sending.accept ? services.gateway->closeDispute(sending.gatewayId) : services.gateway->submitEvidence(sending.gatewayId, sending.fields);
    if (!answer) {
        const bool refused = answer.error().code == ErrorCode::GatewayRefused || answer.error().code == ErrorCode::NotFound;
        if (!refused) return answer.error();
        // Somebody may have answered in the dashboard, or our own answer of before was lost.
        const auto now = services.gateway->retrieveDispute(sending.gatewayId);
        const bool isAnswered = now && (now->evidenceSubmitted || now->state == DisputeState::Lost);
        (void)services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
            if (!isAnswered) transaction.exec("payments/drop_answer", {{"id", sending.id}, {"request_key", sending.key}, {"nothing", QString()}});
            return now ? applyDispute(transaction, services, *now) : Result<Done>(Done{});
        });
        return isAnswered && !sending.isFirst ? Result<Done>(Done{}) : Result<Done>(answer.error());
    }
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/finish_answer", {{"id", sending.id}, {"now", services.clock.now()}});
        return applyDispute(transaction, services, *answer);
    });
}

QJsonObject storedObject(const Row& facts) { return QJsonDocument::fromJson(facts.text("evidence").toUtf8()).object(); }
Result<DisputeEvidence> stored(const Row& facts) { return disputeEvidenceFromJson(storedObject(facts)); }

/// What was committed to be sent: the evidence, and the ids of its files at the gateway.
const QString kFiles = QStringLiteral("gatewayFiles");
QList<QPair<QString, QString>> storedFields(const QJsonObject& object, const DisputeEvidence& evidence)
{
    auto fields = fieldsOf(evidence);
    const QJsonObject files = object.value(kFiles).toObject();
    for (auto it = files.begin(); it != files.end(); ++it) fields.append({it.key(), it.value().toString()});
    return fields;
}

} // namespace

Result<Page<Dispute>> list(const Services& services, const DisputeFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Dispute>>([&](Transaction& transaction) -> Result<Page<Dispute>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const int offset = cursor.isEmpty() ? 0 : cursor.first().toInt();
        const auto rows = transaction.run("payments/list_disputes", {{"state", filter.state ? QVariant(toText(*filter.state)) : store::null()}, {"payment", store::orNull(filter.paymentId)},
                                                                     {"from", filter.from ? QVariant(*filter.from) : store::null()}, {"until", filter.until ? QVariant(*filter.until) : store::null()},
                                                                     {"currency", filter.currency}, {"limit", limit + 1}, {"offset", offset}});
        return store::toPage<Dispute>(rows, limit, toDispute, [&](const Row&) { return QStringList{QString::number(offset + limit)}; });
    });
}

Result<DisputeEvidence> evidence(const Services& services, const DisputeId& id)
{
    return services.database.inTransaction<DisputeEvidence>([&](Transaction& transaction) -> Result<DisputeEvidence> {
        const auto facts = transaction.one("payments/dispute_facts", {{"id", id.value}});
        if (!facts) return noSuchDispute();
        return facts->isNull("evidence") ? Result<DisputeEvidence>(assembled(transaction, services, *facts)) : stored(*facts);
    });
}

namespace {
/// The files of an answer, once it is seen that it may be given.
Result<QList<QPair<QString, QString>>> prepared(const Services& services, const Caller& caller, const DisputeId& id, const DisputeAnswer& answer)
{
    if (answer.accept || (!answer.receiptFile && !answer.otherFile)) return QList<QPair<QString, QString>>();
    const auto isOpen = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> {
        const auto facts = transaction.one("payments/dispute_facts", {{"id", id.value}});
        if (!facts) return noSuchDispute();
        if (!facts->isNull("submitting_at")) return false; // whether by this request is decided under its lock
        if (auto error = problemOf(transaction, caller, answer)) return *error;
        return true;
    });
    if (!isOpen) return isOpen.error();
    return *isOpen ? uploaded(services, id, answer) : QList<QPair<QString, QString>>();
}
} // namespace

Result<Dispute> answer(const Services& services, const Caller& caller, const DisputeId& id, const DisputeAnswer& answer)
{
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("No payment gateway is set up, so nothing can be sent."));
    if (auto error = validation::text(QStringLiteral("statement"), answer.statement, 10'000, answer.accept ? 0 : 20)) return *error;
    const auto files = prepared(services, caller, id, answer);
    if (!files) return files.error();
    const auto sending = services.database.inTransaction<std::optional<Sending>>([&](Transaction& transaction) -> Result<std::optional<Sending>> {
        const auto found = transaction.one("payments/find_dispute", {{"id", id.value}});
        if (!found) return noSuchDispute();
        const Row row = *transaction.one("payments/lock_dispute", {{"gateway_id", found->text("gateway_id")}});
        if (!row.isNull("submitting_at")) {
            if (row.text("request_key") == caller.idempotencyKey && !caller.idempotencyKey.isEmpty()) return std::optional<Sending>();
            return makeError(ErrorCode::Conflict, QStringLiteral("This dispute was answered already. Load it again."));
        }
        const auto state = row.enumeration<DisputeState>("state");
        const bool isOpen = state == DisputeState::NeedsResponse || state == DisputeState::Inquiry;
        if (!isOpen || !row.isNull("submitted_at")) return makeError(ErrorCode::InvalidState, QStringLiteral("This dispute takes no answer any more."));
        const Row facts = *transaction.one("payments/dispute_facts", {{"id", id.value}});
        DisputeEvidence evidence = assembled(transaction, services, facts);
        evidence.statement = answer.accept ? QString() : answer.statement;
        if (!answer.accept) {
            evidence.receiptFile = answer.receiptFile;
            evidence.otherFile = answer.otherFile;
            if (answer.otherFile) evidence.otherFileName = transaction.one("learning/find_file", {{"id", answer.otherFile->value}})->text("name");
        }
        QJsonObject object = toJson(evidence);
        QJsonObject ids;
        for (const auto& [name, file] : *files) ids.insert(name, file);
        object.insert(kFiles, ids);
        transaction.exec("payments/begin_answer", {{"id", id.value}, {"evidence", QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact))}, {"submitted_by", caller.user->id.value},
                                                   {"accepted", answer.accept}, {"request_key", caller.idempotencyKey}, {"now", services.clock.now()}});
        audit(transaction, services, caller, answer.accept ? QStringLiteral("dispute.accept") : QStringLiteral("dispute.answer"), payments::namedAmount(transaction, row.money("amount_minor"), row.text("payment_id")), id.value, answer.statement.left(1000));
        return std::optional(Sending{id.value, row.text("gateway_id"), answer.accept, storedFields(object, evidence), caller.idempotencyKey, true});
    });
    if (!sending) return sending.error();
    if (*sending) {
        const auto sent = send(services, **sending);
        // An outcome that is not known is resolved by the job; the dispute says so.
        if (!sent && sent.error().code != ErrorCode::OutcomeUnknown && sent.error().code != ErrorCode::GatewayDenied && sent.error().code != ErrorCode::GatewayBusy) return sent.error();
    }
    return services.database.inTransaction<Dispute>([&](Transaction& transaction) -> Result<Dispute> { return loaded(transaction, id.value); });
}

void resolveAnswers(const Services& services)
{
    if (!services.gateway) return;
    const auto due = services.database.inTransaction<QList<Sending>>([&](Transaction& transaction) -> Result<QList<Sending>> {
        QList<Sending> list;
        for (const Row& row : transaction.run("payments/list_unresolved_answers", {{"before", services.clock.now().addSecs(-30)}})) {
            const auto evidence = stored(row);
            if (evidence) list.append({row.text("id"), row.text("gateway_id"), row.boolean("accepted"), storedFields(storedObject(row), *evidence), row.text("request_key"), false});
        }
        return list;
    });
    if (!due) return;
    for (const Sending& sending : *due) (void)send(services, sending);
}

void pollOpen(const Services& services)
{
    if (!services.gateway) return;
    const auto open = services.database.inTransaction<QStringList>([&](Transaction& transaction) -> Result<QStringList> {
        QStringList ids;
        for (const Row& row : transaction.run("payments/list_open_disputes")) ids << row.text("gateway_id");
        return ids;
    });
    if (!open) return;
    for (const QString& id : *open) {
        const auto dispute = services.gateway->retrieveDispute(id);
        if (dispute) (void)services.database.inTransaction<Done>([&](Transaction& transaction) { return applyDispute(transaction, services, *dispute); });
    }
}

} // namespace lectern::disputes
