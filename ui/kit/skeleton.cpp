#include "ui/kit/statestack.h"
#include <QPainter>
#include <QTimer>

namespace lectern {

Skeleton::Skeleton(Shape shape, QWidget* parent)
    : QWidget(parent)
    , m_shape(shape)
    , m_pulse(new QTimer(this))
{
    setMinimumHeight(200);
    setAccessibleName(tr("Loading"));
    m_pulse->setInterval(80);
    connect(m_pulse, &QTimer::timeout, this, [this] {
        m_phase = (m_phase + 1) % 24;
        update();
    });
}

void Skeleton::showEvent(QShowEvent*) { m_pulse->start(); }
void Skeleton::hideEvent(QHideEvent*) { m_pulse->stop(); }

void Skeleton::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    const int swing = qAbs(12 - m_phase);
    QColor bar = tokens().softOf(Tone::Neutral);
    bar.setAlphaF(float(0.6 + 0.033 * swing));
    const auto block = [&](int x, int y, int w, int h) {
        p.setBrush(bar);
        p.drawRoundedRect(QRectF(x, y, w, h), 6, 6);
    };
    const auto panel = [&](const QRect& r) {
        p.setBrush(tokens().card);
        p.setPen(tokens().line);
        p.drawRoundedRect(QRectF(r).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
        p.setPen(Qt::NoPen);
    };
    const int w = width();
    if (m_shape == Shape::Table) {
        const int rows = qMax(1, qMin(9, height() / kRowHeight - 1));
        panel(QRect(0, 0, w, (rows + 1) * kRowHeight));
        for (int i = 0; i <= rows; ++i) {
            const int y = i * kRowHeight + 14;
            block(16, y, int(w * (0.22 + 0.03 * (i * 7 % 5))), 12);
            block(int(w * 0.48), y, 72, 12);
            block(int(w * 0.66), y, 90, 12);
            block(w - 112, y, 96, 12);
        }
        return;
    }
    if (m_shape == Shape::Cards) {
        const int columns = qMax(1, (w + 16) / 300);
        const int cw = (w - (columns - 1) * 16) / columns;
        for (int i = 0; i < columns * 3; ++i) {
            const QRect r((i % columns) * (cw + 16), (i / columns) * 276, cw, 260);
            panel(r);
            block(r.x() + 1, r.y() + 1, cw - 2, 130);
            block(r.x() + 16, r.y() + 150, cw * 2 / 3, 14);
            block(r.x() + 16, r.y() + 176, cw / 2, 12);
            block(r.x() + 16, r.y() + 220, 80, 14);
        }
        return;
    }
    if (m_shape == Shape::Dashboard) {
        const int columns = w > 760 ? 4 : 2;
        const int cw = (w - (columns - 1) * 16) / columns;
        for (int i = 0; i < columns; ++i) {
            panel(QRect(i * (cw + 16), 0, cw, 112));
            block(i * (cw + 16) + 16, 20, cw / 2, 12);
            block(i * (cw + 16) + 16, 48, cw * 2 / 3, 26);
        }
        panel(QRect(0, 128, w, qMax(120, height() - 136)));
        block(24, 152, 160, 16);
        return;
    }
    const int readable = m_shape == Shape::Form ? qMin(w, kReadableWidth) : w;
    panel(QRect(0, 0, readable, qMax(180, height() - 8)));
    block(24, 28, readable / 3, 20);
    for (int i = 0; i < 8 && 76 + i * 44 < height() - 40; ++i)
        block(24, 76 + i * 44, int((readable - 48) * (i % 3 == 2 ? 0.55 : 0.92)), 16);
}

} // namespace lectern
