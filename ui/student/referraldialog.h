#pragma once
#include "gateways/gateways.h"
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// The student's own link for friends, and what came of it.
class ReferralDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ReferralDialog(AdmissionGateway* admission, QWidget* parent);

private:
    void load();
    void copy();

    AdmissionGateway* m_admission;
    QLineEdit* m_link;
    QLabel* m_came;
};

} // namespace lectern
