#include "gallery/fakecheckoutview.h"
#include <QPainter>

namespace lectern::gallery {

void FakeCheckoutView::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.fillRect(rect(), Qt::white);
    const char* const labels[] = {"Card number", "Expiry", "CVC"};
    for (int i = 0; i < 3; ++i) {
        const QRect field(24 + (i == 2 ? (width() - 48) / 2 + 8 : 0), i == 0 ? 44 : 118,
                          i == 0 ? width() - 48 : (width() - 64) / 2, 40);
        p.setPen(QColor(0x4F, 0x57, 0x61));
        p.drawText(field.left(), field.top() - 8, QString::fromLatin1(labels[i]));
        p.setPen(QColor(0xCD, 0xC7, 0xBA));
        p.drawRoundedRect(field, 6, 6);
    }
}

} // namespace lectern::gallery
