#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Txt
{
    Q_DECLARE_TR_FUNCTIONS(Txt)
};

QString symbolOf(const QString& code)
{
    static const QHash<QString, QString> symbols{
        {QStringLiteral("USD"), QStringLiteral("$")}, {QStringLiteral("EUR"), QStringLiteral("€")},
        {QStringLiteral("GBP"), QStringLiteral("£")}, {QStringLiteral("JPY"), QStringLiteral("¥")},
        {QStringLiteral("INR"), QStringLiteral("₹")}, {QStringLiteral("KRW"), QStringLiteral("₩")},
        {QStringLiteral("PLN"), QStringLiteral("zł")}};
    return symbols.value(code, code);
}

/// "10:59 AM" stays on one line.
QString unbroken(QString text) { return text.replace(u' ', QChar(0x00a0)); }

} // namespace

QString moneyText(const Money& money)
{
    const QLocale locale = QLocale().language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : QLocale();
    const int digits = money.currency().digits();
    quint64 unit = 1;
    for (int i = 0; i < digits; ++i)
        unit *= 10;
    const quint64 minor = money.isNegative() ? quint64(-(money.minor() + 1)) + 1 : quint64(money.minor());
    QString number = locale.toString(minor / unit);
    if (digits > 0)
        number += locale.decimalPoint() + QStringLiteral("%1").arg(minor % unit, digits, 10, QLatin1Char('0'));
    const QString symbol = symbolOf(money.currency().code());
    const bool before = locale.toCurrencyString(1, QStringLiteral("¤")).startsWith(QStringLiteral("¤"));
    const bool isWord = symbol.size() > 1;
    QString text = before ? symbol + (isWord ? QStringLiteral("\u00a0") : QString()) + number
                          : number + QStringLiteral("\u00a0") + symbol;
    return money.isNegative() ? QStringLiteral("−") + text : text;
}

QString feeText(const Money& fee) { return fee.isZero() ? Txt::tr("Free") : moneyText(fee); }

QString signedMoneyText(const Money& money)
{
    return money.isNegative() || money.isZero() ? moneyText(money) : u'+' + moneyText(money);
}

QString relativeTime(const QDateTime& time, const QDateTime& now)
{
    if (!time.isValid()) return Txt::tr("never");
    const qint64 past = time.secsTo(now);
    const qint64 span = qAbs(past);
    if (span < 45) return Txt::tr("just now");
    if (span < 3600) {
        const int n = int((span + 30) / 60);
        return past > 0 ? Txt::tr("%n min ago", nullptr, n) : Txt::tr("in %n min", nullptr, n);
    }
    if (span < 24 * 3600) {
        const int n = int((span + 1800) / 3600);
        return past > 0 ? Txt::tr("%n h ago", nullptr, n) : Txt::tr("in %n h", nullptr, n);
    }
    if (span < 30 * 86400) {
        const int n = int(span / 86400);
        if (n == 1) return past > 0 ? Txt::tr("yesterday") : Txt::tr("tomorrow");
        return past > 0 ? Txt::tr("%n days ago", nullptr, n) : Txt::tr("in %n days", nullptr, n);
    }
    return dayText(time);
}

QString ageText(const QDateTime& time, const QDateTime& now)
{
    const qint64 days = time.secsTo(now) / 86400;
    if (days < 1) return relativeTime(time, now);
    return days < 14 ? Txt::tr("%n days", nullptr, int(days)) : Txt::tr("%n weeks", nullptr, int(days / 7));
}

QString exactTime(const QDateTime& time)
{
    if (!time.isValid()) return {};
    const QDateTime local = time.toLocalTime();
    return Txt::tr("%1, %2").arg(longDayText(local.date()),
                                 unbroken(QLocale().toString(local.time(), QLocale::ShortFormat)));
}

QString dayText(const QDateTime& time) { return dayText(time.toLocalTime().date()); }

