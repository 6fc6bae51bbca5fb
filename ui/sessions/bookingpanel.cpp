#include "ui/sessions/bookingpanel.h"
#include "items/bookinglistmodel.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/listdetail.h"
#include "ui/kit/tableview.h"
#include "ui/sessions/movedialog.h"
#include "ui/sessions/pricegrid.h"
#include "ui/sessions/sessiondialogs.h"
#include <QDesktopServices>
#include <QTimeZone>
#include <QUrl>

namespace lectern {

BookingPanel::BookingPanel(const Gateways& gateways, Role reader, Access access, QWidget* parent)
    : QWidget(parent)
    , m_gateways(gateways)
    , m_reader(reader)
    , m_access(access)
    , m_title(makeText(TextStyle::Title, {}))
    , m_with(makeText(TextStyle::Muted, {}))
    , m_when(makeText(TextStyle::Strong, {}))
    , m_chip(new Chip)
    , m_paid(new Chip)
    , m_next(makeText(TextStyle::Body, {}))
    , m_problem(new Notice(Tone::Red))
    , m_message(makeText(TextStyle::Muted, {}))
    , m_price(column(0))
    , m_claim(column(space::s))
    , m_buttons(column(space::s))
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("booking.detail"));
    m_next->setObjectName(QStringLiteral("booking.next"));
    auto* chips = row(space::s);
    chips->addWidget(m_chip);
    chips->addWidget(m_paid);
    chips->addStretch();
    for (QWidget* part : std::initializer_list<QWidget*>{m_title, m_with, m_when}) card->body()->addWidget(part);
    card->body()->addLayout(chips);
    card->body()->addWidget(m_next);
    card->body()->addWidget(m_problem);
    card->body()->addLayout(m_buttons);
    card->body()->addLayout(m_price);
    card->body()->addWidget(m_message);
    card->body()->addLayout(m_claim);
    auto* lines = column(0);
    lines->addWidget(card);
    lines->addStretch();
    setLayout(lines);
}

QString BookingPanel::nextText(const Booking& booking, Role reader)
{
    const bool isTeacher = reader == Role::Teacher;
    const bool isStudent = reader == Role::Student;
    const QString until = booking.expiresAt ? momentText(*booking.expiresAt) : QString();
    switch (booking.state) {
    case BookingState::Pending:
        return isTeacher ? tr("Confirm or decline it until %1. The time is kept so long; nothing is charged before you confirm.").arg(until) : isStudent ? tr("%1 has until %2 to confirm. You pay then, not before.").arg(booking.teacherName, until) : tr("Waits for the teacher until %1.").arg(until);
    case BookingState::Confirmed:
        if (booking.payment == BookingPayment::Failed && isStudent) return tr("The last payment was declined; nothing was charged. Pay until %1, with another card perhaps, and it is yours.").arg(until);
        if (booking.payment == BookingPayment::Pending && isStudent) return tr("It is confirmed. Finish the payment until %1 and it is yours.").arg(until);
        return isStudent ? tr("It is confirmed. Pay until %1 and it is yours.").arg(until) : tr("Confirmed; %1 has until %2 to pay.").arg(booking.studentName, until);
    case BookingState::Paid:
        if (booking.startsAt > QDateTime::currentDateTimeUtc()) return booking.isMeetingReady ? tr("Paid and booked. The meeting is ready.") : tr("Paid and booked. The meeting is being made; both of you are told when it is ready.");
        return tr("It is under way.");
    case BookingState::Completed:
        return booking.claimUntil && *booking.claimUntil > QDateTime::currentDateTimeUtc() ? tr("It was held. If somebody did not come, report it until %1.").arg(momentText(*booking.claimUntil)) : tr("It was held.");
    case BookingState::Cancelled:
    case BookingState::Refunded: {
        const QString who = !booking.endedBy ? QString() : *booking.endedBy == BookingParty::Student ? tr("%1 cancelled it.").arg(booking.studentName) : *booking.endedBy == BookingParty::Teacher ? tr("%1 cancelled it.").arg(booking.teacherName)
                            : *booking.endedBy == BookingParty::Admin ? tr("The school cancelled it.") : tr("It was not confirmed or paid in time.");
        const QString why = booking.reason.isEmpty() ? QString() : tr(" Reason: %1").arg(booking.reason);
        const QString back = booking.refunded.isZero() ? QString() : tr(" %1 went back.").arg(moneyText(booking.refunded));
        return who + why + back;
    }
    }
    return {};
}

