#include "ui/kit/widgets.h"
#include "ui/kit/painting.h"
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QTimer>

namespace lectern {

namespace {

const char* roleOf(TextStyle style)
{
    switch (style) {
    case TextStyle::Body:
        return "body";
    case TextStyle::Display:
        return "display";
    case TextStyle::Title:
        return "title";
    case TextStyle::Lead:
        return "lead";
    case TextStyle::Strong:
        return "strong";
    case TextStyle::Muted:
        return "muted";
    case TextStyle::Small:
        return "small";
    case TextStyle::Overline:
        return "overline";
    case TextStyle::Error:
        return "error";
    }
    return "body";
}

const char* kindOf(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Secondary:
        return "secondary";
    case ButtonKind::Primary:
        return "primary";
    case ButtonKind::Danger:
        return "danger";
    case ButtonKind::DangerQuiet:
        return "dangerquiet";
    case ButtonKind::Quiet:
        return "quiet";
    case ButtonKind::Link:
        return "link";
    }
    return "secondary";
}

class EnterPresses final : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::KeyPress) return false;
        auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (!enter || (key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) return false;
        if (!key->isAutoRepeat()) static_cast<QAbstractButton*>(watched)->click();
        return true;
    }
};

} // namespace

void pressOnEnter(QAbstractButton* button) { button->installEventFilter(new EnterPresses(button)); }

QLabel* makeLabel(TextStyle style, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("text-role", QLatin1String(roleOf(style)));
    return label;
}

QLabel* makeText(TextStyle style, const QString& text, QWidget* parent)
{
    QLabel* label = makeLabel(style, text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

QPushButton* makeButton(ButtonKind kind, const QString& text, const QString& name, const QString& iconName)
{
    auto* button = new QPushButton(text);
    button->setObjectName(name);
    button->setProperty("kind", QLatin1String(kindOf(kind)));
    button->setAutoDefault(false);
    pressOnEnter(button);
    button->setCursor(Qt::PointingHandCursor);
    if (iconName.isEmpty()) return button;
    if (kind == ButtonKind::Primary || kind == ButtonKind::Danger)
        button->setIcon(iconOnAccent(iconName));
    else if (kind == ButtonKind::DangerQuiet)
        button->setIcon(icon(iconName, Tone::Red));
    else
        button->setIcon(icon(iconName));
    return button;
}

QToolButton* makeIconButton(const QString& iconName, const QString& tip, const QString& name)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setIconSize({18, 18});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::TabFocus);
    pressOnEnter(button);
    return button;
}

QFrame* makeDivider()
{
    auto* line = new QFrame;
    line->setProperty("divider", true);
    line->setFixedHeight(1);
    return line;
}

QVBoxLayout* column(int spacing, QMargins margins)
{
    auto* layout = new QVBoxLayout;
    layout->setSpacing(spacing);
    layout->setContentsMargins(margins);
    return layout;
}

QHBoxLayout* row(int spacing, QMargins margins)
{
    auto* layout = new QHBoxLayout;
    layout->setSpacing(spacing);
    layout->setContentsMargins(margins);
    return layout;
}

QTabBar* makeTabBar(const QString& name, const QString& accessibleName, const QStringList& tabs)
{
    auto* bar = new QTabBar;
    bar->setObjectName(name);
    bar->setAccessibleName(accessibleName);
    bar->setDrawBase(false);
    bar->setExpanding(false);
    bar->setUsesScrollButtons(false);
    bar->setElideMode(Qt::ElideNone);
    for (const QString& tab : tabs) bar->addTab(tab);
    return bar;
}

