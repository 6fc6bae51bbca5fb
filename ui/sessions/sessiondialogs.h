#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/formfield.h"

class QRadioButton;

namespace lectern {

class PageFrame;

/// Cancels a session, with what goes back said before.
class CancelSessionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    CancelSessionDialog(const Booking& booking, Role reader, BookingsGateway* bookings, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Booking& booking);

protected:
    std::optional<Error> check() override;

private:
    void load();
    void send();
    Booking m_booking;
    Role m_reader;
    BookingsGateway* m_bookings;
    std::optional<CancellationQuote> m_quote;
    Notice* m_problem;
    QLabel* m_terms;
    QPlainTextEdit* m_reason;
};

/// An admin decides about a session to which somebody did not come.
class ClaimDecisionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ClaimDecisionDialog(const Booking& booking, SessionAffairsGateway* affairs, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Booking& booking);

protected:
    std::optional<Error> check() override;

private:
    void showConsequence();
    [[nodiscard]] Money left() const;
    [[nodiscard]] ClaimDecision decision() const;
    Booking m_booking;
    SessionAffairsGateway* m_affairs;
    QRadioButton* m_uphold;
    QRadioButton* m_reject;
    MoneyEdit* m_refund;
    FormField* m_refundField;
    QLabel* m_consequence;
    QPlainTextEdit* m_reason;
    ClaimDecision m_sent;
    QString m_key;
};

/// The secret address from which calendars load one's sessions.
class CalendarFeedDialog final : public DialogFrame
{
    Q_OBJECT
public:
    CalendarFeedDialog(SessionAffairsGateway* affairs, QWidget* parent);
    /// Opens it over a page, which says when the address was copied.
    static void openFor(PageFrame* page, SessionAffairsGateway* affairs);

private:
    void take(const Result<CalendarFeed>& answer);
    SessionAffairsGateway* m_affairs;
    QLineEdit* m_address;
    Notice* m_problem;
};

} // namespace lectern
