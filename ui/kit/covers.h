#pragma once
#include "gateways/gateways.h"
#include <QCache>
#include <QPixmap>
#include <QSet>
#include <QWidget>

namespace lectern {

/// Cover images by file id: asked for when first drawn, kept scaled to what screens need, at most 64 MiB of them.
class CoverStore final : public QObject
{
    Q_OBJECT
public:
    explicit CoverStore(FilesGateway* files, QObject* parent = nullptr);
    /// The picture, or a null one while it is on its way or when there is none.
    [[nodiscard]] QPixmap cover(const std::optional<FileId>& id);
    [[nodiscard]] FilesGateway* files() const { return m_files; }

Q_SIGNALS:
    void arrived(const lectern::FileId& id);

private:
    FilesGateway* m_files;
    QCache<QString, QPixmap> m_cache;
    QSet<QString> m_asked; ///< under way, or known to be unreadable
};

/// Paints a cover, or a quiet picture made of the title, cropped to fill `rect` with rounded corners.
void paintCover(QPainter* painter, const QRect& rect, const QPixmap& cover, const QString& title, qreal radius);

class CoverLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit CoverLabel(CoverStore* store, QWidget* parent = nullptr);
    void setCover(const std::optional<FileId>& id, const QString& title);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    CoverStore* m_store;
    std::optional<FileId> m_id;
    QString m_title;
};

} // namespace lectern
