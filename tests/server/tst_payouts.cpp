#include "support/withdrawing.h"
#include "usecases/reports/statements.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// Approved withdrawals on their way: sent once, paid, failed, sent back, or not heard of.
class TestPayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void approvedWithdrawalIsSentOnceAndPaid()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        QCOMPARE(codeOf(vaults::cancel(world.services, World::as(teacher), withdrawal.id)), QStringLiteral("invalid_state"));
        inParallel(world, 4, [&](int) { vaults::sendApproved(world.services); });
        QCOMPARE(world.gateway.payouts(), 1);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sent"));
        tell(world, payoutEvent(world, withdrawal, "payout.paid", "paid"));
        tell(world, payoutEvent(world, withdrawal, "payout.paid", "paid"));
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("paid"));
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 0, 0}));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from journal where source_id = '%1'").arg(withdrawal.id.value)), 3); // requested, sent, paid
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from mail_outbox where dedupe_key = 'withdrawal:%1:paid'").arg(withdrawal.id.value)), 1);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void failedPayoutReturnsTheMoney()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = sent(world, teacher, 4000);
        PayoutEvent event = payoutEvent(world, withdrawal, "payout.failed", "failed");
        event.failureMessage = QStringLiteral("The account is closed.");
        tell(world, event);
        tell(world, event);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("failed"));
        QCOMPARE(world.sql.text(QStringLiteral("select reason from withdrawal")), event.failureMessage);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        QVERIFY(ask(world, teacher, 4000).ok()); // and may be asked for again
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void failureAfterPaidReturnsTheMoney()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = sent(world, teacher, 4000);
        tell(world, payoutEvent(world, withdrawal, "payout.paid", "paid"));
        tell(world, payoutEvent(world, withdrawal, "payout.failed", "failed"));
        QVERIFY(world.sql.number(QStringLiteral("select count(*) from notification n join app_user u on u.id = n.user_id where n.kind = 'withdrawal_failed' and u.role = 'admin'")) > 0);
        tell(world, payoutEvent(world, withdrawal, "payout.paid", "paid")); // late: it has failed
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("returned"));
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    /// What the month end's figure opens is what adds up to it.
    void theWithdrawalsOfAMonthAreThoseOfItsFigure()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        (void)must(vaults::decide(world.services, World::as(world.admin()), must(ask(world, teacher, 1000)).id, {false, QStringLiteral("Not this one"), std::nullopt})); // never sent
        const Withdrawal back = sent(world, teacher, 1500);
        tell(world, payoutEvent(world, back, "payout.paid", "paid"));
        const Withdrawal paid = sent(world, teacher, 2000);
        tell(world, payoutEvent(world, paid, "payout.paid", "paid"));
        const QDate today = world.clock.now().date();
        const QDateTime first(QDate(today.year(), today.month(), 1), QTime(0, 0), Qt::UTC);
        const auto listed = [&] {
            WithdrawalFilter filter;
            filter.kind = VaultKind::Teacher;
            filter.from = first;
            filter.until = first.addMonths(1);
            filter.currency = QStringLiteral("usd");
            qint64 sum = 0;
            for (const Withdrawal& one : must(vaults::withdrawals(world.services, World::as(world.admin()), std::nullopt, filter, {})).items) sum += one.amount.minor();
            return sum;
        };
        const auto figure = [&] { return must(reports::month(world.services, first.toString(QStringLiteral("yyyy-MM")), {})).withdrawals.minor(); };
        QCOMPARE(figure(), 3500);
        QCOMPARE(listed(), figure());
        tell(world, payoutEvent(world, back, "payout.failed", "failed"));
        QCOMPARE(figure(), 2000);
        QCOMPARE(listed(), figure());
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from audit_entry where action = 'withdrawal.returned' and subject like '%· %'")), 1);
    }

    void payoutEventBeforeTheAnswerIsTaken()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.loseAnswers();
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sending"));
        PayoutEvent event = payoutEvent(world, withdrawal, "payout.paid", "paid");
        event.payout = QStringLiteral("po_made_without_us");
        tell(world, event);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("paid"));
        world.clock.advance(60);
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("paid"));
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 0, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void lostAnswerIsResolvedWithoutPayingTwice()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.loseAnswers();
        vaults::sendApproved(world.services);
        vaults::sendApproved(world.services); // not stale yet: nobody asks again
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sending"));
        world.clock.advance(31);
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sent"));
        QCOMPARE(world.gateway.payouts(), 1);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void refusedPayoutReturnsTheMoney()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.refuse(ErrorCode::GatewayRefused);
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("failed"));
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void whatLiesInAClosedAccountIsTakenBack()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.closeAccounts();
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sending")); // it may still be paid
        QCOMPARE(world.gateway.transfers(), 1);
        world.clock.advance(24 * 3600);
        vaults::sendApproved(world.services);
        vaults::recallFailed(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("failed"));
        QCOMPARE(world.gateway.transfers(), 0);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 4000, 0}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void aGatewayThatDoesNotAnswerIsNoClosedAccount()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.losePayoutAnswer();
        vaults::sendApproved(world.services); // made, and nobody heard of it
        world.clock.advance(24 * 3600);
        world.gateway.refuse(ErrorCode::OutcomeUnknown); // the look-up after the key's time
        vaults::sendApproved(world.services);
        QCOMPARE(world.gateway.transfers(), 1);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sending"));
        world.clock.advance(60);
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sent"));
        QCOMPARE(world.gateway.transfers(), 1);
        QCOMPARE(world.gateway.payouts(), 1);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void whatCannotBeTakenBackEitherIsToldOnce()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.closeAccounts();
        world.gateway.emptyAccounts();
        vaults::sendApproved(world.services);
        for (int i = 0; i < 2; ++i) {
            world.clock.advance(24 * 3600);
            vaults::sendApproved(world.services);
        }
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sending"));
        const qint64 admins = world.sql.number(QStringLiteral("select count(*) from app_user where role = 'admin'"));
        QCOMPARE(world.sql.number(QStringLiteral("select count(*) from notification where kind = 'withdrawal_stuck'")), admins);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 0, 4000}));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void busyGatewayIsAskedAgain()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = approved(world, teacher, 4000);
        world.gateway.refuse(ErrorCode::GatewayBusy);
        vaults::sendApproved(world.services);
        QCOMPARE(bucketsOf(world, teacher), (Buckets{0, 0, 4000}));
        world.clock.advance(31);
        vaults::sendApproved(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sent"));
    }

    void pollFindsWhatNoEventSaid()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = sent(world, teacher, 4000);
        world.gateway.setPayoutState(world.sql.text(QStringLiteral("select gateway_id from withdrawal")), stripe::PayoutState::Paid);
        world.clock.advance(61);
        vaults::pollSent(world.services);
        vaults::pollSent(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("paid"));
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void whatABankSendsBackUnheardIsFound()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = sent(world, teacher, 4000);
        const QString payout = world.sql.text(QStringLiteral("select gateway_id from withdrawal"));
        world.gateway.setPayoutState(payout, stripe::PayoutState::Paid);
        world.clock.advance(61);
        vaults::pollSent(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("paid"));
        world.gateway.setPayoutState(payout, stripe::PayoutState::Failed); // and the event of it is lost
        world.clock.advance(5 * 24 * 3600);
        vaults::pollSent(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("paid"));
        vaults::pollBanks(world.services);
        vaults::pollBanks(world.services);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("returned"));
        QCOMPARE(bucketsOf(world, teacher).available, 5000 * 8 / 10);
        QCOMPARE(world.ledgerProblems(), QStringList());
    }

    void payoutOfAnotherAmountIsSetAside()
    {
        World world;
        const User teacher = world.teacher();
        fillVault(world, teacher, usd(5000));
        const Withdrawal withdrawal = sent(world, teacher, 4000);
        PayoutEvent event = payoutEvent(world, withdrawal, "payout.paid", "paid");
        event.amount = usd(4001);
        tell(world, event);
        QCOMPARE(stateOf(world, withdrawal), QStringLiteral("sent"));
        QCOMPARE(world.sql.text(QStringLiteral("select outcome from gateway_event_problem")), QStringLiteral("mismatch"));
    }
};

QTEST_GUILESS_MAIN(TestPayouts)
#include "tst_payouts.moc"
