#include "fakes/fakedata.h"
#include <cmath>

namespace lectern::fakes {

namespace {
QString s(const char* text) { return QString::fromUtf8(text); }
} // namespace

QList<Payment> payments(bool very)
{
    const PaymentState states[] = {PaymentState::Succeeded,      PaymentState::Succeeded,
                                   PaymentState::AwaitingPayer,  PaymentState::Failed,
                                   PaymentState::Succeeded,      PaymentState::Refunded,
                                   PaymentState::RequiresAction, PaymentState::PartiallyRefunded};
    const QList<CourseSummary> all = courses(very);
    const QList<CourseStudent> people = students(false);
    QList<Payment> list;
    for (int i = 0; i < (very ? 800 : 14); ++i) {
        const CourseSummary& c = all.at(i % all.size());
        Payment p;
        p.id = PaymentId{QStringLiteral("pay-%1").arg(i)};
        p.enrollmentId = EnrollmentId{QStringLiteral("enr-%1").arg(i)};
        p.courseId = c.id;
        p.courseTitle = c.title;
        p.studentName = people.at(i % 8).name;
        p.teacherName = c.teacherName;
        p.amount = c.fee.isZero() ? usd(1900) : c.fee;
        p.state = states[i % 8];
        const bool paid = p.state == PaymentState::Succeeded || p.state == PaymentState::Refunded ||
                          p.state == PaymentState::PartiallyRefunded;
        p.teacherShare = usd(paid ? p.amount.minor() * 8 / 10 : 0);
        p.platformShare = usd(paid ? p.amount.minor() - p.teacherShare.minor() : 0);
        if (p.state == PaymentState::Refunded) p.refunded = p.amount;
        if (p.state == PaymentState::PartiallyRefunded) p.refunded = usd(p.amount.minor() / 3);
        if (p.state == PaymentState::Failed) p.failureMessage = s("Your card has insufficient funds.");
        p.gatewayId = QStringLiteral("pi_3PxQ7R2eZvKYlo2C%1").arg(1000 + i);
        p.createdAt = ago(1800LL + 7000LL * i * (1 + i / 3));
        if (paid) p.settledAt = p.createdAt.addSecs(4);
        p.method = i % 16 == 4 || i % 16 == 10 ? PaymentMethod::BankTransfer
                   : i % 16 == 8               ? PaymentMethod::Wallet
                                               : PaymentMethod::Card;
        if (p.method != PaymentMethod::Card) p.gatewayId.clear();
        if (paid) p.receiptNumber = QStringLiteral("R-2026-%1").arg(17 + i, 6, 10, QLatin1Char('0'));
        if (paid && p.method == PaymentMethod::Card) p.fee = usd(p.amount.minor() * 29 / 1000 + 30);
        if (i % 4 == 1) {
            p.taxBps = 1900;
            p.tax = usd(p.amount.minor() * 19 / 119);
            if (paid) p.teacherShare = usd((p.amount.minor() - p.tax.minor()) * 8 / 10);
            if (paid) p.platformShare = usd(p.amount.minor() - p.tax.minor() - p.teacherShare.minor());
        }
        if (i == 1) {
            p.disputed = p.amount;
            p.walletPart = usd(1500);
        }
        if (i == 9 && paid) {
            p.disputed = p.amount;
            p.standing = PaymentStanding::Disputed;
        }
        list.append(p);
    }
    return list;
}

QList<Refund> refunds(bool very)
{
    const RefundState states[] = {RefundState::Requested, RefundState::Pending,  RefundState::Requested,
                                  RefundState::Succeeded, RefundState::Rejected, RefundState::Failed,
                                  RefundState::Approved};
    const char* const reasons[] = {"I bought it twice by mistake.", "It is not for beginners after all.",
                                   "My teacher at school covers the same ground, and I will not find the time for "
                                   "both before the summer.",
                                   "Not what I expected."};
    const QList<Payment> paid = payments(very);
    QList<Refund> list;
    for (int i = 0; i < (very ? 300 : 7); ++i) {
        const Payment& p = paid.at(i % 2 == 0 ? (i * 4) % paid.size() : (i * 4 + 1) % paid.size());
        Refund r;
        r.id = RefundId{QStringLiteral("re-%1").arg(i)};
        r.paymentId = p.id;
        r.courseTitle = p.courseTitle;
        r.studentName = p.studentName;
        r.amount = i % 3 == 1 ? usd(p.amount.minor() / 2) : p.amount;
        r.state = states[i % 7];
        r.reason = s(reasons[i % 4]);
        r.requestedBy = p.studentName;
        r.createdAt = ago(3600LL * (2 + i * 29));
        const bool decided = r.state == RefundState::Rejected || r.state == RefundState::Approved;
        if (decided) r.decidedBy = s("Ines Moreau");
        if (r.state == RefundState::Rejected) r.failure = s("Four fifths of the course were seen.");
        if (r.state == RefundState::Failed) r.failure = s("The card was closed; the bank returned the money.");
        if (r.state != RefundState::Requested && r.state != RefundState::Rejected)
            r.gatewayId = QStringLiteral("re_3PxQ7R2eZvKYlo2C%1").arg(1000 + i);
        if (r.state != RefundState::Requested && r.state != RefundState::Pending && r.state != RefundState::Approved)
            r.finishedAt = r.createdAt.addSecs(5400);
        list.append(r);
    }
    return list;
}

RefundQuote refundQuote(bool automatic)
{
    RefundQuote quote;
    quote.paymentId = PaymentId{QStringLiteral("pay-0")};
    quote.paid = usd(4900);
    quote.platformShareBps = 2000;
    quote.refundable = usd(4900);
    quote.teacherPart = usd(3920);
    quote.platformPart = usd(980);
    quote.automatic = automatic;
    quote.automaticUntil = ago(-86400 * 9);
    quote.progressPercent = automatic ? 12 : 64;
    if (!automatic) {
        quote.teacherOwes = usd(1120);
        quote.why = s("You have seen 64% of the course; up to 30% a purchase can be taken back without asking.");
    }
    return quote;
}

Checkout checkout(bool very)
{
    Payment payment = payments(very).at(2);
    if (!very) payment.courseTitle = s("Piano for adults: from the first note to Satie");
    return {payment,
            QStringLiteral("pi_secret"),
            QStringLiteral("pk_test"),
            {},
            QStringLiteral("https://learn.lindau.example/checkout/ticket"),
            {}};
}

QList<Vault> vaults(bool very)
{
    const char* const names[] = {"Lindau Open School", "Clara Whitfield", "Tomás Herrera",  "Dr. Ngozi Okafor",
                                 "Aiko Tanaka",        "Jonas Brandt",    "Élodie Marchand"};
    QList<Vault> list;
    for (int i = 0; i < (very ? 300 : 7); ++i) {
        Vault v;
        v.id = VaultId{QStringLiteral("vault-%1").arg(i)};
        v.kind = i == 0 ? VaultKind::Platform : VaultKind::Teacher;
        v.ownerName = s(names[i % 7]);
        const qint64 scale = very ? 9'731'117 : 1;
        v.balances = {{usd(39'280 * scale), usd((182'450 - 20'000LL * (i % 7)) * scale),
                       usd(i % 3 == 1 ? 25'000 * scale : 0), usd((1'204'480 - 100'000LL * (i % 7)) * scale), usd(0), usd(i == 0 ? 41'230 * scale : 0)}};
        if (very)
            v.balances.append({Money::fromMinor(1'250'000, *Currency::fromCode(QStringLiteral("JPY"))),
                               Money::fromMinor(320'000, *Currency::fromCode(QStringLiteral("JPY"))),
                               Money::fromMinor(0, *Currency::fromCode(QStringLiteral("JPY"))),
                               Money::fromMinor(9'320'000, *Currency::fromCode(QStringLiteral("JPY"))),
                               Money::fromMinor(0, *Currency::fromCode(QStringLiteral("JPY"))),
                               Money::fromMinor(0, *Currency::fromCode(QStringLiteral("JPY")))});
        v.minimumWithdrawal = usd(1000);
        v.twoAdminsAbove = usd(100'000);
        v.nextReleaseAt = ago(-86400 * 2 - 4000);
        v.nextReleaseAmount = usd(11'760);
        v.createdAt = ago(86400LL * (40 + i * 13));
        list.append(v);
    }
    return list;
}

QList<VaultEntry> entries(bool very)
{
    QList<VaultEntry> list;
    qint64 balance = 221'730;
    const QList<CourseStudent> people = students(false);
    for (int i = 0; i < (very ? 5000 : 16); ++i) {
        VaultEntry e;
        e.id = QStringLiteral("entry-%1").arg(i);
        if (i % 8 != 2 && i % 8 != 4) e.paymentId = PaymentId{QStringLiteral("pay-%1").arg(i)};
        e.at = ago(5400LL + 41'000LL * i);
        e.balanceAfter = usd(balance);
        qint64 amount = 3920;
        switch (i % 8) {
        case 2:
            e.kind = EntryKind::Release;
            amount = 0;
            e.moved = usd(7840);
            e.description = s("Two sales became available");
            break;
        case 4:
            e.kind = EntryKind::Withdrawal;
            amount = -25'000;
            e.description = s("Withdrawal to your bank account");
            break;
        case 6:
            e.kind = EntryKind::Refund;
            amount = -3920;
            e.description = s("Refund of Piano for adults to Giulia Conti");
            break;
        default:
            e.kind = EntryKind::Sale;
            e.description = s("Sale of Piano for adults to %1").arg(people.at(i % 8).name);
            e.sale = SaleFigures{usd(4900), usd(0), usd(980), usd(3920), QStringLiteral("R-2026-%1").arg(412 - i, 6, 10, QLatin1Char('0'))};
            break;
        }
        e.amount = usd(amount);
        balance -= amount;
        if (balance < 0) balance = 221'730;
        list.append(e);
    }
    return list;
}

VaultSeries series(int days, bool very)
{
    VaultSeries result;
    const QDateTime today(QDateTime::currentDateTimeUtc().date(), QTime(0, 0), Qt::UTC);
    qint64 balance = 24'000;
    for (int i = days - 1; i >= 0; --i) {
        const double wave = 0.5 + 0.5 * std::sin(double(i) / 5.0);
        const qint64 earned = i % 7 > 4 ? 0 : qint64(wave * 4.0) * 3920 * (very ? 40 : 1);
        balance += earned;
        if (i % 30 == 12) balance -= qMin<qint64>(balance, 60'000);
        result.points.append({today.addDays(-i), usd(earned), usd(balance)});
    }
    return result;
}

QList<Withdrawal> withdrawals(bool very)
{
    const WithdrawalState states[] = {WithdrawalState::Requested, WithdrawalState::Requested, WithdrawalState::Sent,
                                      WithdrawalState::Paid,      WithdrawalState::Rejected,  WithdrawalState::Failed,
                                      WithdrawalState::Returned};
    const char* const names[] = {"Clara Whitfield", "Tomás Herrera", "Dr. Ngozi Okafor", "Aiko Tanaka"};
    QList<Withdrawal> list;
    for (int i = 0; i < (very ? 300 : 7); ++i) {
        Withdrawal w;
        w.id = WithdrawalId{QStringLiteral("wd-%1").arg(i)};
        w.vaultId = VaultId{QStringLiteral("vault-%1").arg(1 + i % 4)};
        w.ownerName = s(names[i % 4]);
        w.amount = usd(very ? 123'456'700 + i : 25'000 + 7'350LL * i);
        w.state = states[i % 7];
        w.note = i % 2 == 0 ? s("For the new piano bench") : QString();
        if (w.state == WithdrawalState::Rejected) w.reason = s("The bank details do not match the name.");
        if (w.state == WithdrawalState::Failed) w.reason = s("The bank returned the money: account closed.");
        w.requestedAt = ago(3600LL * (3 + i * 19));
        if (w.state != WithdrawalState::Requested) {
            w.decidedBy = s("Ines Moreau");
            w.decidedAt = w.requestedAt.addSecs(7200);
        }
        if (i % 7 == 1) {
            w.approvalsNeeded = 2;
            w.approvedBy = {s("Ada Kimura")};
            w.approvedByIds = {UserId{s("u-ada")}};
        }
        if (w.state == WithdrawalState::Paid) w.reference = s("SEPA 2026-11-0042");
        if (w.state == WithdrawalState::Returned) w.reason = s("The account was closed meanwhile.");
        list.append(w);
    }
    return list;
}

QList<Notification> notifications(bool very)
{
    const QList<Notification> some{
        {NotificationId{QStringLiteral("n1")}, QStringLiteral("course_rejected"), s("Piano for adults was rejected"),
         s("The description promises forty lessons, the outline says twelve."), QStringLiteral("course-0"), false,
         ago(3600 * 5)},
        {NotificationId{QStringLiteral("n2")}, QStringLiteral("withdrawal_paid"), s("$250.00 reached your bank"),
         s("Withdrawal of 12 November"), QStringLiteral("wd-3"), false, ago(86400)},
        {NotificationId{QStringLiteral("n3")}, QStringLiteral("course_approved"),
         s("Jazz harmony workshop was approved"), s("Add lectures, then launch it."), QStringLiteral("course-10"), true,
         ago(86400 * 3)},
        {NotificationId{QStringLiteral("n4")}, QStringLiteral("certificate_issued"), s("Your certificate is ready"),
         s("Watercolour: light, water, patience"), QStringLiteral("enr-1"), true, ago(86400 * 8)}};
    if (!very) return some;
    QList<Notification> list;
    for (int i = 0; i < 300; ++i) {
        Notification n = some.at(i % 4);
        n.id.value += QString::number(i);
        list.append(n);
    }
    return list;
}

QList<AuditEntry> audit(bool very)
{
    const char* const actions[] = {"course.reject",  "course.submit", "withdrawal.approve", "user.block",
                                   "payment.settle", "account.login", "course.approve",     "user.set_role"};
    const char* const subjects[] = {
        "Piano for adults",        "Piano for adults", "$250.00 of Clara Whitfield", "Oskar Nowak",
        "pi_3PxQ7R2eZvKYlo2C1004", "Ines Moreau",      "Jazz harmony workshop",      "Priya Raman"};
    QList<AuditEntry> list;
    for (int i = 0; i < (very ? 3000 : 16); ++i)
        list.append({QStringLiteral("a-%1").arg(i),
                     i % 8 == 4 ? s("system") : s("Ines Moreau"),
                     s(actions[i % 8]),
                     s(subjects[i % 8]),
                     {},
                     i % 8 == 0 ? s("The description promises forty lessons, the outline says twelve.") : QString(),
                     i % 8 == 4 ? QString() : s("192.0.2.14"),
                     ago(600LL + 3100LL * i)});
    return list;
}

Overview overview(bool very)
{
    return {very ? 1'284'022 : 1342,
            very ? 4210 : 6,
            very ? 980 : 23,
            very ? 31'337 : 17,
            usd(very ? 98'234'555'10 : 184'240),
            usd(very ? 1'234'567'890'12 : 1'204'480),
            61,
            series(90, very)};
}

ServerInfo serverInfo(bool very)
{
    ServerInfo info;
    info.name = s("Lindau Open School");
    info.version = QStringLiteral("0.1.0");
    info.paymentsAvailable = true;
    info.defaultCurrency = QStringLiteral("USD");
    info.demoAccounts = {{s("Ines Moreau"), s("ines@lindau.example"), s("demo-demo-demo"), Role::Admin},
                         {s("Clara Whitfield"), s("clara@lindau.example"), s("demo-demo-demo"), Role::Teacher},
                         {s("Samuel Adeyemi"), s("samuel@post.example"), s("demo-demo-demo"), Role::Student}};
    if (very) info.name = s("Volkshochschule der Bodenseegemeinden und ihrer Partnerstädte e.V.");
    return info;
}

} // namespace lectern::fakes
