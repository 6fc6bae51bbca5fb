#pragma once
#include "gateways/gateways.h"
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// The code of an invitation is typed here and lets its student in.
class CodeDialog final : public DialogFrame
{
    Q_OBJECT
public:
    CodeDialog(AdmissionGateway* admission, QWidget* parent);
    void setCode(const QString& code);

Q_SIGNALS:
    void redeemed(const lectern::Redeemed& redeemed);

protected:
    std::optional<Error> check() override;

private:
    void send();

    AdmissionGateway* m_admission;
    QLineEdit* m_code;
};

} // namespace lectern
