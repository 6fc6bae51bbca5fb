#include "ui/documents/statementpdf.h"
#include "ui/documents/papersheet.h"
#include "ui/kit/text.h"
#include <QBuffer>
#include <QCoreApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextLayout>

namespace lectern {

namespace {

using namespace sheet;

struct StatementText
{
    Q_DECLARE_TR_FUNCTIONS(StatementText)
};

constexpr int kRow = 48;     ///< a row of one line
constexpr int kLeading = 34; ///< each further line of a description
constexpr int kWhat = 760;   ///< width of the descriptions
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

/// With the number of its payment, by which the CSV, the vault and the school find it.
QString describe(const VaultEntry& entry)
{
    if (!entry.paymentId) return entry.description;
    const QString text = StatementText::tr("%1, payment %2").arg(entry.description, paymentNumber(*entry.paymentId));
    return entry.sale && !entry.sale->receipt.isEmpty() ? StatementText::tr("%1, receipt %2").arg(text, entry.sale->receipt) : text;
}

Row rowOf(const VaultEntry& entry)
{
    const QString what = describe(entry);
    const bool release = entry.kind == EntryKind::Release;
    const bool owes = entry.owedAfter.minor() > 0;
    return {dayText(entry.at.toUTC().date()),
            release ? StatementText::tr("%1. %2 became available").arg(what, moneyText(entry.moved))
            : owes  ? StatementText::tr("%1. %2 are owed then").arg(what, moneyText(entry.owedAfter))
                    : what,
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
    line(p, QRect(kMargin, y, kInner - 500, 56), name, Qt::AlignLeft);
    p->setPen(kInk);
    figure(p, QRect(kMargin + kInner - 500, y, 500, 56), amount);
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
    p->drawLine(kMargin, y + 8, kMargin + kInner, y + 8);
    y = drawSum(p, y + 20, StatementText::tr("Closing balance"), moneyText(st.closing), true);
    if (st.owedOpening.isZero() && st.owedClosing.isZero()) return y + 60;
    // Refunds and disputes beyond the vault: later sales repay them first.
    y = drawSum(p, y + 20, StatementText::tr("Owed to the school before"), moneyText(st.owedOpening), false);
    return drawSum(p, y, StatementText::tr("Owed to the school at the end"), moneyText(st.owedClosing), false) + 60;
}

/// The lines that a description needs; a name without a space breaks where it must.
QStringList wrapped(QPainter* p, const Row& row)
{
    const bool alone = row.amount.isEmpty() && row.kind.isEmpty() && row.balance.isEmpty();
    QTextLayout layout(row.what.simplified(), p->font(), p->device());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine one = layout.createLine(); one.isValid(); one = layout.createLine()) {
        one.setLineWidth(alone ? kInner - 190 : kWhat);
        lines.append(layout.text().mid(one.textStart(), one.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

QFont fontOf(const Row& row) { return font(25, row.strong ? QFont::DemiBold : QFont::Normal); }

int heightOf(QPainter* p, const Row& row)
{
    p->setFont(fontOf(row));
    return kRow + kLeading * qMax(0, int(wrapped(p, row).size()) - 1);
}

void drawCells(QPainter* p, int y, const Row& row)
{
    line(p, QRect(kMargin, y, 180, kRow), row.date, Qt::AlignLeft);
    int at = y;
    for (const QString& part : wrapped(p, row)) {
        p->drawText(QRect(kMargin + 190, at, kInner - 190, kRow), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, part);
        at += kLeading;
    }
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

/// The number of the first row on each sheet.
QList<int> breaks(QPainter* p, const QList<Row>& rows, int firstY)
{
    QList<int> starts{0};
    int y = firstY;
    for (int i = 0; i < int(rows.size()); ++i) {
        const int height = heightOf(p, rows.at(i));
        if (y + height > kBottom && i > starts.last()) {
            starts.append(i);
            y = kMargin + kRow + 6;
        }
        y += height;
    }
    return starts;
}

void drawAll(QPdfWriter* writer, QPainter* p, const Statement& st, const QList<Row>& rows)
{
    int y = drawHeadings(p, drawHead(p, st));
    const QList<int> starts = breaks(p, rows, y);
    int page = 1;
    for (int i = 0; i < int(rows.size()); ++i) {
        const Row& row = rows.at(i);
        if (page < int(starts.size()) && i == starts.at(page)) {
            drawFoot(p, st, page++, int(starts.size()));
            writer->newPage();
            y = drawHeadings(p, kMargin);
        }
        const int height = heightOf(p, row);
        p->setPen(row.strong ? kInk : kSoft);
        p->setFont(fontOf(row));
        drawCells(p, y, row);
        y += height;
    }
    drawFoot(p, st, page, int(starts.size()));
}

} // namespace

QString paymentNumber(const PaymentId& id) { return id.value.section(u'-', -1); }

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
