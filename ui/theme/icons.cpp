#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSet>

namespace lectern {

namespace {

enum class Paint { Ink, Tone, OnAccent };

/// Names whose picture in Breeze is a filled shape that becomes a blot in one colour, or means something else there.
const QSet<QString>& ourOwn()
{
    static const QSet<QString> names{QStringLiteral("checkmark"),
                                     QStringLiteral("dialog-error"),
                                     QStringLiteral("dialog-warning"),
                                     QStringLiteral("dialog-information"),
                                     QStringLiteral("license"),
                                     QStringLiteral("draw-text"),
                                     QStringLiteral("view-financial-account"),
                                     QStringLiteral("view-bank"),
                                     QStringLiteral("system-users"),
                                     QStringLiteral("office-chart-line"),
                                     QStringLiteral("network-disconnect"),
                                     QStringLiteral("repeat"),
                                     QStringLiteral("gift"),
                                     QStringLiteral("package"),
                                     QStringLiteral("view-cash"),
                                     QStringLiteral("globe")};
    return names;
}

class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(const QString& name, Paint paint, Tone tone)
        : m_name(name)
        , m_paint(paint)
        , m_tone(tone)
    {
        const QString bundled = QStringLiteral(":/lectern/icons/%1.svg").arg(name);
        m_source = ourOwn().contains(name) ? QIcon(bundled) : QIcon::fromTheme(name, QIcon(bundled));
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        const QColor color = colorFor(mode, state);
        const QString key =
            QStringLiteral("icon/%1/%2x%3/%4").arg(m_name).arg(size.width()).arg(size.height()).arg(color.name());
        QPixmap result;
        if (QPixmapCache::find(key, &result)) return result;
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QPainter p(&result);
        m_source.paint(&p, QRect(QPoint(), size));
        p.setCompositionMode(QPainter::CompositionMode_SourceIn);
        p.fillRect(result.rect(), color);
        p.end();
        QPixmapCache::insert(key, result);
        return result;
    }
    QIconEngine* clone() const override { return new TintedIconEngine(m_name, m_paint, m_tone); }
    bool isNull() override { return m_source.isNull(); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        const Tokens& t = tokens();
        if (mode == QIcon::Disabled) return t.inkFaint;
        if (m_paint == Paint::OnAccent) return t.onAccent;
        if (m_paint == Paint::Tone) return t.of(m_tone);
        return state == QIcon::On || mode == QIcon::Selected ? t.of(Tone::Accent) : t.inkSoft;
    }

    QString m_name;
    Paint m_paint;
    Tone m_tone;
    QIcon m_source;
};

} // namespace

QIcon icon(const QString& name) { return QIcon(new TintedIconEngine(name, Paint::Ink, Tone::Neutral)); }
QIcon icon(const QString& name, Tone tone) { return QIcon(new TintedIconEngine(name, Paint::Tone, tone)); }
QIcon iconOnAccent(const QString& name) { return QIcon(new TintedIconEngine(name, Paint::OnAccent, Tone::Neutral)); }

} // namespace lectern
