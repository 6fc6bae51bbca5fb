#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// Taking a purchase back. Says before anybody agrees what comes back, whether it happens at once or an admin decides
/// and why, that the access ends and that the progress is kept.
class TakeBackDialog final : public DialogFrame
{
    Q_OBJECT
public:
    TakeBackDialog(const PaymentId& payment, const QString& courseTitle, RefundsGateway* refunds, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Refund& refund);

protected:
    std::optional<Error> check() override;

private:
    void load();
    void display();
    void send();
    [[nodiscard]] QString reason() const;

    PaymentId m_payment;
    RefundsGateway* m_refunds;
    std::optional<RefundQuote> m_quote;
    QLabel* m_terms;
    Notice* m_why;
    Notice* m_problem;
    QPushButton* m_retry;
    QPlainTextEdit* m_reason;
    FormField* m_reasonField;
    QString m_key; ///< one for the dialog: pressing again after a lost answer asks for the same refund
    RequestId m_request;
};

} // namespace lectern
