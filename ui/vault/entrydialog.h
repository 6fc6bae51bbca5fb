#pragma once
#include "domain/vaults.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// A line of a vault that a payment made: what it changed, the payment's number, and what else that payment did in
/// the lines beside it.
class EntryDialog final : public DialogFrame
{
    Q_OBJECT
public:
    EntryDialog(const VaultEntry& entry, const QList<VaultEntry>& beside, QWidget* parent);

private:
    void addFact(const QString& name, QWidget* value);
    void addFacts(const VaultEntry& entry);
    void addPrice(const SaleFigures& sale);
    void addNumber(const PaymentId& payment);
    void addOthers(const VaultEntry& entry, const QList<VaultEntry>& beside);

    QVBoxLayout* m_facts;
};

} // namespace lectern
