#pragma once
#include "domain/vaults.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// An admin has paid a withdrawal by a bank transfer of their own, and says which: the second way to approve one.
class ByHandDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ByHandDialog(const Withdrawal& withdrawal, QWidget* parent);
    [[nodiscard]] QString reference() const { return m_reference->text().trimmed(); }

protected:
    std::optional<Error> check() override;

private:
    QLineEdit* m_reference;
};

} // namespace lectern
