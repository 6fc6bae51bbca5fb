#include "ledger/posting.h"
#include <QRandomGenerator>
#include <QTest>

using namespace lectern;
using namespace lectern::ledger;

/// The posting rules by their properties: whatever the facts, the books balance and no cent is made or lost.
class TestPosting : public QObject
{
    Q_OBJECT

    QRandomGenerator m_random{20260101}; // the same facts in every run

    qint64 amount() { return std::max<qint64>(1, static_cast<qint64>(m_random.generate64() >> m_random.bounded(2, 60))); }
    int basisPoints() { return m_random.bounded(0, 10'001); }
    static Currency currency(int index) { return *Currency::fromCode(Currency::allCodes().at(index % Currency::allCodes().size())); }
    /// What each account holds after the journals; credits positive.
    using Books = QHash<QString, qint64>;
    static QString nameOf(const AccountRef& account) { return toText(account.kind) + u'/' + account.owner.value + u'/' + toText(account.bucket) + u'/' + account.currency.code(); }
    static void enter(Books& books, const Journal& journal)
    {
        for (const Transfer& transfer : journal.transfers) {
            books[nameOf(transfer.debit)] -= transfer.amount.minor();
            books[nameOf(transfer.credit)] += transfer.amount.minor();
        }
    }
    static qint64 sumOf(const Books& books)
    {
        qint64 sum = 0;
        for (const qint64 value : books) sum += value;
        return sum;
    }
    static void compareWellFormed(const Journal& journal)
    {
        QVERIFY(!journal.sourceType.isEmpty() && !journal.sourceId.isEmpty() && !journal.purpose.isEmpty());
        for (const Transfer& transfer : journal.transfers) {
            QVERIFY(transfer.amount.minor() > 0);
            QVERIFY(!(transfer.debit == transfer.credit));
            QCOMPARE(transfer.debit.currency, transfer.amount.currency());
            QCOMPARE(transfer.credit.currency, transfer.amount.currency());
            QCOMPARE(transfer.debit.kind == AccountKind::TeacherVault || transfer.debit.kind == AccountKind::TeacherReceivable, !transfer.debit.owner.isEmpty());
            QCOMPARE(transfer.credit.kind == AccountKind::TeacherVault || transfer.credit.kind == AccountKind::TeacherReceivable, !transfer.credit.owner.isEmpty());
        }
    }

private Q_SLOTS:
    void partsOfASplitAddUp()
    {
        for (int i = 0; i < 100'000; ++i) {
            const Money net = Money::fromMinor(amount(), currency(i));
            const int bps = basisPoints();
            const Split parts = split(net, bps);
            QVERIFY(parts.teacher.minor() >= 0);
            QVERIFY(parts.platform.minor() >= 0);
            QCOMPARE(parts.teacher.plus(parts.platform).value(), net);
            const auto exact = static_cast<__int128>(net.minor()) * (10'000 - bps) / 10'000; // floor: both are positive
            QCOMPARE(parts.teacher.minor(), static_cast<qint64>(exact));
        }
    }

    void splitHasItsNamedCases_data()
    {
        QTest::addColumn<qint64>("net");
        QTest::addColumn<int>("bps");
        QTest::addColumn<qint64>("teacher");
        QTest::newRow("default share") << qint64(4999) << 2000 << qint64(3999);
        QTest::newRow("nothing for the platform") << qint64(4999) << 0 << qint64(4999);
        QTest::newRow("everything for the platform") << qint64(4999) << 10'000 << qint64(0);
        QTest::newRow("one cent") << qint64(1) << 2000 << qint64(0);
        QTest::newRow("one cent, tiny share") << qint64(1) << 1 << qint64(0);
        QTest::newRow("largest") << std::numeric_limits<qint64>::max() << 2000 << qint64(7'378'697'629'483'820'645);
    }

    void splitHasItsNamedCases()
    {
        QFETCH(qint64, net);
        QFETCH(int, bps);
        QFETCH(qint64, teacher);
        const Split parts = split(Money::fromMinor(net, Currency()), bps);
        QCOMPARE(parts.teacher.minor(), teacher);
        QCOMPARE(parts.platform.minor(), net - teacher);
    }

    void randomBusinessAlwaysSumsToZero()
    {
        for (int school = 0; school < 200; ++school) {
            Books books;
            const QList<UserId> teachers{newId<UserId>(), newId<UserId>(), newId<UserId>()};
            QHash<UserId, VaultDelta> vaults;
            const auto post = [&](const Journal& journal) {
                compareWellFormed(journal);
                enter(books, journal);
                for (const UserId& teacher : teachers) {
                    const VaultDelta delta = deltaFor(journal, teacher);
                    vaults[teacher].pending += delta.pending;
                    vaults[teacher].available += delta.available;
                    vaults[teacher].reserved += delta.reserved;
                    const bool touches = delta != VaultDelta{};
                    if (touches) QVERIFY(teachersOf(journal).contains(teacher));
                }
                QCOMPARE(sumOf(books), 0);
            };
            for (int i = 0; i < 40; ++i) {
                const UserId teacher = teachers.at(m_random.bounded(3));
                const Money net = Money::fromMinor(m_random.bounded(1, 1'000'000), currency(0));
                const SaleFact fact{newId<PaymentId>(), teacher, split(net, basisPoints())};
                post(sale(fact));
                if (m_random.bounded(3) == 0) continue;
                post(release({fact.payment, teacher, fact.shares.teacher, net}));
                const bool byPlatform = m_random.bounded(4) == 0;
                const Money mine = byPlatform ? fact.shares.platform : fact.shares.teacher;
                if (mine.isZero() || m_random.bounded(2) == 0) continue;
                const WithdrawalFact out{newId<WithdrawalId>(), byPlatform ? std::nullopt : std::optional(teacher), mine};
                post(withdrawalRequested(out));
                const int end = m_random.bounded(4);
                if (end == 0) post(withdrawalReturned(out, false, Money::fromMinor(0, currency(0))));
                if (end >= 1) post(withdrawalPaid(out));
                if (end == 2) post(withdrawalReturned(out, true, Money::fromMinor(0, currency(0))));
            }
            for (const UserId& teacher : teachers) {
                const VaultDelta vault = vaults.value(teacher);
                QVERIFY(vault.pending >= 0 && vault.available >= 0 && vault.reserved >= 0);
                for (const Bucket bucket : {Bucket::Pending, Bucket::Available, Bucket::Reserved}) {
                    const qint64 expected = bucket == Bucket::Pending ? vault.pending : bucket == Bucket::Available ? vault.available : vault.reserved;
                    QCOMPARE(books.value(nameOf({AccountKind::TeacherVault, teacher, bucket, currency(0)})), expected);
                }
            }
        }
    }

    void partialRefundsUpToTheWholeLeaveZeroEverywhere()
    {
        for (int i = 0; i < 20'000; ++i) {
            const UserId teacher = newId<UserId>();
            const PaymentId payment = newId<PaymentId>();
            const Money net = Money::fromMinor(m_random.bounded(1, 5'000'000), currency(i));
            const int bps = basisPoints();
            const Split shares = split(net, bps);
            const auto money = [&](qint64 minor) { return Money::fromMinor(minor, net.currency()); };
            Books books;
            enter(books, sale({payment, teacher, shares}));
            qint64 pending = shares.teacher.minor();
            qint64 refunded = 0;
            qint64 takenFromTeacher = 0;
            while (refunded < net.minor()) {
                const qint64 amount = m_random.bounded(4) == 0 ? net.minor() - refunded : m_random.bounded(qint64(1), net.minor() - refunded + 1);
                const Money part = teacherPartOfRefund(money(refunded), money(amount), bps);
                QVERIFY(part.minor() >= 0 && part.minor() <= amount);
                const Money before = money(pending);
                const RefundSources sources = sourcesOf(part, before, money(0));
                QCOMPARE(sources.owed.minor(), 0); // the sale's own share is always enough for its own refunds
                const Journal journal = refund({newId<RefundId>(), payment, teacher, money(amount - part.minor()), sources, money(amount)});
                compareWellFormed(journal);
                enter(books, journal);
                pending -= sources.pending.minor();
                refunded += amount;
                takenFromTeacher += part.minor();
                QCOMPARE(takenFromTeacher, split(money(refunded), bps).teacher.minor());
            }
            for (auto account = books.cbegin(); account != books.cend(); ++account) QVERIFY2(account.value() == 0, qPrintable(account.key()));
        }
    }

    void refundBeyondTheVaultBecomesADebt()
    {
        const UserId teacher = newId<UserId>();
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const RefundSources sources = sourcesOf(money(100), money(30), money(20));
        QCOMPARE(sources.pending, money(30));
        QCOMPARE(sources.available, money(20));
        QCOMPARE(sources.owed, money(50));
        const Journal journal = refund({newId<RefundId>(), newId<PaymentId>(), teacher, money(25), sources, money(0)});
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{-30, -20, 0, 50}));
        const Journal repaid = repayment(newId<PaymentId>(), teacher, money(50));
        QCOMPARE(deltaFor(repaid, teacher), (VaultDelta{-50, 0, 0, -50}));
        QCOMPARE(entryKind(repaid.kind), std::optional(EntryKind::Adjustment));
    }

    void refundThatFailedRepaysTheDebtFirst()
    {
        const UserId teacher = newId<UserId>();
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const Journal journal = refundReturned({newId<RefundId>(), newId<PaymentId>(), teacher, money(80), money(20), money(50), false});
        compareWellFormed(journal);
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{0, 30, 0, -50}));
        QCOMPARE(deltaFor(refundReturned({newId<RefundId>(), newId<PaymentId>(), teacher, money(80), money(20), money(500), false}), teacher), (VaultDelta{0, 0, 0, -80}));
    }

    void withdrawalThatComesBackRepaysTheDebtFirst()
    {
        const UserId teacher = newId<UserId>();
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const Journal journal = withdrawalReturned({newId<WithdrawalId>(), teacher, money(100)}, false, money(60));
        compareWellFormed(journal);
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{0, 40, -100, -60}));
    }

    void refundLeavesTheGatewaysTwoPocketsByWhatTheyHold()
    {
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        Books books;
        enter(books, refund({newId<RefundId>(), newId<PaymentId>(), newId<UserId>(), money(20), {money(30), money(40), money(10)}, money(35)}));
        QCOMPARE(books.value(nameOf({AccountKind::GatewayPending, {}, Bucket::None, Currency()})), 35);
        QCOMPARE(books.value(nameOf({AccountKind::GatewayAvailable, {}, Bucket::None, Currency()})), 65);
    }

    void saleOwesTheTeacherAndEarnsThePlatform()
    {
        const UserId teacher = newId<UserId>();
        const Journal journal = sale({PaymentId{QStringLiteral("p")}, teacher, {Money::fromMinor(80, Currency()), Money::fromMinor(20, Currency())}});
        QCOMPARE(journal.kind, JournalKind::Sale);
        QCOMPARE(journal.sourceId, QStringLiteral("p"));
        QCOMPARE(journal.transfers.size(), 2);
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{80, 0, 0}));
        QCOMPARE(deltaFor(journal, newId<UserId>()), (VaultDelta{}));
    }

    void factsAreNamedUniquely()
    {
        const WithdrawalFact fact{WithdrawalId{QStringLiteral("w")}, newId<UserId>(), Money::fromMinor(100, Currency())};
        QSet<QString> names;
        for (const Journal& journal : {withdrawalRequested(fact), withdrawalPaid(fact), withdrawalReturned(fact, false, Money::fromMinor(0, Currency()))}) names << journal.sourceType + u'/' + journal.sourceId + u'/' + journal.purpose;
        QCOMPARE(names.size(), 3);
        const SaleFact sold{PaymentId{QStringLiteral("w")}, newId<UserId>(), split(Money::fromMinor(100, Currency()), 2000)};
        for (const Journal& journal : {sale(sold), release({sold.payment, sold.teacher, sold.shares.teacher, Money::fromMinor(100, Currency())}), repayment(sold.payment, sold.teacher, sold.shares.teacher)}) names << journal.sourceType + u'/' + journal.sourceId + u'/' + journal.purpose;
        QCOMPARE(names.size(), 6);
        // Money comes back once, whether before or after it was paid.
        QCOMPARE(withdrawalReturned(fact, true, Money::fromMinor(0, Currency())).purpose, withdrawalReturned(fact, false, Money::fromMinor(0, Currency())).purpose);
    }

    void partsOfNothingArePostedAsNothing()
    {
        const UserId teacher = newId<UserId>();
        QCOMPARE(sale({newId<PaymentId>(), teacher, split(Money::fromMinor(100, Currency()), 10'000)}).transfers.size(), 1);
        QCOMPARE(sale({newId<PaymentId>(), teacher, split(Money::fromMinor(100, Currency()), 0)}).transfers.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPosting)
#include "tst_posting.moc"
