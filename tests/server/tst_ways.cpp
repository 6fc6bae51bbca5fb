#include "support/school.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/offline.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/wallets.h"
#include "usecases/reports/books.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Cash, cheques and transfers, the student's wallet, taxes and papers.
class TestWays : public QObject
{
    Q_OBJECT

    struct Shop {
        Shop() { world.policy.offlineMethods = {QStringLiteral("cash"), QStringLiteral("cheque"), QStringLiteral("bank_transfer")}; }
        World world;
        User teacher = world.teacher();
        User student = world.student();
        User admin = world.admin();
        Course course = launchedCourse(world, teacher, usd(5000), 2);

        Caller by(const User& user, const QString& key = newUuid7())
        {
            Caller caller = World::as(user);
            caller.idempotencyKey = key;
            return caller;
        }
        Result<EnrollResult> enroll(const EnrollForm& form) { return enrollments::enroll(world.services, by(student), form); }
        EnrollForm form(const char* method) const { return {course.id, QString::fromLatin1(method)}; }
        Payment paymentOf(const Enrollment& enrollment) { return must(enrollments::paymentOf(world.services, World::as(student), enrollment.id)); }
        QString access() { return world.sql.text(QStringLiteral("select state from enrollment where student_id = '%1'").arg(student.id.value)); }
        VaultBalance vault() { return must(vaults::mine(world.services, World::as(teacher))).balances.first(); }
        WalletBalance wallet() { return must(wallets::mine(world.services, World::as(student))).balances.first(); }
        OfflineReceiptForm receipt(const Money& amount) { return {PaymentMethod::Cash, amount, {}, world.clock.now(), {}}; }
        void settle(const Payment& payment)
        {
            world.receive(succeeded(payment));
            world.settle();
        }
        void fillWallet(qint64 minor)
        {
            const Checkout checkout = must(wallets::topUp(world.services, by(student), {usd(minor)}));
            settle(checkout.payment);
        }
        qint64 account(const char* kind)
        {
            return world.sql.text(QStringLiteral("select coalesce(sum(case when t.credit_account = a.id then t.amount_minor else -t.amount_minor end), 0) from account a "
                                                 "join transfer t on a.id in (t.credit_account, t.debit_account) where a.kind = '%1'").arg(QLatin1String(kind))).toLongLong();
        }
    };

private Q_SLOTS:
    void cashIsRecordedAndOpensTheCourse()
    {
        Shop shop;
        const EnrollResult waiting = must(shop.enroll(shop.form("cash")));
        QVERIFY(!waiting.checkout);
        QCOMPARE(waiting.enrollment.state, EnrollmentState::AwaitingPayment);
        QVERIFY(*waiting.enrollment.expiresAt > shop.world.clock.now().addDays(13));
        const Payment payment = shop.paymentOf(waiting.enrollment);
        const QString key = newUuid7();
        const OfflineReceipt receipt = must(offline::record(shop.world.services, shop.by(shop.admin, key), payment.id, shop.receipt(usd(5000))));
        QCOMPARE(receipt.recordedBy, shop.admin.name);
        QCOMPARE(must(offline::record(shop.world.services, shop.by(shop.admin, key), payment.id, shop.receipt(usd(5000)))).id, receipt.id);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.vault().pending, usd(4000));
        QCOMPARE(-shop.account("offline_cash"), 5000);
        QCOMPARE(shop.account("gateway_pending"), 0);
        // Nothing of the gateway is waited for.
        shop.world.clock.advance(15 * 24 * 3600);
        QCOMPARE(must(vaults::releaseDue(shop.world.services)), 1);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void cashNeedsNoGateway()
    {
        Shop shop;
        shop.world.services.gateway = nullptr;
        QCOMPARE(codeOf(shop.enroll({shop.course.id})), QStringLiteral("payments_unavailable"));
        const EnrollResult waiting = must(shop.enroll(shop.form("bank_transfer")));
        OfflineReceiptForm form = shop.receipt(usd(5000));
        form.method = PaymentMethod::BankTransfer;
        QCOMPARE(codeOf(offline::record(shop.world.services, shop.by(shop.admin), shop.paymentOf(waiting.enrollment).id, form)), QStringLiteral("invalid_input")); // no reference
        form.reference = QStringLiteral("E2E-1");
        (void)must(offline::record(shop.world.services, shop.by(shop.admin), shop.paymentOf(waiting.enrollment).id, form));
        QCOMPARE(-shop.account("bank"), 5000);
        const Refund refund = must(refunds::takeBack(shop.world.services, shop.by(shop.student), shop.paymentOf(waiting.enrollment).id, {}));
        QCOMPARE(refund.state, RefundState::Succeeded);
        QCOMPARE(refund.channel, RefundChannel::Offline);
        QCOMPARE(shop.account("bank"), 0);
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void mistakenReceiptIsReversedAndTheMoneyAwaitedAgain()
    {
        Shop shop;
        const EnrollResult waiting = must(shop.enroll(shop.form("cash")));
        const Payment payment = shop.paymentOf(waiting.enrollment);
        const OfflineReceipt receipt = must(offline::record(shop.world.services, shop.by(shop.admin), payment.id, shop.receipt(usd(5000))));
        const OfflineReceipt reversed = must(offline::reverse(shop.world.services, shop.by(shop.admin), receipt.id, QStringLiteral("Another student's money")));
        QVERIFY(reversed.reversedAt);
        QCOMPARE(shop.access(), QStringLiteral("awaiting_payment"));
        QCOMPARE(shop.vault().pending, usd(0));
        QCOMPARE(shop.account("offline_cash"), 0);
        const Payment again = shop.paymentOf(waiting.enrollment);
        QVERIFY(again.id != payment.id);
        QCOMPARE(must(payments::find(shop.world.services, World::as(shop.admin), payment.id)).standing, PaymentStanding::Reversed); // nothing went back to anybody
        (void)must(offline::record(shop.world.services, shop.by(shop.admin), again.id, shop.receipt(usd(5000))));
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(codeOf(offline::reverse(shop.world.services, shop.by(shop.admin), receipt.id, QStringLiteral("Once more"))), QString()); // it stays as it is
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from offline_receipt")), 2);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void twoAdminsRecordOneReceiptOnce()
    {
        Shop shop;
        const EnrollResult waiting = must(shop.enroll(shop.form("cash")));
        const PaymentId payment = shop.paymentOf(waiting.enrollment).id;
        std::atomic<int> recorded{0};
        inParallel(shop.world, 6, [&](int) {
            if (offline::record(shop.world.services, shop.by(shop.admin), payment, shop.receipt(usd(5000)))) ++recorded;
        });
        QCOMPARE(recorded.load(), 1);
        QCOMPARE(shop.vault().pending, usd(4000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void studentMayChangeTheWayToPay()
    {
        Shop shop;
        const EnrollResult waiting = must(shop.enroll(shop.form("cash")));
        const PaymentId cash = shop.paymentOf(waiting.enrollment).id;
        const EnrollResult card = must(shop.enroll(shop.form("card")));
        QVERIFY(card.checkout);
        QCOMPARE(codeOf(offline::record(shop.world.services, shop.by(shop.admin), cash, shop.receipt(usd(5000)))), QStringLiteral("invalid_state"));
        shop.settle(card.checkout->payment);
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void walletPaysWholeAndNeverBelowZero()
    {
        Shop shop;
        QCOMPARE(codeOf(shop.enroll(shop.form("wallet"))), QStringLiteral("insufficient_funds"));
        shop.fillWallet(6000);
        QCOMPARE(shop.wallet().available, usd(6000));
        const EnrollResult paid = must(shop.enroll(shop.form("wallet")));
        QCOMPARE(paid.enrollment.state, EnrollmentState::Active);
        QCOMPARE(shop.wallet().available, usd(1000));
        QCOMPARE(shop.wallet().reserved, usd(0));
        QCOMPARE(shop.vault().pending, usd(4000));
        const Refund refund = must(refunds::takeBack(shop.world.services, shop.by(shop.student), *paid.enrollment.paymentId, {}));
        QCOMPARE(refund.channel, RefundChannel::Wallet);
        QCOMPARE(shop.wallet().available, usd(6000));
        QCOMPARE(must(wallets::entries(shop.world.services, World::as(shop.student), {}, {})).items.size(), 3);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void walletAndCardPayTogetherAndGoBackTogether()
    {
        Shop shop;
        shop.fillWallet(2000);
        EnrollForm form = shop.form("card");
        form.walletPart = usd(2000);
        const EnrollResult result = must(shop.enroll(form));
        QCOMPARE(shop.wallet().reserved, usd(2000));
        Payment payment = result.checkout->payment;
        QCOMPARE(payment.walletPart, usd(2000));
        IntentEvent event = succeeded(payment);
        event.amount = usd(3000);
        shop.world.receive(event);
        shop.world.settle();
        QCOMPARE(shop.access(), QStringLiteral("active"));
        QCOMPARE(shop.wallet().reserved, usd(0));
        (void)must(books::followJournals(shop.world.services));
        QCOMPARE(must(books::documentsOf(shop.world.services, World::as(shop.student), payment.id)).items.first().walletPart, usd(2000));
        const Refund refund = must(refunds::takeBack(shop.world.services, shop.by(shop.student), payment.id, {}));
        QCOMPARE(refund.amount, usd(3000));
        QCOMPARE(shop.wallet().available, usd(2000));
        QCOMPARE(shop.world.gateway.refunds().size(), 1);
        QCOMPARE(must(payments::find(shop.world.services, World::as(shop.student), payment.id)).state, PaymentState::Refunded);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void cancelledPaymentSetsTheWalletFree()
    {
        Shop shop;
        shop.fillWallet(2000);
        EnrollForm form = shop.form("card");
        form.walletPart = usd(2000);
        const EnrollResult result = must(shop.enroll(form));
        shop.world.receive(eventOf(result.checkout->payment, "payment_intent.canceled", "canceled"));
        shop.world.settle();
        QCOMPARE(shop.wallet().reserved, usd(2000)); // the event named another amount: it is not believed
        IntentEvent event = eventOf(result.checkout->payment, "payment_intent.canceled", "canceled");
        event.amount = usd(3000);
        event.eventId = QStringLiteral("evt_right");
        shop.world.receive(event);
        shop.world.settle();
        QCOMPARE(shop.wallet().available, usd(2000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void fiftyPurchasesOfOneWalletLetItsMoneyGoOnce()
    {
        Shop shop;
        shop.fillWallet(6000);
        QList<Course> courses;
        for (int i = 0; i < 8; ++i) courses << launchedCourse(shop.world, shop.teacher, usd(5000), 1);
        std::atomic<int> bought{0};
        inParallel(shop.world, 8, [&](int index) {
            if (enrollments::enroll(shop.world.services, shop.by(shop.student), {courses.at(index).id, QStringLiteral("wallet")})) ++bought;
        });
        QCOMPARE(bought.load(), 1);
        QCOMPARE(shop.wallet().available, usd(1000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aTopUpOnItsWayBackCannotBeSpent()
    {
        Shop shop;
        shop.fillWallet(6000);
        const PaymentId topUp{shop.world.sql.text(QStringLiteral("select id from payment where kind = 'top_up'"))};
        shop.world.gateway.loseAnswers();
        const Refund refund = must(refunds::takeBack(shop.world.services, shop.by(shop.student), topUp, {QStringLiteral("I need it elsewhere."), std::nullopt}));
        if (refund.state == RefundState::Requested) (void)must(refunds::decide(shop.world.services, shop.by(shop.admin), refund.id, {true, {}}));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from refund")), QStringLiteral("approved"));
        QCOMPARE(shop.wallet().available, usd(0));
        QCOMPARE(shop.wallet().reserved, usd(6000));
        QCOMPARE(codeOf(shop.enroll(shop.form("wallet"))), QStringLiteral("insufficient_funds"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
        shop.world.clock.advance(60);
        refunds::sendApproved(shop.world.services);
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from refund")), QStringLiteral("succeeded"));
        QCOMPARE(shop.wallet().reserved, usd(0));
        QCOMPARE(shop.account("suspense"), 0);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aTopUpThatTheGatewayDoesNotTakeBackIsFreeAgain()
    {
        Shop shop;
        shop.fillWallet(6000);
        const PaymentId topUp{shop.world.sql.text(QStringLiteral("select id from payment where kind = 'top_up'"))};
        shop.world.gateway.refuse(ErrorCode::GatewayRefused);
        (void)must(refunds::refund(shop.world.services, shop.by(shop.admin), topUp, {usd(2500), QStringLiteral("A part of it")}));
        QCOMPARE(shop.world.sql.text(QStringLiteral("select state from refund")), QStringLiteral("failed"));
        QCOMPARE(shop.wallet().available, usd(6000));
        QCOMPARE(shop.wallet().reserved, usd(0));
        // What the gateway fails later was booked, and is booked back.
        shop.world.gateway.setRefundState(RefundState::Pending);
        const Refund pending = must(refunds::refund(shop.world.services, shop.by(shop.admin), topUp, {usd(2500), QStringLiteral("Once more")}));
        QCOMPARE(shop.wallet().available, usd(3500));
        QCOMPARE(shop.wallet().reserved, usd(0));
        stripe::GatewayRefund failed = shop.world.gateway.refunds().last();
        QCOMPARE(failed.refundId, pending.id.value);
        failed.state = RefundState::Failed;
        QVERIFY(shop.world.services.database.inTransaction<Done>([&](store::Transaction& transaction) { return refunds::applyRefund(transaction, shop.world.services, failed); }).ok());
        QCOMPARE(shop.wallet().available, usd(6000));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void aFailureThatComesFirstFreesWhatWasSetAside()
    {
        Shop shop;
        shop.fillWallet(6000);
        const PaymentId topUp{shop.world.sql.text(QStringLiteral("select id from payment where kind = 'top_up'"))};
        shop.world.gateway.loseAnswers();
        (void)must(refunds::refund(shop.world.services, shop.by(shop.admin), topUp, {usd(2500), QStringLiteral("A part of it")}));
        QCOMPARE(shop.wallet().reserved, usd(2500));
        stripe::GatewayRefund failed = shop.world.gateway.refunds().last();
        failed.state = RefundState::Failed;
        QVERIFY(shop.world.services.database.inTransaction<Done>([&](store::Transaction& transaction) { return refunds::applyRefund(transaction, shop.world.services, failed); }).ok());
        QCOMPARE(shop.wallet().available, usd(6000));
        QCOMPARE(shop.wallet().reserved, usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void refundIntoTheWalletByChoice()
    {
        Shop shop;
        const Payment payment = paidEnrollment(shop.world, shop.student, shop.course.id);
        const Refund refund = must(refunds::takeBack(shop.world.services, shop.by(shop.student), payment.id, {std::nullopt, true}));
        QCOMPARE(refund.state, RefundState::Succeeded);
        QCOMPARE(shop.wallet().available, usd(5000));
        QCOMPARE(shop.world.gateway.refunds().size(), 0);
        QCOMPARE(shop.access(), QStringLiteral("refunded"));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void taxIsFrozenSharedWithNobodyAndGivenBack()
    {
        Shop shop;
        shop.world.policy.taxes = {{QStringLiteral("DE"), {}, 1900, true}, {QStringLiteral("US"), {}, 825, false}};
        const PurchaseQuote german = must(enrollments::quote(shop.world.services, World::as(shop.student), shop.course.id, QStringLiteral("de")));
        QCOMPARE(german.total, usd(5000));
        QCOMPARE(german.tax, usd(798));
        EnrollForm form = shop.form("card");
        form.country = QStringLiteral("US");
        form.expectedTotal = usd(5000);
        QCOMPARE(codeOf(shop.enroll(form)), QStringLiteral("conflict"));
        form.expectedTotal = usd(5413);
        const EnrollResult result = must(shop.enroll(form));
        QCOMPARE(result.checkout->payment.amount, usd(5413));
        shop.settle(result.checkout->payment);
        QCOMPARE(shop.account("tax_payable"), 413);
        QCOMPARE(shop.vault().pending, usd(4000));
        Caller admin = shop.by(shop.admin);
        for (const qint64 part : {1, 1777, 2000, 1635}) {
            admin.idempotencyKey = newUuid7();
            (void)must(refunds::refund(shop.world.services, admin, result.checkout->payment.id, {usd(part), QStringLiteral("Bit by bit")}));
        }
        QCOMPARE(shop.account("tax_payable"), 0);
        QCOMPARE(shop.account("platform_revenue"), 0);
        QCOMPARE(shop.vault().pending, usd(0));
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }

    void papersAreNumberedWithoutGaps()
    {
        Shop shop;
        for (int i = 0; i < 5; ++i) (void)paidEnrollment(shop.world, shop.world.student(), shop.course.id);
        const Payment payment = paidEnrollment(shop.world, shop.student, shop.course.id);
        (void)must(refunds::takeBack(shop.world.services, shop.by(shop.student), payment.id, {}));
        inParallel(shop.world, 3, [&](int) { (void)books::followJournals(shop.world.services); });
        const auto papers = must(books::documentsOf(shop.world.services, World::as(shop.student), payment.id)).items;
        QCOMPARE(papers.size(), 2);
        QVERIFY(papers.first().number.startsWith(u'R'));
        QVERIFY(papers.first().number.endsWith(QStringLiteral("000006")));
        QCOMPARE(papers.last().kind, DocumentKind::CreditNote);
        QCOMPARE(papers.last().receiptNumber, papers.first().number);
        QCOMPARE(must(payments::find(shop.world.services, World::as(shop.student), payment.id)).receiptNumber, papers.first().number);
        QCOMPARE(shop.world.sql.number(QStringLiteral("select count(*) from fiscal_document where kind = 'receipt'")), 6);
        QCOMPARE(shop.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestWays)
#include "tst_ways.moc"
