#include "ui/shell/settingsdialog.h"
#include "domain/validation.h"
#include "ui/shell/passworddialog.h"
#include <QButtonGroup>

namespace lectern {

SettingsDialog::SettingsDialog(const User& user, AccountsGateway* accounts, ClientSettings* settings, QWidget* parent)
    : DialogFrame(tr("Profile and settings"), tr("Save"), QStringLiteral("settings"), parent)
    , m_user(user)
    , m_accounts(accounts)
    , m_name(new QLineEdit(user.name))
{
    auto* who = row(space::m);
    who->addWidget(new Avatar(user.name, 44));
    auto* words = column(2);
    words->addWidget(makeLabel(TextStyle::Strong, user.email));
    words->addWidget(new Chip(chip(user.role)), 0, Qt::AlignLeft);
    who->addLayout(words, 1);
    body()->addLayout(who);
    m_name->setObjectName(QStringLiteral("settings.name"));
    m_name->setMaxLength(validation::kMaxName);
    addField(QStringLiteral("name"), tr("&Name"), m_name, tr("Others see it, and it stands on your certificates."));
    auto* modes = new QWidget;
    auto* line = row(space::s);
    auto* group = new QButtonGroup(this);
    const QStringList names{tr("As the system"), tr("Light"), tr("Dark")};
    for (int i = 0; i < 3; ++i) {
        auto* button = new QPushButton(names.at(i));
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setProperty("kind", QStringLiteral("filter"));
        button->setObjectName(QStringLiteral("settings.theme.%1").arg(i));
        button->setChecked(int(settings->themeMode()) == i);
        group->addButton(button, i);
        line->addWidget(button);
    }
    line->addStretch();
    modes->setLayout(line);
    addField(QStringLiteral("theme"), tr("Look"), modes);
    connect(group, &QButtonGroup::idClicked, this, [settings](int id) {
        settings->setThemeMode(ThemeMode(id));
        Theme::instance().setMode(ThemeMode(id));
    });
    auto* password = makeButton(ButtonKind::Secondary, tr("Change password…"), QStringLiteral("settings.password"));
    addField(QStringLiteral("password"), tr("Password"), password);
    connect(password, &QPushButton::clicked, this, [this, password] {
        auto* dialog = new PasswordDialog(m_user, m_accounts, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &PasswordDialog::changed, password, [password] { password->setText(tr("Password changed")); });
        dialog->open();
    });
    auto* leave = makeButton(ButtonKind::DangerQuiet, tr("Log out"), QStringLiteral("settings.logout"),
                             QStringLiteral("system-log-out"));
    connect(leave, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT logoutWanted();
    });
    addFooterWidget(leave);
    connect(this, &DialogFrame::submitted, this, &SettingsDialog::save);
}

std::optional<Error> SettingsDialog::check()
{
    return validation::line(QStringLiteral("name"), m_name->text().trimmed(), validation::kMaxName, 2);
}

void SettingsDialog::save()
{
    if (m_name->text().trimmed() == m_user.name) return accept();
    whenDone(this, m_accounts->rename(m_name->text().trimmed()), [this](const Result<User>& answer) {
        if (!answer) return fail(answer.error());
        Q_EMIT renamed(*answer);
        accept();
    });
}

} // namespace lectern
