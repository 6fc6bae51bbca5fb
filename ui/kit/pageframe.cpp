#include "ui/kit/pageframe.h"
#include "ui/kit/confirmdialog.h"
#include <QResizeEvent>

namespace lectern {

QScrollArea* makeScroller(QWidget* body)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    body->setProperty("scroll-body", true);
    area->setWidget(body);
    body->setAutoFillBackground(false);
    return area;
}

PageFrame::PageFrame(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_column(new QWidget(this))
    , m_body(column(space::l))
    , m_titleRow(row(space::m))
    , m_actions(row(space::s))
    , m_back(makeIconButton(QStringLiteral("go-previous"), tr("Back"), QStringLiteral("page.back")))
    , m_title(new ElidedLabel(TextStyle::Title, title))
    , m_subtitle(new ElidedLabel(TextStyle::Muted))
{
    m_back->hide();
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(m_back, &QToolButton::clicked, this, &PageFrame::back);
    auto* titles = column(2);
    titles->addLayout(m_titleRow);
    titles->addWidget(m_subtitle);
    m_titleRow->addWidget(m_title);
    m_titleRow->addStretch();
    m_subtitle->hide();
    auto* head = row(space::m);
    head->addWidget(m_back, 0, Qt::AlignTop);
    head->addLayout(titles, 1);
    head->addLayout(m_actions);
    m_body->addLayout(head);
    m_column->setLayout(m_body);
}

QString PageFrame::title() const { return m_title->text(); }

void PageFrame::setTitle(const QString& title)
{
    m_title->setToolTip({});
    m_title->setText(title);
    m_title->updateGeometry();
}

void PageFrame::setSubtitle(const QString& subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PageFrame::setBackVisible(bool visible) { m_back->setVisible(visible); }
void PageFrame::addTitleWidget(QWidget* widget)
{
    m_titleRow->insertWidget(m_titleRow->count() - 1, widget, 0, Qt::AlignVCenter);
}
void PageFrame::addAction(QWidget* widget) { m_actions->addWidget(widget, 0, Qt::AlignTop); }
void PageFrame::addTools(QWidget* widget) { m_body->addWidget(widget); }

StateStack* PageFrame::setContent(QWidget* content, Skeleton::Shape shape, const EmptyText& empty, bool scrolls)
{
    auto* stack = new StateStack(scrolls ? static_cast<QWidget*>(makeScroller(content)) : content, shape, empty);
    m_body->addWidget(stack, 1);
    m_scrolls = scrolls;
    fitWidth();
    connect(stack, &StateStack::retry, this, &PageFrame::refresh);
    return stack;
}

void PageFrame::setMaximumContentWidth(int width)
{
    m_maxWidth = width;
    fitWidth();
}

void PageFrame::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

void PageFrame::fitWidth()
{
    const int margin = width() < 760 ? space::l : space::xl;
    const int wide = qMin(m_maxWidth, width() - 2 * margin);
    // What scrolls goes on under the edge of the window; ended before it, its last row would look cut.
    const int below = m_scrolls ? 0 : space::l;
    m_column->setGeometry((width() - wide) / 2, space::l + space::xs, wide, height() - space::l - space::xs - below);
}

PageFrame::Leaving PageFrame::askToDiscard(bool isDirty, const std::function<void()>& forget)
{
    if (!isDirty) return Leaving::Done;
    lectern::askToDiscard(this, [this, forget] {
        forget();
        Q_EMIT back();
    });
    return Leaving::Stay;
}

} // namespace lectern
