#include "ui/account/connectpage.h"
#include <QMenu>

namespace lectern {

ConnectPage::ConnectPage(ClientSettings* settings, QWidget* parent)
    : AuthFrame(parent)
    , m_settings(settings)
    , m_known(column(space::s))
    , m_address(new QLineEdit)
    , m_go(makeButton(ButtonKind::Primary, tr("Connect"), QStringLiteral("connect.submit")))
{
    m_address->setObjectName(QStringLiteral("connect.address"));
    m_address->setPlaceholderText(QStringLiteral("learn.example.org"));
    m_field = new FormField(tr("Server &address"), m_address, tr("The people who run your school give you this."));
    form()->addWidget(makeText(TextStyle::Display, tr("Choose a server")));
    form()->addWidget(
        makeText(TextStyle::Muted, tr("Lectern works with the server of your organisation. You can use several.")));
    form()->addLayout(m_known);
    form()->addWidget(m_field);
    form()->addWidget(m_go);
    connect(m_go, &QPushButton::clicked, this, &ConnectPage::choose);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectPage::choose);
    reload();
}

void ConnectPage::reload()
{
    clearLayout(m_known);
    int number = 0;
    for (const ServerEntry& server : m_settings->servers()) {
        auto* card = new ChoiceCard(server.name.isEmpty() ? server.url.host() : server.name,
                                    server.url.toDisplayString(), QStringLiteral("connect.server.%1").arg(number++));
        card->setMark(server.name.isEmpty() ? server.url.host() : server.name, {});
        card->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(card, &ChoiceCard::clicked, this, [this, url = server.url] { Q_EMIT chosen(url); });
        connect(card, &ChoiceCard::customContextMenuRequested, this, [this, card, url = server.url](const QPoint& at) {
            auto* menu = new QMenu(card);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->addAction(tr("Forget this server"), this, [this, url] {
                m_settings->forgetServer(url);
                QMetaObject::invokeMethod(this, &ConnectPage::reload, Qt::QueuedConnection);
            });
            menu->popup(card->mapToGlobal(at));
        });
        m_known->addWidget(card);
    }
}

void ConnectPage::setBusy(bool busy)
{
    m_go->setEnabled(!busy);
    m_go->setText(busy ? tr("Connecting…") : tr("Connect"));
}

void ConnectPage::fail(const Error& error)
{
    setBusy(false);
    m_field->setError(errorText(error));
}

void ConnectPage::choose()
{
    const auto url = serverUrl(m_address->text());
    if (!url) return m_field->setError(tr("This is not an address. It looks like learn.example.org."));
    m_field->setError({});
    Q_EMIT chosen(*url);
}

} // namespace lectern
