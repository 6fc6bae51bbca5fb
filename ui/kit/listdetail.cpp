#include "ui/kit/listdetail.h"
#include "ui/kit/flowlayout.h"
#include <QResizeEvent>

namespace lectern {

namespace {
constexpr int kBeside = 740;  ///< from this width on the detail is beside the list
constexpr int kNarrowest = 288;
} // namespace

QWidget* linkLine(const QList<QWidget*>& links)
{
    auto* line = new QWidget;
    auto* flow = new FlowLayout(space::s);
    for (QWidget* link : links)
        flow->addWidget(link);
    line->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    line->setSizePolicy(policy);
    return line;
}

ListDetail::ListDetail(QWidget* list, QWidget* detail, int maximumDetailWidth, QWidget* parent)
    : QWidget(parent)
    , m_columns(row(space::l))
    , m_maximum(maximumDetailWidth)
{
    auto* body = new QWidget;
    auto* lines = column(0);
    lines->addWidget(detail);
    if (!(detail->sizePolicy().verticalPolicy() & QSizePolicy::ExpandFlag)) lines->addStretch(); // else it scrolls by itself, and has the whole height
    body->setLayout(lines);
    m_scroller = makeScroller(body);
    m_columns->addWidget(list, 1);
    m_columns->addWidget(m_scroller);
    setLayout(m_columns);
}

void ListDetail::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool beside = width() >= kBeside;
    m_columns->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_columns->setStretch(1, beside ? 0 : 1);
    if (beside)
        m_scroller->setFixedWidth(qBound(kNarrowest, width() * 36 / 100, m_maximum));
    else {
        m_scroller->setMinimumWidth(0);
        m_scroller->setMaximumWidth(QWIDGETSIZE_MAX);
    }
}

} // namespace lectern
