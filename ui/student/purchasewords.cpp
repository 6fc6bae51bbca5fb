#include "ui/student/purchasewords.h"
#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PurchaseWords)
};

} // namespace

QList<std::pair<QString, QString>> countriesByName()
{
    QMap<QString, QString> byName;
    const auto locales = QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory);
    for (const QLocale& locale : locales) {
        const QString code = QLocale::territoryToCode(locale.territory());
        // Regions such as "Europe" have numbers instead of letters.
        if (code.size() == 2 && code.at(0).isLetter())
            byName.insert(QLocale::territoryToString(locale.territory()), code);
    }
    QList<std::pair<QString, QString>> list;
    for (auto it = byName.cbegin(); it != byName.cend(); ++it)
        list.append({it.key(), it.value()});
    return list;
}

QString wayHint(PaymentMethod way)
{
    switch (way) {
    case PaymentMethod::Card:
        return Words::tr("You pay here, at once.");
    case PaymentMethod::Wallet:
        return Words::tr("It is taken at once.");
    case PaymentMethod::Transfer:
        return Words::tr("You send it with a reference, and the payment arrives by itself. It takes some days.");
    case PaymentMethod::BankTransfer:
        return Words::tr("You send it to your school's account; somebody there looks for it and records it.");
    case PaymentMethod::Cash:
        return Words::tr("You bring it to your school and get a receipt.");
    case PaymentMethod::Cheque:
        return Words::tr("You send or bring it to your school.");
    }
    return {};
}

WayTerms wayTerms(PaymentMethod way, const PurchaseQuote& quote, bool isGift)
{
    const QString total = moneyText(quote.total);
    switch (way) {
    case PaymentMethod::Card:
        return {};
    case PaymentMethod::Wallet: {
        const QString rest = moneyText(quote.wallet.minus(quote.total).value_or(quote.wallet));
        return {isGift ? Words::tr("It is taken from your wallet at once. %1 stays there.").arg(rest)
                       : Words::tr("It is taken from your wallet at once, and you are in. %1 stays there.").arg(rest),
                Words::tr("Pay %1 from my wallet").arg(total)};
    }
    case PaymentMethod::Transfer:
        return {isGift ? Words::tr("You are shown where to send it and which reference to write. It takes some days; a seat is kept meanwhile.")
                       : Words::tr("You are shown where to send it and which reference to write. It takes some days; your place is kept meanwhile, and opens by itself when all of it is there."),
                Words::tr("Show where to send %1").arg(total)};
    case PaymentMethod::Cash:
    case PaymentMethod::Cheque:
    case PaymentMethod::BankTransfer:
        break;
    }
    const QString days = Words::tr("%n days", nullptr, quote.offlineDays);
    QString text = isGift ? Words::tr("A seat is kept for %1, until the school has the money.").arg(days)
                          : Words::tr("Your place is kept for %1; the course opens when the school has the money.").arg(days);
    if (!quote.offlineInstructions.isEmpty()) text += QStringLiteral("\n\n") + quote.offlineInstructions;
    return {text, isGift ? Words::tr("Order the gift for %1").arg(total) : Words::tr("Reserve my place for %1").arg(total)};
}

WayTerms freeTerms(const PurchaseQuote& quote, bool isGift)
{
    if (isGift) return {Words::tr("%1 pays for all of it: you get the code at once.").arg(quote.couponCode), Words::tr("Get the code for nothing")};
    return {Words::tr("%1 pays for all of it: the course opens at once.").arg(quote.couponCode), Words::tr("Enroll for nothing")};
}

QString returnTerms(int days, int percent, bool isGift)
{
    if (days <= 0) return Words::tr("A purchase is taken back only when the school agrees.");
    if (isGift) return Words::tr("%n days to change your mind, as long as the code was not used.", nullptr, days);
    return Words::tr("%n days to change your mind, as long as you have seen at most %1% of the course.", nullptr, days).arg(percent);
}

QString codeTerms(const QString& recipientEmail)
{
    return recipientEmail.isEmpty() ? Words::tr("When it is paid you get a code that opens the course.")
                                    : Words::tr("When it is paid the code that opens the course is sent to %1; you get it as well.").arg(recipientEmail);
}

} // namespace lectern
