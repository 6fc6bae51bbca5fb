#include "ui/documents/papertext.h"
#include "ui/kit/text.h"

namespace lectern {

QString rateText(int basisPoints)
{
    const int fraction = basisPoints % 100;
    QString text = QLocale().toString(basisPoints / 100);
    if (fraction != 0) {
        const QString digits = QStringLiteral("%1").arg(fraction, 2, 10, QLatin1Char('0'));
        text += QLocale().decimalPoint() + (digits.endsWith(u'0') ? digits.left(1) : digits);
    }
    return text + u'%';
}

QString paymentReference(const PaymentId& id)
{
    const QString plain = QString(id.value).remove(u'-').toUpper();
    const QString last = plain.right(8);
    return last.size() == 8 ? last.left(4) + u'-' + last.right(4) : last;
}

QString documentTitle(DocumentKind kind) { return chip(kind).text; }

QString countryName(const QString& code)
{
    const QLocale::Territory territory = QLocale::codeToTerritory(code);
    return territory == QLocale::AnyTerritory ? code : QLocale::territoryToString(territory);
}

} // namespace lectern
