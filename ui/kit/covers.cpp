#include "ui/kit/covers.h"
#include "items/reply.h"
#include "ui/kit/painting.h"
#include "ui/theme/theme.h"
#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QPainterPath>

namespace lectern {

namespace {

constexpr QSize kLargest(960, 540);

QPixmap decode(const QByteArray& bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    // A picture is decoded at the size that screens need, so that a huge one costs no memory.
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > 100'000'000) return {};
    if (size.width() > kLargest.width() || size.height() > kLargest.height())
        reader.setScaledSize(size.scaled(kLargest, Qt::KeepAspectRatioByExpanding));
    return QPixmap::fromImage(reader.read());
}

} // namespace

CoverStore::CoverStore(FilesGateway* files, QObject* parent)
    : QObject(parent)
    , m_files(files)
    , m_cache(64 * 1024)
{
}

QPixmap CoverStore::cover(const std::optional<FileId>& id)
{
    if (!id || id->isEmpty()) return {};
    if (const QPixmap* cached = m_cache.object(id->value)) return *cached;
    if (m_asked.contains(id->value)) return {};
    m_asked.insert(id->value);
    whenDone(this, m_files->content(*id), [this, id = *id](const Result<QByteArray>& answer) {
        if (!answer) {
            // Asked for again when next drawn after a reconnection, not in a loop while it fails.
            if (answer.error().code == ErrorCode::Offline)
                QTimer::singleShot(5000, this, [this, id] { m_asked.remove(id.value); });
            return;
        }
        const QPixmap pixmap = decode(*answer);
        if (pixmap.isNull()) return;
        m_asked.remove(id.value);
        m_cache.insert(id.value, new QPixmap(pixmap), qMax(1, pixmap.width() * pixmap.height() * 4 / 1024));
        Q_EMIT arrived(id);
    });
    return {};
}

void paintCover(QPainter* painter, const QRect& rect, const QPixmap& cover, const QString& title, qreal radius)
{
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath clip;
    clip.addRoundedRect(rect, radius, radius);
    painter->setClipPath(clip, Qt::IntersectClip);
    if (cover.isNull()) {
        painting::coverPlaceholder(painter, rect, title);
    } else {
        const QSizeF part = QSizeF(rect.size()).scaled(QSizeF(cover.size()), Qt::KeepAspectRatio);
        const QRectF source(QPointF((cover.width() - part.width()) / 2, (cover.height() - part.height()) / 2), part);
        painter->drawPixmap(QRectF(rect), cover, source);
    }
    painter->restore();
}

CoverLabel::CoverLabel(CoverStore* store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
{
    setMinimumSize(80, 45);
    connect(store, &CoverStore::arrived, this, [this](const FileId& id) {
        if (m_id && *m_id == id) update();
    });
}

void CoverLabel::setCover(const std::optional<FileId>& id, const QString& title)
{
    m_id = id;
    m_title = title;
    update();
}

void CoverLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintCover(&painter, rect(), m_store->cover(m_id), m_title, kRadius);
}

} // namespace lectern
