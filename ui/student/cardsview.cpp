#include "ui/student/cardsview.h"
#include "ui/kit/pageframe.h"

namespace lectern {

CardsView::CardsView(const EmptyText& empty, const QString& offlineHint, QWidget* parent)
    : QWidget(parent)
    , m_cards(column(space::l))
{
    auto* inner = new QWidget;
    auto* lines = column(0);
    lines->addLayout(m_cards);
    lines->addStretch();
    inner->setLayout(lines);
    m_states = new StateStack(makeScroller(inner), Skeleton::Shape::Detail, empty);
    m_states->setOfflineHint(offlineHint);
    connect(m_states, &StateStack::retry, this, &CardsView::refresh);
    auto* all = column(0);
    all->addWidget(m_states, 1);
    setLayout(all);
}

void CardsView::pay(QPushButton* button, const QString& what, const std::function<Reply<Checkout>(const QString& key)>& ask)
{
    QString& key = m_keys[what];
    if (key.isEmpty()) key = newUuid7();
    button->setEnabled(false);
    whenDone(button, ask(key), [this, button, what](const Result<Checkout>& answer) {
        button->setEnabled(true);
        m_keys.remove(what);
        if (!answer) {
            Q_EMIT toast(errorText(answer.error()), Tone::Red);
            return refresh();
        }
        Q_EMIT checkoutWanted(*answer);
    });
}

} // namespace lectern
