#include "ui/account/loginpage.h"
#include "domain/validation.h"
#include "ui/account/passwordfield.h"
#include <QTimer>

namespace lectern {

namespace {
constexpr int kFirstPause_ms = 1500;
constexpr int kLongestPause_ms = 10'000;
} // namespace

LoginPage::LoginPage(AccountsGateway* accounts, QWidget* parent)
    : AuthFrame(parent)
    , m_accounts(accounts)
    , m_title(makeText(TextStyle::Display, tr("Log in")))
    , m_notice(new Notice)
    , m_email(new QLineEdit)
    , m_password(makePasswordEdit(QStringLiteral("login.password")))
    , m_submit(makeButton(ButtonKind::Primary, tr("Log in"), QStringLiteral("login.submit")))
    , m_demo(new QWidget)
    , m_demoCards(column(space::s))
    , m_again(new QTimer(this))
{
    m_again->setSingleShot(true);
    connect(m_again, &QTimer::timeout, this, &LoginPage::ask);
    m_email->setObjectName(QStringLiteral("login.email"));
    m_email->setPlaceholderText(QStringLiteral("name@example.org"));
    m_email->setMaxLength(254);
    m_retry = m_notice->addButton(tr("Try again"), QStringLiteral("login.retry"));
    m_retry->hide();
    connect(m_retry, &QPushButton::clicked, this, &LoginPage::refresh);
    auto* forgot = makeButton(ButtonKind::Link, tr("Forgot your password?"), QStringLiteral("login.forgot"));
    connect(forgot, &QPushButton::clicked, this, [this] { Q_EMIT forgotWanted(m_email->text().trimmed()); });
    auto* email = new FormField(tr("&E-mail"), m_email);
    auto* password = new FormField(tr("&Password"), m_password);
    m_errors.add(QStringLiteral("email"), email);
    m_errors.add(QStringLiteral("password"), password);
    auto* below = row(0);
    auto* other = makeButton(ButtonKind::Link, tr("New here? Create an account"), QStringLiteral("login.register"));
    auto* server = makeButton(ButtonKind::Link, tr("Another server"), QStringLiteral("login.server"));
    below->addWidget(other);
    below->addStretch();
    below->addWidget(server);
    auto* demo = column(space::s);
    demo->addWidget(makeLabel(TextStyle::Overline, tr("DEMO ACCOUNTS: ONE CLICK LOGS IN")));
    demo->addLayout(m_demoCards);
    m_demo->setLayout(demo);
    m_demo->hide();
    form()->addWidget(m_title);
    form()->addWidget(m_notice);
    form()->addWidget(email);
    form()->addWidget(password);
    form()->addWidget(forgot, 0, Qt::AlignLeft);
    form()->addWidget(m_submit);
    form()->addLayout(below);
    form()->addSpacing(space::s);
    form()->addWidget(m_demo);
    connect(m_submit, &QPushButton::clicked, this, &LoginPage::submit);
    connect(m_email, &QLineEdit::returnPressed, m_password, qOverload<>(&QWidget::setFocus));
    connect(m_password, &QLineEdit::returnPressed, this, &LoginPage::submit);
    connect(other, &QPushButton::clicked, this, &LoginPage::registerWanted);
    connect(server, &QPushButton::clicked, this, &LoginPage::serverWanted);
}

void LoginPage::refresh()
{
    m_failures = 0;
    ask();
}

void LoginPage::ask()
{
    m_again->stop();
    const quint64 id = m_request.next();
    whenDone(this, m_accounts->serverInfo(), [this, id](const Result<ServerInfo>& answer) {
        if (!m_request.is(id)) return;
        // Only what this request said is taken back; the reason why a session ended stays.
        if (answer && m_retry->isVisibleTo(this)) m_notice->say({});
        m_retry->setVisible(!answer);
        if (answer) return display(*answer);
        m_notice->setTone(Tone::Gold);
        m_notice->say(answer.error().code == ErrorCode::Offline
                          ? tr("The server cannot be reached. This page tries again by itself.")
                          : errorText(answer.error()));
        m_again->start(qMin(kLongestPause_ms, kFirstPause_ms << qMin(m_failures++, 4)));
    });
}

void LoginPage::display(const ServerInfo& info)
{
    m_title->setText(info.name.isEmpty() ? tr("Log in") : tr("Log in to %1").arg(info.name));
    clearLayout(m_demoCards);
    int number = 0;
    for (const DemoAccount& account : info.demoAccounts) {
        auto* card = new ChoiceCard(account.name, account.email, QStringLiteral("login.demo.%1").arg(number++));
        card->setMark(account.name, chip(account.role));
        connect(card, &ChoiceCard::clicked, this, [this, account] {
            m_email->setText(account.email);
            m_password->setText(account.password);
            submit();
        });
        m_demoCards->addWidget(card);
    }
    m_demo->setVisible(!info.demoAccounts.isEmpty());
    Q_EMIT serverKnown(info);
}

void LoginPage::hideEvent(QHideEvent* event)
{
    AuthFrame::hideEvent(event);
    m_again->stop();
}

void LoginPage::setEmail(const QString& email)
{
    m_email->setText(email);
    (email.isEmpty() ? m_email : m_password)->setFocus();
}

void LoginPage::say(const QString& text, Tone tone)
{
    m_retry->hide();
    m_notice->setTone(tone);
    m_notice->say(text);
}

void LoginPage::submit()
{
    if (m_busy) return;
    m_errors.clear();
    m_notice->say({});
    const LoginForm form{m_email->text().trimmed(), m_password->text()};
    if (auto error = validation::email(form.email)) return void(m_errors.show(*error));
    if (form.password.isEmpty())
        return void(m_errors.show(fieldError(QStringLiteral("password"), tr("Type your password."))));
    setBusy(true);
    const quint64 id = m_request.next();
    whenDone(this, m_accounts->login(form), [this, id](const Result<User>& answer) {
        if (!m_request.is(id)) return;
        setBusy(false);
        if (answer) {
            m_password->clear();
            Q_EMIT loggedIn(*answer);
            return;
        }
        if (m_errors.show(answer.error())) return;
        say(errorText(answer.error()), Tone::Red);
        if (answer.error().code == ErrorCode::WrongCredentials) m_password->selectAll();
        m_password->setFocus();
    });
}

void LoginPage::setBusy(bool busy)
{
    m_busy = busy;
    m_submit->setEnabled(!busy);
    m_submit->setText(busy ? tr("Logging in…") : tr("Log in"));
}

} // namespace lectern