QString dayText(const QDate& day)
{
    return day.year() == QDate::currentDate().year() ? QLocale().toString(day, QStringLiteral("d MMM"))
                                                     : QLocale().toString(day, QStringLiteral("d MMM yyyy"));
}

QString longDayText(const QDate& day) { return QLocale().toString(day, QStringLiteral("d MMMM yyyy")); }

QString durationText(int seconds)
{
    const int h = seconds / 3600;
    const QString tail = QStringLiteral("%1:%2")
                             .arg((seconds / 60) % 60, h > 0 ? 2 : 1, 10, QLatin1Char('0'))
                             .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return h > 0 ? QStringLiteral("%1:%2").arg(h).arg(tail) : tail;
}

QString fileSizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 10'000'000 ? 1 : 0, QLocale::DataSizeSIFormat);
}

QString languageName(const QString& code)
{
    const QLocale locale(code);
    if (code.isEmpty() || locale.language() == QLocale::C) return code;
    return QLocale::languageToString(locale.language());
}

QString roleText(Role role) { return chip(role).text; }
QString levelText(Level level) { return chip(level).text; }

QString lectureKindText(LectureKind kind)
{
    switch (kind) {
    case LectureKind::Video:
        return Txt::tr("Video");
    case LectureKind::Article:
        return Txt::tr("Article");
    case LectureKind::Document:
        return Txt::tr("Document");
    }
    return {};
}

QString eventText(const CourseEvent& event)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("created"), QT_TRANSLATE_NOOP("Txt", "Created")},
        {QStringLiteral("submitted"), QT_TRANSLATE_NOOP("Txt", "Submitted for review")},
        {QStringLiteral("approve"), QT_TRANSLATE_NOOP("Txt", "Approved")},
        {QStringLiteral("reject"), QT_TRANSLATE_NOOP("Txt", "Rejected")},
        {QStringLiteral("suspend"), QT_TRANSLATE_NOOP("Txt", "Suspended")},
        {QStringLiteral("reinstate"), QT_TRANSLATE_NOOP("Txt", "Reinstated")},
        {QStringLiteral("launched"), QT_TRANSLATE_NOOP("Txt", "Launched")},
        {QStringLiteral("archived"), QT_TRANSLATE_NOOP("Txt", "Archived")}};
    const char* text = texts.value(event.kind, nullptr);
    return text ? Txt::tr(text) : event.kind;
}

QString refundText(const Refund& refund)
{
    const QString amount = moneyText(refund.amount);
    const QString when = exactTime(refund.finishedAt.value_or(refund.createdAt));
    if (refund.reversal) return Txt::tr("%1 was taken back with its receipt on %2.").arg(amount, when);
    const bool wallet = refund.channel == RefundChannel::Wallet;
    const bool byHand = refund.channel == RefundChannel::Offline;
    switch (refund.state) {
    case RefundState::Requested:
        return Txt::tr("%1 asked back on %2. An admin decides.").arg(amount, when);
    case RefundState::Approved:
    case RefundState::Pending:
        if (wallet) return Txt::tr("%1 is on its way into the wallet since %2.").arg(amount, when);
        if (byHand) return Txt::tr("%1 is to be paid back by hand since %2.").arg(amount, when);
        return Txt::tr("%1 is on its way back to the card since %2.").arg(amount, when);
    case RefundState::Succeeded:
        if (wallet) return Txt::tr("%1 went into the wallet on %2.").arg(amount, when);
        if (byHand) return Txt::tr("%1 was paid back by hand on %2.").arg(amount, when);
        return Txt::tr("%1 went back to the card on %2.").arg(amount, when);
    case RefundState::Failed:
        return Txt::tr("%1 could not be returned on %2: %3").arg(amount, when, refund.failure);
    case RefundState::Rejected:
        return Txt::tr("%1 was not returned. %2: %3")
            .arg(amount, refund.decidedBy.isEmpty() ? Txt::tr("An admin") : refund.decidedBy, refund.failure);
    }
    return {};
}

