#include "simulation/simulation.h"

namespace lectern::simulation {

namespace {

struct Tax {
    const char* country;
    int bps;
    bool inclusive;
};
constexpr Tax kTaxes[] = {{"FR", 0, false}, {"DE", 1'900, true}, {"US", 825, false}, {"JP", 1'000, true}};

} // namespace

/// What the student would pay for a course that the student is not in, with nothing on its way between the two.
std::optional<Simulation::Purchase> Simulation::purchaseOf(int student, int course, int taxNumber)
{
    const Course& sold = m_stage.courses[static_cast<std::size_t>(course)];
    const Owner vault{sold.teacher, sold.currency};
    if (m_reserved.contains(vault)) return std::nullopt;
    bool isOpen = !m_model.hasAccess(student, course) && !m_waitingPairs.contains({student, course});
    for (const int number : m_model.salesOf(student, course)) isOpen = isOpen && !m_disputed.contains(number);
    // Who repays a debt first decides which sale is held; one sale at a time then.
    const Tax& tax = kTaxes[taxNumber];
    if (!isOpen || !claimCountry(student, QLatin1String(tax.country)) || !claimVault(vault, m_model.vault(vault).owed > 0 ? Use::Alone : Use::Shared)) return std::nullopt;
    Purchase purchase{student, course, {student, course, sold.teacher, sold.currency, sold.fee, 0, 0, Method::Card}, {}, tax.bps, tax.inclusive};
    purchase.terms.tax = Model::taxOf(sold.fee, tax.bps, tax.inclusive);
    if (!tax.inclusive) purchase.terms.amount += purchase.terms.tax;
    purchase.form = {{QStringLiteral("courseId"), sold.id}, {QStringLiteral("planId"), QString()}, {QStringLiteral("country"), QLatin1String(tax.country)}, {QStringLiteral("expectedTotal"), moneyJson(purchase.terms.amount, sold.currency)}};
    m_waitingPairs.insert({student, course});
    return purchase;
}

std::optional<Simulation::Purchase> Simulation::drawPurchase(bool defaultCurrencyOnly)
{
    for (int attempt = 0; attempt < 60; ++attempt) {
        const int course = m_draw.below(static_cast<int>(m_stage.courses.size()));
        const int student = m_draw.below(static_cast<int>(m_stage.students.size()));
        const std::string& currency = m_stage.courses[static_cast<std::size_t>(course)].currency;
        if (defaultCurrencyOnly && currency != "USD") continue;
        if (auto purchase = purchaseOf(student, course, currency == "KWD" ? 0 : m_draw.below(4))) return purchase;
    }
    return std::nullopt;
}

Simulation::Papers& Simulation::sold(const Terms& terms)
{
    // It can be taken back when it has arrived.
    (void)claim("sale " + std::to_string(m_model.sell(terms)), Use::Alone);
    return m_papers.emplace_back();
}

/// Asks for a checkout and pays it.
void Simulation::payByCard(const Terms& terms, const std::function<QJsonObject(Client&)>& checkout)
{
    collect(sold(terms), terms.awaitsRest, checkout);
}

/// `isCardKept`: something is collected from it later, and the student has no other that must do for that.
void Simulation::collect(Papers& papers, bool isCardKept, const std::function<QJsonObject(Client&)>& checkout)
{
    const bool declinedFirst = m_draw.chance(10);
    QString card = QStringLiteral("pm_card_bypassPending");
    if (m_draw.chance(20)) card = QStringLiteral("pm_card_visa");
    else if (m_draw.chance(10)) card = QStringLiteral("pm_card_pendingRefund");
    else if (m_draw.chance(6) && !isCardKept) { // the rest of a plan is collected from whichever card the student kept last
        card = QStringLiteral("pm_card_refundFail");
        papers.cardFailsRefunds = true;
    }
    m_deeds.push_back([=, papers = &papers](Client& client) {
        const QJsonObject made = checkout(client);
        const QJsonObject payment = made.value(QStringLiteral("payment")).toObject();
        papers->payment = payment.value(QStringLiteral("id")).toString();
        papers->intent = payment.value(QStringLiteral("gatewayId")).toString();
        const QString secret = made.value(QStringLiteral("clientSecret")).toString();
        if (declinedFirst) (void)client.pay(papers->intent, secret, QStringLiteral("pm_card_visa_chargeDeclined"));
        const QJsonObject paid = client.pay(papers->intent, secret, card);
        if (paid.value(QStringLiteral("status")) != QStringLiteral("succeeded")) throw Difference{QStringLiteral("paying %1 in the sandbox: %2").arg(papers->intent, QString::fromUtf8(QJsonDocument(paid).toJson(QJsonDocument::Compact)))};
        // A payer is not told about the charge.
        papers->charge = client.gateway(QStringLiteral("/v1/payment_intents/") + papers->intent).value(QStringLiteral("latest_charge")).toString();
    });
}

bool Simulation::sellByCard(const Purchase& purchase)
{
    payByCard(purchase.terms, [student = m_stage.students[static_cast<std::size_t>(purchase.student)], form = purchase.form, key = m_stage.newKey()](Client& client) {
        return client.must(student, "POST", QStringLiteral("/api/enrollments"), form, key).value(QStringLiteral("checkout")).toObject();
    });
    return true;
}

bool Simulation::cardSale()
{
    const auto purchase = drawPurchase(false);
    return purchase && sellByCard(*purchase);
}

bool Simulation::splitSale()
{
    auto purchase = drawPurchase(true);
    if (!purchase) return false;
    const Owner wallet{purchase->student, purchase->terms.currency};
    const Minor available = m_model.wallet(wallet).available;
    const Minor most = std::min(available, purchase->terms.amount - 100); // the gateway takes no charge below 0.50
    // Without money in the wallet, or while it is not certain what is in it, it is a sale by card.
    if (most <= 0 || !claimWallet(wallet, Use::Shared)) return sellByCard(*purchase);
    purchase->terms.fromWallet = m_draw.between(1, most);
    purchase->form.insert(QStringLiteral("walletPart"), moneyJson(purchase->terms.fromWallet, purchase->terms.currency));
    m_model.reserve(wallet, purchase->terms.fromWallet);
    return sellByCard(*purchase);
}

bool Simulation::walletSale()
{
    auto purchase = drawPurchase(false);
    if (!purchase) return false;
    const Owner wallet{purchase->student, purchase->terms.currency};
    if (m_model.wallet(wallet).available < purchase->terms.amount || !claimWallet(wallet, Use::Shared)) return sellByCard(*purchase);
    purchase->terms.method = Method::Wallet;
    purchase->terms.fromWallet = purchase->terms.amount;
    purchase->form.insert(QStringLiteral("method"), QStringLiteral("wallet"));
    m_model.reserve(wallet, purchase->terms.amount);
    m_deeds.push_back([student = m_stage.students[static_cast<std::size_t>(purchase->student)], form = purchase->form, key = m_stage.newKey(), papers = &sold(purchase->terms)](Client& client) {
        papers->payment = client.must(student, "POST", QStringLiteral("/api/enrollments"), form, key).value(QStringLiteral("enrollment")).toObject().value(QStringLiteral("paymentId")).toString();
    });
    return true;
}

bool Simulation::offlineSale()
{
    auto purchase = drawPurchase(false);
    if (!purchase) return false;
    purchase->terms.method = m_draw.chance(50) ? Method::Cash : Method::BankTransfer;
    const QString method = purchase->terms.method == Method::Cash ? QStringLiteral("cash") : QStringLiteral("bank_transfer");
    purchase->form.insert(QStringLiteral("method"), method);
    const QJsonObject receipt{{QStringLiteral("method"), method}, {QStringLiteral("amount"), moneyJson(purchase->terms.amount, purchase->terms.currency)}, {QStringLiteral("reference"), QStringLiteral("R-%1").arg(m_happened)},
                              {QStringLiteral("receivedOn"), m_stage.now().date().toString(Qt::ISODate) + QStringLiteral("T00:00:00Z")}, {QStringLiteral("note"), QString()}};
    m_deeds.push_back([=, student = m_stage.students[static_cast<std::size_t>(purchase->student)], admin = m_stage.admins[0], form = purchase->form, key = m_stage.newKey(), second = m_stage.newKey(), papers = &sold(purchase->terms)](Client& client) {
        papers->payment = client.must(student, "POST", QStringLiteral("/api/enrollments"), form, key).value(QStringLiteral("enrollment")).toObject().value(QStringLiteral("paymentId")).toString();
        papers->receipt = client.must(admin, "POST", QStringLiteral("/api/admin/payments/%1/receipts").arg(papers->payment), receipt, second).value(QStringLiteral("id")).toString();
    });
    return true;
}

/// A receipt that was recorded by mistake.
bool Simulation::reverseReceipt()
{
    const auto number = drawSale([](const Sale& sale, int) { return (sale.method == Method::Cash || sale.method == Method::BankTransfer) && sale.takings.empty(); });
    if (!number || !mayTake(*number, m_model.sale(*number).amount, false)) return false;
    (void)m_model.take(*number, m_model.sale(*number).amount, false, false);
    m_model.count("refunds succeeded");
    m_deeds.push_back([admin = m_stage.admins[1], papers = &m_papers[static_cast<std::size_t>(*number)], key = m_stage.newKey()](Client& client) {
        (void)client.must(admin, "POST", QStringLiteral("/api/admin/receipts/%1/reversal").arg(papers->receipt), {{QStringLiteral("reason"), QStringLiteral("Counted twice")}}, key);
    });
    return true;
}

bool Simulation::topUp()
{
    const int number = m_draw.below(static_cast<int>(m_stage.students.size()));
    // What is not there yet cannot be spent: nothing else touches this wallet until it has arrived.
    if (!claimWallet({number, "USD"}, Use::Alone)) return false;
    const Minor amount = m_draw.between(1'000, 20'000);
    payByCard({number, -1, -1, "USD", amount, 0, 0, Method::Card}, [=, student = m_stage.students[static_cast<std::size_t>(number)], key = m_stage.newKey()](Client& client) {
        return client.must(student, "POST", QStringLiteral("/api/wallet/top-ups"), {{QStringLiteral("amount"), moneyJson(amount, "USD")}}, key);
    });
    return true;
}

} // namespace lectern::simulation
