#pragma once
#include <QLayout>

namespace lectern {

/// Puts widgets in lines, as words in a paragraph. With `stretch`, the widgets of a line share its width, none
/// narrower than `minimumWidth`: a grid that answers to the width of the window.
class FlowLayout final : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(int spacing, int minimumWidth = 0);
    ~FlowLayout() override;
    void addItem(QLayoutItem* item) override { m_items.append(item); }
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    QSize minimumSize() const override;
    QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& rect, bool apply) const;
    int arrangeGrid(const QRect& rect, bool apply) const;

    QList<QLayoutItem*> m_items;
    int m_minimumWidth;
};

} // namespace lectern
