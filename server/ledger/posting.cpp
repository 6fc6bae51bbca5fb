#include "ledger/posting.h"

namespace lectern::ledger {

namespace {

/// The account of a vault's bucket: the teacher's, or the platform's revenue.
AccountRef vaultAccount(const std::optional<UserId>& teacher, Bucket bucket, Currency currency)
{
    if (teacher) return {AccountKind::TeacherVault, *teacher, bucket, currency};
    return {AccountKind::PlatformRevenue, {}, bucket == Bucket::Reserved ? Bucket::Reserved : Bucket::None, currency};
}

AccountRef receivable(const UserId& teacher, Currency currency) { return {AccountKind::TeacherReceivable, teacher, Bucket::None, currency}; }

Money of(qint64 minor, const Money& like) { return Money::fromMinor(minor, like.currency()); }

struct Leg {
    AccountRef account;
    Money amount;
};

/// Pairs debits with credits in their order until both are used up; both sides add up to the same.
void pair(Journal& journal, QList<Leg> debits, QList<Leg> credits)
{
    qsizetype d = 0;
    qsizetype c = 0;
    while (d < debits.size() && c < credits.size()) {
        Leg& debit = debits[d];
        Leg& credit = credits[c];
        const qint64 amount = std::min(debit.amount.minor(), credit.amount.minor());
        if (amount > 0) journal.transfers.append({debit.account, credit.account, of(amount, debit.amount)});
        debit.amount = of(debit.amount.minor() - amount, debit.amount);
        credit.amount = of(credit.amount.minor() - amount, credit.amount);
        if (debit.amount.minor() <= 0) ++d;
        if (credit.amount.minor() <= 0) ++c;
    }
}

Journal simple(JournalKind kind, const QString& sourceType, const QString& sourceId, const QString& purpose, const AccountRef& debit, const AccountRef& credit, const Money& amount)
{
    Journal journal{kind, sourceType, sourceId, purpose, {}, std::nullopt, std::nullopt};
    pair(journal, {{debit, amount}}, {{credit, amount}});
    return journal;
}

Journal ofPayment(JournalKind kind, const PaymentId& payment, const QString& purpose, const AccountRef& debit, const AccountRef& credit, const Money& amount)
{
    Journal journal = simple(kind, QStringLiteral("payment"), payment.value, purpose, debit, credit, amount);
    journal.paymentId = payment;
    return journal;
}

Journal ofWithdrawal(const WithdrawalFact& fact, JournalKind kind, const QString& purpose, const AccountRef& debit, const AccountRef& credit)
{
    Journal journal = simple(kind, QStringLiteral("withdrawal"), fact.withdrawal.value, purpose, debit, credit, fact.amount);
    journal.withdrawalId = fact.withdrawal;
    return journal;
}

Journal takenBack(JournalKind kind, const QString& purpose, const TakeBackFact& fact)
{
    const Currency currency = fact.to.currency;
    Journal journal{kind, fact.sourceType, fact.sourceId, purpose, {}, fact.payment, std::nullopt};
    const Money whole = of(fact.parts.teacher.minor() + fact.parts.platform.minor() + fact.parts.tax.minor(), fact.parts.teacher);
    pair(journal,
         {{vaultAccount(fact.teacher, Bucket::Pending, currency), fact.sources.pending}, {vaultAccount(fact.teacher, Bucket::Available, currency), fact.sources.available},
          {receivable(fact.teacher, currency), fact.sources.owed}, {vaultAccount(std::nullopt, Bucket::None, currency), fact.parts.platform},
          {account(AccountKind::TaxPayable, currency), fact.parts.tax}},
         {{fact.to, whole}});
    return journal;
}

Journal givenBack(JournalKind kind, const QString& purpose, const GiveBackFact& fact)
{
    const Currency currency = fact.from.currency;
    Journal journal{kind, fact.sourceType, fact.sourceId, purpose, {}, fact.payment, std::nullopt};
    const qint64 teacher = fact.parts.teacher.minor();
    const qint64 repaid = std::min(fact.owed.minor(), teacher);
    const Money whole = of(teacher + fact.parts.platform.minor() + fact.parts.tax.minor(), fact.parts.teacher);
    pair(journal, {{fact.from, whole}},
         {{receivable(fact.teacher, currency), of(repaid, whole)}, {vaultAccount(fact.teacher, fact.withinHold ? Bucket::Pending : Bucket::Available, currency), of(teacher - repaid, whole)},
          {vaultAccount(std::nullopt, Bucket::None, currency), fact.parts.platform}, {account(AccountKind::TaxPayable, currency), fact.parts.tax}});
    return journal;
}

/// floor(a × b / c) for 0 ≤ b ≤ c and c > 0, which is no larger than a.
} // namespace

qint64 portion(qint64 a, qint64 b, qint64 c)
{
    __extension__ using Wide = __int128;
    return static_cast<qint64>(static_cast<Wide>(a) * b / c);
}

AccountRef account(AccountKind kind, Currency currency) { return {kind, {}, Bucket::None, currency}; }
AccountRef wallet(const UserId& student, Currency currency, Bucket bucket) { return {AccountKind::StudentWallet, student, bucket, currency}; }

Split split(const Money& net, int platformShareBasisPoints)
{
    // |net| × basis points fits 128 bits and the result is no larger than net, so share() cannot overflow here.
    const Money teacher = net.share(10'000 - platformShareBasisPoints, Rounding::Floor).value_or(net);
    return {teacher, net.minus(teacher).value_or(of(0, net))};
}

Split splitDiscounted(const Money& listNet, const Money& net, int platformShareBasisPoints, CouponFunding funding)
{
    const Split list = split(listNet, platformShareBasisPoints);
    const bool teacherBears = funding == CouponFunding::Teacher;
    const qint64 kept = std::min(net.minor(), teacherBears ? list.platform.minor() : list.teacher.minor());
    const Money rest = of(net.minor() - kept, net);
    return teacherBears ? Split{rest, of(kept, net)} : Split{of(kept, net), rest};
}

Parts partsOf(const SaleTerms& terms, const Money& taken)
{
    const qint64 amount = std::clamp<qint64>(taken.minor(), 0, terms.amount.minor());
    const Money tax = of(terms.amount.minor() > 0 ? portion(amount, terms.tax.minor(), terms.amount.minor()) : 0, taken);
    const qint64 net = amount - tax.minor();
    Split shares = split(of(net, taken), terms.shareBps);
    if (const qint64 whole = terms.amount.minor() - terms.tax.minor(); terms.teacherFixed && whole > 0) {
        const qint64 teacher = portion(net, *terms.teacherFixed, whole);
        shares = {of(teacher, taken), of(net - teacher, taken)};
    }
    // What is taken beyond the sale itself (a dispute after a refund) is the platform's to bear.
    return {shares.teacher, of(shares.platform.minor() + taken.minor() - amount, taken), tax};
}

Parts minus(const Parts& a, const Parts& b)
{
    return {of(a.teacher.minor() - b.teacher.minor(), a.teacher), of(a.platform.minor() - b.platform.minor(), a.teacher), of(a.tax.minor() - b.tax.minor(), a.teacher)};
}

Money taxOf(const Money& price, int taxBps, bool inclusive)
{
    __extension__ using Wide = __int128;
    const Wide over = inclusive ? 10'000 + taxBps : 10'000;
    const qint64 step = inclusive ? 1 : price.currency().step(); // what comes on top is charged too
    return of(static_cast<qint64>((static_cast<Wide>(price.minor()) * taxBps * 2 + over * step) / (over * 2 * step)) * step, price);
}

Journal sale(const SaleFact& fact)
{
    const Currency currency = fact.parts.platform.currency();
    const qint64 whole = fact.parts.teacher.minor() + fact.parts.platform.minor() + fact.parts.tax.minor();
    const bool isTopUp = !fact.teacher;
    Journal journal{isTopUp ? JournalKind::TopUp : JournalKind::Sale, QStringLiteral("payment"), fact.payment.value, QStringLiteral("sale"), {}, fact.payment, std::nullopt};
    const QList<Leg> debits{{wallet(fact.student, currency, Bucket::Reserved), fact.fromWallet}, {account(fact.into, currency), of(whole - fact.fromWallet.minor(), fact.parts.platform)}};
    if (isTopUp) {
        pair(journal, debits, {{wallet(fact.student, currency), of(whole, fact.parts.platform)}});
        return journal;
    }
    pair(journal, debits,
         {{vaultAccount(fact.teacher, Bucket::Pending, currency), fact.parts.teacher}, {vaultAccount(std::nullopt, Bucket::None, currency), fact.parts.platform},
          {account(AccountKind::TaxPayable, currency), fact.parts.tax}});
    return journal;
}

Journal repayment(const PaymentId& payment, const UserId& teacher, const Money& amount)
{
    return ofPayment(JournalKind::Repayment, payment, QStringLiteral("repayment"), vaultAccount(teacher, Bucket::Pending, amount.currency()), receivable(teacher, amount.currency()), amount);
}

Journal release(const PaymentId& payment, const UserId& teacher, const Money& amount)
{
    return ofPayment(JournalKind::Release, payment, QStringLiteral("release"), vaultAccount(teacher, Bucket::Pending, amount.currency()),
                     vaultAccount(teacher, Bucket::Available, amount.currency()), amount);
}

TakenFrom sourcesOf(const Money& teacherPart, const Money& pending, const Money& available)
{
    const qint64 fromPending = std::min(teacherPart.minor(), pending.minor());
    const qint64 fromAvailable = std::min(teacherPart.minor() - fromPending, available.minor());
    return {of(fromPending, teacherPart), of(fromAvailable, teacherPart), of(teacherPart.minor() - fromPending - fromAvailable, teacherPart)};
}

Journal refund(const TakeBackFact& fact) { return takenBack(JournalKind::Refund, QStringLiteral("refund"), fact); }
Journal disputeOpened(const TakeBackFact& fact) { return takenBack(JournalKind::DisputeOpened, QStringLiteral("opened"), fact); }
Journal refundReturned(const GiveBackFact& fact) { return givenBack(JournalKind::RefundReturned, QStringLiteral("returned"), fact); }
Journal disputeWon(const GiveBackFact& fact) { return givenBack(JournalKind::DisputeWon, QStringLiteral("won"), fact); }

Journal topUpTaken(const QString& sourceType, const QString& sourceId, const PaymentId& payment, const UserId& student, const Money& amount, const Money& inWallet, const AccountRef& to)
{
    const bool isDispute = sourceType == u"dispute";
    Journal journal{isDispute ? JournalKind::DisputeOpened : JournalKind::Refund, sourceType, sourceId, isDispute ? QStringLiteral("opened") : QStringLiteral("refund"), {}, payment, std::nullopt};
    const qint64 there = std::min(amount.minor(), inWallet.minor());
    pair(journal, {{wallet(student, amount.currency()), of(there, amount)}, {account(AccountKind::Suspense, amount.currency()), of(amount.minor() - there, amount)}}, {{to, amount}});
    return journal;
}

Journal topUpGivenBack(const QString& sourceType, const QString& sourceId, const PaymentId& payment, const UserId& student, const Money& amount, const Money& fromSuspense, const AccountRef& from)
{
    const bool isDispute = sourceType == u"dispute";
    Journal journal{isDispute ? JournalKind::DisputeWon : JournalKind::RefundReturned, sourceType, sourceId, isDispute ? QStringLiteral("won") : QStringLiteral("returned"), {}, payment, std::nullopt};
    pair(journal, {{from, amount}}, {{account(AccountKind::Suspense, amount.currency()), fromSuspense}, {wallet(student, amount.currency()), of(amount.minor() - fromSuspense.minor(), amount)}});
    return journal;
}

Journal disputeMoved(const PaymentId& payment, const QString& transaction, const Money& amount, bool isTaken)
{
    const AccountRef hold = account(AccountKind::DisputeHold, amount.currency());
    const AccountRef gateway = account(AccountKind::GatewayPending, amount.currency());
    Journal journal = simple(isTaken ? JournalKind::DisputeWithdrawn : JournalKind::DisputeReinstated, QStringLiteral("gateway_transaction"), transaction, QStringLiteral("dispute"),
                             isTaken ? hold : gateway, isTaken ? gateway : hold, amount);
    journal.paymentId = payment;
    return journal;
}

Journal gatewayFee(const QString& transaction, const std::optional<PaymentId>& payment, const Money& fee)
{
    const AccountRef fees = account(AccountKind::GatewayFees, fee.currency());
    const AccountRef gateway = account(AccountKind::GatewayPending, fee.currency());
    const bool isBack = fee.isNegative();
    Journal journal = simple(JournalKind::GatewayFee, QStringLiteral("gateway_transaction"), transaction, QStringLiteral("fee"), isBack ? gateway : fees, isBack ? fees : gateway,
                             of(std::abs(fee.minor()), fee));
    journal.paymentId = payment;
    return journal;
}

Journal cleared(const QString& batch, const Money& net)
{
    const AccountRef pending = account(AccountKind::GatewayPending, net.currency());
    const AccountRef available = account(AccountKind::GatewayAvailable, net.currency());
    return simple(JournalKind::Cleared, QStringLiteral("clearing"), batch, QStringLiteral("cleared"), net.isNegative() ? pending : available, net.isNegative() ? available : pending,
                  of(std::abs(net.minor()), net));
}

Journal explained(const QString& transaction, AccountKind against, const Money& amount)
{
    const AccountRef gateway = account(AccountKind::GatewayPending, amount.currency());
    const AccountRef other = account(against, amount.currency());
    return simple(JournalKind::Explained, QStringLiteral("gateway_transaction"), transaction, QStringLiteral("explained"), amount.isNegative() ? other : gateway,
                  amount.isNegative() ? gateway : other, of(std::abs(amount.minor()), amount));
}

Journal suspenseCleared(const QString& id, AccountKind to, const Money& amount)
{
    const AccountRef suspense = account(AccountKind::Suspense, amount.currency());
    const AccountRef other = account(to, amount.currency());
    return simple(JournalKind::Explained, QStringLiteral("suspense"), id, QStringLiteral("cleared"), amount.isNegative() ? other : suspense, amount.isNegative() ? suspense : other,
                  of(std::abs(amount.minor()), amount));
}

QList<Journal> exchanged(const QString& transaction, const std::optional<PaymentId>& payment, const Money& booked, const Money& settled)
{
    const auto leg = [&](const QString& purpose, const Money& amount, bool isIn) {
        const AccountRef gateway = account(AccountKind::GatewayPending, amount.currency());
        const AccountRef exchange = account(AccountKind::CurrencyExchange, amount.currency());
        Journal journal = simple(JournalKind::Exchanged, QStringLiteral("gateway_transaction"), transaction, purpose, isIn ? gateway : exchange, isIn ? exchange : gateway,
                                 of(std::abs(amount.minor()), amount));
        journal.paymentId = payment;
        return journal;
    };
    return {leg(QStringLiteral("exchanged"), booked, booked.isNegative()), leg(QStringLiteral("settled"), settled, !settled.isNegative())};
}

Journal withdrawalRequested(const WithdrawalFact& fact)
{
    return ofWithdrawal(fact, JournalKind::WithdrawalRequested, QStringLiteral("requested"), vaultAccount(fact.teacher, Bucket::Available, fact.amount.currency()),
                        vaultAccount(fact.teacher, Bucket::Reserved, fact.amount.currency()));
}

Journal withdrawalSent(const WithdrawalFact& fact)
{
    return ofWithdrawal(fact, JournalKind::WithdrawalSent, QStringLiteral("sent"), account(AccountKind::PayoutTransit, fact.amount.currency()),
                        account(AccountKind::GatewayPending, fact.amount.currency()));
}

Journal withdrawalRecalled(const WithdrawalFact& fact)
{
    return ofWithdrawal(fact, JournalKind::WithdrawalRecalled, QStringLiteral("recalled"), account(AccountKind::GatewayPending, fact.amount.currency()),
                        account(AccountKind::PayoutTransit, fact.amount.currency()));
}

Journal withdrawalPaid(const WithdrawalFact& fact, bool byHand)
{
    return ofWithdrawal(fact, JournalKind::WithdrawalPaid, QStringLiteral("paid"), vaultAccount(fact.teacher, Bucket::Reserved, fact.amount.currency()),
                        account(byHand ? AccountKind::Bank : AccountKind::PayoutTransit, fact.amount.currency()));
}

Journal withdrawalReturned(const WithdrawalFact& fact, bool afterPaid, const Money& owed)
{
    Journal journal{JournalKind::WithdrawalReturned, QStringLiteral("withdrawal"), fact.withdrawal.value, QStringLiteral("returned"), {}, std::nullopt, fact.withdrawal};
    const Currency currency = fact.amount.currency();
    const AccountRef from = afterPaid ? account(AccountKind::PayoutTransit, currency) : vaultAccount(fact.teacher, Bucket::Reserved, currency);
    const qint64 repaid = fact.teacher ? std::min(owed.minor(), fact.amount.minor()) : 0;
    QList<Leg> credits;
    if (fact.teacher) credits.append({receivable(*fact.teacher, currency), of(repaid, fact.amount)});
    credits.append({vaultAccount(fact.teacher, Bucket::Available, currency), of(fact.amount.minor() - repaid, fact.amount)});
    pair(journal, {{from, fact.amount}}, credits);
    return journal;
}

namespace {
/// Between the buckets of one wallet.
Journal withinWallet(JournalKind kind, const PaymentId& payment, const RefundId& refund, const AccountRef& debit, const AccountRef& credit, const Money& amount)
{
    Journal journal = ofPayment(kind, payment, toText(kind), debit, credit, amount);
    if (refund.isEmpty()) return journal;
    journal.sourceType = QStringLiteral("refund");
    journal.sourceId = refund.value;
    return journal;
}
} // namespace

Journal walletReserved(const PaymentId& payment, const UserId& student, const Money& amount, const RefundId& refund)
{
    return withinWallet(JournalKind::WalletReserved, payment, refund, wallet(student, amount.currency()), wallet(student, amount.currency(), Bucket::Reserved), amount);
}

Journal walletFreed(const PaymentId& payment, const UserId& student, const Money& amount, const RefundId& refund)
{
    return withinWallet(JournalKind::WalletFreed, payment, refund, wallet(student, amount.currency(), Bucket::Reserved), wallet(student, amount.currency()), amount);
}

} // namespace lectern::ledger
