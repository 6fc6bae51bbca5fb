#include "ui/kit/filterbar.h"
#include "ui/kit/flowlayout.h"
#include <QAction>
#include <QTimer>

namespace lectern {

SearchField::SearchField(const QString& placeholder, const QString& name, QWidget* parent)
    : QLineEdit(parent)
    , m_rest(new QTimer(this))
{
    setObjectName(name);
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    setMaxLength(200);
    setFixedWidth(260);
    addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_rest->setSingleShot(true);
    m_rest->setInterval(250);
    const auto tell = [this] {
        m_rest->stop();
        if (m_told == text().trimmed()) return;
        m_told = text().trimmed();
        Q_EMIT searched(m_told);
    };
    connect(this, &QLineEdit::textChanged, m_rest, qOverload<>(&QTimer::start));
    connect(m_rest, &QTimer::timeout, this, tell);
    connect(this, &QLineEdit::returnPressed, this, tell);
}

void SearchField::showEvent(QShowEvent* event)
{
    QLineEdit::showEvent(event);
    // The frame is thicker while it has the focus; what is below must not move.
    if (!hasFocus()) setFixedHeight(sizeHint().height());
}

FilterChips::FilterChips(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    m_group->setExclusive(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setLayout(new FlowLayout(space::s - 2));
}

void FilterChips::add(const QString& key, const QString& text)
{
    auto* button = new QPushButton(text);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setProperty("kind", QStringLiteral("filter"));
    button->setProperty("key", key);
    button->setObjectName(QStringLiteral("filter.%1").arg(key.isEmpty() ? QStringLiteral("all") : key));
    button->setCursor(Qt::PointingHandCursor);
    button->setChecked(key == m_current);
    pressOnEnter(button);
    const auto before = m_group->buttons();
    m_group->addButton(button);
    layout()->addWidget(button);
    // Chips that come later, with an answer of the server, still follow the first one when tabbing.
    if (!before.isEmpty()) setTabOrder(before.last(), button);
    connect(button, &QPushButton::clicked, this, [this, key] {
        if (m_current == key) return;
        m_current = key;
        Q_EMIT chosen(key);
    });
}

void FilterChips::keepFirst()
{
    const auto buttons = m_group->buttons();
    for (int i = 1; i < int(buttons.size()); ++i)
        delete buttons.at(i);
}

void FilterChips::setCurrent(const QString& key)
{
    m_current = key;
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons)
        button->setChecked(button->property("key").toString() == key);
}

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = column(space::s);
    setLayout(layout);
}

void FilterBar::add(QWidget* widget)
{
    auto* all = static_cast<QVBoxLayout*>(layout());
    // Fields share the first line and wrap when the window is narrow; each group of chips has a line of its own, as wide as the bar.
    if (qobject_cast<FlowLayout*>(widget->layout())) return all->addWidget(widget);
    if (!m_fields) {
        m_fields = new QWidget;
        m_fields->setLayout(new FlowLayout(space::s));
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        m_fields->setSizePolicy(policy);
        all->insertWidget(0, m_fields);
    }
    m_fields->layout()->addWidget(widget);
}

} // namespace lectern
