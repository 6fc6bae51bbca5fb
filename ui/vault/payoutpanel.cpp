#include "ui/vault/payoutpanel.h"
#include "ui/vault/payouttext.h"
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>

namespace lectern {

namespace {

struct Payouts
{
    Q_DECLARE_TR_FUNCTIONS(Payouts)
};

/// What the state means for the teacher, in one sentence.
QString stateText(PayoutAccountState state)
{
    switch (state) {
    case PayoutAccountState::None:
        return Payouts::tr(
            "Withdrawals go to your bank account through the payment gateway. Tell it once who you are and where "
            "your bank account is; this takes some minutes in the browser.");
    case PayoutAccountState::Incomplete:
        return Payouts::tr("The gateway knows you, but not everything yet. Withdrawals open when nothing is missing.");
    case PayoutAccountState::InReview:
        return Payouts::tr(
            "You have given everything. The gateway checks it, mostly within some days; withdrawals open then.");
    case PayoutAccountState::Ready:
        return Payouts::tr("Withdrawals go to your bank account.");
    case PayoutAccountState::Restricted:
        return Payouts::tr("The gateway pays nothing out until this is settled.");
    }
    return {};
}

/// The same for somebody who looks at a teacher's vault.
QString stateTextOfTeacher(PayoutAccountState state)
{
    switch (state) {
    case PayoutAccountState::None:
        return Payouts::tr("The teacher has not set up payouts yet.");
    case PayoutAccountState::Incomplete:
        return Payouts::tr("The teacher has begun to set up payouts; the gateway does not know everything yet.");
    case PayoutAccountState::InReview:
        return Payouts::tr("The gateway checks what the teacher gave.");
    case PayoutAccountState::Ready:
        return Payouts::tr("Withdrawals go to the teacher's bank account.");
    case PayoutAccountState::Restricted:
        return stateText(state);
    }
    return {};
}

} // namespace

PayoutPanel::PayoutPanel(PayoutAccountsGateway* accounts, const std::optional<VaultId>& vault, QWidget* parent)
    : Card(parent, space::l)
    , m_accounts(accounts)
    , m_vault(vault)
    , m_chip(new Chip)
    , m_brief(new ElidedLabel(TextStyle::Muted))
    , m_words(makeText(TextStyle::Body, tr("Looking up the payout account…")))
    , m_due(makeText(TextStyle::Body, {}))
    , m_problem(new Notice(Tone::Red))
    , m_button(makeButton(ButtonKind::Primary, {}, QStringLiteral("payouts.setUp"), QStringLiteral("globe")))
    , m_copy(makeButton(ButtonKind::Secondary, tr("Copy the address"), QStringLiteral("payouts.copy"), QStringLiteral("edit-copy")))
{
    setObjectName(QStringLiteral("payouts"));
    auto* head = row(space::s);
    head->addWidget(makeLabel(TextStyle::Lead, tr("Payouts")));
    head->addWidget(m_chip);
    head->addWidget(m_brief, 1);
    head->addWidget(m_copy);
    head->addWidget(m_button);
    body()->addLayout(head);
    m_words->setObjectName(QStringLiteral("payouts.state"));
    m_due->setObjectName(QStringLiteral("payouts.due"));
    m_retry = m_problem->addButton(tr("Try again"), QStringLiteral("payouts.retry"));
    body()->addWidget(m_words);
    body()->addWidget(m_due);
    body()->addWidget(m_problem);
    m_due->hide();
    m_button->hide();
    m_copy->hide();
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_address);
        m_copy->setText(tr("Copied"));
    });
    connect(m_button, &QPushButton::clicked, this, &PayoutPanel::onboard);
    connect(m_retry, &QPushButton::clicked, this, &PayoutPanel::reload);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, &PayoutPanel::onActive);
    reload();
}