void BookingPanel::display(const Booking& booking)
{
    if (m_booking.id != booking.id) m_problem->say({});
    m_booking = booking;
    m_title->setText(booking.title);
    m_with->setText(m_reader == Role::Teacher ? tr("with %1").arg(booking.studentName) : m_reader == Role::Student ? tr("with %1").arg(booking.teacherName) : tr("%1 teaches %2").arg(booking.teacherName, booking.studentName));
    m_when->setText(whenText(booking));
    m_chip->setSpec(chip(booking.state));
    const bool isPartly = booking.payment == BookingPayment::Paid && !booking.refunded.isZero();
    m_paid->setSpec(isPartly ? ChipSpec{tr("Partly refunded"), Tone::Gold} : booking.payment == BookingPayment::Failed ? ChipSpec{tr("Payment failed"), Tone::Red} : booking.payment == BookingPayment::Pending ? ChipSpec{tr("Payment begun"), Tone::Gold} : chip(booking.payment));
    m_paid->setVisible(booking.state != BookingState::Pending && booking.state != BookingState::Refunded && (booking.state != BookingState::Paid || isPartly));
    QString next = nextText(booking, m_reader);
    if (booking.proposedStartsAt) {
        const bool isMine = (*booking.proposedBy == BookingParty::Student && m_reader == Role::Student) || (*booking.proposedBy == BookingParty::Teacher && m_reader == Role::Teacher);
        const QString other = sessionTimeText(*booking.proposedStartsAt, booking.proposedStartsAt->addSecs(60LL * booking.price.minutes));
        next += QStringLiteral("\n\n") + (isMine ? tr("You asked for another time: %1. Until the other side agrees, this one stays.").arg(other) : tr("Another time was asked for: %1. Until it is agreed to, this one stays.").arg(other));
    }
    m_next->setText(next);
    m_message->setText(booking.message.isEmpty() ? QString() : tr("“%1”").arg(booking.message));
    m_message->setVisible(!booking.message.isEmpty());
    showPrice();
    showClaim();
    showButtons();
}

void BookingPanel::follow(TableView* table, BookingListModel* model, ListDetail* body)
{
    connect(table, &TableView::selected, this, [this, model, body](int row) {
        body->setDetailVisible(row >= 0);
        if (row >= 0) display(model->at(row));
    });
    connect(this, &BookingPanel::changed, model, [model](const Booking& booking) { model->update(booking); });
}

/// By the clock of this machine; a teacher whose hours are in another zone finds both.
QString BookingPanel::whenText(const Booking& booking) const
{
    const QString here = sessionTimeText(booking.startsAt, booking.endsAt);
    const QTimeZone own(booking.teacherZone.toLatin1());
    if (m_reader != Role::Teacher || !own.isValid() || own.offsetFromUtc(booking.startsAt) == QTimeZone::systemTimeZone().offsetFromUtc(booking.startsAt)) return here;
    const QLocale locale;
    const auto clock = [&](const QDateTime& moment) { return locale.toString(moment.toTimeZone(own).time(), QLocale::ShortFormat); };
    return tr("%1 on this computer\n%2–%3 in %4").arg(here, clock(booking.startsAt), clock(booking.endsAt), booking.teacherZone);
}

/// What of the price is the teacher's, as far as it is certain.
QString BookingPanel::shareText() const
{
    if (m_reader != Role::Teacher) return {};
    if (m_booking.state == BookingState::Pending || m_booking.state == BookingState::Confirmed) return tr("%1 of it will be yours.").arg(moneyText(m_booking.price.session));
    if (m_booking.payment != BookingPayment::Paid) return {};
    if (!m_booking.refunded.isZero()) return tr("What went back was taken from you and the school by your parts; your vault shows what is left.");
    return tr("%1 of it are yours. Your vault shows when they become available: after the session, and the days in which it can be questioned.").arg(moneyText(m_booking.price.session));
}

