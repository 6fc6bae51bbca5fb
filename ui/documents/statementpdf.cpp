#include "ui/documents/statementpdf.h"
#include "ui/documents/papersheet.h"
#include "ui/kit/text.h"
#include <QBuffer>
#include <QCoreApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

namespace lectern {

namespace {

using namespace sheet;

struct StatementText
{
    Q_DECLARE_TR_FUNCTIONS(StatementText)
};

constexpr int kRow = 48;
constexpr int kInner = kWidth - 2 * kMargin;
constexpr int kBottom = kHeight - kMargin - 70; ///< below it stands the foot

struct Row
{
    QString date;
    QString what;
    QString kind;
    QString amount;
    QString balance;
    bool strong = false;
};

Row rowOf(const VaultEntry& entry)
{
    const bool release = entry.kind == EntryKind::Release;
    return {dayText(entry.at.toUTC().date()),
            release ? StatementText::tr("%1: %2 became available").arg(entry.description, moneyText(entry.moved))
                    : entry.description,
            chip(entry.kind).text, release ? QStringLiteral("—") : signedMoneyText(entry.amount),
            moneyText(entry.balanceAfter)};
}

QList<Row> rowsOf(const Statement& st, const QList<VaultEntry>& lines)
{
    QList<Row> rows{
        {dayText(st.from.toUTC().date()), StatementText::tr("Opening balance"), {}, {}, moneyText(st.opening), true}};
    if (lines.size() < st.lines)
        rows.append({{},
                     StatementText::tr(
                         "The %1 newest of %2 lines follow; the sums above are of all of them. The CSV has every line.")
                         .arg(QLocale().toString(lines.size()), QLocale().toString(st.lines)),
                     {},
                     {},
                     {},
                     false});
    for (const VaultEntry& entry : lines)
        rows.append(rowOf(entry));
    rows.append({dayText(st.until.toUTC().addDays(-1).date()),
                 StatementText::tr("Closing balance"),
                 {},
                 {},
                 moneyText(st.closing),
                 true});
    return rows;
}

int drawSum(QPainter* p, int y, const QString& name, const QString& amount, bool strong)
{
    p->setPen(strong ? kInk : kSoft);
    p->setFont(font(strong ? 38 : 32, strong ? QFont::DemiBold : QFont::Normal));
    line(p, QRect(kMargin, y, 1000, 56), name, Qt::AlignLeft);
    p->setPen(kInk);
    figure(p, QRect(kMargin + 1000, y, 500, 56), amount);
    return y + 58;
}

/// Answers where the lines begin.
int drawHead(QPainter* p, const Statement& st)
{
    int y = kMargin;
    p->setPen(kTeal);
    p->setFont(font(44, QFont::DemiBold));
    line(p, QRect(kMargin, y, kInner, 64), st.organisation, Qt::AlignLeft);
    p->setPen(kInk);
    p->setFont(font(72, QFont::DemiBold));
    line(p, QRect(kMargin, y + 100, kInner, 100), StatementText::tr("Statement"), Qt::AlignLeft);
    p->setPen(kSoft);
    p->setFont(font(34));
    line(p, QRect(kMargin, y + 214, kInner, 52),
         st.vaultKind == VaultKind::Platform ? StatementText::tr("The platform's vault")
                                             : StatementText::tr("Vault of %1").arg(st.ownerName),
         Qt::AlignLeft);
    line(p, QRect(kMargin, y + 268, kInner, 52),
         StatementText::tr("%1 to %2, in %3 (days in UTC)")
             .arg(longDayText(st.from.toUTC().date()), longDayText(st.until.toUTC().addDays(-1).date()),
                  st.opening.currency().code()),
         Qt::AlignLeft);
    y = drawSum(p, y + 370, StatementText::tr("Opening balance"), moneyText(st.opening), true);
    for (const StatementTotal& total : st.totals)
        y = drawSum(p, y, StatementText::tr("%1 (%2)").arg(chip(total.kind).text, QLocale().toString(total.count)),
                    signedMoneyText(total.amount), false);
    p->setPen(QPen(kTeal, 5));
    p->drawLine(kMargin, y + 8, kMargin + 1500, y + 8);
    return drawSum(p, y + 20, StatementText::tr("Closing balance"), moneyText(st.closing), true) + 60;
}

void drawCells(QPainter* p, int y, const Row& row)
{
    const bool wide = row.amount.isEmpty() && row.kind.isEmpty();
    line(p, QRect(kMargin, y, 180, kRow), row.date, Qt::AlignLeft);
    line(p, QRect(kMargin + 190, y, wide && row.balance.isEmpty() ? kInner - 190 : 760, kRow), row.what, Qt::AlignLeft);
    line(p, QRect(kMargin + 970, y, 210, kRow), row.kind, Qt::AlignLeft);
    figure(p, QRect(kMargin + 1180, y, 240, kRow), row.amount);
    figure(p, QRect(kMargin + 1430, y, kInner - 1430, kRow), row.balance);
}

/// The column headings; answers where the first row goes.
int drawHeadings(QPainter* p, int y)
{
    p->setPen(kSoft);
    p->setFont(font(24, QFont::DemiBold));
    drawCells(p, y,
              {StatementText::tr("Date"), StatementText::tr("What"), StatementText::tr("Kind"),
               StatementText::tr("Amount"), StatementText::tr("Balance")});
    rule(p, y + kRow);
    return y + kRow + 6;
}

void drawFoot(QPainter* p, const Statement& st, int page, int pages)
{
    rule(p, kHeight - kMargin - 50);
    p->setPen(kSoft);
    p->setFont(font(26));
    line(p, QRect(kMargin, kHeight - kMargin - 36, 1300, 40),
         StatementText::tr("%1 · %2").arg(st.organisation, st.ownerName), Qt::AlignLeft);
    line(p, QRect(kWidth - kMargin - 400, kHeight - kMargin - 36, 400, 40),
         StatementText::tr("Page %1 of %2").arg(page).arg(pages), Qt::AlignRight);
}

void drawAll(QPdfWriter* writer, QPainter* p, const Statement& st, const QList<Row>& rows)
{
    int y = drawHeadings(p, drawHead(p, st));
    const int onFirst = qMax(1, (kBottom - y) / kRow);
    const int onNext = (kBottom - (kMargin + kRow + 6)) / kRow;
    const int rest = qMax(0, int(rows.size()) - onFirst);
    const int pages = 1 + (rest + onNext - 1) / onNext;
    int page = 1;
    int room = onFirst;
    for (const Row& row : rows) {
        if (room == 0) {
            drawFoot(p, st, page++, pages);
            writer->newPage();
            y = drawHeadings(p, kMargin);
            room = onNext;
        }
        p->setPen(row.strong ? kInk : kSoft);
        p->setFont(font(25, row.strong ? QFont::DemiBold : QFont::Normal));
        drawCells(p, y, row);
        y += kRow;
        --room;
    }
    drawFoot(p, st, page, pages);
}

} // namespace

QByteArray statementPdf(const Statement& statement, const QList<VaultEntry>& lines)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(254); // ten dots a millimetre
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF()));
        writer.setTitle(StatementText::tr("Statement: %1").arg(statement.ownerName));
        writer.setCreator(QStringLiteral("Lectern"));
        QPainter painter(&writer);
        painter.setRenderHint(QPainter::Antialiasing);
        drawAll(&writer, &painter, statement, rowsOf(statement, lines));
    }
    return buffer.data();
}

} // namespace lectern
