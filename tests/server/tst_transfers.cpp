#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/transfers.h"
#include <QJsonArray>
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Bank transfers that the gateway finds by their reference.
class TestTransfers : public QObject
{
    Q_OBJECT

    struct Shop {
        World world;
        User teacher = world.teacher();
        User student = world.student();
        User admin = world.admin();
        Course course = launchedCourse(world, teacher, usd(5000));

        Shop() { world.policy.bankTransfers = true; }
        Caller as(const User& user)
        {
            Caller caller = World::as(user);
            caller.idempotencyKey = newUuid7();
            return caller;
        }
        Result<EnrollResult> enroll(const char* method = "transfer")
        {
            EnrollForm form;
            form.courseId = course.id;
            form.method = QLatin1String(method);
            return enrollments::enroll(world.services, as(student), form);
        }
        /// What the gateway says while something is missing.
        void funded(const Payment& payment, qint64 missing, const char* type = "payment_intent.partially_funded")
        {
            QJsonObject root = QJsonDocument::fromJson(body(eventOf(payment, type, "requires_action"))).object();
            QJsonObject data = root.value(QLatin1String("data")).toObject();
            QJsonObject object = data.value(QLatin1String("object")).toObject();
            object.insert(QStringLiteral("next_action"), QJsonObject{{QStringLiteral("display_bank_transfer_instructions"), QJsonObject{{QStringLiteral("amount_remaining"), missing}, {QStringLiteral("reference"), QStringLiteral("REF")}}}});
            data.insert(QStringLiteral("object"), object);
            root.insert(QStringLiteral("data"), data);
            world.receive(QJsonDocument(root).toJson(QJsonDocument::Compact));
            world.settle();
        }
        QString state() { return world.sql.text(QStringLiteral("select state from enrollment")); }
        Checkout again(const EnrollmentId& id) { return must(enrollments::checkout(world.services, as(student), id)); }
    };

private Q_SLOTS:
    void itSaysWhereToSendItAndKeepsThePlace()
    {
        Shop shop;
        const auto made = must(shop.enroll());
        QVERIFY(made.checkout && made.checkout->transfer);
        const TransferDetails details = *made.checkout->transfer;
        QVERIFY(!details.reference.isEmpty() && !details.account.isEmpty() && !details.holder.isEmpty());
        QCOMPARE(details.missing, usd(5000));
        QVERIFY(details.payUntil > shop.world.clock.now().addDays(13));
        shop.world.clock.advance(10 * 86'400);
        QCOMPARE(must(enrollments::expireDue(shop.world.services)), 0);
        QCOMPARE(shop.state(), QStringLiteral("awaiting_payment"));
        // Looked at again it is the same, also while the gateway is away.
        shop.world.gateway.refuse(ErrorCode::GatewayBusy, 10);
        QCOMPARE(shop.again(made.enrollment.id).transfer->reference, details.reference);
        // Whoever has it on a bank's statement finds the payment by it.
        PaymentFilter filter;
        filter.text = details.reference.toLower();
        const auto found = must(payments::list(shop.world.services, std::nullopt, filter, {})).items;
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().transferReference, details.reference);
    }

    void nothingOpensBeforeAllOfItIsThere()
    {
        Shop shop;
        const auto made = must(shop.enroll());
        const Payment payment = made.checkout->payment;
        shop.funded(payment, 5000, "payment_intent.requires_action");
        shop.funded(payment, 3000);
        QCOMPARE(shop.state(), QStringLiteral("awaiting_payment"));
        QCOMPARE(shop.again(made.enrollment.id).transfer->missing, usd(3000));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select title from notification where kind = 'transfer_partial'")), QStringLiteral("20.00 USD has arrived, 30.00 USD are missing"));
        shop.funded(payment, 5000, "payment_intent.requires_action"); // older news
        QCOMPARE(shop.again(made.enrollment.id).transfer->missing, usd(3000));
        shop.world.receive(succeeded(payment));
        shop.world.settle();
        QCOMPARE(shop.state(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aRefundGoesBackThroughTheGateway()
    {
        Shop shop;
        const Payment payment = must(shop.enroll()).checkout->payment;
        shop.world.receive(succeeded(payment));
        shop.world.settle();
        shop.world.gateway.setRefundState(RefundState::Pending);
        const Refund refund = must(refunds::refund(shop.world.services, shop.as(shop.admin), payment.id, {usd(5000), QStringLiteral("Goodwill")}));
        QCOMPARE(refund.channel, RefundChannel::Gateway);
        QCOMPARE(refund.state, RefundState::Pending);
        QCOMPARE(shop.state(), QStringLiteral("refunded"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void itIsOfferedWhereTheAccountTakesIt()
    {
        Shop shop;
        shop.world.policy.bankTransfers = false;
        QCOMPARE(shop.enroll().error().field, QStringLiteral("method"));
        shop.world.policy.bankTransfers = true;
        const Course yen = launchedCourse(shop.world, shop.teacher, Money::fromMinor(5000, *Currency::fromCode(QStringLiteral("JPY"))));
        EnrollForm form;
        form.courseId = yen.id;
        form.method = QStringLiteral("transfer");
        QCOMPARE(enrollments::enroll(shop.world.services, shop.as(shop.student), form).error().field, QStringLiteral("method"));
    }

    void anotherWayToPayEndsIt()
    {
        Shop shop;
        const Payment first = must(shop.enroll()).checkout->payment;
        const auto second = must(shop.enroll("card"));
        QVERIFY(second.checkout->payment.id != first.id);
        QVERIFY(!second.checkout->transfer);
        QCOMPARE(must(shop.world.gateway.retrieveIntent(first.gatewayId)).state, PaymentState::Canceled);
    }

    void whatIsLeftOverIsToldAndGoesBackOnce()
    {
        Shop shop;
        (void)must(shop.enroll());
        const QString customer = must(methods::customerOf(shop.world.services, shop.student.id));
        shop.world.gateway.setCash(customer, usd(750));
        QJsonObject event{{QStringLiteral("id"), QStringLiteral("evt_cash")}, {QStringLiteral("object"), QStringLiteral("event")}, {QStringLiteral("type"), QStringLiteral("cash_balance.funds_available")}, {QStringLiteral("created"), 1}, {QStringLiteral("livemode"), false}};
        event.insert(QStringLiteral("data"), QJsonObject{{QStringLiteral("object"), QJsonObject{{QStringLiteral("object"), QStringLiteral("cash_balance")}, {QStringLiteral("customer"), customer}, {QStringLiteral("livemode"), false},
                                                                                             {QStringLiteral("available"), QJsonObject{{QStringLiteral("usd"), 750}}}}}});
        shop.world.receive(QJsonDocument(event).toJson(QJsonDocument::Compact));
        shop.world.settle();
        QCOMPARE(shop.world.sql.text(QStringLiteral("select title from notification where kind = 'transfer_unused'")), QStringLiteral("7.50 USD of your transfers is not used"));
        QCOMPARE(must(transfers::balance(shop.world.services, World::as(shop.student))).unused, QList<Money>{usd(750)});
        const User other = shop.world.student();
        QVERIFY(must(transfers::balance(shop.world.services, World::as(other))).unused.isEmpty());
        QCOMPARE(codeOf(transfers::giveBack(shop.world.services, shop.as(shop.student), {usd(751)})), QStringLiteral("invalid_input"));
        QVERIFY(must(transfers::giveBack(shop.world.services, shop.as(shop.student), {usd(750)})).unused.isEmpty());
        QCOMPARE(shop.world.ledgerProblems(), QStringList()); // it was never ours
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
