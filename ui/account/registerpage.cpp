#include "ui/account/registerpage.h"
#include "domain/validation.h"
#include <QAction>
#include <QButtonGroup>

namespace lectern {

RegisterPage::RegisterPage(AccountsGateway* accounts, QWidget* parent)
    : AuthFrame(parent)
    , m_accounts(accounts)
    , m_student(new ChoiceCard(tr("I want to learn"), tr("Student account"), QStringLiteral("register.student")))
    , m_teacher(new ChoiceCard(tr("I want to teach"), tr("Teacher account"), QStringLiteral("register.teacher")))
    , m_name(new QLineEdit)
    , m_email(new QLineEdit)
    , m_password(new QLineEdit)
    , m_strength(makeLabel(TextStyle::Small, {}))
    , m_notice(new Notice)
    , m_submit(makeButton(ButtonKind::Primary, tr("Create account"), QStringLiteral("register.submit")))
{
    auto* group = new QButtonGroup(this);
    auto* roles = row(space::s);
    for (ChoiceCard* card : {m_student, m_teacher}) {
        card->setCheckable(true);
        group->addButton(card);
        roles->addWidget(card);
    }
    m_student->setChecked(true);
    m_name->setObjectName(QStringLiteral("register.name"));
    m_name->setMaxLength(validation::kMaxName);
    m_email->setObjectName(QStringLiteral("register.email"));
    m_email->setMaxLength(254);
    m_email->setPlaceholderText(QStringLiteral("name@example.org"));
    m_password->setObjectName(QStringLiteral("register.password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(validation::kMaxPassword);
    auto* reveal = m_password->addAction(icon(QStringLiteral("password-show-on")), QLineEdit::TrailingPosition);
    reveal->setCheckable(true);
    reveal->setToolTip(tr("Show the password"));
    connect(reveal, &QAction::toggled, this,
            [this](bool on) { m_password->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    auto* name = new FormField(tr("Your &name"), m_name, tr("As it should stand on a certificate."));
    auto* email = new FormField(tr("&E-mail"), m_email);
    auto* password =
        new FormField(tr("&Password"), m_password,
                      tr("At least %1 characters; several unrelated words are best.").arg(validation::kMinPassword));
    m_errors.add(QStringLiteral("name"), name);
    m_errors.add(QStringLiteral("email"), email);
    m_errors.add(QStringLiteral("password"), password);
    auto* login = makeButton(ButtonKind::Link, tr("I have an account"), QStringLiteral("register.login"));
    form()->setSpacing(space::m);
    form()->addWidget(makeText(TextStyle::Display, tr("Create an account")));
    form()->addWidget(m_notice);
    form()->addLayout(roles);
    form()->addWidget(name);
    form()->addWidget(email);
    form()->addWidget(password);
    form()->addWidget(m_strength);
    m_strength->hide();
    form()->addWidget(m_submit);
    form()->addWidget(login, 0, Qt::AlignLeft);
    connect(m_submit, &QPushButton::clicked, this, &RegisterPage::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &RegisterPage::submit);
    connect(m_password, &QLineEdit::textEdited, this, &RegisterPage::rate);
    connect(login, &QPushButton::clicked, this, &RegisterPage::loginWanted);
}

void RegisterPage::rate()
{
    const auto wrong = validation::password(m_password->text(), m_email->text(), m_name->text());
    m_strength->setVisible(!m_password->text().isEmpty());
    m_strength->setText(wrong ? tr("Not yet: %1").arg(wrong->detail) : tr("This password is fine."));
    m_strength->setWordWrap(true);
}

void RegisterPage::submit()
{
    if (m_busy) return;
    m_errors.clear();
    m_notice->say({});
    const RegisterForm draft{m_name->text().trimmed(), m_email->text().trimmed(), m_password->text(),
                             m_teacher->isChecked() ? Role::Teacher : Role::Student};
    if (auto error = validation::registration(draft)) {
        if (!m_errors.show(*error)) m_notice->say(errorText(*error));
        return;
    }
    setBusy(true);
    const quint64 id = m_request.next();
    whenDone(this, m_accounts->registerUser(draft), [this, id](const Result<User>& answer) {
        if (!m_request.is(id)) return;
        setBusy(false);
        if (answer) {
            m_password->clear();
            Q_EMIT registered(*answer);
            return;
        }
        if (!m_errors.show(answer.error())) m_notice->say(errorText(answer.error()));
    });
}

void RegisterPage::setBusy(bool busy)
{
    m_busy = busy;
    m_submit->setEnabled(!busy);
    m_submit->setText(busy ? tr("Creating your account…") : tr("Create account"));
}

} // namespace lectern