void PayoutPanel::reload()
{
    m_problem->say({});
    const quint64 id = m_load.next();
    whenDone(this, m_vault ? m_accounts->ofVault(*m_vault) : m_accounts->mine(),
             [this, id](const Result<PayoutAccount>& answer) {
                 if (!m_load.is(id)) return;
                 if (answer) {
                     m_account = *answer;
                     m_failure.clear();
                     display();
                 } else {
                     // What was known stays; what was never known is not guessed.
                     m_failure = errorText(answer.error());
                     m_words->setVisible(m_account.has_value());
                     m_problem->say(m_failure, tr("The payout account could not be loaded"));
                 }
                 Q_EMIT changed();
             });
}

void PayoutPanel::display()
{
    const PayoutAccount& account = *m_account;
    m_chip->setSpec(chip(account.state));
    const bool quiet = account.state == PayoutAccountState::Ready && account.currentlyDue.isEmpty() &&
                       account.disabledReason.isEmpty();
    const QString words = m_vault ? stateTextOfTeacher(account.state) : stateText(account.state);
    m_brief->setText(quiet ? words : QString());
    m_words->setVisible(!quiet);
    m_words->setText(words);
    QStringList due;
    if (!account.disabledReason.isEmpty()) due.append(disabledText(account.disabledReason));
    if (!account.currentlyDue.isEmpty())
        due.append(tr("The gateway still asks for: %1.").arg(dueTexts(account.currentlyDue).join(QStringLiteral(", "))));
    if (account.deadline) due.append(tr("To be answered until %1.").arg(exactTime(*account.deadline)));
    m_due->setText(due.join(u'\n'));
    m_due->setVisible(!due.isEmpty());
    const bool open = account.state == PayoutAccountState::None || account.state == PayoutAccountState::Incomplete ||
                      account.state == PayoutAccountState::Restricted;
    m_button->setVisible(!m_vault && open);
    m_copy->setVisible(m_button->isVisibleTo(this) && !m_address.isEmpty());
    m_button->setText(account.state == PayoutAccountState::None ? tr("Set up payouts") : tr("Continue"));
}

QString PayoutPanel::whyNot() const
{
    if (isReady()) return {};
    if (!m_account)
        return m_failure.isEmpty() ? tr("Your payout account is being looked up.")
                                   : tr("Your payout account could not be loaded.");
    switch (m_account->state) {
    case PayoutAccountState::None:
        return tr("Set up payouts first: the gateway has to know where your bank account is.");
    case PayoutAccountState::Incomplete:
    case PayoutAccountState::Restricted:
        return tr("The gateway still asks for something: see Payouts.");
    case PayoutAccountState::InReview:
        return tr("The gateway is checking your payout account.");
    case PayoutAccountState::Ready:
        break;
    }
    return {};
}

void PayoutPanel::onboard()
{
    m_button->setEnabled(false);
    m_problem->say({});
    whenDone(this, m_accounts->onboard(), [this](const Result<OnboardingLink>& answer) {
        m_button->setEnabled(true);
        if (!answer) return m_problem->say(errorText(answer.error()), tr("Payouts could not be set up"));
        const QUrl url(answer->url, QUrl::StrictMode);
        // Only a page of the web is opened, whatever a server answers.
        const bool web = url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http");
        m_address = answer->url;
        m_copy->setText(tr("Copy the address"));
        m_copy->show();
        m_away = true;
        if (!web || !QDesktopServices::openUrl(url))
            return m_problem->say(tr("Open this address yourself: %1").arg(answer->url),
                                  tr("No browser could be opened"));
        // The system says that it has a browser, not that one appeared.
        m_words->setText(tr("Go on in your browser; this page looks again when you come back. Has none opened? Copy the address and open it yourself: it works for some minutes."));
    });
}

void PayoutPanel::onActive()
{
    if (!m_away || QGuiApplication::applicationState() != Qt::ApplicationActive) return;
    m_away = false;
    reload();
}

} // namespace lectern
