#include "ui/documents/fiscalpdf.h"
#include "ui/documents/papersheet.h"
#include "ui/documents/papertext.h"
#include "ui/kit/text.h"
#include <QBuffer>
#include <QCoreApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>

namespace lectern {

namespace {

using namespace sheet;

struct FiscalText
{
    Q_DECLARE_TR_FUNCTIONS(FiscalText)
};

constexpr int kInner = kWidth - 2 * kMargin;
constexpr int kFactsX = 1230; ///< number, date and method stand at the right
constexpr int kFactsWidth = kWidth - kMargin - kFactsX;

int drawSeller(QPainter* p, const FiscalDocument& d)
{
    p->setPen(kTeal);
    p->setFont(font(52, QFont::DemiBold));
    int y = kMargin;
    y += words(p, QRect(kMargin, y, 1200, 400), d.seller) + 12;
    p->setPen(kSoft);
    p->setFont(font(32));
    y += words(p, QRect(kMargin, y, 1000, 500), d.sellerDetails);
    return qMax(y, 420);
}

/// "Card $9.00, wallet $20.00" where both paid.
QString paidByText(const FiscalDocument& d)
{
    const auto rest = d.total.minus(d.walletPart);
    if (d.walletPart.isZero() || !rest || rest->isZero()) return methodText(d.method);
    return FiscalText::tr("%1 %2, wallet %3").arg(methodText(d.method), moneyText(*rest), moneyText(d.walletPart));
}

void drawFact(QPainter* p, int y, const QString& name, const QString& value)
{
    p->setPen(kSoft);
    p->setFont(font(30));
    line(p, QRect(kFactsX, y, 250, 48), name, Qt::AlignLeft);
    p->setPen(kInk);
    p->setFont(font(30, QFont::DemiBold));
    line(p, QRect(kFactsX + 250, y, kFactsWidth - 250, 48), value, Qt::AlignRight);
}

int drawHead(QPainter* p, const FiscalDocument& d, int top)
{
    int y = top + 60;
    p->setPen(kInk);
    p->setFont(font(76, QFont::DemiBold));
    line(p, QRect(kMargin, y, kInner, 100), documentTitle(d.kind), Qt::AlignLeft);
    y += 160;
    p->setPen(kSoft);
    p->setFont(font(30));
    line(p, QRect(kMargin, y, 900, 48), FiscalText::tr("For"), Qt::AlignLeft);
    p->setPen(kInk);
    p->setFont(font(36, QFont::DemiBold));
    int left = y + 52;
    left += words(p, QRect(kMargin, left, 960, 200), d.buyerName) + 6;
    p->setPen(kSoft);
    p->setFont(font(32));
    QStringList buyer;
    if (!d.buyerEmail.isEmpty()) buyer.append(d.buyerEmail);
    if (!d.buyerCountry.isEmpty()) buyer.append(countryName(d.buyerCountry));
    left += words(p, QRect(kMargin, left, 960, 200), buyer.join(u'\n'));
    drawFact(p, y, FiscalText::tr("Number"), d.number);
    drawFact(p, y + 56, FiscalText::tr("Date"), longDayText(d.issuedAt.toUTC().date()));
    drawFact(p, y + 112, d.kind == DocumentKind::Receipt ? FiscalText::tr("Paid by") : FiscalText::tr("Returned to"),
             paidByText(d));
    if (!d.receiptNumber.isEmpty()) drawFact(p, y + 168, FiscalText::tr("Corrects"), d.receiptNumber);
    return qMax(left, y + 230) + 90;
}

int drawSumLine(QPainter* p, int y, const QString& name, const Money& amount, bool strong)
{
    p->setPen(strong ? kInk : kSoft);
    p->setFont(font(strong ? 44 : 34, strong ? QFont::DemiBold : QFont::Normal));
    line(p, QRect(kFactsX - 150, y, 450, 66), name, Qt::AlignLeft);
    p->setPen(kInk);
    figure(p, QRect(kFactsX + 300, y, kFactsWidth - 300, 66), moneyText(amount));
    return y + (strong ? 80 : 64);
}

void drawSum(QPainter* p, const FiscalDocument& d, int top)
{
    p->setPen(kSoft);
    p->setFont(font(30));
    line(p, QRect(kMargin, top, 900, 48), FiscalText::tr("Description"), Qt::AlignLeft);
    line(p, QRect(kWidth - kMargin - 400, top, 400, 48), FiscalText::tr("Amount"), Qt::AlignRight);
    rule(p, top + 64);
    p->setPen(kInk);
    p->setFont(font(36));
    const int used = words(p, QRect(kMargin, top + 90, 1180, 600), d.description);
    figure(p, QRect(kWidth - kMargin - 450, top + 90, 450, 52), moneyText(d.net));
    int y = top + 90 + qMax(60, used) + 34;
    rule(p, y);
    y = drawSumLine(p, y + 30, FiscalText::tr("Net"), d.net, false);
    y = drawSumLine(p, y, d.taxBps > 0 ? FiscalText::tr("Tax, %1").arg(rateText(d.taxBps)) : FiscalText::tr("Tax"),
                    d.tax, false);
    p->setPen(QPen(kTeal, 5));
    p->drawLine(kFactsX - 150, y + 14, kWidth - kMargin, y + 14);
    y = drawSumLine(p, y + 30, FiscalText::tr("Total"), d.total, true);
    p->setPen(kSoft);
    p->setFont(font(32));
    words(p, QRect(kMargin, y + 70, kInner, 300),
          d.kind == DocumentKind::Receipt
              ? FiscalText::tr("Paid in full. Thank you.")
              : FiscalText::tr("This credit note corrects receipt %1. The amount was returned to you.")
                    .arg(d.receiptNumber));
}

void drawFoot(QPainter* p, const FiscalDocument& d)
{
    rule(p, kHeight - kMargin - 60);
    p->setPen(kSoft);
    p->setFont(font(28));
    line(p, QRect(kMargin, kHeight - kMargin - 44, 1300, 44), d.seller, Qt::AlignLeft);
    line(p, QRect(kWidth - kMargin - 400, kHeight - kMargin - 44, 400, 44), d.number, Qt::AlignRight);
}

} // namespace

QByteArray fiscalPdf(const FiscalDocument& document)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(254); // ten dots a millimetre
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF()));
        writer.setTitle(documentTitle(document.kind) + u' ' + document.number);
        writer.setCreator(QStringLiteral("Lectern"));
        QPainter painter(&writer);
        painter.setRenderHint(QPainter::Antialiasing);
        const int head = drawSeller(&painter, document);
        drawSum(&painter, document, drawHead(&painter, document, head));
        drawFoot(&painter, document);
    }
    return buffer.data();
}

QString fiscalFileName(const FiscalDocument& document)
{
    static const QRegularExpression odd(QStringLiteral("[^\\w.-]+"));
    return QString(document.number).replace(odd, QStringLiteral("_")).prepend(documentTitle(document.kind) + u' ') +
           QStringLiteral(".pdf");
}

} // namespace lectern
