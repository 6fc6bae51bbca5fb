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
    m_group->addButton(button);
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, key] {
        if (m_current == key) return;
        m_current = key;
        Q_EMIT chosen(key);
    });
}

void FilterChips::clear()
{
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons)
        delete button;
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
    // Fields share the first line; each group of chips has a line of its own that wraps.
    if (qobject_cast<FilterChips*>(widget)) return all->addWidget(widget);
    auto* first = all->count() > 0 ? qobject_cast<QHBoxLayout*>(all->itemAt(0)->layout()) : nullptr;
    if (!first) {
        first = row(space::s);
        first->addStretch();
        all->insertLayout(0, first);
    }
    first->insertWidget(first->count() - 1, widget);
}

} // namespace lectern
