#pragma once
#include "simulation/draw.h"
#include "simulation/stage.h"
#include <optional>
#include <set>

namespace lectern::simulation {

/// Kinds of facts and of disturbances that are left out; for finding what else is there while one is known.
struct Switches {
    bool faults = true;
    bool crashes = true;
    bool disputedTopUps = true; ///< also of top-ups that were spent
};

/// Draws facts, lets them happen in the real thing and in the model, and compares both whenever everything has arrived.
class Simulation
{
public:
    Simulation(Stage& stage, std::uint64_t seed, int shareBps, const Switches& switches);
    /// Throws Difference at the first one.
    void run(int facts);

    [[nodiscard]] int happened() const { return m_happened; }
    [[nodiscard]] const std::map<std::string, int>& counts() const { return m_counts; }

private:
    struct Papers { ///< of a sale
        QString payment;
        QString intent;
        QString charge;
        QString receipt;
        bool cardFailsRefunds = false;
    };
    struct OpenDispute {
        int sale = 0;
        int taking = -1; ///< -1: an inquiry
        QString id;
        Minor amount = 0;
        std::string state;
    };
    struct Withdrawal {
        Owner vault;
        Minor amount = 0;
        QString id;
        std::string state = "requested";
    };
    /// What two facts that have no order between them may both touch.
    enum class Use { Shared, Alone };

    using Kind = bool (Simulation::*)();
    void oneFact();
    [[nodiscard]] Kind drawKind(std::string& name);
    void disturb();

    // sales.cpp
    struct Purchase {
        int student = 0;
        int course = 0;
        Terms terms;
        QJsonObject form;
    };
    std::optional<Purchase> drawPurchase(bool defaultCurrencyOnly);
    bool cardSale();
    bool splitSale();
    bool walletSale();
    bool offlineSale();
    bool reverseReceipt();
    bool topUp();
    bool sellByCard(const Purchase& purchase);
    void payCheckout(const QJsonObject& checkout, const Terms& terms);

    // refunds.cpp
    bool studentRefund();
    bool adminRefund();
    bool dashboardRefund();
    bool refundFails();
    std::optional<int> drawRefundable(bool cardOnly);
    void refund(int sale, Minor amount, bool toWallet, bool isDashboard);
    bool mayTake(int sale, bool fromWallet);
    void took(int sale, bool toWallet);

    // disputes.cpp
    bool openDispute();
    bool openInquiry();
    bool endDispute();
    bool mayDispute(int sale);
    void decide(OpenDispute& dispute, bool won);
    void answer(OpenDispute& dispute, bool accept);

    // withdrawals.cpp
    bool requestWithdrawal();
    bool requestPlatform();
    bool decideWithdrawal();
    bool bankDecides();
    bool lateFailure();
    void setState(Withdrawal& withdrawal, const char* state);
    QString payoutOf(const Withdrawal& withdrawal);
    void approve(Withdrawal& withdrawal, const QJsonObject& decision);

    // settling.cpp
    void settle();
    void await(const char* when);
    void look();
    void drawReserved();
    [[nodiscard]] QString firstDifference();
    void clearFaults();

    bool claim(std::map<std::string, Use>& used, const std::string& name, Use use);
    [[nodiscard]] static std::string nameOf(const char* kind, const Owner& owner) { return std::string(kind) + ' ' + std::to_string(owner.first) + ' ' + owner.second; }
    bool claimVault(const Owner& owner, Use use) { return claim(m_used, nameOf("vault", owner), use); }
    bool claimWallet(const Owner& owner, Use use) { return claim(m_used, nameOf("wallet", owner), use); }
    bool claimSale(int sale) { return claim(m_used, "sale " + std::to_string(sale), Use::Alone); }
    Minor round(Minor minor, const std::string& currency) { return currency == "KWD" ? minor / 10 * 10 : minor; }

    Stage& m_stage;
    Draw m_draw;
    Model m_model;
    Switches m_switches;
    std::vector<Papers> m_papers;
    std::vector<OpenDispute> m_disputes;
    std::vector<Withdrawal> m_withdrawals;
    std::map<std::string, Use> m_used;            ///< since the last comparison
    std::set<std::pair<int, int>> m_waitingPairs; ///< student and course with something that is not settled yet
    std::set<Owner> m_reserved;                   ///< vaults without sales
    std::map<std::string, Minor> m_spendable;     ///< at the gateway, by currency
    std::map<std::string, Minor> m_revenueThen;   ///< what the platform could withdraw at the last comparison
    std::map<std::string, int> m_counts;
    int m_happened = 0;
    int m_settles = 0;
};

} // namespace lectern::simulation
