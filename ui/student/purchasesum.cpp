#include "ui/student/purchasesum.h"
#include "ui/documents/papertext.h"

namespace lectern {

PurchaseSum::PurchaseSum(QWidget* parent)
    : Card(parent, space::l)
{
    setProperty("card", QStringLiteral("flat"));
    body()->setSpacing(space::s);
    m_price = addLine(TextStyle::Muted, textsize::body, QStringLiteral("purchase.price"));
    m_discount = addLine(TextStyle::Muted, textsize::body, QStringLiteral("purchase.discount"));
    m_tax = addLine(TextStyle::Muted, textsize::body, QStringLiteral("purchase.tax"));
    body()->addWidget(makeDivider());
    m_total = addLine(TextStyle::Lead, textsize::title, QStringLiteral("purchase.total"));
    m_wallet = addLine(TextStyle::Muted, textsize::body, QStringLiteral("purchase.fromWallet"));
    m_rest = addLine(TextStyle::Muted, textsize::body, QStringLiteral("purchase.rest"));
    m_wallet.name->setText(tr("From your wallet"));
    m_rest.name->setText(tr("Left to pay"));
}

PurchaseSum::Line PurchaseSum::addLine(TextStyle style, int size, const QString& objectName)
{
    Line line{new QWidget, makeLabel(style, {}), new MoneyLabel(size)};
    auto* cells = row(space::m);
    cells->addWidget(line.name, 1);
    cells->addWidget(line.amount, 0, Qt::AlignRight);
    line.box->setLayout(cells);
    line.amount->setObjectName(objectName);
    body()->addWidget(line.box);
    return line;
}

void PurchaseSum::setQuote(const PurchaseQuote& quote, const Money& fromWallet)
{
    m_price.name->setText(tr("Price"));
    m_price.amount->setMoney(quote.price);
    m_total.name->setText(tr("Total"));
    m_tax.amount->show();
    m_discount.box->setVisible(!quote.discount.isZero());
    m_discount.name->setText(quote.couponCode);
    m_discount.amount->setText(QStringLiteral("−") + moneyText(quote.discount));
    const QString rate = rateText(quote.taxBps);
    m_tax.box->setVisible(quote.taxBps > 0);
    m_tax.name->setText(quote.taxIncluded ? tr("includes %1 tax").arg(rate) : tr("+ %1 tax").arg(rate));
    m_tax.amount->setMoney(quote.tax);
    m_total.amount->setMoney(quote.total);
    const auto rest = quote.total.minus(fromWallet);
    const bool split = !fromWallet.isZero() && rest && !rest->isNegative();
    m_wallet.box->setVisible(split);
    m_rest.box->setVisible(split);
    if (!split) return;
    m_wallet.amount->setText(QStringLiteral("−") + moneyText(fromWallet));
    m_rest.amount->setMoney(*rest);
}

void PurchaseSum::setSubscription(const PurchaseQuote& quote, const PlanOffer& offer)
{
    const Money price = offer.lines.first().amount;
    const bool isFreeNow = trialDays(offer, QDateTime::currentDateTimeUtc().date()) > 0;
    switch (offer.interval.value_or(PlanInterval::Month)) {
    case PlanInterval::Week:
        m_price.name->setText(tr("Each week"));
        break;
    case PlanInterval::Month:
        m_price.name->setText(tr("Each month"));
        break;
    case PlanInterval::Year:
        m_price.name->setText(tr("Each year"));
        break;
    }
    m_price.amount->setMoney(price);
    m_discount.box->hide();
    m_tax.box->setVisible(quote.taxBps > 0);
    m_tax.name->setText(tr("includes %1 tax").arg(rateText(quote.taxBps)));
    m_tax.amount->hide();
    m_total.name->setText(tr("Today"));
    m_total.amount->setMoney(isFreeNow ? Money::fromMinor(0, price.currency()) : price);
    m_wallet.box->hide();
    m_rest.box->hide();
}

} // namespace lectern
