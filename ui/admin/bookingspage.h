#pragma once
#include "items/bookinglistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/listdetail.h"
#include "ui/kit/pageframe.h"
#include "ui/sessions/bookingpanel.h"

namespace lectern {

class FilterChips;
class SearchField;
class TableView;

/// Every live session, by its state; and those to which somebody did not come.
class BookingsPage final : public PageFrame
{
    Q_OBJECT
public:
    BookingsPage(const Gateways& gateways, Access access, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void showAll() override;
    void onLive(const LiveMessage& message) override;
    [[nodiscard]] QWidget* searchField() const override;

Q_SIGNALS:
    void paymentWanted(const lectern::PaymentId& id);
    void topicsWanted();

private:
    void applyFilter();
    BookingListModel* m_model;
    SearchField* m_search;
    FilterChips* m_states;
    StateStack* m_faces;
    TableView* m_table;
    BookingPanel* m_panel;
};

} // namespace lectern
