#include "ui/documents/certificatepdf.h"
#include "ui/kit/text.h"
#include "ui/theme/theme.h"
#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPainterPath>
#include <QPdfWriter>
#include <memory>
#include <qrencode.h>

namespace lectern {

namespace {

struct CertificateText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateText)
};

// The sheet is drawn in tenths of a millimetre: 2970 × 2100. A certificate looks the same in both themes.
constexpr int kWidth = 2970;
constexpr int kHeight = 2100;
const QColor kInk(0x1B, 0x1F, 0x24);
const QColor kSoft(0x4F, 0x57, 0x61);
const QColor kTeal(0x0F, 0x76, 0x6E);
const QColor kGold(0xB7, 0x79, 0x1F);

QFont sheetFont(int size, QFont::Weight weight = QFont::Normal)
{
    QFont font = uiFont(size, weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// Centred text that gets smaller until it fits.
void fitted(QPainter* p, const QRect& rect, const QString& text, int size, QFont::Weight weight)
{
    QFont font = sheetFont(size, weight);
    while (font.pixelSize() > size / 3 && QFontMetrics(font, p->device()).horizontalAdvance(text) > rect.width())
        font.setPixelSize(font.pixelSize() - 2);
    p->setFont(font);
    p->drawText(rect, Qt::AlignCenter, QFontMetrics(font, p->device()).elidedText(text, Qt::ElideRight, rect.width()));
}

void drawQr(QPainter* p, const QRect& rect, const QString& text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return;
    const qreal module = qreal(rect.width()) / code->width;
    QPainterPath path;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if (code->data[y * code->width + x] & 1)
                path.addRect(QRectF(rect.x() + x * module, rect.y() + y * module, module * 1.02, module * 1.02));
        }
    }
    p->fillPath(path.simplified(), kInk);
}

void drawFrame(QPainter* p)
{
    p->fillRect(QRect(0, 0, kWidth, kHeight), QColor(0xFB, 0xFA, 0xF7));
    p->setBrush(Qt::NoBrush);
    p->setPen(QPen(kTeal, 10));
    p->drawRect(90, 90, kWidth - 180, kHeight - 180);
    p->setPen(QPen(kGold, 3));
    p->drawRect(118, 118, kWidth - 236, kHeight - 236);
    p->setPen(Qt::NoPen);
    p->setBrush(kTeal);
    for (const QPoint corner :
         {QPoint(90, 90), QPoint(kWidth - 90, 90), QPoint(90, kHeight - 90), QPoint(kWidth - 90, kHeight - 90)})
        p->drawEllipse(corner, 26, 26);
    // A seal of two rings behind the title.
    p->setBrush(QColor(0x0F, 0x76, 0x6E, 14));
    p->drawEllipse(QPoint(kWidth / 2, 980), 780, 780);
}

void drawWords(QPainter* p, const Certificate& c)
{
    const QRect line(300, 0, kWidth - 600, 120);
    p->setPen(kTeal);
    fitted(p, line.translated(0, 250), c.organisation, 62, QFont::DemiBold);
    p->setPen(kGold);
    QFont caps = sheetFont(40, QFont::DemiBold);
    caps.setLetterSpacing(QFont::AbsoluteSpacing, 14);
    p->setFont(caps);
    p->drawText(line.translated(0, 400), Qt::AlignCenter, CertificateText::tr("CERTIFICATE OF COMPLETION"));
    p->setPen(kSoft);
    p->setFont(sheetFont(44));
    p->drawText(line.translated(0, 580), Qt::AlignCenter, CertificateText::tr("This is to say that"));
    p->setPen(kInk);
    fitted(p, QRect(300, 700, kWidth - 600, 200), c.studentName, 150, QFont::DemiBold);
    p->setPen(QPen(kGold, 3));
    p->drawLine(kWidth / 2 - 420, 920, kWidth / 2 + 420, 920);
    p->setPen(kSoft);
    p->setFont(sheetFont(44));
    p->drawText(line.translated(0, 970), Qt::AlignCenter, CertificateText::tr("has completed every lecture of"));
    p->setPen(kInk);
    fitted(p, QRect(300, 1100, kWidth - 600, 150), c.courseTitle, 92, QFont::DemiBold);
}

void drawFoot(QPainter* p, const Certificate& c)
{
    const auto pair = [p](int x, const QString& value, const QString& name) {
        p->setPen(kInk);
        fitted(p, QRect(x, 1520, 700, 70), value, 46, QFont::Medium);
        p->setPen(QPen(kSoft, 2));
        p->drawLine(x + 40, 1610, x + 660, 1610);
        p->setPen(kSoft);
        p->setFont(sheetFont(34));
        p->drawText(QRect(x, 1622, 700, 60), Qt::AlignCenter, name);
    };
    pair(260, c.teacherName, CertificateText::tr("Teacher"));
    pair(1010, longDayText(c.issuedAt.toLocalTime().date()), CertificateText::tr("Date"));
    const QRect qr(2270, 1400, 330, 330);
    p->fillRect(qr.adjusted(-24, -24, 24, 24), Qt::white);
    drawQr(p, qr, c.verifyUrl);
    p->setPen(kSoft);
    p->setFont(sheetFont(30));
    p->drawText(QRect(260, 1770, 1800, 50), Qt::AlignLeft | Qt::AlignVCenter,
                CertificateText::tr("Code %1").arg(c.code));
    p->drawText(QRect(260, 1820, 2400, 50), Qt::AlignLeft | Qt::AlignVCenter,
                CertificateText::tr("Check it at %1").arg(c.verifyUrl));
    if (!c.revoked) return;
    p->save();
    p->translate(kWidth / 2, kHeight / 2);
    p->rotate(-18);
    p->setPen(QColor(0xB4, 0x23, 0x18, 170));
    p->setFont(sheetFont(320, QFont::Bold));
    p->drawText(QRect(-1300, -250, 2600, 500), Qt::AlignCenter, CertificateText::tr("REVOKED"));
    p->restore();
}

} // namespace

QByteArray certificatePdf(const Certificate& certificate)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(254); // ten dots a millimetre
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape, QMarginsF()));
        writer.setTitle(CertificateText::tr("Certificate: %1").arg(certificate.courseTitle));
        writer.setCreator(QStringLiteral("Lectern"));
        QPainter painter(&writer);
        painter.setRenderHint(QPainter::Antialiasing);
        drawFrame(&painter);
        drawWords(&painter, certificate);
        drawFoot(&painter, certificate);
    }
    return buffer.data();
}

} // namespace lectern
