#include "ui/account/registerpage.h"
#include "domain/validation.h"
#include "ui/account/passwordfield.h"
#include <QButtonGroup>

namespace lectern {

RegisterPage::RegisterPage(AccountsGateway* accounts, QWidget* parent)
    : AuthFrame(parent)
    , m_accounts(accounts)
    , m_student(new ChoiceCard(tr("I want to learn"), tr("Student account"), QStringLiteral("register.student")))
    , m_teacher(new ChoiceCard(tr("I want to teach"), tr("Teacher account"), QStringLiteral("register.teacher")))
    , m_name(new QLineEdit)
    , m_email(new QLineEdit)
    , m_password(makePasswordEdit(QStringLiteral("register.password")))
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
    auto* name = new FormField(tr("Your &name"), m_name, tr("As it should stand on a certificate."));
    auto* email = new FormField(tr("&E-mail"), m_email);
    m_passwordField = new FormField(tr("&Password"), m_password, passwordHint({}, {}, {}));
    m_errors.add(QStringLiteral("name"), name);
    m_errors.add(QStringLiteral("email"), email);
    m_errors.add(QStringLiteral("password"), m_passwordField);
    auto* login = makeButton(ButtonKind::Link, tr("I have an account"), QStringLiteral("register.login"));
    form()->setSpacing(space::m);
    form()->addWidget(makeText(TextStyle::Display, tr("Create an account")));
    form()->addWidget(m_notice);
    form()->addLayout(roles);
    form()->addWidget(name);
    form()->addWidget(email);
    form()->addWidget(m_passwordField);
    form()->addWidget(m_submit);
    form()->addWidget(login, 0, Qt::AlignLeft);
    connect(m_submit, &QPushButton::clicked, this, &RegisterPage::submit);
    for (QLineEdit* line : {m_name, m_email, m_password}) {
        connect(line, &QLineEdit::returnPressed, this, &RegisterPage::submit);
        // The name and the address count too: a password made of them is refused.
        connect(line, &QLineEdit::textEdited, this, [this] {
            m_passwordField->setHint(passwordHint(m_password->text(), m_email->text(), m_name->text()));
        });
    }
    connect(login, &QPushButton::clicked, this, &RegisterPage::loginWanted);
}

bool RegisterPage::check(const RegisterForm& draft)
{
    // Everything that is wrong is said at once, the first of it gets the focus.
    bool right = true;
    const std::optional<Error> wrong[] = {validation::password(draft.password, draft.email, draft.name),
                                          validation::email(draft.email),
                                          validation::line(QStringLiteral("name"), draft.name, validation::kMaxName, 2)};
    for (const auto& error : wrong) {
        if (!error) continue;
        right = false;
        if (!m_errors.show(*error)) m_notice->say(errorText(*error));
    }
    if (!right) return false;
    const auto error = validation::registration(draft);
    if (error && !m_errors.show(*error)) m_notice->say(errorText(*error));
    return !error;
}

void RegisterPage::submit()
{
    if (m_busy) return;
    m_errors.clear();
    m_notice->say({});
    const RegisterForm draft{m_name->text().trimmed(), m_email->text().trimmed(), m_password->text(),
                             m_teacher->isChecked() ? Role::Teacher : Role::Student};
    if (!check(draft)) return;
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