QWidget* beside(QWidget* left, QWidget* right)
{
    auto* line = new QWidget;
    auto* cells = row(space::l);
    cells->addWidget(left, 1, Qt::AlignTop);
    cells->addWidget(right, 1, Qt::AlignTop);
    line->setLayout(cells);
    return line;
}

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void setInvalid(QWidget* widget, bool invalid)
{
    if (widget->property("invalid").toBool() == invalid) return;
    widget->setProperty("invalid", invalid);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

Card::Card(QWidget* parent, int margin)
    : QFrame(parent)
    , m_body(column(space::m, {margin, margin, margin, margin}))
{
    setProperty("card", true);
    setLayout(m_body);
}

Card::Card(const QString& title, QWidget* corner, QWidget* parent)
    : Card(parent)
{
    auto* head = row(space::s);
    head->addWidget(makeLabel(TextStyle::Lead, title), 1);
    if (corner) head->addWidget(corner);
    m_body->addLayout(head);
}

Card* makeBox(QWidget* content)
{
    auto* box = new Card(nullptr, space::m);
    box->setProperty("card", QStringLiteral("flat"));
    box->body()->addWidget(content);
    return box;
}

ElidedLabel::ElidedLabel(TextStyle style, const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setProperty("text-role", QLatin1String(roleOf(style)));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const { return {24, QLabel::sizeHint().height()}; }

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(text().simplified(), Qt::ElideRight, width());
    if (toolTip().isEmpty() && shown != text()) setToolTip(text());
    painter.drawText(rect(), int(alignment()), shown);
}

Chip::Chip(const ChipSpec& spec, QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSpec(spec);
}

void Chip::setSpec(const ChipSpec& spec)
{
    m_spec = spec;
    setVisible(!spec.text.isEmpty());
    setAccessibleName(spec.text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const { return painting::chipSize(m_spec); }

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painting::chip(&painter, rect(), m_spec);
}

MoneyLabel::MoneyLabel(int pixelSize, QWidget* parent)
    : QWidget(parent)
    , m_font(uiFont(pixelSize, pixelSize > textsize::body ? QFont::DemiBold : QFont::Medium))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void MoneyLabel::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void MoneyLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize MoneyLabel::sizeHint() const
{
    return {painting::tabularWidth(m_font, m_text) + 2, QFontMetrics(m_font).height() + 2};
}

void MoneyLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QFont font = m_font;
    // An amount is never cut off: when there is no room the figures get smaller.
    while (font.pixelSize() > textsize::small && painting::tabularWidth(font, m_text) > width())
        font.setPixelSize(font.pixelSize() - 1);
    painter.setFont(font);
    painter.setPen(m_tone ? tokens().of(*m_tone) : tokens().ink);
    painting::tabularText(&painter, rect(), m_text, Qt::AlignLeft);
}

TimeLabel::TimeLabel(const QDateTime& time, QWidget* parent)
    : QLabel(parent)
{
    setProperty("text-role", QStringLiteral("small"));
    setTime(time);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &TimeLabel::refresh);
    timer->start(30'000);
}

void TimeLabel::setTime(const QDateTime& time)
{
    m_time = time;
    refresh();
}

void TimeLabel::refresh()
{
    setText(m_time.isValid() ? relativeTime(m_time) : QString());
    setToolTip(exactTime(m_time));
}

Avatar::Avatar(const QString& name, int size, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
{
    setFixedSize(size, size);
}

void Avatar::setName(const QString& name)
{
    m_name = name;
    setAccessibleName(name);
    update();
}

void Avatar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painting::avatar(&painter, rect(), m_name);
}

StatTile::StatTile(const QString& title, const QString& iconName, Tone tone, QWidget* parent)
    : Card(parent, space::l)
    , m_value(new MoneyLabel(textsize::display))
    , m_remark(new ElidedLabel(TextStyle::Small))
    , m_badge(new Chip)
{
    auto* head = row(space::s);
    auto* mark = new QLabel;
    mark->setPixmap(icon(iconName, tone).pixmap(16, 16));
    connect(&Theme::instance(), &Theme::changed, mark,
            [mark, iconName, tone] { mark->setPixmap(icon(iconName, tone).pixmap(16, 16)); });
    head->addWidget(mark);
    head->addWidget(new ElidedLabel(TextStyle::Muted, title), 1);
    head->addWidget(m_badge);
    m_badge->hide();
    body()->setSpacing(space::xs);
    body()->addLayout(head);
    body()->addSpacing(space::xs);
    body()->addWidget(m_value);
    body()->addWidget(m_remark);
    body()->addStretch();
    m_remark->hide();
    setMinimumWidth(150);
    // As high as its neighbours, also without a remark.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void StatTile::setValue(const QString& value)
{
    m_value->setText(value);
    setAccessibleDescription(value);
}
void StatTile::setRemark(const QString& remark)
{
    m_remark->setToolTip({});
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
}

void StatTile::setBadge(const ChipSpec& spec) { m_badge->setSpec(spec); }

} // namespace lectern
