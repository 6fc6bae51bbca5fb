#include "ui/student/referraldialog.h"
#include <QApplication>
#include <QClipboard>

namespace lectern {

ReferralDialog::ReferralDialog(AdmissionGateway* admission, QWidget* parent)
    : DialogFrame(tr("Recommend it to a friend"), tr("Copy the link"), QStringLiteral("referral"), parent)
    , m_admission(admission)
    , m_link(new QLineEdit)
    , m_came(makeText(TextStyle::Small, {}))
{
    setMinimumWidth(520);
    setIntro(tr("Whoever opens this link gets to Lectern, and your school sees that you brought them. It names you."));
    m_link->setObjectName(QStringLiteral("referral.link"));
    m_link->setReadOnly(true);
    m_link->setPlaceholderText(tr("Loading…"));
    m_came->setObjectName(QStringLiteral("referral.came"));
    auto* field = addField(QStringLiteral("link"), tr("Your &link"), m_link);
    field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    body()->addWidget(m_came);
    setCancelText(tr("Close"));
    setSubmitEnabled(false);
    connect(this, &DialogFrame::submitted, this, &ReferralDialog::copy);
    load();
}

void ReferralDialog::load()
{
    whenDone(this, m_admission->referral(), [this](const Result<Referral>& answer) {
        if (!answer) {
            m_link->setPlaceholderText({});
            return fail(answer.error());
        }
        m_link->setText(answer->link);
        m_link->setCursorPosition(0);
        m_came->setText(answer->came == 0 ? tr("Nobody has come by it so far.")
                                          : tr("%n people came by it", nullptr, answer->came) + QStringLiteral("; ") + tr("%n enrollments are theirs.", nullptr, answer->enrolled));
        takeAsOpened();
        setSubmitEnabled(true);
    });
}

void ReferralDialog::copy()
{
    QApplication::clipboard()->setText(m_link->text());
    setBusy(false);
    setSubmitText(tr("Copied"));
}

} // namespace lectern
