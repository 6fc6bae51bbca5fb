#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QRadioButton;

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
    void showTerms();
    void send();
    [[nodiscard]] QWidget* buildWays();
    [[nodiscard]] QString reason() const;
    [[nodiscard]] QString whereItGoes() const;
    [[nodiscard]] static QString howLong(RefundChannel channel);
    [[nodiscard]] bool intoWallet() const;

    PaymentId m_payment;
    RefundsGateway* m_refunds;
    std::optional<RefundQuote> m_quote;
    QLabel* m_terms;
    Notice* m_why;
    Notice* m_problem;
    QPushButton* m_retry;
    QWidget* m_ways;
    QRadioButton* m_original;
    QRadioButton* m_wallet;
    QPlainTextEdit* m_reason;
    FormField* m_reasonField;
    std::optional<TakeBackForm> m_sent;
    QString m_key; ///< of m_sent: pressing again after a lost answer asks for the same refund
    RequestId m_request;
};

} // namespace lectern
