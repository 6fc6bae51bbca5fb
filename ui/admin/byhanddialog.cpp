#include "ui/admin/byhanddialog.h"
#include "domain/validation.h"

namespace lectern {

namespace {
constexpr int kMaxReference = 100;
}

ByHandDialog::ByHandDialog(const Withdrawal& withdrawal, QWidget* parent)
    : DialogFrame(tr("Paid by bank transfer"), tr("Record it as paid"), QStringLiteral("byHand"), parent)
    , m_reference(new QLineEdit)
{
    setIntro(tr("Only when %1 has left your bank for %2. The withdrawal counts as paid at once; nothing is sent through "
                "the payment service. This cannot be taken back here.")
                 .arg(moneyText(withdrawal.amount), withdrawal.vaultKind == VaultKind::Platform ? tr("the school") : withdrawal.ownerName));
    m_reference->setObjectName(QStringLiteral("byHand.reference"));
    m_reference->setMaxLength(kMaxReference);
    addField(QStringLiteral("reference"), tr("&Reference of the transfer"), m_reference,
             tr("As your bank statement has it. The teacher sees it too."));
    m_reference->setFocus();
}

std::optional<Error> ByHandDialog::check()
{
    return validation::text(QStringLiteral("reference"), reference(), kMaxReference, 1);
}

} // namespace lectern
