#include "support/disputedsale.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// A bank questions a payment: money is set aside and comes back or not, in whatever order the news arrive.
class TestDisputes : public QObject
{
    Q_OBJECT

    using Sold = DisputedSale;

private Q_SLOTS:
    void openedSetsTheSharesAsideAndSuspendsAccess()
    {
        Sold sold;
        sold.tell(sold.event("created", "needs_response"));
        QCOMPARE(sold.access(), QStringLiteral("suspended"));
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.now().disputed, usd(4999));
        QCOMPARE(sold.account("dispute_hold"), 4999);
        const Dispute dispute = sold.only();
        QCOMPARE(dispute.teacherPart, usd(3999));
        QCOMPARE(dispute.platformPart, usd(1000));
        QVERIFY(dispute.dueBy);
        sold.tell(sold.withdrawn());
        QCOMPARE(sold.account("dispute_hold"), 0); // the bank has what was set aside
        QCOMPARE(sold.account("gateway_pending"), 0);
        QCOMPARE(sold.only().fee, usd(1500));
        QVERIFY(sold.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'dispute_opened' and user_id = '%1'").arg(sold.admin.id.value)) == 1);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void wonPutsEverythingBackAsItWas()
    {
        Sold sold;
        sold.tell(sold.withdrawn());
        sold.tell(sold.reinstated());
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.vault().pending, usd(3999));
        QCOMPARE(sold.now().disputed, usd(0));
        QCOMPARE(sold.account("dispute_hold"), 0);
        QCOMPARE(-sold.account("gateway_pending"), 4999);
        QCOMPARE(sold.only().fee, usd(0));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'dispute.won'")), 1);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void lostEndsAccessForGood()
    {
        Sold sold;
        sold.tell(sold.withdrawn());
        sold.tell(sold.event("closed", "lost", {{QStringLiteral("txn_out"), -4999}}));
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.account("dispute_hold"), 0);
        QVERIFY(sold.only().closedAt);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void inquiryMovesNothing()
    {
        Sold sold;
        sold.tell(sold.event("created", "warning_needs_response"));
        QCOMPARE(sold.access(), QStringLiteral("active"));
        QCOMPARE(sold.vault().pending, usd(3999));
        QCOMPARE(sold.only().state, DisputeState::Inquiry);
        sold.tell(sold.event("updated", "needs_response")); // it became a chargeback
        QCOMPARE(sold.access(), QStringLiteral("suspended"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    /// created, funds_withdrawn, updated, funds_reinstated, closed: 120 orders, each with one event repeated.
    void anyOrderOfFiveEventsEndsTheSame()
    {
        World world;
        const User teacher = world.teacher();
        const Course course = launchedCourse(world, teacher, usd(4999), 3);
        std::array<int, 5> order{0, 1, 2, 3, 4};
        int number = 0;
        do {
            const Payment payment = paidEnrollment(world, world.student(), course.id);
            const QString id = QStringLiteral("du_%1").arg(++number);
            const QString out = QStringLiteral("txn_out_%1").arg(number);
            const QString in = QStringLiteral("txn_in_%1").arg(number);
            const auto event = [&](const char* type, const char* status, const QList<std::pair<QString, qint64>>& movements) {
                return DisputeEvent{QStringLiteral("charge.dispute.") + QLatin1String(type), id, payment.gatewayId, QLatin1String(status), usd(4999), movements};
            };
            const std::array<DisputeEvent, 5> events{event("created", "needs_response", {}), event("funds_withdrawn", "needs_response", {{out, -4999}}), event("updated", "under_review", {{out, -4999}}),
                                                     event("funds_reinstated", "won", {{out, -4999}, {in, 4999}}), event("closed", "won", {{out, -4999}, {in, 4999}})};
            for (const int one : order) {
                world.receive(body(events.at(static_cast<size_t>(one))));
                world.settle(1);
            }
            world.receive(body(events.at(static_cast<size_t>(order.front()))));
            world.settle();
            QCOMPARE(world.sql.text(QStringLiteral("select state from enrollment where id = '%1'").arg(payment.enrollmentId.value)), QStringLiteral("active"));
            QCOMPARE(world.sql.text(QStringLiteral("select state from dispute where gateway_id = '%1'").arg(id)), QStringLiteral("won"));
            QCOMPARE(world.sql.number(QStringLiteral("select fee_minor from dispute where gateway_id = '%1'").arg(id)), 0);
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(number, 120);
        QCOMPARE(must(vaults::mine(world.services, World::as(teacher))).balances.first().pending, usd(3999 * 120));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from gateway_event_problem")), 0);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void refundDuringADisputeIsRefused()
    {
        Sold sold;
        sold.tell(sold.event("created", "needs_response"));
        Caller caller = World::as(sold.admin);
        caller.idempotencyKey = newUuid7();
        QCOMPARE(codeOf(refunds::refund(sold.world.services, caller, sold.payment.id, {usd(100), QStringLiteral("Goodwill")})), QStringLiteral("invalid_state"));
        QVERIFY(!must(refunds::quote(sold.world.services, caller, sold.payment.id)).blocked.isEmpty());
        QCOMPARE(sold.world.gateway.refunds().size(), 0);
    }

    void disputeAfterAPartRefundTakesNoMoreThanTheRestFromTheTeacher()
    {
        Sold sold;
        Caller caller = World::as(sold.admin);
        caller.idempotencyKey = newUuid7();
        (void)must(refunds::refund(sold.world.services, caller, sold.payment.id, {usd(2000), QStringLiteral("Goodwill")}));
        sold.tell(sold.withdrawn()); // over the whole payment
        const Dispute dispute = sold.only();
        QCOMPARE(dispute.teacherPart, usd(3999 - 1600));
        QCOMPARE(dispute.platformPart, usd(4999 - 2399));
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.vault().owed, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void disputeBeyondTheVaultBecomesADebt()
    {
        Sold sold;
        sold.world.clock.advance(15 * 24 * 3600);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const Vault mine = must(vaults::mine(sold.world.services, World::as(sold.teacher)));
        (void)must(vaults::withdraw(sold.world.services, World::as(sold.teacher), mine.id, {usd(3999), {}}));
        sold.tell(sold.withdrawn());
        QCOMPARE(sold.vault().owed, usd(3999));
        sold.tell(sold.reinstated());
        QCOMPARE(sold.vault().owed, usd(0));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void evidenceIsAssembledAndSentOnce()
    {
        Sold sold;
        sold.known();
        sold.tell(sold.event("created", "needs_response"));
        const DisputeEvidence evidence = must(disputes::evidence(sold.world.services, sold.only().id));
        QCOMPARE(evidence.customerName, sold.student.name);
        QVERIFY(evidence.productDescription.contains(sold.payment.courseTitle));
        QVERIFY(evidence.consent.contains(QStringLiteral("49.99 USD")));
        const QString key = newUuid7();
        const Dispute answered = must(sold.answer(key));
        QCOMPARE(answered.state, DisputeState::UnderReview);
        QCOMPARE(answered.submittedBy, sold.admin.name);
        QCOMPARE(must(sold.answer(key)).id, answered.id); // the same request again
        QCOMPARE(codeOf(sold.answer(newUuid7())), QStringLiteral("conflict"));
        QCOMPARE(sold.world.gateway.submissions(), 1);
    }

    void filesGoToTheBankWithTheAnswer()
    {
        Sold sold;
        sold.known();
        sold.tell(sold.event("created", "needs_response"));
        const FileId receipt = sold.stored(sold.admin, "Receipt.pdf", "application/pdf", "%PDF-1.4 receipt");
        const FileId chat = sold.stored(sold.admin, "chat.png", "image/png", "picture");
        const FileId video = sold.stored(sold.admin, "chat.mp4", "video/mp4", "video");
        const FileId theirs = sold.stored(sold.teacher, "notes.pdf", "application/pdf", "%PDF-1.4 notes");
        const FileId large = sold.stored(sold.admin, "large.pdf", "application/pdf", QByteArray(kMaxEvidenceBytes, 'x'));
        QCOMPARE(sold.answer(newUuid7(), false, receipt, video).error().field, QStringLiteral("otherFile"));
        QCOMPARE(sold.answer(newUuid7(), false, theirs).error().field, QStringLiteral("receiptFile"));
        QCOMPARE(sold.answer(newUuid7(), false, receipt, large).error().field, QStringLiteral("otherFile"));
        QCOMPARE(sold.world.gateway.submissions(), 0);
        sold.world.gateway.refuseFiles(true); // no permission for files: nothing was sent, and the answer is not taken for given
        QVERIFY(!sold.answer(newUuid7(), false, receipt, chat));
        QCOMPARE(sold.world.gateway.submissions(), 0);
        QCOMPARE(sold.only().state, DisputeState::NeedsResponse);
        sold.world.gateway.refuseFiles(false);
        sold.world.gateway.loseAnswers(1);
        (void)must(sold.answer(newUuid7(), false, receipt, chat));
        sold.world.clock.advance(60);
        disputes::resolveAnswers(sold.world.services);
        QCOMPARE(sold.only().state, DisputeState::UnderReview);
        QCOMPARE(sold.world.gateway.submissions(), 1);
        QCOMPARE(sold.world.gateway.files().size(), 2);
        const auto sent = sold.world.gateway.evidence();
        QVERIFY(sent.value(QStringLiteral("receipt")).startsWith(QStringLiteral("file_")));
        QVERIFY(sent.value(QStringLiteral("uncategorized_file")).startsWith(QStringLiteral("file_")));
        QCOMPARE(must(disputes::evidence(sold.world.services, sold.only().id)).otherFileName, std::optional(QStringLiteral("chat.png")));
        QCOMPARE(codeOf(learning::removeUpload(sold.world.services, World::as(sold.admin), chat)), QStringLiteral("invalid_state")); // it is what was sent
    }

    void answerWhoseOutcomeIsNotKnownIsResolvedNotRepeated()
    {
        Sold sold;
        sold.known();
        sold.tell(sold.event("created", "needs_response"));
        sold.world.gateway.loseAnswers(1);
        const Dispute waiting = must(sold.answer(newUuid7()));
        QVERIFY(!waiting.submittedAt);
        sold.world.clock.advance(60);
        disputes::resolveAnswers(sold.world.services);
        QVERIFY(sold.only().submittedAt);
        QCOMPARE(sold.world.gateway.submissions(), 1);
    }

    void wonDisputeOverASpentTopUpGivesBackOnlyWhatWasTaken()
    {
        Sold sold;
        Caller caller = World::as(sold.student);
        caller.idempotencyKey = newUuid7();
        sold.payment = must(wallets::topUp(sold.world.services, caller, {usd(5000)})).payment;
        sold.world.receive(succeeded(sold.payment));
        sold.world.settle();
        const Course other = launchedCourse(sold.world, sold.teacher, usd(4000), 1);
        (void)must(enrollments::enroll(sold.world.services, caller, {other.id, QStringLiteral("wallet")}));
        const auto wallet = [&] { return must(wallets::mine(sold.world.services, World::as(sold.student))).balances.first().available; };
        QCOMPARE(wallet(), usd(1000));
        DisputeEvent opened = sold.withdrawn();
        opened.amount = usd(5000);
        opened.movements = {{QStringLiteral("txn_out"), -5000}};
        sold.tell(opened);
        QCOMPARE(wallet(), usd(0));
        QCOMPARE(sold.account("suspense"), -4000);
        DisputeEvent won = sold.reinstated();
        won.amount = usd(5000);
        won.movements = {{QStringLiteral("txn_out"), -5000}, {QStringLiteral("txn_in"), 5000}};
        sold.tell(won);
        QCOMPARE(wallet(), usd(1000));
        QCOMPARE(sold.account("suspense"), 0);
        QCOMPARE(sold.account("dispute_hold"), 0);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whatTheHoldKeepsForThePlatformIsWhatItHasOfTheSale()
    {
        Sold sold;
        sold.world.gateway.setRefundState(RefundState::Pending);
        Caller caller = World::as(sold.admin);
        caller.idempotencyKey = newUuid7();
        (void)must(refunds::refund(sold.world.services, caller, sold.payment.id, {usd(4'999), QStringLiteral("Goodwill")}));
        sold.tell(sold.withdrawn()); // more than the sale is taken: the platform bears the second
        sold.fail(sold.world.gateway.refunds().first());
        sold.tell(sold.reinstated());
        QCOMPARE(sold.vault().pending, usd(3999));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select platform_minor from vault_hold")), 1000);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void papersFollowADisputeAsTheyFollowARefund()
    {
        Sold sold;
        sold.tell(sold.withdrawn());
        (void)must(books::followJournals(sold.world.services));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from fiscal_document where kind = 'credit_note' and net_minor + tax_minor = 4999")), 1);
        sold.tell(sold.reinstated());
        (void)must(books::followJournals(sold.world.services));
        QCOMPARE(sold.world.sql.number(QStringLiteral("select sum(case kind when 'receipt' then net_minor + tax_minor else -net_minor - tax_minor end) from fiscal_document")), 4999);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void acceptedLossIsLost()
    {
        Sold sold;
        sold.known();
        sold.tell(sold.event("created", "needs_response"));
        const Dispute lost = must(sold.answer(newUuid7(), true));
        QCOMPARE(lost.state, DisputeState::Lost);
        QVERIFY(lost.accepted); // nobody says that evidence was sent
        QCOMPARE(sold.access(), QStringLiteral("refunded"));
    }

    void everybodySeesThatAPaymentIsQuestioned()
    {
        Sold sold;
        PaymentFilter questioned;
        questioned.disputed = true;
        QCOMPARE(sold.now().standing, PaymentStanding::Usual);
        QCOMPARE(must(payments::list(sold.world.services, {}, questioned, {})).items.size(), 0);
        sold.tell(sold.withdrawn());
        QCOMPARE(sold.now().standing, PaymentStanding::Disputed);
        QCOMPARE(must(payments::list(sold.world.services, {}, questioned, {})).items.size(), 1);
        const auto told = [&](const User& user, const char* kind) { return sold.world.sql.number(QStringLiteral("select count(*) from notification where kind = '%2' and user_id = '%1'").arg(user.id.value, QLatin1String(kind))); };
        QCOMPARE(told(sold.teacher, "dispute_opened"), 1);
        QCOMPARE(told(sold.student, "payment_disputed"), 1);
        QVERIFY(must(refunds::quote(sold.world.services, World::as(sold.student), sold.payment.id)).blocked.startsWith(QStringLiteral("Your bank")));
        // What is closed is not bought a second time.
        EnrollForm form;
        form.courseId = sold.course.id;
        Caller again = World::as(sold.student);
        again.idempotencyKey = newUuid7();
        QCOMPARE(codeOf(enrollments::enroll(sold.world.services, again, form)), QStringLiteral("invalid_state"));
        sold.tell(sold.event("closed", "lost", {{QStringLiteral("txn_out"), -4999}}));
        QCOMPARE(sold.now().standing, PaymentStanding::Lost);
        QCOMPARE(told(sold.student, "payment_disputed"), 1);
    }

    void aWonDisputeIsToldToTheStudent()
    {
        Sold sold;
        sold.tell(sold.withdrawn());
        sold.tell(sold.reinstated());
        QCOMPARE(sold.now().standing, PaymentStanding::Usual);
        QCOMPARE(sold.world.sql.number(QStringLiteral("select count(*) from notification where kind = 'payment_disputed' and user_id = '%1'").arg(sold.student.id.value)), 2);
    }

    void refundAndDisputeAtOnceNeverTakeMoreThanTheSale()
    {
        Sold sold;
        Caller caller = World::as(sold.admin);
        caller.idempotencyKey = newUuid7();
        inParallel(sold.world, 2, [&](int index) {
            if (index == 0) (void)refunds::refund(sold.world.services, caller, sold.payment.id, {usd(4999), QStringLiteral("Goodwill")});
            else sold.tell(sold.withdrawn());
        });
        sold.world.settle();
        QCOMPARE(sold.vault().pending, usd(0));
        QCOMPARE(sold.vault().owed, usd(0)); // the teacher loses the share once, whoever came first
        QCOMPARE(sold.access(), sold.now().refunded == usd(4999) ? QStringLiteral("refunded") : QStringLiteral("suspended"));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestDisputes)
#include "tst_disputes.moc"
