#include "ui/admin/paymentscope.h"
#include "ui/kit/flowlayout.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Scope
{
    Q_DECLARE_TR_FUNCTIONS(Scope)
};

QString monthText(const QDate& first) { return QLocale().toString(first, QStringLiteral("MMMM yyyy")); }

/// `%1` stands for the day, the month or the span.
QString onDay(PaymentMoment moment)
{
    switch (moment) {
    case PaymentMoment::Begun:
        return Scope::tr("Begun on %1");
    case PaymentMoment::Ordered:
        return Scope::tr("Begun on %1, without top-ups");
    case PaymentMoment::Sold:
        return Scope::tr("Sold on %1");
    case PaymentMoment::Declined:
        return Scope::tr("Declined on %1");
    }
    return {};
}

QString inMonth(PaymentMoment moment)
{
    switch (moment) {
    case PaymentMoment::Begun:
        return Scope::tr("Begun in %1");
    case PaymentMoment::Ordered:
        return Scope::tr("Begun in %1, without top-ups");
    case PaymentMoment::Sold:
        return Scope::tr("Sold in %1");
    case PaymentMoment::Declined:
        return Scope::tr("Declined in %1");
    }
    return {};
}

QString between(PaymentMoment moment)
{
    switch (moment) {
    case PaymentMoment::Begun:
        return Scope::tr("Begun %1 – %2");
    case PaymentMoment::Ordered:
        return Scope::tr("Begun %1 – %2, without top-ups");
    case PaymentMoment::Sold:
        return Scope::tr("Sold %1 – %2");
    case PaymentMoment::Declined:
        return Scope::tr("Declined %1 – %2");
    }
    return {};
}

} // namespace

QString spanText(const PaymentFilter& filter)
{
    if (!filter.from || !filter.until) {
        if (filter.moment == PaymentMoment::Sold) return Scope::tr("Sales only");
        return filter.moment == PaymentMoment::Declined && filter.declineCode.isEmpty() ? Scope::tr("Declined only") : QString();
    }
    const QDate first = filter.from->date();
    const QDate last = filter.until->addMSecs(-1).date();
    if (first == last) return onDay(filter.moment).arg(longDayText(first));
    if (first.day() == 1 && first.addMonths(1) == last.addDays(1)) return inMonth(filter.moment).arg(monthText(first));
    return between(filter.moment).arg(longDayText(first), longDayText(last));
}

PaymentScope monthScope(const QDate& month, const QString& currency, const QString& span)
{
    PaymentScope scope;
    scope.filter.from = QDateTime(month, QTime(0, 0), Qt::UTC);
    scope.filter.until = scope.filter.from->addMonths(1);
    scope.filter.currency = currency;
    scope.span = span.arg(monthText(month));
    return scope;
}

ScopeChips::ScopeChips(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("What the list is narrowed to"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setLayout(new FlowLayout(space::s - 2));
    hide();
}

void ScopeChips::setScope(const PaymentScope& scope)
{
    m_scope = scope;
    rebuild();
}

void ScopeChips::add(const QString& key, const QString& text, Removal removal)
{
    if (text.isEmpty()) return;
    auto* button = new QPushButton(text);
    button->setObjectName(QStringLiteral("payments.scope.%1").arg(key));
    button->setProperty("kind", QStringLiteral("narrowing"));
    button->setAutoDefault(false);
    button->setIcon(icon(QStringLiteral("window-close")));
    button->setIconSize({11, 11});
    button->setLayoutDirection(isRightToLeft() ? Qt::LeftToRight : Qt::RightToLeft); // the cross stands after the words
    button->setCursor(Qt::PointingHandCursor);
    button->setToolTip(tr("Take this away"));
    button->setAccessibleName(tr("%1. Press to take this away.").arg(text));
    pressOnEnter(button);
    layout()->addWidget(button);
    // The chips are made anew; the one that was pressed may go only when its press is over.
    connect(button, &QPushButton::clicked, this, [this, removal] {
        removal(m_scope);
        rebuild();
        Q_EMIT changed();
    }, Qt::QueuedConnection);
}

void ScopeChips::rebuild()
{
    clearLayout(layout());
    const PaymentFilter& filter = m_scope.filter;
    if (m_scope.only) {
        add(QStringLiteral("only"), tr("Only one payment"), [](PaymentScope& s) { s.only.reset(); });
    } else {
        add(QStringLiteral("time"), m_scope.span.isEmpty() ? spanText(filter) : m_scope.span, [](PaymentScope& s) {
            s.span.clear();
            s.withTax = false;
            if (s.filter.declineCode.isEmpty()) s.filter.moment = PaymentMoment::Begun;
            s.filter.from.reset();
            s.filter.until.reset();
        });
        add(QStringLiteral("source"), filter.source ? tr("Source: %1").arg(sourceText(*filter.source)) : QString(), [](PaymentScope& s) { s.filter.source.reset(); });
        add(QStringLiteral("standing"), !filter.standing ? QString() : *filter.standing == PaymentStanding::Usual ? tr("Neither disputed, lost nor a mistake") : chip(*filter.standing).text,
            [](PaymentScope& s) { s.filter.standing.reset(); });
        add(QStringLiteral("course"), filter.courseId ? tr("Course: %1").arg(m_scope.courseTitle) : QString(), [](PaymentScope& s) { s.filter.courseId.reset(); });
        add(QStringLiteral("category"), filter.categoryId ? tr("Category: %1").arg(m_scope.categoryName) : QString(), [](PaymentScope& s) { s.filter.categoryId.reset(); });
        add(QStringLiteral("teacher"), filter.teacherId ? tr("Teacher: %1").arg(m_scope.teacherName) : QString(), [](PaymentScope& s) { s.filter.teacherId.reset(); });
        add(QStringLiteral("coupon"), filter.couponCode.isEmpty() ? QString() : tr("Coupon: %1").arg(filter.couponCode), [](PaymentScope& s) { s.filter.couponCode.clear(); });
        add(QStringLiteral("declined"), filter.declineCode.isEmpty() ? QString() : tr("Declined: %1").arg(declineText(filter.declineCode)), [](PaymentScope& s) { s.filter.declineCode.clear(); });
        add(QStringLiteral("currency"), filter.currency.isEmpty() ? QString() : tr("In %1").arg(filter.currency), [](PaymentScope& s) { s.filter.currency.clear(); });
    }
    setVisible(layout()->count() > 0);
}

} // namespace lectern
