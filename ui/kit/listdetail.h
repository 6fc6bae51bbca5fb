#pragma once
#include "ui/kit/pageframe.h"

namespace lectern {

/// A list with what is chosen in it at its right; the detail scrolls by itself. Below each other where the page is
/// too narrow for both.
class ListDetail final : public QWidget
{
    Q_OBJECT
public:
    ListDetail(QWidget* list, QWidget* detail, int maximumDetailWidth = 320, QWidget* parent = nullptr);
    void setDetailVisible(bool visible) { m_scroller->setVisible(visible); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QBoxLayout* m_columns;
    QScrollArea* m_scroller;
    int m_maximum;
};

/// Links beside each other, below each other where there is no room.
[[nodiscard]] QWidget* linkLine(const QList<QWidget*>& links);

} // namespace lectern
