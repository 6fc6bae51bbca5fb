#include "ui/shell/navrail.h"
#include "ui/theme/keyboardfocus.h"
#include <QMouseEvent>
#include <QPainter>

namespace lectern {

namespace {

constexpr int kWide = 216;
constexpr int kNarrow = 64;

class Pressable final : public QAbstractButton
{
public:
    using QAbstractButton::QAbstractButton;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        const bool ring = KeyboardFocus::rings(this);
        if (!underMouse() && !ring) return;
        p.setPen(ring ? QPen(tokens().accent, 1.2) : QPen(Qt::NoPen));
        p.setBrush(tokens().softOf(Tone::Neutral));
        p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
    }
};

} // namespace

NavButton::NavButton(const QString& key, const QString& text, const QString& iconName, QWidget* parent)
    : QAbstractButton(parent)
    , m_text(text)
{
    setObjectName(QStringLiteral("nav.%1").arg(key));
    setText(text);
    setAccessibleName(text);
    setIcon(lectern::icon(iconName));
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    pressOnEnter(this);
    // Many places share a low window: they get less high, never less legible.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
}

void NavButton::setBadge(int count)
{
    m_badge = count;
    setAccessibleDescription(count > 0 ? tr("%n waiting", nullptr, count) : QString());
    update();
}

void NavButton::setCompact(bool compact)
{
    m_compact = compact;
    setToolTip(compact ? m_text : QString());
    update();
}

QSize NavButton::sizeHint() const { return {40, 38}; }
QSize NavButton::minimumSizeHint() const { return {40, 30}; }

void NavButton::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    p.setPen(KeyboardFocus::rings(this) ? QPen(t.accent, 1.2) : QPen(Qt::NoPen));
    p.setBrush(isChecked()    ? QBrush(t.softOf(Tone::Accent))
               : underMouse() ? QBrush(t.softOf(Tone::Neutral))
                              : QBrush(Qt::NoBrush));
    p.drawRoundedRect(box, kRadius, kRadius);
    const int x = m_compact ? (width() - 18) / 2 : 11;
    icon().paint(&p, QRect(x, (height() - 18) / 2, 18, 18), Qt::AlignCenter, QIcon::Normal,
                 isChecked() ? QIcon::On : QIcon::Off);
    const QString badge = m_badge > 99 ? QStringLiteral("99+") : QString::number(m_badge);
    const QFont small = uiFont(11, QFont::DemiBold);
    const int badgeWidth = m_badge > 0 ? qMax(18, QFontMetrics(small).horizontalAdvance(badge) + 10) : 0;
    if (!m_compact) {
        p.setFont(uiFont(textsize::body, isChecked() ? QFont::DemiBold : QFont::Medium));
        p.setPen(isChecked() ? t.of(Tone::Accent) : t.ink);
        const QRect words(40, 0, width() - 48 - badgeWidth, height());
        p.drawText(words, Qt::AlignVCenter, p.fontMetrics().elidedText(m_text, Qt::ElideRight, words.width()));
    }
    if (m_badge <= 0) return;
    const QRectF mark = m_compact ? QRectF(width() - badgeWidth + 2, 1, badgeWidth - 2, 16)
                                  : QRectF(width() - badgeWidth - 10, (height() - 18) / 2.0, badgeWidth, 18);
    p.setPen(Qt::NoPen);
    p.setBrush(t.of(Tone::Gold));
    p.drawRoundedRect(mark, mark.height() / 2, mark.height() / 2);
    p.setFont(small);
    p.setPen(t.card);
    p.drawText(mark, Qt::AlignCenter, badge);
}

NavRail::NavRail(const User& user, QWidget* parent)
    : QFrame(parent)
    , m_places(column(2))
    , m_group(new QButtonGroup(this))
    , m_avatar(new Avatar(user.name, 32))
    , m_userWords(new QWidget)
    , m_name(new ElidedLabel(TextStyle::Strong))
    , m_role(makeLabel(TextStyle::Small, {}))
    , m_word(makeLabel(TextStyle::Lead, QStringLiteral("Lectern")))
{
    setProperty("surface", QStringLiteral("rail"));
    auto* all = column(space::s, {space::m, space::l, space::m, space::m});
    auto* head = row(space::s, {space::xs, 0, 0, space::s});
    auto* logo = new QLabel;
    logo->setPixmap(QIcon(QStringLiteral(":/lectern/icons/lectern.svg")).pixmap(28, 28));
    head->addWidget(logo);
    head->addWidget(m_word, 1);
    all->addLayout(head);
    all->addLayout(m_places);
    all->addStretch();
    m_bell = new NavButton(QStringLiteral("notifications"), tr("Notifications"), QStringLiteral("notifications"));
    m_bell->setCheckable(false);
    connect(m_bell, &NavButton::clicked, this, &NavRail::bellPressed);
    all->addWidget(m_bell);
    all->addWidget(makeDivider());
    auto* press = new Pressable;
    press->setObjectName(QStringLiteral("nav.user"));
    press->setAccessibleName(tr("Profile and settings"));
    press->setToolTip(tr("Profile and settings (Ctrl+,)"));
    press->setCursor(Qt::PointingHandCursor);
    press->setFocusPolicy(Qt::TabFocus);
    pressOnEnter(press);
    press->setFixedHeight(48);
    press->setAttribute(Qt::WA_Hover);
    auto* who = row(space::s, {space::xs, 0, space::xs, 0});
    who->addWidget(m_avatar);
    auto* words = column(0);
    words->addWidget(m_name);
    words->addWidget(m_role);
    m_userWords->setLayout(words);
    who->addWidget(m_userWords, 1);
    press->setLayout(who);
    for (QWidget* part : press->findChildren<QWidget*>())
        part->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(press, &QAbstractButton::clicked, this, &NavRail::userPressed);
    all->addWidget(press);
    setLayout(all);
    setUser(user);
    setFixedWidth(kWide);
}

void NavRail::add(const QString& key, const QString& text, const QString& iconName)
{
    auto* button = new NavButton(key, text, iconName);
    button->setCompact(m_compact);
    m_buttons.insert(key, button);
    m_group->addButton(button);
    m_places->addWidget(button);
    connect(button, &NavButton::clicked, this, [this, key] { Q_EMIT chosen(key); });
}

void NavRail::setCurrent(const QString& key)
{
    if (NavButton* button = m_buttons.value(key)) button->setChecked(true);
}

void NavRail::setBadge(const QString& key, int count)
{
    if (key == QStringLiteral("notifications"))
        m_bell->setBadge(count);
    else if (NavButton* button = m_buttons.value(key))
        button->setBadge(count);
}

void NavRail::setUser(const User& user)
{
    m_avatar->setName(user.name);
    m_name->setToolTip({});
    m_name->setText(user.name);
    m_role->setText(roleText(user.role));
}

void NavRail::setCompact(bool compact)
{
    if (m_compact == compact) return;
    m_compact = compact;
    setFixedWidth(compact ? kNarrow : kWide);
    m_word->setVisible(!compact);
    m_userWords->setVisible(!compact);
    for (NavButton* button : std::as_const(m_buttons))
        button->setCompact(compact);
    m_bell->setCompact(compact);
}

QWidget* NavRail::bell() const { return m_bell; }

} // namespace lectern