QString paymentTitle(const Payment& payment)
{
    return payment.kind == PaymentKind::TopUp && payment.isForBundle ? Txt::tr("Bundle “%1”, through the wallet").arg(payment.courseTitle)
           : payment.kind == PaymentKind::TopUp ? Txt::tr("Top-up of the wallet")
           : payment.sessionAt ? Txt::tr("%1, %2", "title and time of a session").arg(payment.courseTitle, momentText(*payment.sessionAt)) : payment.courseTitle;
}

bool waitsForReceipt(const Payment& payment)
{
    const bool byHand = payment.method == PaymentMethod::Cash || payment.method == PaymentMethod::Cheque ||
                        payment.method == PaymentMethod::BankTransfer;
    return byHand && !payment.settledAt && (payment.state == PaymentState::Created || payment.state == PaymentState::AwaitingPayer);
}

ChipSpec paymentChip(const Payment& payment)
{
    if (payment.standing != PaymentStanding::Usual) return chip(payment.standing);
    if (!waitsForReceipt(payment)) return chip(payment.state);
    if (payment.method == PaymentMethod::Cash) return {Txt::tr("Waits for cash"), Tone::Gold};
    if (payment.method == PaymentMethod::Cheque) return {Txt::tr("Waits for a cheque"), Tone::Gold};
    return {Txt::tr("Waits for a transfer"), Tone::Gold};
}

ChipSpec dueChip(const QDateTime& due, const QDateTime& now)
{
    const int days = int(now.daysTo(due));
    if (due < now) return {Txt::tr("Overdue"), Tone::Red};
    if (days == 0) return {Txt::tr("Due today"), Tone::Red};
    return {Txt::tr("Due in %n days", nullptr, days), days <= 2 ? Tone::Red : days <= 7 ? Tone::Gold : Tone::Neutral};
}

QString accountText(const QString& account)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("gateway_pending"), QT_TRANSLATE_NOOP("Txt", "At the gateway, pending")},
        {QStringLiteral("gateway_available"), QT_TRANSLATE_NOOP("Txt", "At the gateway, available")},
        {QStringLiteral("bank"), QT_TRANSLATE_NOOP("Txt", "Bank")},
        {QStringLiteral("offline_cash"), QT_TRANSLATE_NOOP("Txt", "Cash, cheques and transfers")},
        {QStringLiteral("teacher_vault"), QT_TRANSLATE_NOOP("Txt", "Vaults of teachers")},
        {QStringLiteral("teacher_receivable"), QT_TRANSLATE_NOOP("Txt", "Debts of teachers")},
        {QStringLiteral("platform_revenue"), QT_TRANSLATE_NOOP("Txt", "Revenue of the platform")},
        {QStringLiteral("gateway_fees"), QT_TRANSLATE_NOOP("Txt", "Fees of the gateway")},
        {QStringLiteral("dispute_hold"), QT_TRANSLATE_NOOP("Txt", "Set aside, not yet with the bank")},
        {QStringLiteral("payout_transit"), QT_TRANSLATE_NOOP("Txt", "On the way to banks")},
        {QStringLiteral("student_wallet"), QT_TRANSLATE_NOOP("Txt", "Wallets of students")},
        {QStringLiteral("tax_payable"), QT_TRANSLATE_NOOP("Txt", "Tax to pay")},
        {QStringLiteral("suspense"), QT_TRANSLATE_NOOP("Txt", "Suspense")},
        {QStringLiteral("currency_exchange"), QT_TRANSLATE_NOOP("Txt", "Exchanged by the gateway")}};
    const char* text = texts.value(account, nullptr);
    return text ? Txt::tr(text) : QString(account).replace(u'_', u' ');
}

