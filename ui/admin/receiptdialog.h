#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QDateEdit;

namespace lectern {

/// An admin records that cash, a cheque or a transfer has arrived for a payment: always the whole of it.
class ReceiptDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// Without `purchases` the owner records it: see wanted().
    ReceiptDialog(const Payment& payment, PurchaseGateway* purchases, QWidget* parent);
    [[nodiscard]] OfflineReceiptForm form() const;

Q_SIGNALS:
    void done(const lectern::OfflineReceipt& receipt);
    /// The same key is sent however often the button is pressed.
    void wanted(const lectern::OfflineReceiptForm& form, const QString& idempotencyKey);

protected:
    std::optional<Error> check() override;

private:
    [[nodiscard]] PaymentMethod method() const;
    void showMethod();
    void send();

    Payment m_payment;
    PurchaseGateway* m_purchases;
    QComboBox* m_method;
    QLineEdit* m_reference;
    FormField* m_referenceField;
    QDateEdit* m_day;
    QPlainTextEdit* m_note;
    QString m_key; ///< one for the dialog: pressing again after a lost answer cannot record the money twice
};

} // namespace lectern
