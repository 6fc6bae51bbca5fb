#include "fakes/fakedata.h"

namespace lectern::fakes {

namespace {
QString s(const char* text) { return QString::fromUtf8(text); }
QDateTime today() { return {QDateTime::currentDateTimeUtc().date(), QTime(0, 0), Qt::UTC}; }
} // namespace

PurchaseQuote purchaseQuote(bool very)
{
    PurchaseQuote quote;
    quote.courseId = CourseId{QStringLiteral("course-0")};
    quote.price = usd(very ? 99'999'999 : 4900);
    quote.net = quote.price;
    quote.taxBps = 1900;
    quote.tax = usd(very ? 19'000'000 : 931);
    quote.country = QStringLiteral("DE");
    quote.total = usd(quote.net.minor() + quote.tax.minor());
    quote.wallet = usd(2500);
    quote.methods = {QStringLiteral("card"), QStringLiteral("wallet"), QStringLiteral("cash"), QStringLiteral("cheque"),
                     QStringLiteral("bank_transfer")};
    quote.offlineInstructions = s("Cash and cheques at the front desk, Mon to Fri 9 to 17.\n"
                                  "Transfers to Lindau Open School, IBAN DE02 1203 0000 0000 2020 51, with your name.");
    quote.discount = usd(0);
    const QDate start(2027, 1, 31);
    quote.plans = {{PlanId{QStringLiteral("plan-1")}, QStringLiteral("Three months"), PlanKind::Instalments, planLines({QStringLiteral("x"), PlanKind::Instalments, 0, 0, 3, PlanInterval::Month}, quote.total, start)},
                   {PlanId{QStringLiteral("plan-2")}, QStringLiteral("A year"), PlanKind::Instalments, planLines({QStringLiteral("x"), PlanKind::Instalments, 0, 0, 12, PlanInterval::Month}, quote.total, start)}};
    quote.plans += subscriptionOffers();
    return quote;
}

StudentWallet studentWallet(bool very)
{
    StudentWallet wallet;
    wallet.balances = {{usd(very ? 98'765'432 : 2500), usd(very ? 1'200 : 0)}};
    if (very) {
        const Currency yen = *Currency::fromCode(QStringLiteral("JPY"));
        wallet.balances.append({Money::fromMinor(12'400, yen), Money::fromMinor(0, yen)});
    }
    wallet.minimumTopUp = usd(500);
    wallet.maximumTopUp = usd(100'000);
    return wallet;
}

QList<WalletEntry> walletEntries(bool very)
{
    QList<WalletEntry> list;
    qint64 balance = 2500;
    for (int i = 0; i < (very ? 600 : 9); ++i) {
        WalletEntry e;
        e.id = QStringLiteral("we-%1").arg(i);
        e.at = ago(9000LL + 180'000LL * i);
        e.balanceAfter = usd(balance);
        qint64 amount = 0;
        switch (i % 4) {
        case 0:
            e.kind = WalletEntryKind::Refund;
            e.description = s("Refund of Sourdough at home");
            amount = 2400;
            break;
        case 1:
            e.kind = WalletEntryKind::Purchase;
            e.description = s("Part of Piano for adults: from the first note to Satie");
            amount = -2400;
            break;
        case 2:
            e.kind = WalletEntryKind::TopUp;
            e.description = s("Top-up by card");
            amount = 5000;
            break;
        default:
            e.kind = WalletEntryKind::Purchase;
            e.description = s("Watercolour: light, water, patience");
            amount = -3900;
            break;
        }
        if (i % 4 != 2) e.paymentId = PaymentId{QStringLiteral("pay-%1").arg(i)};
        e.amount = usd(amount);
        balance = qMax<qint64>(0, balance - amount);
        list.append(e);
    }
    return list;
}

QList<FiscalDocument> fiscalDocuments(bool very)
{
    const QList<Payment> paid = payments(very);
    QList<FiscalDocument> list;
    for (int i = 0; i < (very ? 400 : 9); ++i) {
        const Payment& p = paid.at(i % paid.size());
        FiscalDocument d;
        d.id = DocumentId{QStringLiteral("doc-%1").arg(i)};
        d.kind = i % 4 == 1 ? DocumentKind::CreditNote : DocumentKind::Receipt;
        d.number = (d.kind == DocumentKind::Receipt ? QStringLiteral("R-2026-%1") : QStringLiteral("C-2026-%1"))
                       .arg(17 + i, 6, 10, QLatin1Char('0'));
        if (d.kind == DocumentKind::CreditNote) d.receiptNumber = QStringLiteral("R-2026-000017");
        d.paymentId = p.id;
        d.seller = s("Lindau Open School");
        d.sellerDetails = s("Inselgasse 4, 88131 Lindau, Germany\nVAT DE 123 456 789");
        d.buyerName = p.studentName;
        d.buyerEmail = s("samuel@post.example");
        d.buyerCountry = QStringLiteral("DE");
        d.description = p.courseTitle;
        d.taxBps = 1900;
        d.net = usd(p.amount.minor() * 100 / 119);
        d.total = p.amount;
        d.tax = usd(d.total.minor() - d.net.minor());
        d.method = i % 3 == 0 ? PaymentMethod::Card : PaymentMethod::BankTransfer;
        d.issuedAt = ago(5000LL + 90'000LL * i);
        list.append(d);
    }
    return list;
}

QList<OfflineReceipt> offlineReceipts()
{
    OfflineReceipt stands;
    stands.id = ReceiptId{QStringLiteral("rc-1")};
    stands.paymentId = PaymentId{QStringLiteral("pay-4")};
    stands.method = PaymentMethod::BankTransfer;
    stands.amount = usd(14'900);
    stands.reference = s("DE-2026-10-0042");
    stands.receivedOn = today().addDays(-3);
    stands.note = s("Arrived together with the fee for the summer camp.");
    stands.recordedBy = s("Ines Moreau");
    stands.recordedAt = ago(86400 * 2);
    OfflineReceipt reversed = stands;
    reversed.id = ReceiptId{QStringLiteral("rc-0")};
    reversed.method = PaymentMethod::Cash;
    reversed.reference.clear();
    reversed.note.clear();
    reversed.receivedOn = today().addDays(-5);
    reversed.recordedAt = ago(86400 * 4);
    reversed.reversedBy = s("Ines Moreau");
    reversed.reversalReason = s("It was another student of the same name.");
    reversed.reversedAt = ago(86400 * 3);
    return {reversed, stands};
}

QList<Dispute> disputes(bool very)
{
    const DisputeState states[] = {DisputeState::NeedsResponse, DisputeState::NeedsResponse, DisputeState::Inquiry,
                                   DisputeState::UnderReview,   DisputeState::Won,           DisputeState::Lost,
                                   DisputeState::InquiryClosed};
    const char* const reasons[] = {"product not received", "fraudulent", "general", "credit not processed",
                                   "product unacceptable", "duplicate", "subscription canceled"};
    const QList<Payment> paid = payments(very);
    QList<Dispute> list;
    for (int i = 0; i < (very ? 210 : 7); ++i) {
        const int kind = very ? i / 30 : i;
        const Payment& p = paid.at((i * 3 + 1) % paid.size());
        Dispute d;
        d.id = DisputeId{QStringLiteral("dp-%1").arg(i)};
        d.paymentId = p.id;
        d.courseTitle = p.courseTitle;
        d.studentName = p.studentName;
        d.teacherName = p.teacherName;
        d.state = states[kind % 7];
        d.amount = p.amount;
        const bool inquiry = d.state == DisputeState::Inquiry || d.state == DisputeState::InquiryClosed;
        if (!inquiry) {
            d.teacherPart = usd(p.amount.minor() * 8 / 10);
            d.platformPart = usd(p.amount.minor() - d.teacherPart.minor());
            d.fee = usd(1500);
        }
        d.reason = s(reasons[kind % 7]);
        const bool open = d.state == DisputeState::NeedsResponse || d.state == DisputeState::Inquiry;
        if (open) d.dueBy = ago(-86400LL * (3 + 4 * (i % 5)) - 7200);
        if (d.state == DisputeState::UnderReview || d.state == DisputeState::Won || d.state == DisputeState::Lost) {
            d.submittedBy = s("Ines Moreau");
            d.submittedAt = ago(86400LL * (4 + i));
            d.dueBy = ago(86400LL * (2 + i));
        }
        d.gatewayId = QStringLiteral("du_1PxQ7R2eZvKYlo2C%1").arg(1000 + i);
        d.openedAt = ago(86400LL * (5 + 2 * i));
        if (!open && d.state != DisputeState::UnderReview) d.closedAt = ago(86400LL * (1 + i));
        list.append(d);
    }
    return list;
}

DisputeEvidence disputeEvidence(bool very)
{
    DisputeEvidence e;
    e.customerName = s("Lena Fischer");
    e.customerEmail = s("lena@post.example");
    e.purchaseIp = s("192.0.2.44");
    e.serviceDate = s("2026-10-12");
    e.productDescription = s("Bookkeeping for small associations: 24 lectures in 4 sections, taught by Tomás Herrera. "
                             "Access to the whole course from the moment of the payment.");
    e.consent = s("On 12 October 2026 at 09:58 UTC the student agreed to the terms and to the start of the course "
                  "before the end of the withdrawal period.");
    e.refundPolicy = s("A purchase can be taken back within 14 days while at most 30% of the course were seen. "
                       "Afterwards an admin decides.");
    QStringList lines;
    const char* const what[] = {"logged in from 192.0.2.44", "opened “Welcome”", "opened “What an association must record”",
                                "saw “Receipts and how to keep them” to its end"};
    for (int i = 0; i < (very ? 160 : 6); ++i)
        lines.append(QStringLiteral("2026-10-%1 18:%2 UTC  %3")
                         .arg(12 + i % 18, 2, 10, QLatin1Char('0'))
                         .arg(7 + (i * 11) % 50, 2, 10, QLatin1Char('0'))
                         .arg(s(what[i % 4])));
    e.accessLog = lines.join(u'\n');
    e.receipt = s("R-2026-000017, $89.00, 12 October 2026");
    e.statement = s("The student bought the course on 12 October 2026, agreed to the terms before paying, logged in twice "
                    "and opened 4 of 24 lectures. No refund was asked for before the dispute.");
    return e;
}

} // namespace lectern::fakes
