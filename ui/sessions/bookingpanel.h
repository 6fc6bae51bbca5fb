#pragma once
#include "items/reply.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"

namespace lectern {

class BookingListModel;
class ListDetail;
class TableView;

/// One booked session as one of its sides, or the school, sees it: what it is, what happens next, and what can be done.
class BookingPanel final : public QWidget
{
    Q_OBJECT
public:
    BookingPanel(const Gateways& gateways, Role reader, Access access, QWidget* parent = nullptr);
    void display(const Booking& booking);
    [[nodiscard]] const Booking& booking() const { return m_booking; }
    /// Shows what is selected in the table, beside it in `body`, and writes into its model what changed here.
    void follow(TableView* table, BookingListModel* model, ListDetail* body);
    /// What happens next, in one or two sentences.
    [[nodiscard]] static QString nextText(const Booking& booking, Role reader);

Q_SIGNALS:
    void changed(const lectern::Booking& booking);
    void checkoutWanted(const lectern::Checkout& checkout);
    void paymentWanted(const lectern::PaymentId& id);
    void toast(const QString& text, lectern::Tone tone);

private:
    void addButton(ButtonKind kind, const QString& text, const char* name, void (BookingPanel::*act)());
    void showButtons();
    [[nodiscard]] QString whenText(const Booking& booking) const;
    [[nodiscard]] QString shareText() const;
    void showPrice();
    void showClaim();
    void confirm();
    void cancel();
    void pay();
    void join();
    void move();
    void agree() { answer(true); }
    void decline() { answer(false); }
    void answer(bool accept);
    void report();
    void decide();
    void openPayment();
    void take(const Result<Booking>& answer, const QString& done);

    Gateways m_gateways;
    Role m_reader;
    Access m_access;
    Booking m_booking;
    QLabel* m_title;
    QLabel* m_with;
    QLabel* m_when;
    Chip* m_chip;
    Chip* m_paid;
    QLabel* m_next;
    Notice* m_problem;
    QLabel* m_message;
    QVBoxLayout* m_price;
    QVBoxLayout* m_claim;
    QVBoxLayout* m_buttons;
    QString m_key;
};

} // namespace lectern
