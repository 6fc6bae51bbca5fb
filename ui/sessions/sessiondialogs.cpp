#include "ui/sessions/sessiondialogs.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/pageframe.h"
#include <QApplication>
#include <QClipboard>
#include <QRadioButton>

namespace lectern {

CancelSessionDialog::CancelSessionDialog(const Booking& booking, Role reader, BookingsGateway* bookings, QWidget* parent)
    : DialogFrame(reader == Role::Teacher && booking.state == BookingState::Pending ? tr("Decline the request") : tr("Cancel the session"),
                  reader == Role::Teacher && booking.state == BookingState::Pending ? tr("Decline") : tr("Cancel the session"), QStringLiteral("cancelSession"), parent)
    , m_booking(booking)
    , m_reader(reader)
    , m_bookings(bookings)
    , m_problem(new Notice(Tone::Red))
    , m_terms(makeText(TextStyle::Strong, tr("Looking up what goes back…")))
    , m_reason(new QPlainTextEdit)
{
    setMinimumWidth(480);
    setSubmitKind(ButtonKind::Danger);
    setCancelText(tr("Keep it"));
    setIntro(tr("“%1”, %2").arg(booking.title, sessionTimeText(booking.startsAt, booking.endsAt)));
    m_terms->setObjectName(QStringLiteral("cancelSession.terms"));
    m_reason->setObjectName(QStringLiteral("cancelSession.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setMaximumHeight(90);
    connect(m_problem->addButton(tr("Try again"), QStringLiteral("cancelSession.retry")), &QPushButton::clicked, this, &CancelSessionDialog::load);
    body()->addWidget(m_problem);
    body()->addWidget(m_terms);
    addField(QStringLiteral("reason"), reader == Role::Admin ? tr("&Why") : tr("&Why (optional)"), m_reason, tr("The other side reads it."));
    connect(this, &DialogFrame::submitted, this, &CancelSessionDialog::send);
    load();
}

void CancelSessionDialog::load()
{
    m_problem->say({});
    setSubmitEnabled(false);
    whenDone(this, m_bookings->cancellation(m_booking.id), [this](const Result<CancellationQuote>& answer) {
        if (!answer) {
            m_terms->setText({});
            return m_problem->say(errorText(answer.error()));
        }
        m_quote = *answer;
        const bool isStudent = m_reader == Role::Student;
        if (answer->paid.isZero()) m_terms->setText(tr("Nothing was paid, so nothing has to go back."));
        else if (answer->refund == answer->paid) m_terms->setText(isStudent ? tr("You get all of it back: %1.").arg(moneyText(answer->refund)) : tr("The student gets all of it back: %1.").arg(moneyText(answer->refund)));
        else if (answer->refund.isZero()) m_terms->setText(tr("Nothing goes back any more."));
        else if (!answer->freeUntil || *answer->freeUntil < m_booking.createdAt) m_terms->setText(tr("You get %1 of %2 back: it was booked for soon.").arg(moneyText(answer->refund), moneyText(answer->paid)));
        else m_terms->setText(tr("You get %1 of %2 back. All of it went back until %3.").arg(moneyText(answer->refund), moneyText(answer->paid), momentText(*answer->freeUntil)));
        setSubmitEnabled(true);
    });
}

std::optional<Error> CancelSessionDialog::check()
{
    if (m_reader == Role::Admin && m_reason->toPlainText().trimmed().size() < 5) return fieldError(QStringLiteral("reason"), tr("Say why, in a few words: both sides read it."));
    return std::nullopt;
}

void CancelSessionDialog::send()
{
    const BookingCancelForm form{m_reason->toPlainText().trimmed(), m_quote ? std::optional(m_quote->refund) : std::nullopt};
    whenDone(this, m_bookings->cancel(m_booking.id, form), [this](const Result<Booking>& answer) {
        if (!answer) {
            fail(answer.error());
            if (answer.error().code == ErrorCode::Conflict) load(); // what goes back is another amount by now
            return;
        }
        accept();
        Q_EMIT done(*answer);
    });
}

ClaimDecisionDialog::ClaimDecisionDialog(const Booking& booking, SessionAffairsGateway* affairs, QWidget* parent)
    : DialogFrame(tr("Decide about the session"), tr("Decide"), QStringLiteral("claimDecision"), parent)
    , m_booking(booking)
    , m_affairs(affairs)
    , m_uphold(new QRadioButton(tr("The report is right")))
    , m_reject(new QRadioButton(tr("The report is not right, or cannot be told")))
    , m_refund(new MoneyEdit(QStringLiteral("claimDecision.refund")))
    , m_consequence(makeText(TextStyle::Muted, {}))
    , m_reason(new QPlainTextEdit)
{
    setMinimumWidth(520);
    setIntro(booking.claim ? tr("“%1”").arg(booking.claim->text) : QString());
    m_uphold->setObjectName(QStringLiteral("claimDecision.uphold"));
    m_reject->setObjectName(QStringLiteral("claimDecision.reject"));
    m_uphold->setChecked(true);
    body()->addWidget(m_uphold);
    body()->addWidget(m_reject);
    m_refund->setCurrencyFixed(true);
    // A student who waited gets it back; a teacher who waited keeps it.
    const bool isStudent = booking.claim && booking.claim->by == BookingParty::Student;
    m_refund->setMoney(isStudent ? left() : Money::fromMinor(0, left().currency()));
    m_refundField = addField(QStringLiteral("refund"), tr("Goes back to the &student"), m_refund, tr("At most %1. It comes from teacher and platform by their parts.").arg(moneyText(left())));
    m_consequence->setObjectName(QStringLiteral("claimDecision.consequence"));
    body()->addWidget(m_consequence);
    m_reason->setObjectName(QStringLiteral("claimDecision.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setMaximumHeight(100);
    addField(QStringLiteral("reason"), tr("&Reason"), m_reason, tr("Both sides read it."));
    connect(m_uphold, &QRadioButton::toggled, this, &ClaimDecisionDialog::showConsequence);
    connect(m_refund, &MoneyEdit::edited, this, &ClaimDecisionDialog::showConsequence);
    connect(this, &DialogFrame::submitted, this, [this] {
        const ClaimDecision form = decision();
        if (m_key.isEmpty() || form != m_sent) m_key = newUuid7();
        m_sent = form;
        whenDone(this, m_affairs->decide(m_booking.id, form, m_key), [this](const Result<Booking>& answer) {
            if (!answer) return fail(answer.error());
            accept();
            Q_EMIT done(*answer);
        });
    });
    showConsequence();
}

Money ClaimDecisionDialog::left() const { return m_booking.price.total.minus(m_booking.refunded).value_or(m_booking.price.total); }

ClaimDecision ClaimDecisionDialog::decision() const
{
    const bool isUpheld = m_uphold->isChecked();
    const auto typed = m_refund->money();
    return {isUpheld, isUpheld && typed ? *typed : Money::fromMinor(0, left().currency()), m_reason->toPlainText().trimmed()};
}

void ClaimDecisionDialog::showConsequence()
{
    m_refundField->setVisible(m_uphold->isChecked());
    const Money refund = decision().refund;
    m_consequence->setText(refund.isZero() ? tr("Nothing goes back. The teacher keeps %1.").arg(moneyText(m_booking.price.session)) : refund == left() ? tr("All of it goes back, and nobody earns of this session.") : tr("%1 go back; the rest stays with teacher and platform.").arg(moneyText(refund)));
}

std::optional<Error> ClaimDecisionDialog::check()
{
    if (m_uphold->isChecked()) {
        if (auto problem = m_refund->problem(QStringLiteral("refund"))) return problem;
        if (decision().refund.minor() > left().minor()) return fieldError(QStringLiteral("refund"), tr("At most %1.").arg(moneyText(left())));
    }
    if (m_reason->toPlainText().trimmed().size() < 5) return fieldError(QStringLiteral("reason"), tr("Say why, in a few words."));
    return std::nullopt;
}

CalendarFeedDialog::CalendarFeedDialog(SessionAffairsGateway* affairs, QWidget* parent)
    : DialogFrame(tr("Sessions in your calendar"), tr("Copy the address"), QStringLiteral("calendarFeed"), parent)
    , m_affairs(affairs)
    , m_address(new QLineEdit)
    , m_problem(new Notice(Tone::Red))
{
    setMinimumWidth(520);
    setCancelText(tr("Close"));
    setIntro(tr("Give this address to your calendar program, where it asks for a calendar from the Internet. It then shows your sessions and follows their changes."));
    m_address->setReadOnly(true);
    m_address->setObjectName(QStringLiteral("calendarFeed.address"));
    body()->addWidget(m_problem);
    addField(QStringLiteral("address"), tr("&Address"), m_address, tr("Whoever has it sees when you have sessions. Should it get into wrong hands, take a new one; the old one ends."));
    auto* renew = makeButton(ButtonKind::Quiet, tr("Take a new address"), QStringLiteral("calendarFeed.renew"));
    addFooterWidget(renew);
    connect(renew, &QPushButton::clicked, this, [this] { whenDone(this, m_affairs->renewFeed(), [this](const Result<CalendarFeed>& answer) { take(answer); }); });
    connect(this, &DialogFrame::submitted, this, [this] {
        QApplication::clipboard()->setText(m_address->text());
        accept();
    });
    setSubmitEnabled(false);
    whenDone(this, m_affairs->feed(), [this](const Result<CalendarFeed>& answer) { take(answer); });
}

void CalendarFeedDialog::openFor(PageFrame* page, SessionAffairsGateway* affairs)
{
    auto* dialog = new CalendarFeedDialog(affairs, page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, page, [page] { Q_EMIT page->toast(tr("The address is copied."), Tone::Green); });
    dialog->open();
}

void CalendarFeedDialog::take(const Result<CalendarFeed>& answer)
{
    if (!answer) return m_problem->say(errorText(answer.error()));
    m_problem->say({});
    m_address->setText(answer->url);
    m_address->setCursorPosition(0);
    setSubmitEnabled(true);
    takeAsOpened();
}

} // namespace lectern
