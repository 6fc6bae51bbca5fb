#pragma once
#include "simulation/cards.h"
#include "simulation/crowd.h"
#include "simulation/draw.h"
#include "simulation/stage.h"
#include <deque>
#include <optional>
#include <set>

namespace lectern::simulation {

struct Settings {
    std::uint64_t seed = 1;
    int shareBps = 2'000;
    int clients = 6;
    // Kinds of disturbances that are left out; for finding what else is there while one is known.
    bool faults = true;
    bool crashes = true;
    int wrongAfter = 0; ///< books one cent too much in the model after so many facts, so that the comparison itself can be tried
};

/// Draws facts by the round, lets those of a round happen side by side in the real thing, and in any order in the model; when
/// everything has arrived both are compared. What is drawn depends on the seed and the model alone.
class Simulation
{
public:
    Simulation(Stage& stage, const Settings& settings);
    /// Throws Difference at the first one; says each time that both sides have agreed.
    void run(int facts, const std::function<void()>& agreed);

    [[nodiscard]] int happened() const { return m_happened; }
    [[nodiscard]] int rounds() const { return m_settles; }
    [[nodiscard]] const std::map<std::string, int>& counts() const { return m_counts; }
    /// Of all that was decided: the same for the same seed and number of facts.
    [[nodiscard]] std::uint64_t digest() const;

private:
    struct Papers { ///< of a sale; a deed fills them in
        QString payment;
        QString intent;
        QString charge;
        QString receipt;
        bool cardFailsRefunds = false;
    };
    struct OpenDispute {
        int sale = 0;
        int taking = -1; ///< -1: an inquiry
        Minor amount = 0;
        std::string state;
        QString id; ///< of the gateway
    };
    struct Withdrawal {
        Owner vault;
        Minor amount = 0;
        std::string state = "requested";
        bool byHand = false;
        std::int64_t stateSince = 0;
        QString id;
    };
    /// What two facts that have no order between them may both touch.
    enum class Use { Shared, Alone };

    using Kind = bool (Simulation::*)();
    void round(int facts);
    void oneFact();
    void noteFact(const std::string& name);
    [[nodiscard]] Kind drawKind(std::string& name);

    // disturbances.cpp
    void disturb();
    void drawKills(int facts);
    [[nodiscard]] bool disturbRenewals();

    // sales.cpp
    struct Purchase {
        int student = 0;
        int course = 0;
        Terms terms;
        QJsonObject form;
        int taxBps = 0;
        bool taxIncluded = false;
    };
    std::optional<Purchase> drawPurchase(bool defaultCurrencyOnly);
    std::optional<Purchase> purchaseOf(int student, int course, int tax);
    bool cardSale();
    bool splitSale();
    bool walletSale();
    bool offlineSale();
    bool reverseReceipt();
    bool topUp();
    bool sellByCard(const Purchase& purchase);
    Papers& sold(const Terms& terms);

    // offers.cpp
    bool couponSale();
    bool bundleSale();
    bool giftSale();
    bool openGift();
    bool planSale();
    struct RestPaid {
        Account student;
        QString course;
    };
    std::optional<RestPaid> payRest(Use card);
    bool collectRest();
    bool refusedRest();
    void namePapers();
    void collect(Papers& papers, bool isCardKept, const std::function<QJsonObject(Client&)>& checkout);
    void payByCard(const Terms& terms, const std::function<QJsonObject(Client&)>& checkout);

    // subscriptions.cpp
    void passTime(qint64 seconds);
    void nameRenewals();
    bool subscribe(std::int64_t firstEnd);
    void tryOut(Purchase& purchase, std::int64_t trialEnd);
    std::optional<qint64> stepsToRenewal();
    void breakCards(std::int64_t periodEnd);
    void mendCards();
    bool endSubscription();

    // sessions.cpp
    struct Hour {
        int gig = 0;
        int student = 0;
        std::int64_t startsAt = 0;
        int minutes = 0;
    };
    bool bookSession();
    bool cancelSession();
    bool moveSession();
    bool claimSession();
    bool decideClaim();
    std::optional<Hour> drawHour();
    [[nodiscard]] std::optional<std::int64_t> drawStart(int teacher, int student);
    [[nodiscard]] Terms termsOf(const Hour& hour) const;
    bool leaveUnpaid(int session, const std::function<QString(Client&)>& book);
    bool claimCountry(int student, const QString& country);
    std::optional<int> drawSession(const std::function<bool(const Session&)>& fits);

