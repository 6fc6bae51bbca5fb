#include "ui/account/authframe.h"
#include "ui/kit/pageframe.h"
#include "ui/kit/painting.h"
#include <QPainter>

namespace lectern {

namespace {

constexpr int kFormWidth = 400;

class BrandPanel final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        const QColor ground = QColor::fromRgb(0xFF0C4F4A);
        p.fillRect(rect(), ground);
        p.setPen(Qt::NoPen);
        // Three open pages, large and quiet.
        for (int i = 0; i < 3; ++i) {
            p.setBrush(ground.lighter(112 + 14 * i));
            QPainterPath page;
            const qreal y = height() * (0.50 + 0.13 * i);
            page.moveTo(0, y + 90);
            page.cubicTo(width() * 0.3, y - 40, width() * 0.5, y + 40, width(), y - 30 + 40 * i);
            page.lineTo(width(), height());
            page.lineTo(0, height());
            p.drawPath(page);
        }
        const QRect text = rect().adjusted(40, 44, -40, -40);
        QIcon(QStringLiteral(":/lectern/icons/lectern.svg")).paint(&p, QRect(text.left(), text.top(), 44, 44));
        p.setPen(Qt::white);
        p.setFont(uiFont(textsize::title, QFont::DemiBold));
        p.drawText(QRect(text.left() + 56, text.top(), 200, 44), Qt::AlignVCenter, QStringLiteral("Lectern"));
        p.setFont(uiFont(textsize::display, QFont::DemiBold));
        QRect used;
        p.drawText(text.adjusted(0, 84, 0, 0), Qt::AlignLeft | Qt::TextWordWrap,
                   tr("Teach what you know.\nSee where the money goes."), &used);
        p.setFont(uiFont(textsize::body + 1));
        p.setPen(QColor(255, 255, 255, 205));
        p.drawText(text.adjusted(0, used.bottom() - text.top() + space::l, 0, 0), Qt::AlignLeft | Qt::TextWordWrap,
                   tr("Courses, students and every cent of every sale, on your own server."));
    }
};

} // namespace

AuthFrame::AuthFrame(QWidget* parent)
    : QWidget(parent)
    , m_brand(new BrandPanel)
    , m_form(column(space::l))
{
    auto* inner = new QWidget;
    inner->setFixedWidth(kFormWidth);
    inner->setLayout(m_form);
    auto* body = new QWidget;
    auto* centre = column(0, {space::xl, space::xl, space::xl, space::xl});
    centre->addStretch(2);
    // Not by alignment: an aligned item is asked for its height at the width of the window, not at its own.
    auto* across = row(0);
    across->addStretch();
    across->addWidget(inner);
    across->addStretch();
    centre->addLayout(across);
    centre->addStretch(3);
    body->setLayout(centre);
    auto* all = row(0);
    all->addWidget(m_brand);
    all->addWidget(makeScroller(body), 1);
    setLayout(all);
}

void AuthFrame::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_brand->setVisible(width() >= 800);
    m_brand->setFixedWidth(qBound(300, width() * 38 / 100, 620));
}

ChoiceCard::ChoiceCard(const QString& title, const QString& detail, const QString& name, QWidget* parent)
    : QAbstractButton(parent)
    , m_detail(detail)
{
    setText(title);
    setObjectName(name);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    pressOnEnter(this);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChoiceCard::setMark(const QString& avatarName, const ChipSpec& chip)
{
    m_avatar = avatarName;
    m_chip = chip;
    update();
}

QSize ChoiceCard::sizeHint() const { return {200, 60}; }

void ChoiceCard::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const bool on = isChecked();
    const bool strong = hasFocus() || on;
    p.setPen(QPen(strong ? t.accent : underMouse() ? t.lineStrong : t.line, strong ? 1.6 : 1));
    p.setBrush(on ? t.softOf(Tone::Accent) : underMouse() ? t.sunken : t.card);
    p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
    QRect inside = rect().adjusted(space::m, 0, -space::m, 0);
    if (!m_avatar.isEmpty()) {
        painting::avatar(&p, QRect(inside.left(), inside.center().y() - 17, 34, 34), m_avatar);
        inside.setLeft(inside.left() + 34 + space::m);
    }
    if (!m_chip.text.isEmpty()) {
        const int width = painting::chipSize(m_chip).width();
        painting::chip(&p, QRect(inside.right() - width, inside.top(), width, inside.height()), m_chip);
        inside.setRight(inside.right() - width - space::s);
    }
    p.setFont(uiFont(textsize::body, QFont::DemiBold));
    p.setPen(t.ink);
    p.drawText(inside.adjusted(0, 11, 0, 0), Qt::AlignTop,
               p.fontMetrics().elidedText(text(), Qt::ElideRight, inside.width()));
    p.setFont(uiFont(textsize::small));
    p.setPen(t.inkSoft);
    p.drawText(inside.adjusted(0, 31, 0, 0), Qt::AlignTop,
               p.fontMetrics().elidedText(m_detail, Qt::ElideRight, inside.width()));
}

} // namespace lectern
