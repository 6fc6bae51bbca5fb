#include "ui/sessions/pricegrid.h"
#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {
struct Prices
{
    Q_DECLARE_TR_FUNCTIONS(Prices)
};
} // namespace

PriceGrid::PriceGrid(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
{
    m_grid->setHorizontalSpacing(space::l);
    m_grid->setVerticalSpacing(space::xs);
    m_grid->setColumnStretch(0, 1);
    setLayout(m_grid);
}

void PriceGrid::addText(TextStyle style, const QString& text) { m_grid->addWidget(makeText(style, text), m_grid->rowCount(), 0, 1, 2); }

void PriceGrid::addLine(const QString& name, const Money& amount, TextStyle style)
{
    const int at = m_grid->rowCount();
    auto* label = new MoneyLabel;
    label->setMoney(amount);
    m_grid->addWidget(makeText(style, name), at, 0);
    m_grid->addWidget(label, at, 1, Qt::AlignRight | Qt::AlignTop);
}

void PriceGrid::addPrice(const SessionPrice& price, const Money& hourlyRate)
{
    addLine(Prices::tr("%1 at %2 an hour").arg(minutesText(price.minutes), moneyText(hourlyRate)), price.session, TextStyle::Body);
    addLine(Prices::tr("Platform fee"), price.fee, TextStyle::Body);
    if (!price.tax.isZero()) addLine(Prices::tr("Tax"), price.tax, TextStyle::Body);
    m_grid->addWidget(makeDivider(), m_grid->rowCount(), 0, 1, 2);
    addLine(Prices::tr("Total"), price.total, TextStyle::Strong);
}

} // namespace lectern
