#include "ledger/posting.h"
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace lectern;
using namespace lectern::ledger;

/// Whatever happens in whatever order, what leaves one account arrives in another.
class TestLedger : public QObject
{
    Q_OBJECT

private:
    using Books = QMap<QString, qint64>;
    static Money usd(qint64 minor) { return Money::fromMinor(minor, Currency()); }
    static QString nameOf(const AccountRef& account) { return toText(account.kind) + u':' + account.owner.value + u':' + toText(account.bucket); }
    static void book(Books& books, const Journal& journal)
    {
        for (const Transfer& transfer : journal.transfers) {
            QVERIFY(transfer.amount.minor() > 0);
            QVERIFY(!(transfer.debit == transfer.credit));
            books[nameOf(transfer.debit)] -= transfer.amount.minor();
            books[nameOf(transfer.credit)] += transfer.amount.minor();
        }
    }
    static qint64 sum(const Books& books)
    {
        qint64 total = 0;
        for (const qint64 amount : books) total += amount;
        return total;
    }

private Q_SLOTS:
    void anySplitAddsUp()
    {
        QRandomGenerator random(1);
        for (int i = 0; i < 20'000; ++i) {
            const qint64 net = static_cast<qint64>(random.generate64() >> random.bounded(2, 63));
            const int share = random.bounded(10'001);
            const Split parts = split(usd(net), share);
            QVERIFY(parts.teacher.minor() >= 0 && parts.platform.minor() >= 0);
            QCOMPARE(parts.teacher.minor() + parts.platform.minor(), net);
            // The platform never gets less than its share, and not a whole cent more.
            const auto exact = static_cast<__int128>(net) * share;
            const auto got = static_cast<__int128>(parts.platform.minor()) * 10'000;
            QVERIFY(got >= exact && got - exact < 10'000);
        }
    }
    void theExampleOfTheDesign()
    {
        const Split parts = split(usd(4999), 2000);
        QCOMPARE(parts.teacher.minor(), qint64(3999));
        QCOMPARE(parts.platform.minor(), qint64(1000));
    }
    void randomFactsAlwaysSumToZero()
    {
        QRandomGenerator random(2);
        Books books;
        const QList<UserId> teachers{newId<UserId>(), newId<UserId>(), newId<UserId>()};
        for (int i = 0; i < 3'000; ++i) {
            const UserId teacher = teachers.at(random.bounded(3));
            const SaleFact fact{newId<PaymentId>(), teacher, split(usd(1 + random.bounded(100'000)), random.bounded(10'001))};
            const WithdrawalFact out{newId<WithdrawalId>(), random.bounded(2) != 0 ? std::optional(teacher) : std::nullopt, usd(1 + random.bounded(5'000))};
            book(books, sale(fact));
            if (random.bounded(2) != 0) book(books, release(fact));
            book(books, withdrawalRequested(out));
            const bool paid = random.bounded(2) != 0;
            if (paid) book(books, withdrawalPaid(out));
            if (random.bounded(3) == 0) book(books, withdrawalReturned(out, paid));
            QCOMPARE(sum(books), qint64(0));
        }
    }
    void aWithdrawalThatComesBackLeavesNothingBehind()
    {
        for (const bool afterPaid : {false, true}) {
            Books books;
            const WithdrawalFact fact{newId<WithdrawalId>(), newId<UserId>(), usd(2'500)};
            book(books, withdrawalRequested(fact));
            if (afterPaid) book(books, withdrawalPaid(fact));
            book(books, withdrawalReturned(fact, afterPaid));
            for (const qint64 amount : books) QCOMPARE(amount, qint64(0));
        }
    }
    void aShareOfNothingMakesNoTransfer()
    {
        const Journal free = sale({newId<PaymentId>(), newId<UserId>(), split(usd(1'000), 10'000)});
        QCOMPARE(free.transfers.size(), 1);
        QCOMPARE(free.transfers.first().credit.kind, AccountKind::PlatformRevenue);
    }
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
