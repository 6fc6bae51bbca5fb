#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace lectern {

namespace {

void drawCheckBox(QPainter* p, const QStyleOption* option)
{
    const Tokens& t = tokens();
    const QRectF box = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(QPen(on ? t.accent : option->state & QStyle::State_MouseOver ? t.inkFaint : t.lineStrong, 1.2));
    p->setBrush(on ? t.accent : t.card);
    p->drawRoundedRect(box, 4, 4);
    if (!on) return;
    QPainterPath tick;
    tick.moveTo(box.left() + box.width() * 0.24, box.top() + box.height() * 0.54);
    tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.72);
    tick.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.31);
    p->setPen(QPen(t.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p->setBrush(Qt::NoBrush);
    p->drawPath(tick);
}

void drawRadioButton(QPainter* p, const QStyleOption* option)
{
    const Tokens& t = tokens();
    const QRectF box = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
    const bool on = option->state & QStyle::State_On;
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(QPen(on ? t.accent : t.lineStrong, on ? 4.5 : 1.2));
    p->setBrush(t.card);
    p->drawEllipse(on ? box.adjusted(1.6, 1.6, -1.6, -1.6) : box);
}

} // namespace

LecternStyle::LecternStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

int LecternStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
        return 0;
    case SH_Menu_Scrollable:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 350;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ScrollBar_ContextMenu:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

int LecternStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return space::s;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

void LecternStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    painter->save();
    switch (element) {
    case PE_IndicatorCheckBox:
        drawCheckBox(painter, option);
        break;
    case PE_IndicatorRadioButton:
        drawRadioButton(painter, option);
        break;
    case PE_FrameFocusRect:
        break; // focus is a border of the style sheet
    case PE_IndicatorItemViewItemDrop:
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(tokens().accent, 2));
        if (option->rect.height() <= 1)
            painter->drawLine(option->rect.topLeft(), option->rect.topRight());
        else
            painter->drawRoundedRect(option->rect.adjusted(1, 1, -1, -1), kRadius, kRadius);
        break;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

} // namespace lectern
