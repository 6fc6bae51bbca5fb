#pragma once
#include "items/desklistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class FilterChips;
class TableView;

/// A school without a payment service: which transfers have arrived, which refunds and payouts were sent. What waits is on top, the oldest first.
class DeskPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit DeskPage(DeskGateway* desk, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;
    [[nodiscard]] QWidget* searchField() const override;

private:
    QWidget* buildPanel();
    void applyFilter();
    void showSelected(int row);
    void report(bool failed);
    [[nodiscard]] static QString nextSteps(const DeskItem& item);

    DeskGateway* m_desk;
    Access m_access;
    DeskListModel* m_model;
    class SearchField* m_search;
    FilterChips* m_kinds;
    TableView* m_table;
    ListDetail* m_body = nullptr;
    QLabel* m_what;
    QLabel* m_who;
    MoneyLabel* m_amount;
    Chip* m_chip;
    QLabel* m_reference;
    QLabel* m_next;
    QPushButton* m_done = nullptr; ///< null for those who may only read
    QPushButton* m_failed = nullptr;
    DeskItem m_current;
};

} // namespace lectern
