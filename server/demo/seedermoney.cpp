#include "seeder.h"
#include "usecases/enrollments/enrollments.h"
#include "usecases/payments/disputes.h"
#include "usecases/payments/payments.h"
#include "usecases/payments/refunds.h"
#include "usecases/vaults/vaults.h"
#include <QJsonObject>

// Money that leaves, comes back, or is argued about.
namespace lectern::demo {

/// The gateway's own page, filled in.
QString Seeder::onboard(const Caller& teacher)
{
    if (const auto link = vaults::onboard(m_services, teacher); !link) return why(link.error());
    const auto account = vaults::payoutAccount(m_services, teacher.user->id);
    if (!account) return why(account.error());
    sandbox("POST", QStringLiteral("/sandbox/accounts/%1/onboard").arg(account->gatewayId), "{}");
    const auto changed = m_services.gateway->retrieveAccount(account->gatewayId);
    if (!changed) return why(changed.error());
    const auto marked = m_services.database.inTransaction<Done>([&](store::Transaction& transaction) { return vaults::applyAccount(transaction, m_services, *changed); });
    vaults::refreshAccounts(m_services);
    return marked ? QString() : why(marked.error());
}

QString Seeder::withdrawals()
{
    m_clock.set(QDateTime::currentDateTimeUtc().addDays(-6));
    if (const auto released = vaults::releaseDue(m_services); !released) return why(released.error());
    for (const int teacher : {1, 2}) {
        if (QString problem = onboard(m_teachers.at(teacher)); !problem.isEmpty()) return problem;
    }
    const auto amount = [this](qint64 minor) { return Money::fromMinor(minor, m_services.policy.defaultCurrency); };
    const auto ask = [&](int teacher, qint64 minor, const char* note) -> Result<Withdrawal> {
        const auto vault = vaults::mine(m_services, m_teachers.at(teacher));
        return vault ? vaults::withdraw(m_services, m_teachers.at(teacher), vault->id, {amount(minor), QString::fromUtf8(note)}) : Result<Withdrawal>(vault.error());
    };
    const auto paid = ask(1, 25'000, "Monthly payout");
    if (!paid) return why(paid.error());
    if (const auto ok = vaults::decide(m_services, m_admin, paid->id, {true, {}}); !ok) return why(ok.error());
    vaults::sendApproved(m_services);
    const auto sent = vaults::withdrawals(m_services, m_admin, paid->vaultId, WithdrawalFilter{}, {});
    if (!sent || sent->items.first().gatewayId.isEmpty()) return QStringLiteral("The sandbox took no payout.");
    sandbox("POST", QStringLiteral("/sandbox/payouts/%1/pay").arg(sent->items.first().gatewayId));
    m_clock.set(m_clock.now().addSecs(120));
    vaults::pollSent(m_services);
    const auto rejected = ask(4, 5'000, "");
    if (!rejected) return why(rejected.error());
    if (const auto ok = vaults::decide(m_services, m_admin, rejected->id, {false, QStringLiteral("The bank details are out of date. Update them and ask again.")}); !ok) return why(ok.error());
    m_clock.set(QDateTime::currentDateTimeUtc().addSecs(-5 * 3600));
    const auto open = ask(2, 4'000, "For the new microphone");
    return open ? QString() : why(open.error());
}

/// One purchase taken back, one part given back as goodwill, one request that waits for a decision.
QString Seeder::refunds()
{
    m_clock.set(QDateTime::currentDateTimeUtc().addSecs(-4 * 3600));
    PaymentFilter settled;
    settled.state = PaymentState::Succeeded;
    const auto page = payments::list(m_services, std::nullopt, settled, {{}, 200});
    if (!page) return why(page.error());
    const auto payer = [this](const Payment& payment) {
        return std::find_if(m_students.cbegin() + 1, m_students.cend(), [&](const Caller& student) { return student.user->id == payment.studentId; });
    };
    bool takenBack = false;
    bool shared = false;
    for (const Payment& payment : page->items) { // the newest first
        const auto student = payer(payment);
        if (student == m_students.cend()) continue;
        if (!takenBack) {
            const auto quote = refunds::quote(m_services, *student, payment.id);
            if (!quote || !quote->automatic) continue;
            if (const auto done = refunds::takeBack(m_services, *student, payment.id, {}); !done) return why(done.error());
            takenBack = true;
        } else if (!shared) {
            const Money part = Money::fromMinor(500, payment.amount.currency());
            if (const auto done = refunds::refund(m_services, m_admin, payment.id, {part, QStringLiteral("The second video was missing for a week.")}); !done) return why(done.error());
            shared = true;
        }
    }
    const auto oldest = std::find_if(page->items.crbegin(), page->items.crend(), [&](const Payment& payment) { return payer(payment) != m_students.cend(); });
    if (oldest == page->items.crend()) return {};
    const auto asked = refunds::takeBack(m_services, *payer(*oldest), oldest->id, {QStringLiteral("I started a new job and cannot take the course this year.")});
    return asked ? QString() : why(asked.error());
}

/// A payment that a bank disputes, and one that a student wants to make by transfer.
QString Seeder::otherMoney()
{
    m_clock.set(QDateTime::currentDateTimeUtc().addSecs(-3 * 3600));
    PaymentFilter settled;
    settled.state = PaymentState::Succeeded;
    const auto page = payments::list(m_services, std::nullopt, settled, {{}, 20});
    if (!page) return why(page.error());
    if (page->items.size() > 6) {
        const QString charge = sandbox("GET", QStringLiteral("/v1/payment_intents/") + page->items.at(6).gatewayId).value(QLatin1String("latest_charge")).toString();
        const QString id = sandbox("POST", QStringLiteral("/sandbox/charges/%1/dispute").arg(charge), R"({"reason":"product_not_received"})").value(QLatin1String("id")).toString();
        const auto dispute = m_services.gateway->retrieveDispute(id);
        if (!dispute) return why(dispute.error());
        const auto applied = m_services.database.inTransaction<Done>([&](store::Transaction& transaction) { return disputes::applyDispute(transaction, m_services, *dispute); });
        if (!applied) return why(applied.error());
    }
    // Whoever has not bought it yet: the last students of the list buy least.
    for (const Running& running : m_launched) {
        const auto ordered = enrollments::enroll(m_services, m_students.last(), {running.id, QStringLiteral("bank_transfer")});
        if (ordered && ordered->enrollment.state == EnrollmentState::AwaitingPayment) return {};
    }
    return {};
}

} // namespace lectern::demo
