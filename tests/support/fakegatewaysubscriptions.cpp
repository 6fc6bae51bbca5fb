#include "support/fakegateway.h"

namespace lectern::test {

Result<QString> FakeGateway::createProduct(const CourseId& course, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    return answer(QStringLiteral("prod_") + QString(course.value).remove(u'-'));
}

Result<stripe::GatewaySubscription> FakeGateway::createSubscription(const stripe::SubscriptionRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    for (const auto& [id, known] : m_subscriptions) {
        if (known.subscriptionId == request.subscription.value && !m_keysForgotten) return answer(known);
    }
    stripe::GatewaySubscription made;
    made.id = QStringLiteral("sub_") + newUuid7().remove(u'-');
    made.status = request.trialDays > 0 ? QStringLiteral("trialing") : QStringLiteral("incomplete");
    made.subscriptionId = request.subscription.value;
    made.plan = request.terms.plan;
    made.itemId = QStringLiteral("si_") + newUuid7().remove(u'-');
    made.price = request.terms.price;
    made.interval = request.terms.interval;
    if (request.trialDays > 0) made.pendingSetup = QStringLiteral("seti_") + newUuid7().remove(u'-');
    m_subscriptions.emplace(made.id, made);
    if (request.trialDays > 0) return answer(m_subscriptions.at(made.id));
    const Money price = request.terms.price;
    const Money due = Money::fromMinor(std::max<qint64>(0, price.minor() - m_creditMinor), price.currency());
    (void)addInvoiceLocked(made.id, due, due.isZero() ? InvoiceState::Paid : InvoiceState::Open);
    if (due.isZero()) m_subscriptions.at(made.id).status = QStringLiteral("active");
    m_invoices[made.id].first().total = price;
    return answer(m_subscriptions.at(made.id));
}

QString FakeGateway::addInvoiceLocked(const QString& subscription, const Money& due, InvoiceState state)
{
    stripe::Intent intent;
    if (!due.isZero()) intent.id = QStringLiteral("pi_") + newUuid7().remove(u'-');
    intent.clientSecret = intent.id + QStringLiteral("_secret_fake");
    intent.amount = due;
    if (!due.isZero()) m_intents.emplace(intent.id, intent);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_invoices[subscription].prepend({QStringLiteral("in_") + newUuid7().remove(u'-'), QStringLiteral("F-0001"), state, due, due, intent.id, now, now.addMonths(1), now, Money::fromMinor(0, due.currency())});
    m_subscriptions.at(subscription).firstIntent = intent.id;
    m_subscriptions.at(subscription).firstDue = due;
    return m_invoices[subscription].first().id;
}

QString FakeGateway::addInvoice(const QString& subscription, const Money& due, InvoiceState state)
{
    const std::lock_guard lock(m_mutex);
    return addInvoiceLocked(subscription, due, state);
}

Result<stripe::GatewaySubscription> FakeGateway::retrieveSubscription(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const auto found = m_subscriptions.find(id);
    if (found == m_subscriptions.end()) return makeError(ErrorCode::NotFound);
    return found->second;
}

Result<std::optional<stripe::GatewaySubscription>> FakeGateway::findSubscription(const QString&, const SubscriptionId& subscription)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    for (const auto& [id, known] : m_subscriptions) {
        if (known.subscriptionId == subscription.value) return std::optional(known);
    }
    return std::optional<stripe::GatewaySubscription>();
}

Result<stripe::GatewaySubscription> FakeGateway::endAtPeriod(const QString& id, bool ends)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    m_subscriptions.at(id).endsAtPeriodEnd = ends;
    return answer(m_subscriptions.at(id));
}

Result<stripe::GatewaySubscription> FakeGateway::cancelSubscription(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    stripe::GatewaySubscription& one = m_subscriptions.at(id);
    one.status = QStringLiteral("canceled");
    if (!one.endedAt) one.endedAt = QDateTime::currentDateTimeUtc();
    return answer(one);
}

Result<Done> FakeGateway::setSubscriptionMethod(const QString& id, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    return m_subscriptions.contains(id) ? Result<Done>(Done{}) : Result<Done>(makeError(ErrorCode::NotFound));
}

Result<stripe::GatewayInvoice> FakeGateway::previewUpdate(const stripe::SubscriptionUpdate& update)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    const Money before = m_subscriptions.at(update.id).price;
    const Money due = Money::fromMinor(update.terms.price.minor() - before.minor(), before.currency());
    return stripe::GatewayInvoice{QStringLiteral("upcoming_in_fake"), {}, InvoiceState::Draft, due, Money::fromMinor(std::max<qint64>(0, due.minor()), due.currency()), {}, update.at, update.at.addMonths(1), update.at, before};
}

Result<stripe::GatewaySubscription> FakeGateway::updateSubscription(const stripe::SubscriptionUpdate& update, const QString&)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    m_lastUpdate = update;
    stripe::GatewaySubscription& one = m_subscriptions.at(update.id);
    one.price = update.terms.price;
    one.interval = update.terms.interval;
    one.plan = update.terms.plan;
    return answer(one);
}

Result<Done> FakeGateway::voidInvoice(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    if (auto error = refusal()) return *error;
    for (QList<stripe::GatewayInvoice>& invoices : m_invoices) {
        for (stripe::GatewayInvoice& invoice : invoices) {
            if (invoice.id != id) continue;
            if (m_intents.at(invoice.intentId).state == PaymentState::Processing) return makeError(ErrorCode::GatewayRefused, QStringLiteral("It is being paid."));
            invoice.state = InvoiceState::Void;
            m_intents.at(invoice.intentId).state = PaymentState::Canceled;
        }
    }
    return Done{};
}

Result<QList<stripe::GatewayInvoice>> FakeGateway::listInvoices(const QString& subscription)
{
    QList<stripe::GatewayInvoice> found;
    std::function<void()> meanwhile;
    {
        const std::lock_guard lock(m_mutex);
        if (auto error = refusal()) return *error;
        found = m_invoices.value(subscription);
        meanwhile = std::exchange(m_duringLook, {});
    }
    if (meanwhile) meanwhile();
    return found;
}

void FakeGateway::setCredit(const Money& credit)
{
    const std::lock_guard lock(m_mutex);
    m_creditMinor = credit.minor();
}

void FakeGateway::forgetKeys()
{
    const std::lock_guard lock(m_mutex);
    m_keysForgotten = true;
}

void FakeGateway::duringLook(std::function<void()> what)
{
    const std::lock_guard lock(m_mutex);
    m_duringLook = std::move(what);
}

void FakeGateway::setSubscription(const QString& id, const QString& status, const QDateTime& now)
{
    const std::lock_guard lock(m_mutex);
    stripe::GatewaySubscription& one = m_subscriptions.at(id);
    one.status = status;
    one.pendingSetup.clear();
    one.periodEnd = now.addMonths(1);
    if (status == u"trialing") one.trialEnd = now.addDays(7);
    if (status == u"canceled") one.endedAt = now;
    for (stripe::GatewayInvoice& invoice : m_invoices[id]) {
        if (status == u"active" && invoice.state == InvoiceState::Open) invoice.state = InvoiceState::Paid;
    }
}

stripe::SubscriptionUpdate FakeGateway::lastUpdate() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastUpdate;
}

int FakeGateway::subscriptions() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count_if(m_subscriptions.begin(), m_subscriptions.end(), [](const auto& one) { return !one.second.endedAt; }));
}

} // namespace lectern::test
