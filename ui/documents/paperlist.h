#pragma once
#include "items/reply.h"
#include "ui/kit/formfield.h"

namespace lectern {

/// The receipt and the credit notes of one payment, each to be opened or saved as a PDF.
class PaperList final : public QWidget
{
    Q_OBJECT
public:
    explicit PaperList(PurchaseGateway* purchases, QWidget* parent = nullptr);
    /// Nothing is asked for and nothing is shown without an id.
    void showPapersOf(const std::optional<PaymentId>& payment);
    void reload();

private:
    void display(const QList<FiscalDocument>& papers);
    void addPaper(const FiscalDocument& paper);
    void tell(const QString& text);

    PurchaseGateway* m_purchases;
    std::optional<PaymentId> m_payment;
    QVBoxLayout* m_papers;
    QLabel* m_remark;
    QPushButton* m_retry;
    RequestId m_request;
};

} // namespace lectern
