#include "support/fakegateway.h"

// Customers, kept methods, collections and the hosted page.
namespace lectern::test {

using stripe::Intent;

namespace {
QString suffix() { return newUuid7().remove(u'-'); }
} // namespace

void FakeGateway::setCollections(PaymentState state, const QString& code)
{
    const std::lock_guard lock(m_mutex);
    m_collectionState = state;
    m_collectionCode = code;
}

void FakeGateway::addMethod(const QString& customer, const stripe::GatewayMethod& method)
{
    const std::lock_guard lock(m_mutex);
    m_methods[customer].prepend(method);
}

int FakeGateway::collections() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_collected.size());
}

int FakeGateway::charges() const
{
    const std::lock_guard lock(m_mutex);
    QSet<QString> intents;
    for (const Intent& intent : m_collected) {
        if (intent.state == PaymentState::Succeeded) intents.insert(intent.id);
    }
    return static_cast<int>(intents.size());
}

int FakeGateway::customers() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_customerOfUser.size());
}

Result<QString> FakeGateway::createCustomer(const User& user)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (!m_customerOfUser.contains(user.id.value)) m_customerOfUser.insert(user.id.value, QStringLiteral("cus_") + suffix());
    return m_customerOfUser.value(user.id.value);
}

Result<QList<stripe::GatewayMethod>> FakeGateway::listMethods(const QString& customer)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    return m_methods.value(customer);
}

Result<Done> FakeGateway::setDefaultMethod(const QString&, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    return Done{};
}

Result<Done> FakeGateway::detachMethod(const QString& method)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    for (auto& methods : m_methods) methods.removeIf([&](const stripe::GatewayMethod& one) { return one.id == method; });
    return Done{};
}

Result<stripe::Intent> FakeGateway::keepMethod(const QString& id, const QString& customer, bool keep)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_intents.find(id);
    if (found == m_intents.end()) return makeError(ErrorCode::NotFound);
    if (keep) found->second.customerId = customer;
    found->second.keepsMethod = keep;
    return answer(found->second);
}

Result<stripe::Setup> FakeGateway::createSetup(const QString& customer, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const QString id = QStringLiteral("seti_") + suffix();
    return stripe::Setup{id, id + QStringLiteral("_secret_x"), customer, QStringLiteral("requires_payment_method")};
}

Result<stripe::Setup> FakeGateway::retrieveSetup(const QString& id) { return stripe::Setup{id, id + QStringLiteral("_secret_x"), {}, QStringLiteral("requires_payment_method")}; }

Result<Intent> FakeGateway::collect(const stripe::CollectRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const QString key = QStringLiteral("%1:%2:%3").arg(request.payment.value, request.intentId.isEmpty() ? QStringLiteral("create") : QStringLiteral("confirm")).arg(request.attempt);
    if (m_collected.contains(key)) {
        if (auto lost = answer(m_collected.value(key)); !lost) return lost;
        return m_collected.value(key);
    }
    QString id = request.intentId;
    if (id.isEmpty()) {
        id = QStringLiteral("pi_") + suffix();
        Intent made;
        made.id = id;
        made.clientSecret = id + QStringLiteral("_secret_x");
        made.amount = request.amount;
        made.paymentId = request.payment.value;
        m_intents[id] = made;
        m_intentOfPayment.insert(request.payment.value, id);
    }
    Intent& intent = m_intents[id];
    if (intent.state == PaymentState::Succeeded || intent.state == PaymentState::Canceled) return makeError(ErrorCode::GatewayRefused, QStringLiteral("This intent cannot be confirmed any more."));
    intent.state = m_collectionState;
    intent.failureCode = m_collectionCode;
    intent.failureMessage = m_collectionCode.isEmpty() ? QString() : QStringLiteral("Your card was declined.");
    m_collected.insert(key, intent);
    return answer(intent);
}

Result<std::optional<Intent>> FakeGateway::findIntent(const QString&, const PaymentId& payment)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const QString id = m_intentOfPayment.value(payment.value);
    return id.isEmpty() ? std::optional<Intent>() : std::optional(m_intents[id]);
}

Result<stripe::GatewaySession> FakeGateway::createSession(const stripe::SessionRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    for (const auto& [id, session] : m_sessions) {
        if (session.paymentId == request.payment.value && session.state == SessionState::Open) return answer(session);
    }
    const QString id = QStringLiteral("cs_test_") + suffix();
    m_sessions[id] = {id, QStringLiteral("https://pay.example/") + id, SessionState::Open, QDateTime::currentSecsSinceEpoch() + 86'400, request.payment.value, false};
    return answer(m_sessions[id]);
}

Result<stripe::GatewaySession> FakeGateway::retrieveSession(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (!m_sessions.contains(id)) return makeError(ErrorCode::NotFound);
    return m_sessions[id];
}

Result<stripe::GatewaySession> FakeGateway::expireSession(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (!m_sessions.contains(id)) return makeError(ErrorCode::NotFound);
    if (m_sessions[id].state != SessionState::Open) return makeError(ErrorCode::GatewayRefused, QStringLiteral("This session is not open."));
    m_sessions[id].state = SessionState::Expired;
    return answer(m_sessions[id]);
}

Result<QList<Money>> FakeGateway::cashBalance(const QString& customer)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_cash.constFind(customer);
    return answer(found == m_cash.constEnd() || found->isZero() ? QList<Money>() : QList<Money>{*found});
}

Result<Done> FakeGateway::returnCash(const QString& customer, const Money& amount, const QString&, const QString& key)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (!m_cashReturns.contains(key)) {
        m_cashReturns.insert(key);
        m_cash[customer] = *m_cash.value(customer).minus(amount);
    }
    return answer(Done{});
}

void FakeGateway::setCash(const QString& customer, const Money& amount)
{
    const std::lock_guard lock(m_mutex);
    m_cash.insert(customer, amount);
}

void FakeGateway::setMissing(const QString& id, qint64 missingMinor)
{
    const std::lock_guard lock(m_mutex);
    m_intents.at(id).transfer->missingMinor = missingMinor;
}

} // namespace lectern::test