void BookingPanel::showPrice()
{
    clearLayout(m_price);
    auto* grid = new PriceGrid;
    grid->addPrice(m_booking.price, m_booking.hourlyRate);
    if (!m_booking.refunded.isZero()) grid->addLine(tr("Given back"), m_booking.refunded, TextStyle::Muted);
    if (const QString share = shareText(); !share.isEmpty()) grid->addText(TextStyle::Small, share);
    m_price->addWidget(makeBox(grid));
}

void BookingPanel::showClaim()
{
    clearLayout(m_claim);
    if (!m_booking.claim) return;
    const SessionClaim& claim = *m_booking.claim;
    const QString who = claim.by == BookingParty::Student ? m_booking.studentName : m_booking.teacherName;
    auto* notice = new Notice(claim.state == ClaimState::Open ? Tone::Gold : Tone::Neutral);
    QString text = claim.text;
    if (claim.state == ClaimState::Open) text += QStringLiteral("\n") + tr("An admin decides; until then its money stays where it is.");
    else text += QStringLiteral("\n") + tr("Decided: %1").arg(claim.decision);
    notice->say(text, tr("%1 reports that the other side did not come").arg(who));
    m_claim->addWidget(notice);
}

void BookingPanel::addButton(ButtonKind kind, const QString& text, const char* name, void (BookingPanel::*act)())
{
    auto* button = makeButton(kind, text, QLatin1String(name));
    connect(button, &QPushButton::clicked, this, act);
    m_buttons->addWidget(button);
}

void BookingPanel::showButtons()
{
    clearLayout(m_buttons);
    if (m_reader == Role::Admin || m_reader == Role::Auditor) {
        if (m_access == Access::Full && m_booking.claim && m_booking.claim->state == ClaimState::Open) addButton(ButtonKind::Primary, tr("Decide…"), "booking.decide", &BookingPanel::decide);
        if (m_booking.paymentId && m_booking.payment != BookingPayment::Unpaid) addButton(ButtonKind::Secondary, tr("Open the payment"), "booking.payment", &BookingPanel::openPayment);
        if (m_access == Access::Full && states::holdsTime(m_booking.state)) addButton(ButtonKind::DangerQuiet, tr("Cancel it…"), "booking.cancel", &BookingPanel::cancel);
        return;
    }
    const bool isTeacher = m_reader == Role::Teacher;
    const BookingParty me = isTeacher ? BookingParty::Teacher : BookingParty::Student;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool isAhead = states::holdsTime(m_booking.state) && m_booking.startsAt > now;
    if (isTeacher && m_booking.state == BookingState::Pending) addButton(ButtonKind::Primary, tr("Confirm"), "booking.confirm", &BookingPanel::confirm);
    if (!isTeacher && m_booking.state == BookingState::Confirmed) addButton(ButtonKind::Primary, tr("Pay %1").arg(moneyText(m_booking.price.total)), "booking.pay", &BookingPanel::pay);
    const bool isAsked = isAhead && m_booking.proposedStartsAt && m_booking.proposedBy != me; // that waits for this side
    if (m_booking.state == BookingState::Paid && m_booking.isMeetingReady) addButton(isAsked ? ButtonKind::Secondary : ButtonKind::Primary, isTeacher ? tr("Start the meeting") : tr("Join the meeting"), "booking.join", &BookingPanel::join);
    if (isAsked) {
        addButton(ButtonKind::Primary, tr("Agree to the other time"), "booking.agree", &BookingPanel::agree);
        addButton(ButtonKind::Quiet, tr("Keep this time"), "booking.keep", &BookingPanel::decline);
    } else if (isAhead && m_booking.proposedStartsAt) {
        addButton(ButtonKind::Quiet, tr("Keep this time after all"), "booking.keep", &BookingPanel::decline);
    } else if (isAhead) {
        addButton(ButtonKind::Secondary, isTeacher || m_booking.state != BookingState::Pending ? tr("Ask for another time…") : tr("Choose another time…"), "booking.move", &BookingPanel::move);
    }
    const bool mayReport = m_booking.claimUntil && now >= m_booking.startsAt && now <= *m_booking.claimUntil && !m_booking.claim;
    if (mayReport) addButton(ButtonKind::Secondary, isTeacher ? tr("The student did not come…") : tr("The teacher did not come…"), "booking.report", &BookingPanel::report);
    if (isAhead) addButton(ButtonKind::DangerQuiet, isTeacher && m_booking.state == BookingState::Pending ? tr("Decline…") : tr("Cancel it…"), "booking.cancel", &BookingPanel::cancel);
}

