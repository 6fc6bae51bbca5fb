#pragma once
#include "stripe/wire.h"
#include "support/school.h"
#include "usecases/learning/blobstore.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/payments.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/wallets.h"
#include "usecases/reports/books.h"
#include "usecases/vaults/vaults.h"

/// A sale that a bank questions, and what the gateway says of it.
namespace lectern::test {

struct DisputedSale {
    World world;
    User teacher = world.teacher();
    User student = world.student();
    User admin = world.admin();
    Course course = launchedCourse(world, teacher, usd(4999), 3);
    Payment payment = paidEnrollment(world, student, course.id);
    QString dispute = QStringLiteral("du_") + newUuid7().remove(u'-');

    Payment now() { return must(payments::find(world.services, World::as(admin), payment.id)); }
    QString access() { return world.sql.text(QStringLiteral("select state from enrollment where id = '%1'").arg(payment.enrollmentId.value)); }
    VaultBalance vault() { return must(vaults::mine(world.services, World::as(teacher))).balances.first(); }
    qint64 account(const char* kind)
    {
        return world.sql.text(QStringLiteral("select coalesce(sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end), 0) from account a "
                                             "join transfer t on a.id in (t.credit_account, t.debit_account) where a.kind = '%1'").arg(QLatin1String(kind))).toLongLong();
    }
    DisputeEvent event(const char* type, const char* status, const QList<std::pair<QString, qint64>>& movements = {}, qint64 minor = 4999)
    {
        DisputeEvent event;
        event.type = QStringLiteral("charge.dispute.") + QLatin1String(type);
        event.dispute = dispute;
        event.intent = payment.gatewayId;
        event.status = QLatin1String(status);
        event.amount = usd(minor);
        event.movements = movements;
        return event;
    }
    DisputeEvent withdrawn(const char* status = "needs_response") { return event("funds_withdrawn", status, {{QStringLiteral("txn_out"), -4999}}); }
    DisputeEvent reinstated(const char* status = "won") { return event("funds_reinstated", status, {{QStringLiteral("txn_out"), -4999}, {QStringLiteral("txn_in"), 4999}}); }
    void tell(const DisputeEvent& event)
    {
        world.receive(body(event));
        world.settle();
    }
    /// The bank sends a refund back.
    void fail(const stripe::GatewayRefund& refund)
    {
        RefundEvent event;
        event.refund = refund.id;
        event.refundId = refund.refundId;
        event.intent = payment.gatewayId;
        event.status = QStringLiteral("failed");
        event.amount = refund.amount;
        world.receive(body(event));
        world.settle();
    }
    Dispute only() { return must(disputes::list(world.services, {}, {})).items.first(); }
    void known() { world.gateway.setDispute(*stripe::disputeObjectFromJson(objectOf(event("created", "needs_response")))); }
    Result<Dispute> answer(const QString& key, bool accept = false, const std::optional<FileId>& receipt = {}, const std::optional<FileId>& file = {})
    {
        Caller caller = World::as(admin);
        caller.idempotencyKey = key;
        return disputes::answer(world.services, caller, only().id, {accept, QStringLiteral("The student watched every lecture of the course."), receipt, file});
    }
    void give(const PaymentId& id)
    {
        Caller caller = World::as(admin);
        caller.idempotencyKey = newUuid7();
        (void)must(refunds::refund(world.services, caller, id, {usd(4999), QStringLiteral("Goodwill")}));
    }
    /// The place is bought again after a refund, which then fails. Refunds stay under way from now on.
    Payment bothStand()
    {
        world.gateway.setRefundState(RefundState::Pending);
        give(payment.id);
        const Payment second = paidEnrollment(world, student, course.id);
        fail(world.gateway.refunds().first());
        return second;
    }
    DisputeEvent disputeOf(const Payment& second)
    {
        DisputeEvent other = event("created", "needs_response");
        other.dispute = QStringLiteral("dp_second");
        other.intent = second.gatewayId;
        return other;
    }
    FileId stored(const User& owner, const char* name, const char* type, const QByteArray& bytes)
    {
        const StoredFile file = must(learning::createUpload(world.services, World::as(owner), {QLatin1String(name), QLatin1String(type), bytes.size(), {}}));
        QFile part(world.blobs.partPath(file.id));
        if (!part.open(QIODevice::WriteOnly) || part.write(bytes) != bytes.size()) qFatal("the part cannot be written");
        part.close();
        return must(learning::completeUpload(world.services, file.id, must(world.blobs.finish(file.id)))).id;
    }
};

} // namespace lectern::test
