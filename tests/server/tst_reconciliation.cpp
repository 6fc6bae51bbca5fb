#include "store/journalchain.h"
#include "store/verifier.h"
#include "support/school.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/reports/books.h"
#include "usecases/reports/statements.h"
#include "usecases/vaults/vaults.h"
#include <QTest>

using namespace lectern;
using namespace lectern::test;

/// The gateway's balance beside the books; fees, days, the chain, statements and what a withdrawal contains.
class TestReconciliation : public QObject
{
    Q_OBJECT

    struct Sold {
        World world;
        User teacher = world.teacher();
        User admin = world.admin();
        Course course = launchedCourse(world, teacher, usd(5000), 1);
        QList<stripe::BalanceTransaction> movements; // newest first

        /// A payment and its charge in the gateway's balance, available in two days.
        Payment sell(qint64 feeMinor = 175)
        {
            const Payment payment = openPayment(world, world.student(), course.id);
            world.receive(succeeded(payment));
            for (int count = 1; count > 0;) count = 0, world.settle(); // settles, and would confirm the hold by itself
            world.sql.exec(QStringLiteral("update vault_hold set confirmed = false where payment_id = '%1'").arg(payment.id.value));
            move(QStringLiteral("charge"), QStringLiteral("ch_") + payment.gatewayId.mid(3), payment.gatewayId, 5000, feeMinor);
            return payment;
        }
        QString move(const QString& type, const QString& source, const QString& intent, qint64 minor, qint64 feeMinor = 0)
        {
            const qint64 now = world.clock.now().toSecsSinceEpoch();
            const QString id = QStringLiteral("txn_%1").arg(movements.size());
            movements.prepend({id, type, source, intent, {}, usd(minor), feeMinor, now, now + 2 * 86'400});
            world.gateway.setTransactions(movements);
            return id;
        }
        void feed() { (void)must(books::reconcile(world.services, books::kOverlapSeconds)); }
        ReconciliationSummary summary() { return must(books::summary(world.services)); }
        qint64 debitOf(const char* kind, const char* currency = "USD")
        {
            return world.sql.text(QStringLiteral("select coalesce(sum(case when t.debit_account = a.id then t.amount_minor else -t.amount_minor end), 0) from account a "
                                                 "join transfer t on a.id in (t.credit_account, t.debit_account) where a.kind = '%1' and a.currency = '%2'")
                                      .arg(QLatin1String(kind), QLatin1String(currency))).toLongLong();
        }
        void days(int days) { world.clock.advance(days * 86'400LL); }
        Vault vault() { return must(vaults::mine(world.services, World::as(teacher))); }
    };

private Q_SLOTS:
    void refundWhoseFailureIsToldFirstMatchesBothItsMovements()
    {
        Sold sold;
        const Payment payment = sold.sell();
        RefundEvent event;
        event.type = QStringLiteral("refund.failed");
        event.refund = QStringLiteral("re_dashboard");
        event.intent = payment.gatewayId;
        event.amount = usd(511);
        event.status = QStringLiteral("failed");
        event.failure = QStringLiteral("expired_or_canceled_card");
        sold.world.receive(body(event));
        sold.world.settle();
        event.type = QStringLiteral("refund.created");
        event.status = QStringLiteral("succeeded");
        sold.world.receive(body(event));
        sold.world.settle();
        (void)sold.move(QStringLiteral("refund"), event.refund, payment.gatewayId, -511);
        (void)sold.move(QStringLiteral("refund_failure"), event.refund, payment.gatewayId, 511);
        sold.feed();
        QCOMPARE(sold.summary().matched, 3);
        QCOMPARE(sold.summary().missingHere, 0);
        QCOMPARE(sold.vault().balances.first().pending, usd(4000));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void feeIsBookedOnceAndBorneByThePlatform()
    {
        Sold sold;
        (void)sold.sell();
        sold.feed();
        sold.feed();
        QCOMPARE(sold.debitOf("gateway_fees"), 175);
        QCOMPARE(sold.debitOf("gateway_pending"), 5000 - 175);
        const VaultBalance platform = must(vaults::mine(sold.world.services, World::as(sold.admin))).balances.first();
        QCOMPARE(platform.lifetime, usd(1000));
        QCOMPARE(platform.fees, usd(175));
        QCOMPARE(sold.vault().balances.first().pending, usd(4000));
        QCOMPARE(sold.summary().matched, 1);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whatTheGatewayWritesDownWhileOurClockIsAheadIsReadToo()
    {
        Sold sold;
        (void)sold.sell();
        sold.feed();
        sold.days(10); // for us alone
        sold.feed();
        (void)sold.sell();
        sold.movements.first().created -= 9 * 86'400;
        sold.world.gateway.setTransactions(sold.movements);
        sold.feed();
        QCOMPARE(sold.debitOf("gateway_fees"), 350);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void saleIsNotAvailableBeforeTheGatewaysOwnDay()
    {
        Sold sold;
        sold.world.policy.holdDays = 0;
        (void)sold.sell();
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 0); // nobody knows the day yet
        QVERIFY(sold.vault().releases.first().waitsForGateway);
        sold.feed();
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 0); // two more days
        sold.days(3);
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 1);
        QCOMPARE(sold.vault().balances.first().available, usd(4000));
    }

    void whatHasComeMovesToTheAvailableBalance()
    {
        Sold sold;
        (void)sold.sell();
        sold.feed();
        QCOMPARE(sold.debitOf("gateway_available"), 0);
        sold.days(3);
        sold.feed();
        QCOMPARE(sold.debitOf("gateway_available"), 5000 - 175);
        QCOMPARE(sold.debitOf("gateway_pending"), 0);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void movementBeforeItsEventIsMatchedLater()
    {
        Sold sold;
        const Payment payment = openPayment(sold.world, sold.world.student(), sold.course.id);
        sold.move(QStringLiteral("charge"), QStringLiteral("ch_1"), payment.gatewayId, 5000, 175);
        sold.feed();
        QCOMPARE(sold.summary().missingHere, 1);
        sold.world.receive(succeeded(payment));
        sold.world.settle();
        sold.feed();
        QCOMPARE(sold.summary().missingHere, 0);
        QCOMPARE(sold.summary().matched, 1);
        QCOMPARE(sold.debitOf("gateway_fees"), 175);
    }

    void whatIsUnexplainedIsBookedOnlyOnDemandAndOnce()
    {
        Sold sold;
        (void)sold.sell();
        const QString line = sold.move(QStringLiteral("stripe_fee"), {}, {}, -250);
        sold.feed();
        QCOMPARE(sold.debitOf("gateway_fees"), 175);
        ReconciliationFilter open;
        open.state = MatchState::MissingHere;
        const ReconciliationItem item = must(books::lines(sold.world.services, open, {})).items.first();
        QCOMPARE(item.id, line);
        QVERIFY(item.proposal.contains(QStringLiteral("2.50 USD")));
        QCOMPARE(must(books::explain(sold.world.services, World::as(sold.admin), line, {QStringLiteral("Radar, October")})).state, MatchState::Explained);
        QCOMPARE(codeOf(books::explain(sold.world.services, World::as(sold.admin), line, {QStringLiteral("Radar, October")})), QStringLiteral("conflict"));
        QCOMPARE(sold.debitOf("gateway_fees"), 425);
        QCOMPARE(sold.debitOf("gateway_pending"), 5000 - 425);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void unknownMoneyGoesToSuspense()
    {
        Sold sold;
        const QString line = sold.move(QStringLiteral("charge"), QStringLiteral("ch_x"), QStringLiteral("pi_of_somebody"), 3000, 100);
        sold.feed();
        (void)must(books::explain(sold.world.services, World::as(sold.admin), line, {QStringLiteral("A test in the dashboard")}));
        QCOMPARE(sold.summary().balances.first().suspense, usd(3000));
        QCOMPARE(sold.debitOf("gateway_pending"), 2900);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whatSuspenseHoldsIsMovedToWhereItBelongs()
    {
        Sold sold;
        const QString line = sold.move(QStringLiteral("charge"), QStringLiteral("ch_x"), QStringLiteral("pi_of_somebody"), 3000, 0);
        sold.feed();
        const Caller admin = World::as(sold.admin);
        (void)must(books::explain(sold.world.services, admin, line, {QStringLiteral("A test in the dashboard")}));
        const auto clear = [&](qint64 minor, SuspenseTarget to) { return books::clearSuspense(sold.world.services, admin, {usd(minor), to, QStringLiteral("A gift, says the bank")}); };
        QCOMPARE(codeOf(clear(3001, SuspenseTarget::PlatformRevenue)), QStringLiteral("invalid_input"));
        QCOMPARE(codeOf(clear(0, SuspenseTarget::PlatformRevenue)), QStringLiteral("invalid_input"));
        QCOMPARE(codeOf(clear(-1, SuspenseTarget::PlatformRevenue)), QStringLiteral("invalid_input"));
        QCOMPARE(must(clear(1000, SuspenseTarget::Bank)).balances.first().suspense, usd(2000));
        QCOMPARE(must(clear(2000, SuspenseTarget::PlatformRevenue)).balances.first().suspense, usd(0));
        QCOMPARE(codeOf(clear(1, SuspenseTarget::PlatformRevenue)), QStringLiteral("invalid_input"));
        QCOMPARE(sold.debitOf("platform_revenue"), -2000);
        QCOMPARE(sold.debitOf("bank"), -1000);
        QCOMPARE(must(vaults::mine(sold.world.services, admin)).balances.first().available, usd(2000));
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whatLeftIntoSuspenseIsAFeeAfterAll()
    {
        Sold sold;
        const QString line = sold.move(QStringLiteral("adjustment"), QStringLiteral("adj_1"), {}, -700);
        sold.feed();
        const Caller admin = World::as(sold.admin);
        (void)must(books::explain(sold.world.services, admin, line, {QStringLiteral("Nobody knows yet")}));
        QCOMPARE(sold.summary().balances.first().suspense, usd(-700));
        QCOMPARE(must(books::clearSuspense(sold.world.services, admin, {usd(700), SuspenseTarget::GatewayFees, QStringLiteral("A fee of the card network")})).balances.first().suspense, usd(0));
        QCOMPARE(sold.debitOf("gateway_fees"), 700);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void whatTheGatewaySettlesInAnotherCurrencyIsExchangedAndBecomesAvailable()
    {
        Sold sold;
        sold.world.policy.holdDays = 0;
        const Payment payment = sold.sell();
        sold.movements.first().amount = Money::fromMinor(4600, *Currency::fromCode(QStringLiteral("EUR")));
        sold.movements.first().feeMinor = 160;
        sold.world.gateway.setTransactions(sold.movements);
        sold.feed();
        sold.feed();
        QCOMPARE(sold.summary().matched, 1);
        QCOMPARE(sold.debitOf("gateway_pending"), 0);
        QCOMPARE(sold.debitOf("currency_exchange"), 5000);
        QCOMPARE(sold.debitOf("gateway_pending", "EUR"), 4600 - 160);
        QCOMPARE(sold.debitOf("currency_exchange", "EUR"), -4600);
        QCOMPARE(sold.debitOf("gateway_fees", "EUR"), 160);
        QVERIFY(!must(payments::find(sold.world.services, World::as(sold.admin), payment.id)).fee); // its own currency has none
        sold.days(3);
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 1);
        QCOMPARE(sold.vault().balances.first().available, usd(4000));
        // Back again, at another rate: the difference is the school's, and stays where it can be seen.
        Caller admin = World::as(sold.admin);
        admin.idempotencyKey = newUuid7();
        const Refund refund = must(refunds::refund(sold.world.services, admin, payment.id, {usd(5000), QStringLiteral("Goodwill")}));
        (void)sold.move(QStringLiteral("refund"), sold.world.sql.text(QStringLiteral("select gateway_id from refund where id = '%1'").arg(refund.id.value)), payment.gatewayId, 0);
        sold.movements.first().amount = Money::fromMinor(-4700, *Currency::fromCode(QStringLiteral("EUR")));
        sold.world.gateway.setTransactions(sold.movements);
        sold.feed();
        QCOMPARE(sold.debitOf("currency_exchange"), 0);
        QCOMPARE(sold.debitOf("currency_exchange", "EUR"), 100);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void otherAmountIsShownNotMatched()
    {
        Sold sold;
        const Payment payment = openPayment(sold.world, sold.world.student(), sold.course.id);
        sold.world.receive(succeeded(payment));
        sold.world.settle();
        sold.move(QStringLiteral("charge"), QStringLiteral("ch_1"), payment.gatewayId, 4900, 175);
        sold.feed();
        QCOMPARE(sold.summary().amountDiffers, 1);
        QCOMPARE(sold.debitOf("gateway_fees"), 0);
    }

    void saleThatTheGatewayDoesNotKnowIsMissingThere()
    {
        Sold sold;
        (void)sold.sell();
        sold.world.gateway.setTransactions({});
        sold.days(1);
        sold.feed();
        QCOMPARE(sold.summary().missingThere, 1);
        ReconciliationFilter filter;
        filter.state = MatchState::MissingThere;
        QCOMPARE(must(books::lines(sold.world.services, filter, {})).items.first().bookedAmount, std::optional(usd(5000)));
    }

    void chainCoversEveryJournalAndBreaksWhereItWasTouched()
    {
        Sold sold;
        for (int i = 0; i < 4; ++i) (void)sold.sell();
        (void)must(books::followJournals(sold.world.services));
        const auto head = must(store::chainHead(sold.world.database));
        QCOMPARE(head.journal, sold.world.sql.number(QStringLiteral("select max(id) from journal")));
        QCOMPARE(must(store::verifyLedger(sold.world.database, head)).problems, QStringList());
        (void)sold.sell();
        (void)must(books::followJournals(sold.world.services));
        QCOMPARE(must(store::verifyLedger(sold.world.database, head)).problems, QStringList()); // the old head is still part of it
        // What nobody may do: the superuser changes a booked amount, and both sides with it.
        sold.world.sql.exec(QStringLiteral("alter table journal disable trigger immutable_rows; update journal set purpose = 'sale2' where id = (select min(id) + 1 from journal); alter table journal enable trigger immutable_rows"));
        const QStringList problems = must(store::verifyLedger(sold.world.database)).problems;
        QVERIFY(problems.join(u' ').contains(QStringLiteral("chain breaks at journal")));
    }

    void rewrittenBooksDoNotHaveTheExportedHead()
    {
        Sold sold;
        (void)sold.sell();
        (void)must(books::followJournals(sold.world.services));
        auto head = must(store::chainHead(sold.world.database));
        head.hash.replace(0, 4, QStringLiteral("beef"));
        QVERIFY(must(store::verifyLedger(sold.world.database, head)).problems.join(u' ').contains(QStringLiteral("rewritten")));
    }

    void statementAddsUpFromOpeningToClosing()
    {
        Sold sold;
        (void)sold.sell();
        sold.days(20);
        const Payment second = sold.sell();
        Caller admin = World::as(sold.admin);
        admin.idempotencyKey = newUuid7();
        (void)must(refunds::refund(sold.world.services, admin, second.id, {usd(1000), QStringLiteral("Goodwill")}));
        sold.feed();
        const reports::Period month{QStringLiteral("USD"), sold.world.clock.now().addDays(-10), sold.world.clock.now().addSecs(1)};
        for (const User& reader : {sold.teacher, sold.admin}) {
            const Vault vault = must(vaults::mine(sold.world.services, World::as(reader)));
            const Statement statement = must(reports::statement(sold.world.services, World::as(reader), vault.id, month));
            qint64 sum = statement.opening.minor();
            for (const StatementTotal& total : statement.totals) sum += total.amount.minor();
            QCOMPARE(sum, statement.closing.minor());
            const QList<QByteArray> csv = must(reports::statementCsv(sold.world.services, World::as(reader), vault.id, month)).trimmed().split('\n');
            QCOMPARE(csv.size() - 3, statement.lines); // heading, opening, closing
            QVERIFY(csv.at(1).contains("opening") && csv.at(1).contains(statement.opening.toDecimal().toUtf8()));
            QVERIFY(csv.last().contains("closing"));
            QVERIFY(csv.last().contains(statement.closing.toDecimal().toUtf8()));
        }
        QCOMPARE(codeOf(reports::statement(sold.world.services, World::as(sold.teacher), must(vaults::mine(sold.world.services, World::as(sold.admin))).id, month)), QStringLiteral("not_found"));
    }

    void aLineThatIsDatedBeforeTheOneBeforeItIsInOneMonthOnly()
    {
        Sold sold;
        (void)sold.sell();
        (void)sold.sell();
        const QDateTime boundary = sold.world.clock.now().addDays(-3);
        // The later number has the earlier date, as of two transactions that overlapped at midnight.
        sold.world.sql.exec(QStringLiteral("alter table vault_entry disable trigger immutable_rows; update vault_entry set at = '%1'::timestamptz + (case seq when 1 then 1 else -1 end) * interval '1 second'; "
                                           "alter table vault_entry enable trigger immutable_rows").arg(boundary.toString(Qt::ISODate)));
        const VaultId vault = sold.vault().id;
        const Statement before = must(reports::statement(sold.world.services, World::as(sold.teacher), vault, {QStringLiteral("USD"), boundary.addDays(-30), boundary}));
        const Statement after = must(reports::statement(sold.world.services, World::as(sold.teacher), vault, {QStringLiteral("USD"), boundary, boundary.addDays(30)}));
        QCOMPARE(before.closing, usd(4000));
        QCOMPARE(after.opening, before.closing);
        QCOMPARE(after.closing, usd(8000));
    }

    void withdrawalNamesTheSalesThatItContains()
    {
        Sold sold;
        for (int i = 0; i < 3; ++i) (void)sold.sell();
        sold.feed();
        sold.days(15);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const Vault vault = sold.vault();
        const auto ask = [&](qint64 minor) { return must(vaults::withdraw(sold.world.services, World::as(sold.teacher), vault.id, {usd(minor), {}})); };
        const WithdrawalContents first = must(reports::contents(sold.world.services, World::as(sold.teacher), ask(7000).id));
        const auto sumOf = [](const WithdrawalContents& contents) {
            qint64 sum = 0;
            for (const StatementTotal& total : contents.totals) sum += total.amount.minor();
            return sum;
        };
        QCOMPARE(first.lineCount, 2); // what came first goes first
        QCOMPARE(first.lines.first().kind, EntryKind::Sale);
        QVERIFY(first.lines.first().description.startsWith(QStringLiteral("Sale of")));
        QCOMPARE(first.lines.first().moved, usd(4000));
        QCOMPARE(first.lines.last().moved, usd(3000)); // a part of the second sale
        QCOMPARE(sumOf(first), 7000);
        (void)sold.sell();
        const WithdrawalContents second = must(reports::contents(sold.world.services, World::as(sold.admin), ask(5000).id));
        QCOMPARE(second.lineCount, 2); // the rest of the second, and the third; not what is still held
        QCOMPARE(second.lines.first().moved, usd(1000));
        QCOMPARE(second.lines.first().paymentId, first.lines.last().paymentId);
        QCOMPARE(sumOf(second), 5000);
        const Vault platform = must(vaults::mine(sold.world.services, World::as(sold.admin)));
        const Withdrawal ours = must(vaults::withdraw(sold.world.services, World::as(sold.admin), platform.id, {usd(2000), {}}));
        const WithdrawalContents third = must(reports::contents(sold.world.services, World::as(sold.admin), ours.id));
        QCOMPARE(sumOf(third), 2000);
    }

    void afterAWithdrawalCameBackTheNextOneContainsItsSales()
    {
        Sold sold;
        for (int i = 0; i < 2; ++i) (void)sold.sell();
        sold.feed();
        sold.days(15);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const auto ask = [&](qint64 minor) { return must(vaults::withdraw(sold.world.services, World::as(sold.teacher), sold.vault().id, {usd(minor), {}})); };
        const Withdrawal first = ask(8000);
        const auto contents = [&](const Withdrawal& one) { return must(reports::contents(sold.world.services, World::as(sold.teacher), one.id)); };
        QCOMPARE(contents(first).lineCount, 2);
        (void)must(vaults::decide(sold.world.services, World::as(sold.admin), first.id, {false, QStringLiteral("The bank account is closed")}));
        const WithdrawalContents second = contents(ask(6000));
        QCOMPARE(second.lineCount, 2);
        QCOMPARE(second.lines.first().kind, EntryKind::Sale);
        QCOMPARE(second.lines.first().moved, usd(4000));
        QCOMPARE(second.lines.last().moved, usd(2000));
        QCOMPARE(contents(first).lineCount, 2); // what it said stays
    }

    void aWithdrawalBearsTheRefundsSinceTheOneBefore()
    {
        Sold sold;
        Payment last;
        for (int i = 0; i < 4; ++i) last = sold.sell();
        sold.feed();
        sold.days(15);
        while (must(vaults::releaseDue(sold.world.services)) > 0) {}
        const auto ask = [&](qint64 minor) { return must(reports::contents(sold.world.services, World::as(sold.teacher), must(vaults::withdraw(sold.world.services, World::as(sold.teacher), sold.vault().id, {usd(minor), {}})).id)); };
        (void)ask(4000);
        Caller admin = World::as(sold.admin);
        admin.idempotencyKey = newUuid7();
        (void)must(refunds::refund(sold.world.services, admin, last.id, {usd(5000), QStringLiteral("Taken back")}));
        const WithdrawalContents rest = ask(8000);
        QCOMPARE(rest.lineCount, 4); // three sales, less what went back
        QList<qint64> parts;
        for (const VaultEntry& line : rest.lines) parts << line.moved.minor();
        QCOMPARE(parts, (QList<qint64>{4000, 4000, 4000, -4000}));
    }

    void twoDifferentAdminsApproveAboveTheLimit()
    {
        Sold sold;
        sold.world.policy.twoAdminsAboveMinor = 3000;
        (void)sold.sell();
        sold.feed();
        sold.days(15);
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 1);
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), sold.vault().id, {usd(4000), {}}));
        const Withdrawal once = must(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}}));
        QCOMPARE(once.state, WithdrawalState::Requested);
        QCOMPARE(once.approvedBy, QStringList{sold.admin.name});
        QCOMPARE(once.approvalsNeeded, 2);
        QCOMPARE(codeOf(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}})), QStringLiteral("conflict"));
        const User other = sold.world.admin();
        QCOMPARE(must(vaults::decide(sold.world.services, World::as(other), out.id, {true, {}})).state, WithdrawalState::Approved);
        vaults::sendApproved(sold.world.services);
        QCOMPARE(sold.world.gateway.transfers(), 1);
        QCOMPARE(sold.world.gateway.payouts(), 1);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void secondAdminCannotSendWhatTheFirstPaidByHand()
    {
        Sold sold;
        sold.world.policy.twoAdminsAboveMinor = 3000;
        (void)sold.sell();
        sold.feed();
        sold.days(15);
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 1);
        const User other = sold.world.admin();
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), sold.vault().id, {usd(4000), {}}));
        QCOMPARE(must(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}, QStringLiteral("WIRE 1")})).state, WithdrawalState::Requested);
        QCOMPARE(codeOf(vaults::decide(sold.world.services, World::as(other), out.id, {true, {}, QStringLiteral("WIRE 2")})), QStringLiteral("conflict"));
        const Withdrawal paid = must(vaults::decide(sold.world.services, World::as(other), out.id, {true, {}}));
        QCOMPARE(paid.state, WithdrawalState::Paid);
        QCOMPARE(paid.reference, QStringLiteral("WIRE 1"));
        vaults::sendApproved(sold.world.services);
        QCOMPARE(sold.world.gateway.transfers(), 0);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void payoutThatFailsAfterItWasPaidIsReturnedAndRecalled()
    {
        Sold sold;
        (void)sold.sell();
        sold.feed();
        sold.days(15);
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 1);
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), sold.vault().id, {usd(4000), {}}));
        (void)must(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}}));
        vaults::sendApproved(sold.world.services);
        const QString payout = sold.world.sql.text(QStringLiteral("select gateway_id from withdrawal"));
        sold.world.receive(body(PayoutEvent{QStringLiteral("payout.paid"), payout, QStringLiteral("paid"), usd(4000), out.id.value, {}}));
        sold.world.settle();
        QCOMPARE(sold.world.sql.text(QStringLiteral("select state from withdrawal")), QStringLiteral("paid"));
        sold.world.receive(body(PayoutEvent{QStringLiteral("payout.failed"), payout, QStringLiteral("failed"), usd(4000), out.id.value, QStringLiteral("account closed")}));
        sold.world.settle();
        QCOMPARE(sold.world.sql.text(QStringLiteral("select state from withdrawal")), QStringLiteral("returned"));
        QCOMPARE(sold.vault().balances.first().available, usd(4000));
        QCOMPARE(sold.debitOf("payout_transit"), 4000);
        vaults::recallFailed(sold.world.services);
        vaults::recallFailed(sold.world.services);
        QCOMPARE(sold.debitOf("payout_transit"), 0);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void withdrawalPaidByHandIsPaidAtOnce()
    {
        Sold sold;
        (void)sold.sell();
        sold.feed();
        sold.days(15);
        QCOMPARE(must(vaults::releaseDue(sold.world.services)), 1);
        sold.world.services.gateway = nullptr;
        const Withdrawal out = must(vaults::withdraw(sold.world.services, World::as(sold.teacher), sold.vault().id, {usd(4000), {}}));
        QCOMPARE(codeOf(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}})), QStringLiteral("payments_unavailable"));
        const Withdrawal paid = must(vaults::decide(sold.world.services, World::as(sold.admin), out.id, {true, {}, QStringLiteral("SEPA 17")}));
        QCOMPARE(paid.state, WithdrawalState::Paid);
        QCOMPARE(paid.reference, QStringLiteral("SEPA 17"));
        QCOMPARE(-sold.debitOf("bank"), 4000);
        QCOMPARE(sold.world.ledgerProblems(), QStringList());
    }

    void monthAndReportsAgreeWithTheBooks()
    {
        Sold sold;
        for (int i = 0; i < 3; ++i) (void)sold.sell();
        sold.feed();
        const QString month = sold.world.clock.now().toString(QStringLiteral("yyyy-MM"));
        const MonthReport report = must(reports::month(sold.world.services, month, {}));
        QCOMPARE(report.sales, usd(15'000));
        QCOMPARE(report.teacherShares, usd(12'000));
        QCOMPARE(report.platformResult, usd(3'000 - 3 * 175));
        qint64 sum = 0;
        for (const AccountLine& line : report.accounts) sum += line.closing.minor();
        QCOMPARE(sum, 0);
        for (const ReportKind kind : {ReportKind::Days, ReportKind::Months, ReportKind::Courses, ReportKind::Categories, ReportKind::Teachers, ReportKind::States, ReportKind::Conversion})
            QCOMPARE(must(reports::report(sold.world.services, kind, {{}, {}, sold.world.clock.now().addSecs(1)})).total, usd(15'000));
        QCOMPARE(must(reports::report(sold.world.services, ReportKind::Failures, {})).total, usd(0));
    }
};

QTEST_GUILESS_MAIN(TestReconciliation)
#include "tst_reconciliation.moc"
