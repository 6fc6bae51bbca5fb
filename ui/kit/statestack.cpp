#include "ui/kit/statestack.h"
#include <QMetaMethod>

namespace lectern {

namespace {
constexpr int kIconSize = 40;
} // namespace

StateStack::StateStack(QWidget* content, Skeleton::Shape shape, const EmptyText& empty, QWidget* parent)
    : QWidget(parent)
    , m_empty(empty)
    , m_stack(new QStackedWidget)
    , m_content(content)
    , m_skeleton(new Skeleton(shape))
    , m_message(new QWidget)
    , m_messageIcon(new QLabel)
    , m_messageTitle(makeText(TextStyle::Lead, {}))
    , m_messageText(makeText(TextStyle::Muted, {}))
    , m_messageButton(makeButton(ButtonKind::Primary, {}, QStringLiteral("state.action")))
    , m_strip(new QFrame)
    , m_stripText(makeText(TextStyle::Body, {}))
{
    auto* box = column(space::s);
    box->addStretch(2);
    m_messageIcon->setAlignment(Qt::AlignCenter);
    m_messageTitle->setAlignment(Qt::AlignCenter);
    m_messageText->setAlignment(Qt::AlignCenter);
    m_messageText->setMaximumWidth(440);
    box->addWidget(m_messageIcon);
    box->addSpacing(space::s);
    box->addWidget(m_messageTitle);
    // Between two springs, not aligned: an aligned label would not get the height that its lines need.
    auto* words = row(0);
    words->addStretch(1);
    words->addWidget(m_messageText, 100);
    words->addStretch(1);
    box->addLayout(words);
    box->addSpacing(space::s);
    box->addWidget(m_messageButton, 0, Qt::AlignHCenter);
    box->addStretch(3);
    m_message->setLayout(box);
    connect(m_messageButton, &QPushButton::clicked, this, [this] {
        if (m_face == Face::Empty)
            Q_EMIT emptyAction();
        else
            Q_EMIT retry();
    });

    m_strip->setProperty("card", QStringLiteral("flat"));
    auto* strip = row(space::s, {space::m, space::xs, space::xs, space::xs});
    strip->addWidget(m_stripText, 1);
    auto* again =
        makeButton(ButtonKind::Quiet, tr("Retry"), QStringLiteral("state.retryStrip"), QStringLiteral("view-refresh"));
    connect(again, &QPushButton::clicked, this, &StateStack::retry);
    strip->addWidget(again);
    m_strip->setLayout(strip);
    m_strip->hide();

    m_stack->addWidget(m_skeleton);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_message);
    auto* all = column(space::s);
    all->addWidget(m_strip);
    all->addWidget(m_stack, 1);
    setLayout(all);
}

void StateStack::setEmptyText(const EmptyText& empty)
{
    m_empty = empty;
    if (m_face == Face::Empty) showEmpty();
}

void StateStack::showLoading()
{
    if (m_hasContent) return;
    m_face = Face::Loading;
    m_strip->hide();
    m_stack->setCurrentWidget(m_skeleton);
}

void StateStack::showContent()
{
    m_hasContent = true;
    m_face = Face::Content;
    m_strip->hide();
    m_stack->setCurrentWidget(m_content);
}

void StateStack::showEmpty()
{
    m_hasContent = false;
    m_face = Face::Empty;
    showMessage(m_empty, Tone::Accent, QStringLiteral("state.emptyAction"));
}

void StateStack::showError(const Error& error)
{
    if (m_hasContent) {
        m_stripText->setText(error.code == ErrorCode::Offline
                                 ? tr("Offline: this is what was here when the connection broke.")
                                 : errorText(error));
        m_strip->show();
        return;
    }
    if (error.code == ErrorCode::Offline) {
        m_face = Face::Offline;
        const QString hint =
            m_offlineHint.isEmpty() ? tr("Lectern reconnects by itself and loads this page then.") : m_offlineHint;
        showMessage({QStringLiteral("network-disconnect"), tr("You are offline"), hint, tr("Try now")}, Tone::Gold,
                    QStringLiteral("state.retry"));
        return;
    }
    m_face = Face::Failed;
    showMessage({QStringLiteral("dialog-warning"), tr("This could not be loaded"), errorText(error), tr("Retry")},
                Tone::Red, QStringLiteral("state.retry"));
}

void StateStack::reset()
{
    m_hasContent = false;
    showLoading();
}

void StateStack::showMessage(const EmptyText& text, Tone tone, const QString& buttonName)
{
    m_strip->hide();
    m_messageIcon->setPixmap(icon(text.iconName, tone).pixmap(kIconSize, kIconSize));
    m_messageTitle->setText(text.title);
    m_messageText->setText(text.text);
    m_messageButton->setText(text.action);
    m_messageButton->setObjectName(buttonName);
    m_messageButton->setVisible(!text.action.isEmpty());
    m_stack->setCurrentWidget(m_message);
}

void StateStack::follow(PagedListModel* model)
{
    connect(model, &PagedListModel::stateChanged, this, [this, model] { onModel(model); });
    // Inside a page, Retry is the page's refresh(), which reloads the model.
    if (!isSignalConnected(QMetaMethod::fromSignal(&StateStack::retry)))
        connect(this, &StateStack::retry, model, &PagedListModel::reload);
    onModel(model);
}

void StateStack::onModel(PagedListModel* model)
{
    const bool has = model->rowCount() > 0;
    switch (model->state()) {
    case PagedListModel::State::Idle:
    case PagedListModel::State::Loading:
        if (has)
            showContent();
        else if (m_face != Face::Empty)
            reset();
        return;
    case PagedListModel::State::Ready:
        return has ? showContent() : showEmpty();
    case PagedListModel::State::Failed:
        m_hasContent = has;
        return showError(model->error());
    }
}

} // namespace lectern
