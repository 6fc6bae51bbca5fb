#include "ui/kit/painting.h"
#include "ui/kit/tableview.h"
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace lectern {

namespace {

void paintPercent(QPainter* p, const QRect& cell, int percent)
{
    const QString text = QLocale().toString(percent) + u'%';
    p->setFont(uiFont(textsize::small));
    p->setPen(tokens().inkSoft);
    const QRect number(cell.right() - 38, cell.top(), 38, cell.height());
    painting::tabularText(p, number, text, Qt::AlignRight);
    const QRectF track(cell.left(), cell.center().y() - 2, qMax(20, cell.width() - 48), 5);
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(Qt::NoPen);
    p->setBrush(tokens().softOf(Tone::Neutral));
    p->drawRoundedRect(track, 2.5, 2.5);
    if (percent <= 0) return;
    p->setBrush(percent >= 100 ? tokens().of(Tone::Green) : tokens().accent);
    p->drawRoundedRect(QRectF(track.left(), track.top(), qMax(5.0, track.width() * qMin(percent, 100) / 100.0), track.height()),
                       2.5, 2.5);
}

void paintText(QPainter* p, const QRect& cell, const QModelIndex& index)
{
    const QString text = index.data(Qt::DisplayRole).toString().simplified();
    const QString detail = valueText(index.data(DetailRole)).simplified();
    p->setFont(uiFont(textsize::body, index.column() == 0 ? QFont::Medium : QFont::Normal));
    p->setPen(index.column() == 0 ? tokens().ink : tokens().inkSoft);
    const QFontMetrics metrics = p->fontMetrics();
    // Ids differ at their end.
    const QString shown = metrics.elidedText(text, text.contains(u' ') ? Qt::ElideRight : Qt::ElideMiddle, cell.width());
    p->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft, shown);
    const int used = shown.isEmpty() ? 0 : metrics.horizontalAdvance(shown) + space::m;
    if (detail.isEmpty() || cell.width() - used < 70) return;
    const QRect rest = cell.adjusted(used, 0, 0, 0);
    p->setFont(uiFont(textsize::small));
    p->setPen(tokens().inkFaint);
    p->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                p->fontMetrics().elidedText(detail, Qt::ElideRight, rest.width()));
}

} // namespace

void CellDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    p->save();
    const Tokens& t = tokens();
    if (option.state & QStyle::State_Selected)
        p->fillRect(option.rect, t.softOf(Tone::Accent));
    else if (index.row() == m_hovered)
        p->fillRect(option.rect, t.sunken);
    p->setPen(t.line);
    p->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect cell = option.rect.adjusted(space::m, 0, -space::m, -1);
    const QVariant value = index.data(ValueRole);
    const QMetaType type = value.metaType();
    p->setFont(uiFont(textsize::body));
    p->setPen(t.ink);
    if (type == QMetaType::fromType<Percent>() && !value.value<Percent>().word.isEmpty()) {
        p->setPen(t.inkSoft);
        p->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft, p->fontMetrics().elidedText(value.value<Percent>().word, Qt::ElideRight, cell.width()));
    } else if (type == QMetaType::fromType<Percent>()) {
        paintPercent(p, cell, value.value<Percent>().value);
    } else if (isNumeric(value)) {
        const bool zero = sortValue(value).toLongLong() == 0;
        if (zero) p->setPen(t.inkFaint);
        // An amount is never cut off: when the column is narrow its figures get smaller.
        const QString text = valueText(value);
        QFont font = p->font();
        while (font.pixelSize() > 10 && painting::tabularWidth(font, text) > cell.width())
            font.setPixelSize(font.pixelSize() - 1);
        p->setFont(font);
        painting::tabularText(p, cell, text, Qt::AlignRight);
    } else if (type == QMetaType::fromType<Moment>() || type == QMetaType::fromType<AuditAction>() || type == QMetaType::fromType<AuditDetail>() || type == QMetaType::fromType<QDate>() ||
               type == QMetaType::fromType<Month>() || type == QMetaType::fromType<LedgerAccount>() || type == QMetaType::fromType<DeclineCode>() || type == QMetaType::fromType<PaymentMethod>() || type == QMetaType::fromType<EnrollmentSource>()) {
        p->setPen(index.column() == 0 ? t.ink : t.inkSoft);
        p->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft,
                    p->fontMetrics().elidedText(valueText(value), Qt::ElideRight, cell.width()));
    } else if (type == QMetaType::fromType<QDateTime>() || !value.isValid()) {
        p->setPen(t.inkSoft);
        // Nothing stands where the values of its column stand.
        const auto align = value.isValid()
                               ? Qt::Alignment(Qt::AlignVCenter | Qt::AlignLeft)
                               : Qt::Alignment(index.model()->headerData(index.column(), Qt::Horizontal, Qt::TextAlignmentRole).toInt());
        p->drawText(cell, int(align),
                    value.isValid() ? relativeTime(value.toDateTime()) : QStringLiteral("—"));
    } else if (const ChipSpec spec = chipOfCell(index); !spec.text.isEmpty()) {
        QRect place = cell;
        if (type == QMetaType::fromType<EntryKind>()) {
            icon(entryIcon(value.value<EntryKind>()), spec.tone).paint(p, QRect(cell.left(), cell.center().y() - 7, 16, 16));
            place.setLeft(cell.left() + 16 + space::s);
        }
        painting::chip(p, place, spec);
    } else {
        paintText(p, cell, index);
    }
    p->restore();
}

ChipSpec CellDelegate::chipOfCell(const QModelIndex& index)
{
    const QVariant value = index.data(ValueRole);
    // A dispute that was won or a refund that came back brought money: neither its name nor its colour is that of a loss.
    const QString exactly = value.metaType() == QMetaType::fromType<EntryKind>() ? index.data(DetailRole).toString() : QString();
    return exactly.isEmpty() ? chipOf(value) : ChipSpec{exactly, Tone::Green};
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {80, kRowHeight}; }

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QVariant value = index.data(ValueRole);
    QString text =
        value.metaType() == QMetaType::fromType<QDateTime>()  ? exactTime(value.toDateTime())
        : value.metaType() == QMetaType::fromType<DueValue>() ? exactTime(value.value<DueValue>().at)
                                                              : valueText(value);
    if (const QString detail = valueText(index.data(DetailRole)); !detail.isEmpty()) text += u'\n' + detail;
    QToolTip::showText(event->globalPos(), text.toHtmlEscaped(), view);
    return true;
}

} // namespace lectern
