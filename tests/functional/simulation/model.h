#pragma once
#include "simulation/records.h"
#include <map>
#include <set>

/// What the money of a school must be after a row of business facts: own arithmetic, no code of the server's.
namespace lectern::simulation {

/// Named figures of a school, the same of the model and of the real thing; those that are zero are left out.
using Figures = std::map<std::string, Minor>;

class Model
{
public:
    Model(int shareBps, std::int64_t holdSeconds) : m_shareBps(shareBps), m_holdSeconds(holdSeconds) {}

    static Minor taxOf(Minor price, int bps, bool inclusive);
    /// Takes a discount off a price: at most the platform's share where the platform bears it. Answers what it came to.
    Minor discount(Terms& terms, Minor price, int bps, bool inclusive, Minor wanted, bool teacherBears) const;
    static Minor gatewayFee(Minor charged) { return charged > 0 ? (charged * 290 + 5'000) / 10'000 + 30 : 0; }

    /// The money of a sale or a top-up has arrived; what came from the wallet must be reserved. Answers its number.
    int sell(const Terms& terms);
    void reserve(const Owner& wallet, Minor amount);
    /// The rest of a plan was collected.
    void complete(int firstHalf, const Terms& rest);
    /// The gift's code was used.
    void open(int sale, int student);
    /// Takes a refund or a dispute out of vault, revenue and tax; answers the number of the taking.
    int take(int sale, Minor amount, bool isDispute, bool toWallet);
    void giveBack(int sale, int taking);
    void disputeFee(const std::string& currency, bool back);
    /// The charge of a dispute that was lost stays taken; of one that was won it comes back.
    void request(const Owner& vault, Minor amount);
    void send(const Owner& vault, Minor amount);
    void pay(const Owner& vault, Minor amount, bool byHand);
    /// A withdrawal that is not paid, or came back after it was.
    void undo(const Owner& vault, Minor amount, bool wasSent, bool wasPaid);
    void advance(std::int64_t seconds);

    // periods.cpp
    /// The first period ends then. Not paid: it waits for a day, or until the student chooses something else.
    void subscribe(const Terms& terms, std::int64_t periodEnd, bool isPaid);
    void tryOut(const Terms& terms, std::int64_t trialEnd); ///< nothing is paid before then
    void decline(int number) { m_subscriptions.at(static_cast<std::size_t>(number)).isDeclined = true; } ///< its next period, until recover()
    void recover(int number); ///< what was declined is paid
    [[nodiscard]] bool hasTried(int student, int course) const { return m_tried.contains({student, course}); }
    void endSubscription(int number, bool byTaking);
    void setEndsAtPeriod(int number, bool ends) { m_subscriptions.at(static_cast<std::size_t>(number)).endsAtPeriod = ends; }
    [[nodiscard]] const Subscription& subscription(int number) const { return m_subscriptions.at(static_cast<std::size_t>(number)); }
    [[nodiscard]] int subscriptionCount() const { return static_cast<int>(m_subscriptions.size()); }
    /// The one that waits for its first payment.
    [[nodiscard]] std::optional<int> waitingOf(int student, int course) const;
    [[nodiscard]] static bool isRunning(const Subscription& one) { return one.state == Subscription::State::Active || one.state == Subscription::State::Trialing; }
    [[nodiscard]] bool isOpen(const Subscription& subscription) const;
    /// When time changes something of it.
    [[nodiscard]] std::int64_t nextChange(const Subscription& subscription) const;
    /// A vault that owed something when time began to pass; who repaid it is not certain.
    [[nodiscard]] bool hadDebt(const Owner& vault) const { return m_hadDebts.contains(vault); }
    static constexpr std::int64_t kPeriodSeconds = 7 * 86'400;
    static constexpr std::int64_t kStepSeconds = 7 * 3'600; ///< time moves by these

    // hours.cpp
    int book(int student, const Owner& vault, std::int64_t startsAt, std::int64_t endsAt);
    void confirm(int session);
    /// Its money has arrived.
    void paySession(int session, Terms terms);
    void cancel(int session, Session::By by);
    void move(int session, std::int64_t startsAt, bool byTeacher);
    void claim(int session);
    void decideClaim(int session, bool uphold);
    /// A bank has decided for the student.
    void lose(int sale, int taking);
    [[nodiscard]] const Session& session(int number) const { return m_sessions.at(static_cast<std::size_t>(number)); }
    [[nodiscard]] int sessionCount() const { return static_cast<int>(m_sessions.size()); }
    /// What goes back as soon as no bank has it: the session was cancelled by its teacher or the school.
    [[nodiscard]] bool isOwed(int sale) const;
    static constexpr std::int64_t kConfirmSeconds = 45 * 3'600;
    static constexpr std::int64_t kPaySeconds = 24 * 3'600;
    static constexpr std::int64_t kClaimSeconds = 48 * 3'600;
    static constexpr std::int64_t kFreeCancelSeconds = 12 * 3'600;

    [[nodiscard]] bool hasAccess(int student, int course) const;
    [[nodiscard]] Minor pending(const Owner& vault) const;
    [[nodiscard]] Minor platformAvailable(const std::string& currency) const;
    [[nodiscard]] Vault vault(const Owner& owner) const;
    [[nodiscard]] Wallet wallet(const Owner& owner) const;
    [[nodiscard]] const Sale& sale(int number) const { return m_sales.at(static_cast<std::size_t>(number)); }
    [[nodiscard]] int saleCount() const { return static_cast<int>(m_sales.size()); }
    [[nodiscard]] Figures figures() const;
    void count(const std::string& what, Minor by = 1) { m_counts[what] += by; }
    /// What the next taking of `amount` takes from the teacher, the platform and the tax.
    [[nodiscard]] Parts nextParts(const Sale& sale, Minor amount) const;
    Parts partsBack(Sale& sale, const Taking& taking) const;
    /// The gateway's balance, which the books and the gateway must agree on.
    [[nodiscard]] Minor gatewayNet(const std::string& currency) const;
    /// False: the taking would empty some of several holds of the same age, whose order nobody can know.
    [[nodiscard]] bool isCertain(int sale, Minor amount) const;
    [[nodiscard]] const std::vector<int>& salesOf(int student, int course) const;
    [[nodiscard]] std::int64_t now() const { return m_now; }

    static constexpr int kPlatform = -1;

private:
    [[nodiscard]] Parts partsOf(const Sale& sale, Minor taken) const;
    void takeFromVault(Sale& sale, int number, const Parts& parts);
    void returnToVault(Sale& sale, int number, const Parts& parts);
    void hold(Sale& sale, int number);
    void renew();
    void setState(Subscription& subscription, Subscription::State state);
    void sellPeriod(int subscription);
    void takenFrom(const Sale& sale, int number);
    void release(Sale& sale);
    [[nodiscard]] std::int64_t pendingUntil(const Sale& sale) const;
    void setState(Session& session, Session::State state);
    void setClaim(Session& session, Session::Claim claim);
    void endByRefund(const Sale& sale, bool isRefund);
    void restoreSession(const Sale& sale);
    void passHours();
    /// What waits for its first payment ends when the student gets the course another way.
    void chosenInstead(int student, int course);

    int m_shareBps;
    std::int64_t m_holdSeconds;
    std::int64_t m_now = 0;
    std::vector<Sale> m_sales;
    std::vector<Subscription> m_subscriptions;
    std::vector<Session> m_sessions;
    std::set<std::pair<int, int>> m_tried;        ///< student and course; a trial is had once
    std::map<std::pair<int, int>, int> m_trials;  ///< that run, or whose first payment was declined
    std::map<std::pair<int, int>, int> m_waiting; ///< subscriptions that were not paid, by student and course
    std::set<Owner> m_hadDebts;
    std::map<Owner, std::set<int>> m_held;                      ///< sales by vault, the oldest first
    std::map<std::pair<int, int>, std::vector<int>> m_ofPair;   ///< sales by holder and course
    std::map<Owner, Vault> m_vaults;
    std::map<Owner, Wallet> m_wallets;
    std::map<std::string, Minor> m_revenue;
    std::map<std::string, Minor> m_tax;
    std::map<std::string, Minor> m_suspense;
    std::map<std::string, Minor> m_fees;
    std::map<std::string, Minor> m_gateway; ///< pending and available together, without fees
    std::map<std::string, Minor> m_counts;
};

} // namespace lectern::simulation
