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
            for (const AccountRef* account : {&transfer.debit, &transfer.credit}) {
                const bool hasOwner = account->kind == AccountKind::TeacherVault || account->kind == AccountKind::TeacherReceivable || account->kind == AccountKind::StudentWallet;
                QCOMPARE(hasOwner, !account->owner.isEmpty());
            }
        }
    }

    static SaleFact aSale(const UserId& teacher, const SaleTerms& terms)
    {
        return {newId<PaymentId>(), teacher, newId<UserId>(), partsOf(terms, terms.amount), Money::fromMinor(0, terms.amount.currency())};
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
                const SaleFact fact = aSale(teacher, {net, Money::fromMinor(m_random.bounded(net.minor() + 1), net.currency()), basisPoints()});
                post(sale(fact));
                if (m_random.bounded(3) == 0) continue;
                post(release(fact.payment, teacher, fact.parts.teacher));
                const bool byPlatform = m_random.bounded(4) == 0;
                const Money mine = byPlatform ? fact.parts.platform : fact.parts.teacher;
                if (mine.isZero() || m_random.bounded(2) == 0) continue;
                const WithdrawalFact out{newId<WithdrawalId>(), byPlatform ? std::nullopt : std::optional(teacher), mine};
                post(withdrawalRequested(out));
                const int end = m_random.bounded(4);
                if (end == 0) post(withdrawalReturned(out, false, Money::fromMinor(0, currency(0))));
                if (end >= 1) post(withdrawalSent(out));
                if (end >= 1) post(withdrawalPaid(out, false));
                if (end == 2) post(withdrawalRecalled(out));
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

    /// Whatever the price, the tax, the share and the steps, refunds and disputes that add up to the whole leave nothing behind.
    void stepsUpToTheWholeLeaveZeroEverywhere()
    {
        for (int i = 0; i < 20'000; ++i) {
            const UserId teacher = newId<UserId>();
            const Money net = Money::fromMinor(m_random.bounded(1, 5'000'000), currency(i));
            const auto money = [&](qint64 minor) { return Money::fromMinor(minor, net.currency()); };
            const SaleTerms terms{net, money(m_random.bounded(3) == 0 ? 0 : m_random.bounded(net.minor() + 1)), basisPoints()};
            const SaleFact fact = aSale(teacher, terms);
            Books books;
            enter(books, sale(fact));
            qint64 pending = fact.parts.teacher.minor();
            qint64 taken = 0;
            while (taken < net.minor()) {
                const qint64 amount = m_random.bounded(4) == 0 ? net.minor() - taken : m_random.bounded(qint64(1), net.minor() - taken + 1);
                const Parts parts = minus(partsOf(terms, money(taken + amount)), partsOf(terms, money(taken)));
                QVERIFY(parts.teacher.minor() >= 0 && parts.platform.minor() >= 0 && parts.tax.minor() >= 0);
                QCOMPARE(parts.teacher.minor() + parts.platform.minor() + parts.tax.minor(), amount);
                const TakenFrom sources = sourcesOf(parts.teacher, money(pending), money(0));
                QCOMPARE(sources.owed.minor(), 0); // the sale's own share is always enough for its own refunds
                const bool isDispute = m_random.bounded(3) == 0;
                const TakeBackFact back{isDispute ? QStringLiteral("dispute") : QStringLiteral("refund"), newUuid7(), fact.payment, teacher, parts, sources,
                                        account(isDispute ? AccountKind::DisputeHold : AccountKind::GatewayPending, net.currency())};
                const Journal journal = isDispute ? disputeOpened(back) : refund(back);
                compareWellFormed(journal);
                enter(books, journal);
                if (isDispute) enter(books, disputeMoved(fact.payment, newUuid7(), money(amount), true));
                pending -= sources.pending.minor();
                taken += amount;
            }
            for (auto it = books.cbegin(); it != books.cend(); ++it) QVERIFY2(it.value() == 0, qPrintable(it.key()));
        }
    }

    void whatIsTakenBeyondTheSaleIsThePlatforms()
    {
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const Parts parts = partsOf({money(100), money(20), 2500}, money(130));
        QCOMPARE(parts, (Parts{money(60), money(50), money(20)}));
    }

    void taxIsPartOfThePriceOrComesOnTop()
    {
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        QCOMPARE(taxOf(money(11'900), 1900, true), money(1'900));
        QCOMPARE(taxOf(money(10'000), 1900, false), money(1'900));
        QCOMPARE(taxOf(money(4'999), 825, false), money(412)); // 412.4175
        QCOMPARE(taxOf(money(10), 500, false), money(1));      // half a unit goes up
        QCOMPARE(taxOf(money(0), 1900, true), money(0));
    }

    void saleIsPaidFromTheWalletFirst()
    {
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        SaleFact fact = aSale(newId<UserId>(), {money(100), money(10), 2000});
        fact.fromWallet = money(30);
        const Journal journal = sale(fact);
        compareWellFormed(journal);
        QCOMPARE(walletDeltaFor(journal, fact.student), (WalletDelta{0, -30}));
        Books books;
        enter(books, journal);
        QCOMPARE(books.value(nameOf(account(AccountKind::GatewayPending, Currency()))), -70);
        QCOMPARE(books.value(nameOf(account(AccountKind::TaxPayable, Currency()))), 10);
    }

    void refundBeyondTheVaultBecomesADebt()
    {
        const UserId teacher = newId<UserId>();
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const TakenFrom sources = sourcesOf(money(100), money(30), money(20));
        QCOMPARE(sources.pending, money(30));
        QCOMPARE(sources.available, money(20));
        QCOMPARE(sources.owed, money(50));
        const Journal journal = refund({QStringLiteral("refund"), newUuid7(), newId<PaymentId>(), teacher, {money(100), money(25), money(0)}, sources, account(AccountKind::GatewayPending, Currency())});
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{-30, -20, 0, 50}));
        const Journal repaid = repayment(newId<PaymentId>(), teacher, money(50));
        QCOMPARE(deltaFor(repaid, teacher), (VaultDelta{-50, 0, 0, -50}));
        QCOMPARE(entryKind(repaid.kind), std::optional(EntryKind::Adjustment));
    }

    void refundThatFailedRepaysTheDebtFirst()
    {
        const UserId teacher = newId<UserId>();
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const auto back = [&](qint64 owed) {
            return refundReturned({QStringLiteral("refund"), newUuid7(), newId<PaymentId>(), teacher, {money(80), money(20), money(0)}, money(owed), false, account(AccountKind::GatewayPending, Currency())});
        };
        const Journal journal = back(50);
        compareWellFormed(journal);
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{0, 30, 0, -50}));
        QCOMPARE(deltaFor(back(500), teacher), (VaultDelta{0, 0, 0, -80}));
    }

    void withdrawalThatComesBackRepaysTheDebtFirst()
    {
        const UserId teacher = newId<UserId>();
        const auto money = [](qint64 minor) { return Money::fromMinor(minor, Currency()); };
        const Journal journal = withdrawalReturned({newId<WithdrawalId>(), teacher, money(100)}, false, money(60));
        compareWellFormed(journal);
        QCOMPARE(deltaFor(journal, teacher), (VaultDelta{0, 40, -100, -60}));
    }

    void saleOwesTheTeacherAndEarnsThePlatform()
    {
        const UserId teacher = newId<UserId>();
        SaleFact fact = aSale(teacher, {Money::fromMinor(100, Currency()), Money::fromMinor(0, Currency()), 2000});
        fact.payment = PaymentId{QStringLiteral("p")};
        const Journal journal = sale(fact);
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
        for (const Journal& journal : {withdrawalRequested(fact), withdrawalSent(fact), withdrawalRecalled(fact), withdrawalPaid(fact, false), withdrawalReturned(fact, false, Money::fromMinor(0, Currency()))}) names << journal.sourceType + u'/' + journal.sourceId + u'/' + journal.purpose;
        QCOMPARE(names.size(), 5);
        SaleFact sold = aSale(newId<UserId>(), {Money::fromMinor(100, Currency()), Money::fromMinor(0, Currency()), 2000});
        sold.payment = PaymentId{QStringLiteral("w")};
        for (const Journal& journal : {sale(sold), release(sold.payment, *sold.teacher, sold.parts.teacher), repayment(sold.payment, *sold.teacher, sold.parts.teacher),
                                       walletReserved(sold.payment, sold.student, sold.parts.teacher), walletFreed(sold.payment, sold.student, sold.parts.teacher)}) names << journal.sourceType + u'/' + journal.sourceId + u'/' + journal.purpose;
        QCOMPARE(names.size(), 10);
        // Money comes back once, whether before or after it was paid.
        QCOMPARE(withdrawalReturned(fact, true, Money::fromMinor(0, Currency())).purpose, withdrawalReturned(fact, false, Money::fromMinor(0, Currency())).purpose);
    }

    void partsOfNothingArePostedAsNothing()
    {
        const UserId teacher = newId<UserId>();
        const Money none = Money::fromMinor(0, Currency());
        QCOMPARE(sale(aSale(teacher, {Money::fromMinor(100, Currency()), none, 10'000})).transfers.size(), 1);
        QCOMPARE(sale(aSale(teacher, {Money::fromMinor(100, Currency()), none, 0})).transfers.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPosting)
#include "tst_posting.moc"
