#pragma once
#include "ui/kit/covers.h"
#include <QListView>
#include <QStyledItemDelegate>
#include <functional>

class QMenu;

namespace lectern {

/// A paged model as cards that share the width of the window. Cards are painted, not widgets, so that thousands of
/// them scroll smoothly; covers load when a card is first seen.
class CardGrid final : public QListView
{
    Q_OBJECT
public:
    CardGrid(CoverStore* covers, int cardHeight, const QString& name, QWidget* parent = nullptr);
    /// What can be done with a card: behind the dots in its corner, the right button and the menu key.
    void setCardMenu(std::function<void(QMenu*, int row)> fill);
    [[nodiscard]] bool hasCardMenu() const { return bool(m_fillMenu); }
    /// Where the dots of a card are, which takes `cell` of the grid.
    [[nodiscard]] static QRect dotsOf(const QRect& cell);

Q_SIGNALS:
    void opened(int row);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void openMenu(const QModelIndex& index, const QPoint& global);

    int m_cardHeight;
    std::function<void(QMenu*, int)> m_fillMenu;
};

/// Paints the frame and the cover of a card; what is below the cover is the subclass's.
class CardDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CardDelegate(CoverStore* covers, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const final;

protected:
    virtual std::optional<FileId> coverOf(const QModelIndex& index) const = 0;
    virtual void paintWords(QPainter* painter, const QRect& rect, const QModelIndex& index) const = 0;
    /// At most two lines, the second one elided; answers the height used.
    static int paintTitle(QPainter* painter, const QRect& rect, const QString& title);

private:
    CoverStore* m_covers;
};

} // namespace lectern
