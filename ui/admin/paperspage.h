#pragma once
#include "items/paperlistmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class TableView;

/// Every numbered receipt and credit note; each opens as its PDF.
class PapersPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit PapersPage(PurchaseGateway* purchases, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);

private:
    void open(const FiscalDocument& paper);

    PaperListModel* m_model;
    SearchField* m_search;
    TableView* m_table;
};

} // namespace lectern
