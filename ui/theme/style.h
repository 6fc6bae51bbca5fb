#pragma once
#include <QProxyStyle>

namespace lectern {

/// Fusion with our own check marks, focus and behaviour; the colours come from the palette and the style sheet.
class LecternStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    LecternStyle();
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace lectern
