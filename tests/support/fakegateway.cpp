#include "support/fakegateway.h"

namespace lectern::test {

using stripe::Intent;
using stripe::Payout;

namespace {
QString suffix() { return newUuid7().remove(u'-'); }
} // namespace

std::optional<Error> FakeGateway::refusal()
{
    if (m_refusals == 0) return std::nullopt;
    --m_refusals;
    return makeError(m_refusal, QStringLiteral("refused by the test"));
}

void FakeGateway::duringIntent(std::function<void()> what)
{
    const std::lock_guard lock(m_mutex);
    m_duringIntent = std::move(what);
}

Result<Intent> FakeGateway::createIntent(const stripe::IntentRequest& request)
{
    std::unique_lock lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (auto meanwhile = std::exchange(m_duringIntent, {})) {
        lock.unlock();
        meanwhile();
        lock.lock();
    }
    if (!m_intentOfPayment.contains(request.payment.value)) {
        Intent intent;
        intent.id = QStringLiteral("pi_") + suffix();
        intent.clientSecret = intent.id + QStringLiteral("_secret_x");
        intent.amount = request.amount;
        intent.paymentId = request.payment.value;
        if (!request.transferCountry.isEmpty())
            intent.transfer = stripe::TransferInstructions{QStringLiteral("REF") + suffix().right(8).toUpper(), QStringLiteral("The school"), QStringLiteral("DE89370400440532013000"), QStringLiteral("COBADEFFXXX"), {}, {}, request.amount.minor()};
        m_intentOfPayment.insert(request.payment.value, intent.id);
        m_intents[intent.id] = intent;
    }
    return answer(m_intents.at(m_intentOfPayment.value(request.payment.value)));
}

Result<Intent> FakeGateway::retrieveIntent(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_intents.find(id);
    if (found == m_intents.end()) return makeError(ErrorCode::NotFound);
    return answer(found->second);
}

Result<Intent> FakeGateway::cancelIntent(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_intents.find(id);
    if (found == m_intents.end()) return makeError(ErrorCode::NotFound);
    if (found->second.state == PaymentState::Succeeded) return makeError(ErrorCode::GatewayRefused, QStringLiteral("It has succeeded."));
    found->second.state = PaymentState::Canceled;
    ++m_cancellations;
    return answer(found->second);
}

Result<Payout> FakeGateway::createPayout(const WithdrawalId& withdrawal, const Money& amount, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    if (m_accountsClosed) return makeError(ErrorCode::GatewayDenied, QStringLiteral("The account is not yours."));
    if (!m_payoutOfWithdrawal.contains(withdrawal.value)) {
        Payout payout{QStringLiteral("po_") + suffix(), stripe::PayoutState::Pending, amount, {}, withdrawal.value};
        m_payoutOfWithdrawal.insert(withdrawal.value, payout.id);
        m_payouts[payout.id] = payout;
    }
    if (std::exchange(m_losesPayout, false)) return makeError(ErrorCode::OutcomeUnknown, QStringLiteral("no answer"));
    return answer(m_payouts.at(m_payoutOfWithdrawal.value(withdrawal.value)));
}

Result<Payout> FakeGateway::retrievePayout(const QString& id, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_payouts.find(id);
    if (found == m_payouts.end()) return makeError(ErrorCode::NotFound);
    return answer(found->second);
}

Result<stripe::GatewayRefund> FakeGateway::createRefund(const stripe::RefundRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const QString key = request.refund.value;
    if (!m_refunds.contains(key)) m_refunds[key] = {QStringLiteral("re_") + suffix(), m_refundState, request.amount, request.intentId, {}, key};
    return answer(m_refunds.at(key));
}

Result<stripe::GatewayRefund> FakeGateway::retrieveRefund(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    for (const auto& [key, refund] : m_refunds) {
        if (refund.id == id) return answer(refund);
    }
    return makeError(ErrorCode::NotFound);
}

Result<std::optional<stripe::GatewayRefund>> FakeGateway::findRefund(const stripe::RefundRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_refunds.find(request.refund.value);
    return found == m_refunds.end() ? std::optional<stripe::GatewayRefund>() : std::optional(found->second);
}

void FakeGateway::setRefundState(RefundState state)
{
    const std::lock_guard lock(m_mutex);
    m_refundState = state;
}

QList<stripe::GatewayRefund> FakeGateway::refunds() const
{
    const std::lock_guard lock(m_mutex);
    QList<stripe::GatewayRefund> all;
    for (const auto& [key, refund] : m_refunds) all << refund;
    return all;
}

Result<QList<QJsonObject>> FakeGateway::listEvents(qint64 createdSince, const QString& startingAfter)
{
    const std::lock_guard lock(m_mutex);
    m_eventsAskedSince = createdSince;
    if (auto error = refusal()) return *error;
    // Pages of a hundred, as the gateway's.
    qsizetype first = 0;
    while (!startingAfter.isEmpty() && first < m_events.size() && m_events.at(first++).value(QLatin1String("id")).toString() != startingAfter) {}
    return m_events.mid(first, 100);
}

void FakeGateway::refuse(ErrorCode code, int times)
{
    const std::lock_guard lock(m_mutex);
    m_refusal = code;
    m_refusals = times;
}

void FakeGateway::losePayoutAnswer()
{
    const std::lock_guard lock(m_mutex);
    m_losesPayout = true;
}

void FakeGateway::closeAccounts()
{
    const std::lock_guard lock(m_mutex);
    m_accountsClosed = true;
}

void FakeGateway::emptyAccounts()
{
    const std::lock_guard lock(m_mutex);
    m_accountsEmpty = true;
}

void FakeGateway::loseAnswers(int times)
{
    const std::lock_guard lock(m_mutex);
    m_lost = times;
}

void FakeGateway::setIntentState(const QString& id, PaymentState state)
{
    const std::lock_guard lock(m_mutex);
    m_intents[id].state = state;
}

void FakeGateway::setPayoutState(const QString& id, stripe::PayoutState state, const QString& failure)
{
    const std::lock_guard lock(m_mutex);
    m_payouts[id].state = state;
    m_payouts[id].failureMessage = failure;
}

void FakeGateway::setEvents(const QList<QJsonObject>& events)
{
    const std::lock_guard lock(m_mutex);
    m_events = events;
}

int FakeGateway::intents() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_intents.size());
}

int FakeGateway::payouts() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_payouts.size());
}

int FakeGateway::cancellations() const
{
    const std::lock_guard lock(m_mutex);
    return m_cancellations;
}

} // namespace lectern::test