    // refunds.cpp
    struct Split {
        Minor wallet = 0;
        Minor outside = 0;
    };
    bool studentRefund();
    bool adminRefund();
    bool dashboardRefund();
    bool refundFails();
    std::optional<int> drawRefundable(bool cardOnly);
    [[nodiscard]] Split splitOf(const Sale& sale, Minor amount, bool toWallet) const;
    void refund(int sale, const Split& split);

    // disputes.cpp
    bool openDispute();
    bool openInquiry();
    bool endDispute();
    [[nodiscard]] bool mayDispute(const Sale& sale, int number) const;
    bool mayReturn(int sale);
    void dispute(int sale, Minor amount, bool isInquiry);
    void decide(OpenDispute& dispute, bool won);
    void answer(OpenDispute& dispute, bool accept);

    // withdrawals.cpp
    bool requestWithdrawal();
    bool requestPlatform();
    bool decideWithdrawal();
    bool bankDecides();
    bool lateFailure();
    void request(const Owner& owner, Minor amount, const Account& who, const QString& vault, std::vector<Deed>& deeds);
    void setState(Withdrawal& withdrawal, const char* state);
    Withdrawal* drawWithdrawal(const char* state, std::int64_t since = 0);
    void bankSays(const Withdrawal& withdrawal, const QString& what, const QJsonObject& body);
    void approve(Withdrawal& withdrawal, const QJsonObject& decision);

    // claims.cpp
    bool claim(const std::string& name, Use use);
    [[nodiscard]] static std::string nameOf(const char* kind, const Owner& owner) { return std::string(kind) + ' ' + std::to_string(owner.first) + ' ' + owner.second; }
    bool claimVault(const Owner& owner, Use use) { return claim(nameOf("vault", owner), use); }
    bool claimWallet(const Owner& owner, Use use) { return claim(nameOf("wallet", owner), use); }
    bool mayTake(int sale, Minor amount, bool fromWallet);
    bool claimTaking(int sale, Minor amount);
    bool mayPayOut(const std::string& currency, Minor amount, bool isPayout);
    std::optional<int> drawSale(const std::function<bool(const Sale&, int)>& fits);
    static Minor rounded(Minor minor, const std::string& currency) { return currency == "KWD" ? minor / 10 * 10 : minor; }

    // settling.cpp
    void settle();
    void await(const char* when);
    void beginRound();
    void verify(bool isLast);
    void end();
    [[nodiscard]] QStringList differences();

    Stage& m_stage;
    Settings m_settings;
    Draw m_draw;
    Model m_model;
    Crowd m_crowd;
    std::vector<Deed> m_first;  ///< of this round: what must happen before the others
    std::vector<Deed> m_deeds;  ///< of this round
    std::deque<Papers> m_papers;
    struct Unnamed {
        Papers* papers = nullptr;
        int student = 0;
        int course = 0;
        std::ptrdiff_t period = -1; ///< of a subscription
    };
    std::vector<Unnamed> m_unnamed; ///< whose payment is made as it is settled
    struct Declined {
        int subscription = 0;
        Broken card;
    };
    std::vector<Declined> m_declined; ///< periods whose card did not pay
    std::vector<int> m_gifts;       ///< sales whose code is not used
    struct Rest {
        int firstHalf = 0;
        Terms terms;
    };
    std::deque<Rest> m_rests; ///< of plans, the oldest first
    std::deque<QString> m_bookings;                      ///< by the number of the session
    std::set<std::pair<int, std::int64_t>> m_takenHours; ///< of teachers, and of students by their number below -1
    std::set<int> m_paidSessions;                        ///< those that are not over long since
    std::deque<OpenDispute> m_disputes; ///< those that are over, too
    std::set<int> m_open;               ///< of m_disputes
    std::set<int> m_disputed;           ///< sales with an open one
    std::deque<Withdrawal> m_withdrawals;
    QHash<QString, QString> m_payouts;

    // Since the last comparison.
    std::map<std::string, Use> m_used;
    std::vector<QString> m_countries;  ///< of students, then
    std::map<int, QString> m_livesIn; ///< as a fact counts on, or makes it
    std::set<std::pair<int, int>> m_waitingPairs; ///< student and course with something that is not settled yet
    std::map<Owner, Minor> m_room;                ///< what may still be taken from what is available in a vault
    std::map<std::string, Minor> m_spendable;     ///< at the gateway, by currency
    std::set<std::string> m_paidOut;              ///< currencies in which something was sent to a bank
    std::map<std::string, Minor> m_revenueThen;   ///< what the platform could withdraw
    std::set<Owner> m_reserved;                   ///< vaults without sales

    std::map<std::string, int> m_counts;
    std::uint64_t m_digest = 1469598103934665603ULL;
    int m_happened = 0;
    int m_settles = 0;
    int m_roundSize = 0;
};

} // namespace lectern::simulation
