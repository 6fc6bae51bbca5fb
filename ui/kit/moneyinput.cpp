#include "ui/kit/moneyinput.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace lectern {

namespace {

struct MoneyInput
{
    Q_DECLARE_TR_FUNCTIONS(MoneyInput)
};

Error refuse(const QString& why) { return makeError(ErrorCode::InvalidInput, why); }

/// Latin figures and the three kinds of separators: '.', ',' and '_' for what only ever groups.
std::optional<QString> plain(const QString& typed)
{
    QString out;
    for (const QChar c : typed) {
        if (c.digitValue() >= 0)
            out += QLatin1Char(char('0' + c.digitValue()));
        else if (c == u'.' || c == u'٫')
            out += u'.';
        else if (c == u',' || c == u'،')
            out += u',';
        else if (c.isSpace() || c == u'\'' || c == u'’' || c == u'٬')
            out += u'_';
        else
            return std::nullopt;
    }
    return out;
}

bool grouped(const QString& whole, QChar mark)
{
    static const QRegularExpression shape(QStringLiteral("^[1-9][0-9]{0,2}(_[0-9]{3})+$"));
    return shape.match(QString(whole).replace(mark, u'_')).hasMatch();
}

} // namespace

Result<Money> readMoney(const QString& typed, const Currency& currency, const QLocale& locale)
{
    const int digits = currency.digits();
    const QString point = locale.decimalPoint();
    const QString example = digits > 0 ? QStringLiteral("1250") + point + QString(u'5').leftJustified(digits, u'0') : QStringLiteral("1250");
    const QString how = MoneyInput::tr("Type an amount such as %1.").arg(example);
    const auto text = plain(typed.trimmed());
    if (!text || text->isEmpty()) return refuse(how);
    const QString marks = QString(*text).remove(QRegularExpression(QStringLiteral("[0-9]")));
    if (marks.isEmpty()) return Money::fromDecimal(*text, currency);
    const QChar last = marks.back();
    const QString whole = text->left(text->lastIndexOf(last));
    const QString rest = text->mid(text->lastIndexOf(last) + 1);
    const QString groups = marks.chopped(1);
    const bool sameGroups = groups.isEmpty() || groups == QString(groups.size(), groups.front());
    const bool once = !groups.contains(last);
    const bool mayGroup = last == u'_' || QString(last) == locale.groupSeparator() || !once;
    const bool decimal = last != u'_' && once && (rest.size() < 3 || QString(last) == point || !groups.isEmpty());
    if (!sameGroups || (!groups.isEmpty() && !grouped(once ? whole : *text, groups.front()))) return refuse(how);
    if (decimal) {
        if (rest.isEmpty() || whole.isEmpty() || rest.size() > digits)
            return refuse(digits == 0 ? MoneyInput::tr("%1 has no smaller unit. %2").arg(currency.code(), how)
                                      : MoneyInput::tr("At most %n figures after the “%1”. %2", nullptr, digits).arg(last).arg(how));
        QString number = whole;
        if (!groups.isEmpty()) number.remove(groups.front());
        return Money::fromDecimal(number + u'.' + rest, currency);
    }
    if (mayGroup && grouped(*text, last)) return Money::fromDecimal(QString(*text).remove(last), currency);
    return refuse(MoneyInput::tr("“%1” can be read in two ways. %2").arg(typed.trimmed(), how));
}

QString editableMoney(const Money& money, const QLocale& locale)
{
    return money.toDecimal().replace(QStringLiteral("."), locale.decimalPoint());
}

} // namespace lectern