void BookingPanel::take(const Result<Booking>& answer, const QString& done)
{
    if (!answer) return m_problem->say(errorText(answer.error()));
    m_problem->say({});
    Q_EMIT toast(done, Tone::Green);
    display(*answer);
    Q_EMIT changed(*answer);
}

void BookingPanel::confirm()
{
    whenDone(this, m_gateways.bookings->confirm(m_booking.id), [this, id = m_booking.id](const Result<Booking>& answer) {
        if (id == m_booking.id) take(answer, tr("Confirmed. %1 is told to pay.").arg(m_booking.studentName));
    });
}

void BookingPanel::answer(bool accept)
{
    whenDone(this, m_gateways.bookings->answerProposal(m_booking.id, {accept}), [this, accept, id = m_booking.id](const Result<Booking>& answer) {
        if (id == m_booking.id) take(answer, accept ? tr("Agreed. The session has its new time.") : tr("The session keeps its time."));
    });
}

void BookingPanel::pay()
{
    if (m_key.isEmpty()) m_key = newUuid7();
    whenDone(this, m_gateways.bookings->pay(m_booking.id, m_key), [this, id = m_booking.id](const Result<Checkout>& answer) {
        m_key.clear();
        if (id != m_booking.id) return;
        if (!answer) return m_problem->say(errorText(answer.error()));
        m_problem->say({});
        Q_EMIT checkoutWanted(*answer);
    });
}

void BookingPanel::join()
{
    whenDone(this, m_gateways.bookings->meeting(m_booking.id), [this](const Result<MeetingLink>& answer) {
        if (!answer) return m_problem->say(errorText(answer.error()));
        const QUrl url(answer->url, QUrl::StrictMode);
        const bool isWeb = url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http");
        if (!isWeb || !QDesktopServices::openUrl(url)) return m_problem->say(tr("No browser could be opened. The address is %1").arg(answer->url));
        Q_EMIT toast(tr("The meeting opens in your browser."), Tone::Green);
    });
}

void BookingPanel::cancel()
{
    auto* dialog = new CancelSessionDialog(m_booking, m_reader, m_gateways.bookings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CancelSessionDialog::done, this, [this](const Booking& booking) { take(booking, tr("The session is cancelled.")); });
    dialog->open();
}

void BookingPanel::move()
{
    auto* dialog = new MoveSessionDialog(m_booking, m_reader, m_gateways.bookings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MoveSessionDialog::done, this, [this](const Booking& booking) {
        take(booking, !booking.proposedStartsAt ? tr("The session has its new time.") : tr("%1 is asked to agree.").arg(m_reader == Role::Teacher ? booking.studentName : booking.teacherName));
    });
    dialog->open();
}

void BookingPanel::report()
{
    auto* dialog = new ReasonDialog({m_reader == Role::Teacher ? tr("The student did not come") : tr("The teacher did not come"), tr("An admin decides about the money, and asks the other side. Until then it stays where it is."), tr("Report it"), true, false,
                                     tr("Say what happened: when you were there, and how long you waited.")},
                                    this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        whenDone(dialog, m_gateways.sessionAffairs->claim(m_booking.id, {dialog->reason()}), [this, dialog](const Result<Booking>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            take(answer, tr("Reported. You are told what is decided."));
        });
    });
    dialog->open();
}

void BookingPanel::decide()
{
    auto* dialog = new ClaimDecisionDialog(m_booking, m_gateways.sessionAffairs, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ClaimDecisionDialog::done, this, [this](const Booking& booking) { take(booking, tr("Decided. Both sides are told.")); });
    dialog->open();
}

void BookingPanel::openPayment()
{
    if (m_booking.paymentId) Q_EMIT paymentWanted(*m_booking.paymentId);
}

} // namespace lectern