QString cardFieldText(const QString& field)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("title"), QT_TRANSLATE_NOOP("Txt", "Title")},
        {QStringLiteral("categoryId"), QT_TRANSLATE_NOOP("Txt", "Category")},
        {QStringLiteral("fee"), QT_TRANSLATE_NOOP("Txt", "Fee")},
        {QStringLiteral("language"), QT_TRANSLATE_NOOP("Txt", "Language")},
        {QStringLiteral("level"), QT_TRANSLATE_NOOP("Txt", "Level")},
        {QStringLiteral("descriptionMarkdown"), QT_TRANSLATE_NOOP("Txt", "Description")},
        {QStringLiteral("coverFileId"), QT_TRANSLATE_NOOP("Txt", "Cover image")}};
    const char* text = texts.value(field, nullptr);
    return text ? Txt::tr(text) : field;
}

QString sourceText(EnrollmentSource source)
{
    switch (source) {
    case EnrollmentSource::Direct:
        return Txt::tr("Came by themselves");
    case EnrollmentSource::Referral:
        return Txt::tr("Sent by a friend");
    case EnrollmentSource::Promotion:
        return Txt::tr("Came with a coupon");
    case EnrollmentSource::Bundle:
        return Txt::tr("Bought a bundle");
    case EnrollmentSource::LearningPath:
        return Txt::tr("Took a learning path");
    }
    return {};
}

QString momentText(const QDateTime& time)
{
    const QDateTime local = time.toLocalTime();
    return Txt::tr("%1, %2").arg(dayText(local.date()), unbroken(QLocale().toString(local.time(), QLocale::ShortFormat)));
}

QString valueText(const QVariant& value)
{
    if (value.metaType() == QMetaType::fromType<Money>()) return moneyText(value.value<Money>());
    if (value.metaType() == QMetaType::fromType<FeeValue>()) return feeText(value.value<FeeValue>().money);
    if (value.metaType() == QMetaType::fromType<Moment>()) return momentText(value.value<Moment>().at);
    if (value.metaType() == QMetaType::fromType<AuditDetail>()) return auditDetailText(value.value<AuditDetail>().action, value.value<AuditDetail>().text);
    if (value.metaType() == QMetaType::fromType<AuditAction>()) return auditText(value.value<AuditAction>().name);
    if (value.metaType() == QMetaType::fromType<QDateTime>()) return relativeTime(value.toDateTime());
    if (value.metaType() == QMetaType::fromType<Percent>())
        return value.value<Percent>().word.isEmpty() ? QLocale().toString(value.value<Percent>().value) + u'%' : value.value<Percent>().word;
    if (value.metaType() == QMetaType::fromType<int>()) return QLocale().toString(value.toInt());
    if (value.metaType() == QMetaType::fromType<LedgerAccount>()) return accountText(value.value<LedgerAccount>().name);
    if (value.metaType() == QMetaType::fromType<DeclineCode>()) return declineText(value.value<DeclineCode>().code);
    if (value.metaType() == QMetaType::fromType<DisputeReason>()) return disputeReasonText(value.value<DisputeReason>().code);
    if (value.metaType() == QMetaType::fromType<QDate>()) return dayText(value.toDate());
    if (value.metaType() == QMetaType::fromType<Month>())
        return QLocale().toString(value.value<Month>().first, QStringLiteral("MMMM yyyy"));
    if (value.metaType() == QMetaType::fromType<EnrollmentSource>()) return sourceText(value.value<EnrollmentSource>());
    if (value.metaType() == QMetaType::fromType<PaymentMethod>()) return methodText(value.value<PaymentMethod>());
    if (const ChipSpec spec = chipOf(value); !spec.text.isEmpty()) return spec.text;
    return value.toString();
}

QString csvLine(const QStringList& cells)
{
    QStringList out;
    for (QString cell : cells) {
        if (cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n') || cell.contains(u'\r'))
            cell = u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
        out.append(cell);
    }
    return out.join(u',');
}

} // namespace lectern
