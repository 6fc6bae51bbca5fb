#include "domain/statemachine.h"
#include <QTest>

using namespace lectern;

/// Every pair of states, against what DESIGN section 6 allows.
class TestStates : public QObject
{
    Q_OBJECT

    template <class E>
    static void compare(const QList<E>& all, const QList<QPair<E, E>>& allowed)
    {
        for (const E from : all) {
            for (const E to : all) {
                const bool expected = allowed.contains(QPair(from, to));
                QVERIFY2(states::mayBecome(from, to) == expected, qPrintable(toText(from) + QStringLiteral(" → ") + toText(to)));
            }
        }
    }
    using P = PaymentState;
    static QList<P> payments()
    {
        return {P::Created, P::AwaitingPayer, P::RequiresAction, P::Processing, P::Succeeded, P::Failed, P::Canceled, P::PartiallyRefunded, P::Refunded};
    }

private Q_SLOTS:
    void withdrawals()
    {
        using S = WithdrawalState;
        compare<S>({S::Requested, S::Approved, S::Sending, S::Sent, S::Paid, S::Failed, S::Returned, S::Rejected, S::Cancelled},
                   {{S::Requested, S::Approved}, {S::Requested, S::Paid}, {S::Requested, S::Rejected}, {S::Requested, S::Cancelled}, {S::Approved, S::Sending}, {S::Approved, S::Cancelled}, {S::Sending, S::Sent}, {S::Sending, S::Paid},
                    {S::Sending, S::Failed}, {S::Sent, S::Paid}, {S::Sent, S::Failed}, {S::Paid, S::Returned}});
    }

    void enrollments()
    {
        using S = EnrollmentState;
        compare<S>({S::AwaitingPayment, S::Active, S::Completed, S::Expired, S::Cancelled, S::Suspended, S::Refunded},
                   {{S::AwaitingPayment, S::Active}, {S::AwaitingPayment, S::Expired}, {S::AwaitingPayment, S::Cancelled}, {S::Active, S::Completed}, {S::Active, S::Suspended},
                    {S::Active, S::Refunded}, {S::Active, S::Cancelled}, {S::Active, S::AwaitingPayment}, {S::Completed, S::AwaitingPayment}, {S::Completed, S::Refunded}, {S::Completed, S::Suspended}, {S::Completed, S::Cancelled}, {S::Suspended, S::Active}, {S::Suspended, S::Completed}, {S::Suspended, S::Refunded},
                    {S::Suspended, S::Cancelled}, {S::Expired, S::AwaitingPayment}, {S::Expired, S::Active}, {S::Cancelled, S::AwaitingPayment}, {S::Cancelled, S::Active},
                    {S::Refunded, S::AwaitingPayment}, {S::Refunded, S::Active}});
        for (const S state : {S::AwaitingPayment, S::Expired, S::Cancelled, S::Suspended, S::Refunded}) QVERIFY(!states::grantsAccess(state));
        QVERIFY(states::grantsAccess(S::Active) && states::grantsAccess(S::Completed));
    }

    void revisions()
    {
        using S = RevisionState;
        compare<S>({S::Draft, S::Submitted, S::Approved, S::Rejected},
                   {{S::Draft, S::Submitted}, {S::Submitted, S::Approved}, {S::Submitted, S::Rejected}, {S::Submitted, S::Submitted}, {S::Rejected, S::Approved}, {S::Rejected, S::Submitted},
                    {S::Approved, S::Rejected}});
    }

    void paymentsNeverGoBack()
    {
        for (const P from : payments()) {
            for (const P to : payments()) {
                const QByteArray what = (toText(from) + QStringLiteral(" → ") + toText(to)).toUtf8();
                if (from == P::Processing && to == P::Failed) continue; // a debit that was on its way may still be declined
                if (states::rank(to) < states::rank(from)) QVERIFY2(!states::advances(from, to), what.constData());
                if (from == to) QVERIFY2(!states::advances(from, to), what.constData());
            }
        }
    }

    void canceledAndRefundedAbsorb()
    {
        for (const P to : payments()) {
            QVERIFY(!states::advances(P::Canceled, to));
            QVERIFY(!states::advances(P::Refunded, to));
        }
        for (const P to : {P::Created, P::AwaitingPayer, P::RequiresAction, P::Processing, P::Failed, P::Canceled}) QVERIFY(!states::advances(P::Succeeded, to));
    }

    void attemptsMayFailAndBeTriedAgain()
    {
        QVERIFY(states::advances(P::AwaitingPayer, P::Failed));
        QVERIFY(states::advances(P::Failed, P::RequiresAction));
        QVERIFY(states::advances(P::RequiresAction, P::Failed));
        QVERIFY(states::advances(P::Failed, P::Processing));
        QVERIFY(states::advances(P::Processing, P::Failed));
        QVERIFY(!states::advances(P::Processing, P::AwaitingPayer));
        for (const P from : {P::Created, P::AwaitingPayer, P::RequiresAction, P::Processing, P::Failed}) QVERIFY(states::advances(from, P::Succeeded));
    }

    void terminalStatesAreTerminal()
    {
        for (const P state : {P::Succeeded, P::Canceled, P::PartiallyRefunded, P::Refunded}) QVERIFY(states::isTerminal(state));
        for (const P state : {P::Created, P::AwaitingPayer, P::RequiresAction, P::Processing, P::Failed}) QVERIFY(!states::isTerminal(state));
    }
};

QTEST_GUILESS_MAIN(TestStates)
#include "tst_states.moc"
