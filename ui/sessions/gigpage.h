#pragma once
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/pageframe.h"
#include "ui/sessions/slotpicker.h"

namespace lectern {

/// What a teacher offers, and the time that a student picks for it.
class GigPage final : public PageFrame
{
    Q_OBJECT
public:
    GigPage(const GigId& id, const Gateways& gateways, QWidget* parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void booked(const lectern::Booking& booking);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void display(const GigOffer& offer);
    void chooseMinutes(int minutes);
    void showSum();
    void send();
    void take(const Result<Booking>& answer);

    GigId m_id;
    Gateways m_gateways;
    GigOffer m_offer;
    SessionPrice m_price;
    QLabel* m_meta;
    MarkdownView* m_description;
    QBoxLayout* m_columns; ///< side by side where there is room
    QBoxLayout* m_durations;
    QWidget* m_durationBox;
    SlotPicker* m_slots;
    QVBoxLayout* m_sum;
    QPlainTextEdit* m_message;
    FormField* m_messageField;
    Notice* m_problem;
    QPushButton* m_book;
    StateStack* m_states;
    RequestId m_request;
    bool m_isSending = false;
};

} // namespace lectern
