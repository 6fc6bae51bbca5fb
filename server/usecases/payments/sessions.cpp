#include "usecases/payments/sessions.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/methods.h"

namespace lectern::sessions {

using store::Row;
using store::Transaction;

namespace {

HostedSession toSession(const Row& row)
{
    HostedSession session;
    session.id = row.id<SessionId>("id");
    session.stripeId = row.text("gateway_id");
    session.enrollmentId = row.id<EnrollmentId>("enrollment_id");
    session.paymentId = row.id<PaymentId>("payment_id");
    session.paymentState = row.enumeration<PaymentState>("payment_state");
    session.state = row.enumeration<SessionState>("state");
    if (session.state == SessionState::Open) session.url = row.text("url");
    session.expiresAt = row.time("expires_at");
    return session;
}

Error unknown() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such checkout session.")); }

Result<HostedSession> own(const Caller& caller, const std::optional<Row>& row)
{
    const bool mayRead = row && (isStaff(caller.user->role) || row->id<UserId>("student_id") == caller.user->id);
    if (!mayRead) return unknown();
    return toSession(*row);
}

struct Begun {
    HostedSession session;
    stripe::SessionRequest request;
    bool isPlan = false;
};

/// Commits the session before the gateway is asked for its page.
Result<Begun> begin(Transaction& transaction, const Services& services, const Caller& caller, const EnrollmentId& id)
{
    const auto enrollment = isUuid(id.value) ? transaction.one("enrollments/lock_enrollment", {{"id", id.value}}) : std::nullopt;
    if (!enrollment || (enrollment->isNull("student_id") ? enrollments::payerOf(*transaction.one("enrollments/find_enrollment", {{"id", id.value}})) : enrollment->id<UserId>("student_id")) != caller.user->id) return makeError(ErrorCode::NotFound, QStringLiteral("You have no such enrollment."));
    const auto payment = enrollment->isNull("payment_id") ? std::nullopt : transaction.one("payments/find_payment", {{"id", enrollment->text("payment_id")}});
    const bool waits = payment && enrollment->enumeration<EnrollmentState>("state") == EnrollmentState::AwaitingPayment && payment->text("method") == u"card";
    const auto state = payment ? payment->enumeration<PaymentState>("state") : PaymentState::Canceled;
    if (waits && state == PaymentState::Canceled) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment was cancelled. Choose again how to pay."));
    if (!waits || !enrollments::isOpen(state) || state == PaymentState::Processing) return makeError(ErrorCode::InvalidState, QStringLiteral("There is nothing to pay by card."));
    Begun begun;
    begun.isPlan = payment->integer("line_count") > 0;
    begun.request.payment = payment->id<PaymentId>("id");
    begun.request.amount = Money::fromMinor(payment->integer("amount_minor") - payment->integer("wallet_minor"), payment->money("amount_minor").currency());
    begun.request.title = payment->text("course_title");
    begun.request.email = caller.user->email;
    const QDateTime now = services.clock.now();
    const auto open = transaction.one("payments/find_open_session", {{"payment_id", begun.request.payment.value}});
    if (!open && !payment->text("gateway_id").isEmpty()) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment was begun in Lectern. Go on there, or choose how to pay again."));
    const QString sessionId = open ? open->text("id") : newUuid7();
    if (!open)
        transaction.exec("payments/insert_session", {{"id", sessionId}, {"enrollment_id", id.value}, {"payment_id", begun.request.payment.value}, {"student_id", caller.user->id.value}, {"now", now}, {"expires_at", now.addDays(1)}});
    begun.request.session = SessionId{sessionId};
    begun.request.returnUrl = services.policy.publicUrl + QStringLiteral("/checkout/return?session={CHECKOUT_SESSION_ID}");
    begun.request.cancelUrl = services.policy.publicUrl + QStringLiteral("/checkout/return?cancelled=1");
    begun.session = toSession(*transaction.one("payments/find_session", {{"id", sessionId}}));
    return begun;
}

} // namespace

Result<HostedSession> open(const Services& services, const Caller& caller, const SessionForm& form)
{
    if (!enrollments::takesCards(services)) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server. Choose another way to pay."));
    auto begun = services.database.inTransaction<Begun>([&](Transaction& transaction) { return begin(transaction, services, caller, form.enrollmentId); });
    if (!begun) return begun.error();
    if (!begun->session.stripeId.isEmpty()) return begun->session;
    if (begun->isPlan) {
        const auto customer = methods::customerOf(services, caller.user->id);
        if (!customer) return customer.error();
        begun->request.customerId = *customer;
    }
    const auto made = services.gateway->createSession(begun->request);
    if (!made) return made.error();
    bool isOver = false;
    auto session = services.database.inTransaction<HostedSession>([&](Transaction& transaction) -> Result<HostedSession> {
        const auto payment = transaction.one("payments/lock_payment", {{"id", begun->session.paymentId.value}});
        transaction.exec("payments/set_session", {{"id", begun->session.id.value}, {"gateway_id", made->id}, {"url", made->url}, {"expires_at", QDateTime::fromSecsSinceEpoch(made->expiresAt, Qt::UTC)}});
        // Another way to pay was chosen while the page was being made: nobody may pay on it.
        isOver = payment->enumeration<PaymentState>("state") == PaymentState::Canceled || !payment->isNull("gateway_id");
        if (isOver) transaction.exec("payments/set_session_state", {{"id", begun->session.id.value}, {"state", toText(SessionState::Cancelled)}});
        return toSession(*transaction.one("payments/find_session", {{"id", begun->session.id.value}}));
    });
    if (!session || !isOver) return session;
    (void)services.gateway->expireSession(made->id); // its address was given to nobody
    return makeError(ErrorCode::Conflict, QStringLiteral("This payment was cancelled, or begun in Lectern, meanwhile. Go on there, or choose again how to pay."));
}

Result<HostedSession> find(const Services& services, const Caller& caller, const SessionId& id)
{
    return services.database.inTransaction<HostedSession>([&](Transaction& transaction) { return own(caller, transaction.one("payments/find_session", {{"id", id.value}})); });
}

Result<HostedSession> findByStripeId(const Services& services, const Caller& caller, const QString& id)
{
    return services.database.inTransaction<HostedSession>([&](Transaction& transaction) { return own(caller, transaction.one("payments/find_session_by_gateway_id", {{"gateway_id", id}})); });
}

Result<HostedSession> cancel(const Services& services, const Caller& caller, const SessionId& id)
{
    const auto session = find(services, caller, id);
    if (!session || session->state != SessionState::Open) return session;
    if (session->stripeId.isEmpty()) return makeError(ErrorCode::Conflict, QStringLiteral("The page is being made. Try again in a moment."));
    if (!services.gateway) return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server."));
    const auto ended = services.gateway->expireSession(session->stripeId);
    // Whoever was faster has paid; then it is not cancelled.
    const auto now = ended ? ended : services.gateway->retrieveSession(session->stripeId);
    if (!now) return now.error();
    return services.database.inTransaction<HostedSession>([&](Transaction& transaction) -> Result<HostedSession> {
        if (const auto applied = applySession(transaction, services, *now); !applied) return applied.error();
        if (now->state == SessionState::Expired) transaction.exec("payments/set_session_state", {{"id", id.value}, {"state", toText(SessionState::Cancelled)}});
        return toSession(*transaction.one("payments/find_session", {{"id", id.value}}));
    });
}

void expire(const Services& services, const QString& stripeId)
{
    const auto ended = services.gateway->expireSession(stripeId);
    const auto now = ended ? ended : services.gateway->retrieveSession(stripeId);
    if (!now || now->state == SessionState::Open) return; // the job asks again
    (void)services.database.inTransaction<Done>([&](Transaction& transaction) { return applySession(transaction, services, *now); });
}

Result<Done> applySession(Transaction& transaction, const Services& services, const stripe::GatewaySession& session)
{
    if (session.livemode != services.policy.livemode) return makeError(ErrorCode::GatewayRefused, QStringLiteral("livemode is not this server's"));
    const auto row = transaction.one("payments/find_session_by_gateway_id", {{"gateway_id", session.id}});
    if (!row) return isUuid(session.paymentId) ? Result<Done>(makeError(ErrorCode::NotFound, QStringLiteral("no checkout session is %1").arg(session.id))) : Result<Done>(Done{});
    // Payment before session, as everywhere.
    const auto payment = transaction.one("payments/lock_payment", {{"id", row->text("payment_id")}});
    const auto known = transaction.one("payments/lock_session", {{"id", row->text("id")}});
    if (known->enumeration<SessionState>("state") != SessionState::Open || session.state == SessionState::Open) return Done{};
    transaction.exec("payments/set_session_state", {{"id", row->text("id")}, {"state", toText(session.state)}});
    const auto state = payment->enumeration<PaymentState>("state");
    const bool unpaid = payment->isNull("gateway_id") && (state == PaymentState::Created || state == PaymentState::AwaitingPayer || state == PaymentState::Failed);
    if (session.state == SessionState::Expired && unpaid) enrollments::cancelPayment(transaction, services, *payment);
    publish(transaction, services, row->id<UserId>("student_id"), QStringLiteral("payment"), row->text("payment_id"));
    return Done{};
}

} // namespace lectern::sessions
