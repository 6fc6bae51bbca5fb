#include "ui/teacher/invitedialog.h"
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QRegularExpression>

namespace lectern {

InviteDialog::InviteDialog(const CourseSummary& course, QWidget* parent)
    : DialogFrame(tr("Invite to “%1”").arg(course.title), tr("Invite"), QStringLiteral("invite"), parent)
    , m_byMail(new QRadioButton(tr("People by e-mail, each with a code of their own")))
    , m_emails(new QPlainTextEdit)
    , m_seats(makeSpinBox(QStringLiteral("invite.seats"), 1, validation::kMaxSeats, 20))
    , m_days(makeSpinBox(QStringLiteral("invite.days"), 1, 365, 14))
    , m_free(new QCheckBox(tr("They need not pay")))
    , m_consequence(makeText(TextStyle::Body, {}))
{
    auto* byCode = new QRadioButton(tr("One code for several people, which I pass on"));
    m_byMail->setObjectName(QStringLiteral("invite.byMail"));
    byCode->setObjectName(QStringLiteral("invite.byCode"));
    m_byMail->setChecked(true);
    body()->addWidget(m_byMail);
    body()->addWidget(byCode);
    m_emails->setObjectName(QStringLiteral("invite.emails"));
    m_emails->setTabChangesFocus(true);
    m_emails->setFixedHeight(96);
    m_emailsField = addField(QStringLiteral("emails"), tr("E-mail &addresses"), m_emails, tr("One on each line, or separated by commas; at most %1.").arg(validation::kMaxInvitations));
    m_seatsField = addField(QStringLiteral("seats"), tr("For how &many people"), m_seats);
    addField(QStringLiteral("validDays"), tr("Valid for so many &days"), m_days);
    m_free->setObjectName(QStringLiteral("invite.free"));
    m_free->setVisible(!course.fee.isZero());
    body()->addWidget(m_free);
    m_consequence->setObjectName(QStringLiteral("invite.consequence"));
    body()->addWidget(makeBox(m_consequence));
    connect(m_byMail, &QRadioButton::toggled, this, &InviteDialog::showConsequence);
    connect(m_emails, &QPlainTextEdit::textChanged, this, &InviteDialog::showConsequence);
    connect(m_seats, &QSpinBox::valueChanged, this, &InviteDialog::showConsequence);
    connect(m_days, &QSpinBox::valueChanged, this, &InviteDialog::showConsequence);
    connect(m_free, &QCheckBox::toggled, this, &InviteDialog::showConsequence);
    showConsequence();
    m_emails->setFocus();
}

InvitationForm InviteDialog::form() const
{
    static const QRegularExpression gaps(QStringLiteral("[\\s,;]+"));
    InvitationForm form;
    if (m_byMail->isChecked()) form.emails = m_emails->toPlainText().split(gaps, Qt::SkipEmptyParts);
    form.seats = m_byMail->isChecked() ? 1 : m_seats->value();
    form.isFree = m_free->isChecked();
    form.validDays = m_days->value();
    return form;
}

std::optional<Error> InviteDialog::check()
{
    if (m_byMail->isChecked() && form().emails.isEmpty()) return fieldError(QStringLiteral("emails"), tr("Type at least one address."));
    return validation::invitation(form());
}

void InviteDialog::showConsequence()
{
    const InvitationForm wanted = form();
    const bool byMail = m_byMail->isChecked();
    m_emailsField->setVisible(byMail);
    m_seatsField->setVisible(!byMail);
    const QString until = longDayText(QDate::currentDate().addDays(wanted.validDays));
    const QString price = wanted.isFree ? tr("They pay nothing, and you get no share.") : tr("They pay the price of the course.");
    m_consequence->setText((byMail ? tr("Each address gets a mail with a code for one person, good until %1.").arg(until) : tr("One code, for up to %n people, good until %1.", nullptr, wanted.seats).arg(until)) + u' ' + price);
    setSubmitText(byMail ? tr("Send the invitations") : tr("Make the code"));
}

} // namespace lectern
