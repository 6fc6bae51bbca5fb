#include "ui/shell/quickswitchdialog.h"
#include "ui/kit/widgets.h"
#include <QKeyEvent>

namespace lectern {

QuickSwitchDialog::QuickSwitchDialog(const QList<Target>& targets, QWidget* parent)
    : QDialog(parent)
    , m_text(new QLineEdit)
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("quickSwitch"));
    setWindowTitle(tr("Go to"));
    setModal(true);
    resize(460, 340);
    m_text->setPlaceholderText(tr("Where to?"));
    m_text->setAccessibleName(tr("Where to?"));
    m_text->setObjectName(QStringLiteral("quickSwitch.text"));
    m_text->installEventFilter(this);
    m_list->setIconSize({18, 18});
    m_list->setStyleSheet(QStringLiteral("QListView::item { height: 38px; padding: 0 8px; border-radius: 8px; }"
                                         "QListView::item:selected { background: %1; }")
                              .arg(tokens().softOf(Tone::Accent).name()));
    for (const Target& target : targets) {
        auto* item = new QListWidgetItem(icon(target.iconName), target.text, m_list);
        item->setData(Qt::UserRole, target.key);
    }
    m_list->setCurrentRow(0);
    auto* all = column(space::s, {space::m, space::m, space::m, space::m});
    all->addWidget(m_text);
    all->addWidget(m_list, 1);
    setLayout(all);
    connect(m_text, &QLineEdit::textEdited, this, &QuickSwitchDialog::filter);
    connect(m_list, &QListWidget::itemClicked, this, &QuickSwitchDialog::choose);
}

bool QuickSwitchDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Up) return false;
    const int step = key == Qt::Key_Down ? 1 : -1;
    for (int row = m_list->currentRow() + step; row >= 0 && row < m_list->count(); row += step) {
        if (m_list->item(row)->isHidden()) continue;
        m_list->setCurrentRow(row);
        break;
    }
    return true;
}

void QuickSwitchDialog::filter(const QString& text)
{
    int first = -1;
    for (int i = 0; i < m_list->count(); ++i) {
        const bool fits = m_list->item(i)->text().contains(text.trimmed(), Qt::CaseInsensitive);
        m_list->item(i)->setHidden(!fits);
        if (fits && first < 0) first = i;
    }
    m_list->setCurrentRow(first);
}

void QuickSwitchDialog::choose()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || item->isHidden()) return;
    const QString key = item->data(Qt::UserRole).toString();
    accept();
    Q_EMIT chosen(key);
}

} // namespace lectern
