#include "ui/kit/toast.h"
#include <QEvent>
#include <QTimer>

namespace lectern {

Toast::Toast(QWidget* window)
    : QFrame(window)
    , m_icon(new QLabel)
    , m_text(makeLabel(TextStyle::Body, {}))
    , m_away(new QTimer(this))
{
    auto* all = row(space::s, {space::l, space::m, space::l, space::m});
    all->addWidget(m_icon);
    all->addWidget(m_text);
    setLayout(all);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_away->setSingleShot(true);
    m_away->setInterval(4000);
    connect(m_away, &QTimer::timeout, this, &QWidget::hide);
    window->installEventFilter(this);
    hide();
}

void Toast::say(const QString& text, Tone tone)
{
    const Tokens& t = tokens();
    setStyleSheet(
        QStringLiteral("lectern--Toast { background: %1; border-radius: 8px; } QLabel { color: %2; font-weight: 500; }")
            .arg(t.ink.name(), t.paper.name()));
    Q_UNUSED(tone)
    m_text->setText(text);
    m_icon->hide();
    show();
    raise();
    place();
    m_away->start();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

void Toast::place()
{
    // Below: titles and what one can do stand above. It never gets wider than the window; then it takes more lines.
    const int most = parentWidget()->width() - 2 * space::xl;
    m_text->setWordWrap(false);
    m_text->setMinimumWidth(0);
    adjustSize();
    if (width() > most) {
        m_text->setWordWrap(true);
        resize(most, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(most) : height());
    }
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - space::xl);
}

} // namespace lectern
