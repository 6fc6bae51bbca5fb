#include "sandbox/payments/currencies.h"

#include "sandbox/core/json.h"

#include <QHash>
#include <QStringList>

namespace lectern::sandbox {

static const QStringList& currencies()
{
    static const QStringList list =
        QString::fromLatin1("usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd "
                            "bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk "
                            "dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr "
                            "isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp "
                            "lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd "
                            "omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar "
                            "sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs "
                            "vnd vuv wst xaf xcd xof xpf yer zar zmw")
            .split(u' ');
    return list;
}

bool isZeroDecimal(const QString& currency)
{
    static const QStringList list =
        QString::fromLatin1("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf").split(u' ');
    return list.contains(currency);
}

bool isThreeDecimal(const QString& currency)
{
    static const QStringList list = QString::fromLatin1("bhd jod kwd omr tnd").split(u' ');
    return list.contains(currency);
}

QString amountText(qint64 amountMinor, const QString& currency)
{
    static const QHash<QString, QString> symbols{
        {u"usd"_s, u"$"_s}, {u"eur"_s, u"€"_s}, {u"gbp"_s, u"£"_s}, {u"jpy"_s, u"¥"_s}};
    const int decimals = isZeroDecimal(currency) ? 0 : isThreeDecimal(currency) ? 3 : 2;
    QString digits = QString::number(amountMinor).rightJustified(decimals + 1, u'0');
    if (decimals > 0) digits.insert(digits.size() - decimals, u'.');
    for (qsizetype i = (decimals > 0 ? digits.size() - decimals - 1 : digits.size()) - 3; i > 0; i -= 3)
        digits.insert(i, u',');
    return symbols.value(currency) + digits + u' ' + currency;
}

Refusal checkCurrency(const QString& currency)
{
    if (currencies().contains(currency)) return {};
    return invalidRequest(u"Invalid currency: %1. Stripe currently supports these currencies: %2"_s.arg(
                              currency, currencies().join(u", "_s)),
                          u"currency"_s);
}

Refusal checkAmount(qint64 amountMinor, const QString& currency)
{
    // Stripe's minimum charge amounts; for other currencies the equivalent of the account's own minimum.
    static const QHash<QString, qint64> minimums{
        {u"aed"_s, 200},  {u"aud"_s, 50},  {u"bgn"_s, 100},  {u"brl"_s, 50},  {u"cad"_s, 50},   {u"chf"_s, 50},
        {u"czk"_s, 1500}, {u"dkk"_s, 250}, {u"eur"_s, 50},   {u"gbp"_s, 30},  {u"hkd"_s, 400},  {u"huf"_s, 17500},
        {u"inr"_s, 50},   {u"jpy"_s, 50},  {u"mxn"_s, 1000}, {u"myr"_s, 200}, {u"nok"_s, 300},  {u"nzd"_s, 50},
        {u"pln"_s, 200},  {u"ron"_s, 200}, {u"sek"_s, 300},  {u"sgd"_s, 50},  {u"thb"_s, 1000}, {u"usd"_s, 50}};
    if (Refusal refusal = checkCurrency(currency)) return refusal;
    if (amountMinor < 0)
        return invalidRequest(u"Invalid non-negative integer"_s, u"amount"_s, u"parameter_invalid_integer"_s);
    if (amountMinor < 1)
        return invalidRequest(u"This value must be greater than or equal to 1."_s, u"amount"_s,
                              u"parameter_invalid_integer"_s);
    // docs.stripe.com/currencies, "Three-decimal currencies": the least significant digit must be 0.
    if (isThreeDecimal(currency) && amountMinor % 10 != 0)
        return invalidRequest(u"Invalid amount: amounts in %1 must end with 0."_s.arg(currency), u"amount"_s, u"parameter_invalid_integer"_s);
    const qint64 minimum = minimums.value(currency, isZeroDecimal(currency) ? 50 : isThreeDecimal(currency) ? 500 : 50);
    if (amountMinor < minimum)
        return invalidRequest(u"Amount must be at least %1"_s.arg(amountText(minimum, currency)), u"amount"_s,
                              u"amount_too_small"_s);
    if (amountMinor > 99'999'999)
        return invalidRequest(u"Amount must be no more than %1"_s.arg(amountText(99'999'999, currency)), u"amount"_s,
                              u"amount_too_large"_s);
    return {};
}

} // namespace lectern::sandbox
