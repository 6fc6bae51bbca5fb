#include "simulation/simulation.h"

namespace lectern::simulation {

namespace {

struct Tax {
    const char* country;
    int bps;
    bool inclusive;
};
constexpr Tax kTaxes[] = {{"FR", 0, false}, {"DE", 1'900, true}, {"US", 825, false}, {"JP", 1'000, true}};

const char* textOf(Method method)
{
    switch (method) {
    case Method::Wallet: return "wallet";
    case Method::Cash: return "cash";
    case Method::BankTransfer: return "bank_transfer";
    case Method::Card: break;
    }
    return "card";
}

} // namespace

/// A student and a course that the student is not in, with nothing on its way between the two.
std::optional<Simulation::Purchase> Simulation::drawPurchase(bool defaultCurrencyOnly)
{
    for (int attempt = 0; attempt < 60; ++attempt) {
        const int course = m_draw.below(static_cast<int>(m_stage.courses.size()));
        const int student = m_draw.below(static_cast<int>(m_stage.students.size()));
        const Course& sold = m_stage.courses[static_cast<std::size_t>(course)];
        const Owner vault{sold.teacher, sold.currency};
        if (m_reserved.contains(vault) || (defaultCurrencyOnly && sold.currency != "USD")) continue;
        bool isOpen = !m_model.hasAccess(student, course) && !m_waitingPairs.contains({student, course});
        for (const OpenDispute& one : m_disputes) {
            const Sale& sale = m_model.sale(one.sale);
            if (sale.student == student && sale.course == course) isOpen = false;
        }
        // Who repays a debt first decides which sale is held; one sale at a time then.
        if (!isOpen || !claimVault(vault, m_model.vault(vault).owed > 0 ? Use::Alone : Use::Shared)) continue;
        const Tax& tax = kTaxes[sold.currency == "KWD" ? 0 : m_draw.below(4)];
        Purchase purchase{student, course, {student, course, sold.teacher, sold.currency, sold.fee, 0, 0, Method::Card}, {}};
        purchase.terms.tax = Model::taxOf(sold.fee, tax.bps, tax.inclusive);
        if (!tax.inclusive) purchase.terms.amount += purchase.terms.tax;
        purchase.form = {{QStringLiteral("courseId"), sold.id}, {QStringLiteral("country"), QLatin1String(tax.country)}, {QStringLiteral("expectedTotal"), moneyJson(purchase.terms.amount, sold.currency)}};
        m_waitingPairs.insert({student, course});
        return purchase;
    }
    if (static_cast<int>(m_stage.students.size()) < 8 + m_happened / 5) m_stage.addStudent();
    return std::nullopt;
}

void Simulation::payCheckout(const QJsonObject& checkout, const Terms& terms)
{
    const QJsonObject payment = checkout.value(QStringLiteral("payment")).toObject();
    Papers papers{payment.value(QStringLiteral("id")).toString(), payment.value(QStringLiteral("gatewayId")).toString(), {}, {}, false};
    const QString secret = checkout.value(QStringLiteral("clientSecret")).toString();
    if (m_draw.chance(10)) (void)m_stage.sandbox().pay(papers.intent, secret, QStringLiteral("pm_card_visa_chargeDeclined"));
    QString card = QStringLiteral("pm_card_bypassPending");
    if (m_draw.chance(20)) card = QStringLiteral("pm_card_visa");
    else if (m_draw.chance(10)) card = QStringLiteral("pm_card_pendingRefund");
    else if (m_draw.chance(6)) {
        card = QStringLiteral("pm_card_refundFail");
        papers.cardFailsRefunds = true;
    }
    const QJsonObject paid = m_stage.sandbox().pay(papers.intent, secret, card);
    // A payer is not told about the charge.
    papers.charge = m_stage.sandbox().api("GET", QStringLiteral("/v1/payment_intents/") + papers.intent).value(QStringLiteral("latest_charge")).toString();
    if (paid.value(QStringLiteral("status")) != QStringLiteral("succeeded")) throw Difference{QStringLiteral("paying %1 in the sandbox: %2").arg(papers.intent, QString::fromUtf8(QJsonDocument(paid).toJson(QJsonDocument::Compact)))};
    (void)m_model.sell(terms);
    m_papers.push_back(papers);
}

bool Simulation::sellByCard(const Purchase& purchase)
{
    Student& student = m_stage.students[static_cast<std::size_t>(purchase.student)];
    const QJsonObject result = m_stage.must(student.person, "POST", QStringLiteral("/api/enrollments"), purchase.form, m_stage.newKey());
    payCheckout(result.value(QStringLiteral("checkout")).toObject(), purchase.terms);
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
    Student& student = m_stage.students[static_cast<std::size_t>(purchase->student)];
    const QJsonObject result = m_stage.must(student.person, "POST", QStringLiteral("/api/enrollments"), purchase->form, m_stage.newKey());
    m_model.reserve(wallet, purchase->terms.amount);
    (void)m_model.sell(purchase->terms);
    m_papers.push_back({result.value(QStringLiteral("enrollment")).toObject().value(QStringLiteral("paymentId")).toString(), {}, {}, {}, false});
    return true;
}

bool Simulation::offlineSale()
{
    auto purchase = drawPurchase(false);
    if (!purchase) return false;
    purchase->terms.method = m_draw.chance(50) ? Method::Cash : Method::BankTransfer;
    const QString method = QLatin1String(textOf(purchase->terms.method));
    purchase->form.insert(QStringLiteral("method"), method);
    Student& student = m_stage.students[static_cast<std::size_t>(purchase->student)];
    const QJsonObject result = m_stage.must(student.person, "POST", QStringLiteral("/api/enrollments"), purchase->form, m_stage.newKey());
    const QString payment = result.value(QStringLiteral("enrollment")).toObject().value(QStringLiteral("paymentId")).toString();
    const QJsonObject receipt = m_stage.must(m_stage.admins[0], "POST", QStringLiteral("/api/admin/payments/%1/receipts").arg(payment),
                                             {{QStringLiteral("method"), method}, {QStringLiteral("amount"), moneyJson(purchase->terms.amount, purchase->terms.currency)}, {QStringLiteral("reference"), QStringLiteral("R-%1").arg(m_happened)},
                                              {QStringLiteral("receivedOn"), m_stage.now().date().toString(Qt::ISODate) + QStringLiteral("T00:00:00Z")}, {QStringLiteral("note"), QString()}}, m_stage.newKey());
    (void)m_model.sell(purchase->terms);
    m_papers.push_back({payment, {}, {}, receipt.value(QStringLiteral("id")).toString(), false});
    return true;
}

/// A receipt that was recorded by mistake.
bool Simulation::reverseReceipt()
{
    std::vector<int> candidates;
    for (int i = 0; i < m_model.saleCount(); ++i) {
        if (!m_papers[static_cast<std::size_t>(i)].receipt.isEmpty() && m_model.sale(i).takings.empty()) candidates.push_back(i);
    }
    if (candidates.empty()) return false;
    const int number = m_draw.of(candidates);
    if (!mayTake(number, false)) return false;
    (void)m_stage.must(m_stage.admins[1], "POST", QStringLiteral("/api/admin/receipts/%1/reversal").arg(m_papers[static_cast<std::size_t>(number)].receipt), {{QStringLiteral("reason"), QStringLiteral("Counted twice")}}, m_stage.newKey());
    (void)m_model.take(number, m_model.sale(number).amount, false, false);
    m_model.count("refunds succeeded");
    return true;
}

bool Simulation::topUp()
{
    const int number = m_draw.below(static_cast<int>(m_stage.students.size()));
    // What is not there yet cannot be spent: nothing else touches this wallet until it has arrived.
    if (!claimWallet({number, "USD"}, Use::Alone)) return false;
    const Minor amount = m_draw.between(1'000, 20'000);
    Student& student = m_stage.students[static_cast<std::size_t>(number)];
    const QJsonObject checkout = m_stage.must(student.person, "POST", QStringLiteral("/api/wallet/top-ups"), {{QStringLiteral("amount"), moneyJson(amount, "USD")}}, m_stage.newKey());
    payCheckout(checkout, {number, -1, -1, "USD", amount, 0, 0, Method::Card});
    return true;
}

} // namespace lectern::simulation
