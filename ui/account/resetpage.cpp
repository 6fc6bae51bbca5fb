#include "ui/account/resetpage.h"
#include "domain/validation.h"
#include "ui/account/passwordfield.h"

namespace lectern {

namespace {
constexpr int kCodeDigits = 8;
} // namespace

ResetPage::ResetPage(AccountsGateway* accounts, QWidget* parent)
    : AuthFrame(parent)
    , m_accounts(accounts)
    , m_text(makeText(TextStyle::Muted, {}))
    , m_notice(new Notice)
    , m_email(new QLineEdit)
    , m_code(new QLineEdit)
    , m_password(makePasswordEdit(QStringLiteral("reset.password")))
    , m_send(makeButton(ButtonKind::Primary, tr("Send the code"), QStringLiteral("reset.send")))
    , m_submit(makeButton(ButtonKind::Primary, tr("Set the password and log in"), QStringLiteral("reset.submit")))
    , m_again(makeButton(ButtonKind::Link, tr("Send another code"), QStringLiteral("reset.again")))
    , m_addressStep(buildAddress())
    , m_codeStep(buildCode())
{
    auto* back = makeButton(ButtonKind::Link, tr("Back to the login"), QStringLiteral("reset.login"));
    form()->addWidget(makeText(TextStyle::Display, tr("A new password")));
    form()->addWidget(m_text);
    form()->addWidget(m_notice);
    form()->addWidget(m_addressStep);
    form()->addWidget(m_codeStep);
    form()->addWidget(back, 0, Qt::AlignLeft);
    connect(m_send, &QPushButton::clicked, this, &ResetPage::send);
    connect(m_again, &QPushButton::clicked, this, &ResetPage::send);
    connect(m_submit, &QPushButton::clicked, this, &ResetPage::submit);
    connect(m_email, &QLineEdit::returnPressed, this, &ResetPage::send);
    connect(m_code, &QLineEdit::returnPressed, this, &ResetPage::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &ResetPage::submit);
    connect(m_password, &QLineEdit::textEdited, this,
            [this] { m_passwordField->setHint(passwordHint(m_password->text(), m_email->text(), {})); });
    connect(back, &QPushButton::clicked, this, &ResetPage::loginWanted);
    showStep(false);
}

QWidget* ResetPage::buildAddress()
{
    m_email->setObjectName(QStringLiteral("reset.email"));
    m_email->setMaxLength(254);
    m_email->setPlaceholderText(QStringLiteral("name@example.org"));
    auto* email = new FormField(tr("&E-mail"), m_email);
    m_errors.add(QStringLiteral("email"), email);
    auto* step = new QWidget;
    auto* lines = column(space::l);
    lines->addWidget(email);
    lines->addWidget(m_send);
    step->setLayout(lines);
    return step;
}

QWidget* ResetPage::buildCode()
{
    m_code->setObjectName(QStringLiteral("reset.code"));
    m_code->setMaxLength(20);
    m_code->setPlaceholderText(QStringLiteral("1234 5678"));
    m_code->setInputMethodHints(Qt::ImhDigitsOnly);
    auto* code = new FormField(tr("&Code from the mail"), m_code, tr("Eight digits; spaces do not matter."));
    m_passwordField = new FormField(tr("New &password"), m_password, passwordHint({}, {}, {}));
    m_errors.add(QStringLiteral("code"), code);
    m_errors.add(QStringLiteral("password"), m_passwordField);
    auto* step = new QWidget;
    auto* lines = column(space::l);
    lines->addWidget(code);
    lines->addWidget(m_passwordField);
    lines->addWidget(m_submit);
    lines->addWidget(m_again, 0, Qt::AlignLeft);
    step->setLayout(lines);
    return step;
}

void ResetPage::start(const QString& email)
{
    m_request.invalidate();
    setBusy(false);
    m_errors.clear();
    m_notice->say({});
    m_email->setText(email);
    m_code->clear();
    m_password->clear();
    showStep(false);
    m_email->setFocus();
}

void ResetPage::showStep(bool code)
{
    m_addressStep->setVisible(!code);
    m_codeStep->setVisible(code);
    m_text->setText(code ? tr("If there is an account for %1, a code is on its way to it by mail. It works once and for "
                              "a short time.")
                               .arg(m_email->text().trimmed())
                         : tr("Type the address of your account. You get a code by mail, and with it you set a new "
                              "password."));
}

void ResetPage::send()
{
    if (m_busy) return;
    m_errors.clear();
    m_notice->say({});
    const QString email = m_email->text().trimmed();
    if (auto error = validation::email(email)) return void(m_errors.show(*error));
    setBusy(true);
    const quint64 id = m_request.next();
    whenDone(this, m_accounts->forgotPassword(email), [this, id](const Result<Done>& answer) {
        if (!m_request.is(id)) return;
        setBusy(false);
        if (!answer) {
            m_notice->setTone(Tone::Red);
            if (!m_errors.show(answer.error())) m_notice->say(errorText(answer.error()));
            return;
        }
        if (m_codeStep->isVisibleTo(this)) {
            m_notice->setTone(Tone::Green);
            m_notice->say(tr("Another code is on its way. Only the newest one works."));
        }
        showStep(true);
        m_code->clear();
        m_code->setFocus();
    });
}

QString ResetPage::code() const
{
    QString digits = m_code->text();
    digits.removeIf([](QChar c) { return c.isSpace() || c == u'-'; });
    return digits;
}

void ResetPage::submit()
{
    if (m_busy) return;
    m_errors.clear();
    m_notice->setTone(Tone::Red);
    m_notice->say({});
    const QString digits = code();
    bool ok = false;
    digits.toUInt(&ok);
    if (!ok || digits.size() != kCodeDigits)
        return void(m_errors.show(fieldError(QStringLiteral("code"), tr("Type the eight digits of the mail."))));
    const PasswordReset form{m_email->text().trimmed(), digits, m_password->text()};
    if (auto error = validation::password(form.password, form.email, {})) return void(m_errors.show(*error));
    setBusy(true);
    const quint64 id = m_request.next();
    whenDone(this, m_accounts->resetPassword(form), [this, id](const Result<User>& answer) {
        if (!m_request.is(id)) return;
        setBusy(false);
        if (answer) {
            m_password->clear();
            m_code->clear();
            Q_EMIT loggedIn(*answer);
            return;
        }
        if (!m_errors.show(answer.error())) m_notice->say(errorText(answer.error()));
    });
}

void ResetPage::setBusy(bool busy)
{
    m_busy = busy;
    for (QPushButton* button : {m_send, m_submit, m_again})
        button->setEnabled(!busy);
    m_send->setText(busy ? tr("Sending…") : tr("Send the code"));
    m_submit->setText(busy ? tr("Working…") : tr("Set the password and log in"));
}

} // namespace lectern
