#pragma once
#include "ui/kit/pageframe.h"
#include "ui/sessions/bookinglist.h"

namespace lectern {

class SearchField;

/// Live sessions of a student: teachers to find, and what is booked.
class SessionsPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit SessionsPage(const Gateways& gateways, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;
    void showBooking(const BookingId& id); ///< on the list of one's own
    [[nodiscard]] QWidget* searchField() const override;

Q_SIGNALS:
    void gigWanted(const lectern::GigId& id);
    void checkoutWanted(const lectern::Checkout& checkout);

private:
    QWidget* buildOffers();
    void loadOffers();
    void display(const QList<GigOffer>& offers);
    QWidget* cardOf(const GigOffer& offer);

    Gateways m_gateways;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    SearchField* m_search;
    QVBoxLayout* m_cards;
    StateStack* m_offerStates;
    BookingList* m_mine;
    RequestId m_request;
};

} // namespace lectern
