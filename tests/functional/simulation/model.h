#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What the money of a school must be after a row of business facts: own arithmetic, no code of the server's.
namespace lectern::simulation {

using Minor = std::int64_t;
using Owner = std::pair<int, std::string>; ///< a person by number, and a currency

struct Parts {
    Minor teacher = 0;
    Minor platform = 0;
    Minor tax = 0;
};

/// A refund or a dispute that took money out of a sale.
struct Taking {
    Minor amount = 0;
    Parts parts;
    bool isDispute = false;
    bool toWallet = false;
    Minor suspense = 0; ///< of a top-up: what the wallet did not hold any more
    bool returned = false;
    bool isLost = false; ///< of a dispute
};

constexpr int kSelf = -1;   ///< the student who pays
constexpr int kNobody = -9; ///< a gift that is not opened; what the real thing's figures call nobody

enum class Method { Card, Wallet, Cash, BankTransfer };

struct Terms {
    int student = -1;
    int course = -1;  ///< -1: a session, or a top-up of the wallet
    int teacher = -1;
    std::string currency;
    Minor amount = 0; ///< with its tax
    Minor tax = 0;
    Minor fromWallet = 0;
    Method method = Method::Card;
    std::optional<Minor> teacherFixed = {}; ///< of the whole net, where a discount moved the shares
    int holder = kSelf;       ///< who is in the course for it: a student, or kNobody while a gift is not opened
    bool isForBundle = false; ///< a top-up that was spent as it came
    bool awaitsRest = false;  ///< the first half of a plan
    int otherHalf = -1;       ///< sale of the plan's other payment
    int subscription = -1;    ///< whose period it pays
    int session = -1;         ///< that it pays
};

struct Sale : Terms {
    std::int64_t settledAt = 0;
    std::int64_t holdUntil = 0;
    bool isHeld = false;
    Minor hold = 0;         ///< of the teacher's part
    Minor holdPlatform = 0;
    bool isHoldUncertain = false; ///< it came beside others while the teacher owed: nobody knows which of them repaid
    std::vector<Taking> takings;

    [[nodiscard]] bool isTopUp() const { return course < 0 && session < 0; }
    [[nodiscard]] Minor onCard() const { return method == Method::Card ? amount - fromWallet : 0; }
    [[nodiscard]] Minor sum(bool refunds, bool disputes) const;
    [[nodiscard]] Minor toWallet() const;          ///< refunded into the wallet
    [[nodiscard]] Minor fromCard() const;          ///< taken from the charge: refunds at the gateway and disputes
    [[nodiscard]] bool stands() const;             ///< gives access
    [[nodiscard]] bool hasDispute(bool open) const; ///< `open`: one that holds money now; else any
    [[nodiscard]] Minor refundable() const;
};

/// A course paid by the week. The gateway collects the periods; what takes one back ends it.
struct Subscription {
    enum class State { Incomplete, Trialing, Active, PastDue, Cancelled };
    Terms terms; ///< of each period
    State state = State::Active;
    std::int64_t periodEnd = 0;
    bool endsAtPeriod = false;
    bool isDeclined = false; ///< its next period will be
    bool endedByTaking = false; ///< by a refund or a dispute: should the money stay after all, the paid period is open
    std::vector<int> sales;     ///< the periods that were paid
};

/// Some time of a teacher's. Cancelled or refunded it is over; a sale pays it.
struct Session {
    enum class State { Pending, Confirmed, Paid, Completed, Cancelled, Refunded };
    enum class By { Nobody, Student, Teacher, Admin };
    enum class Claim { None, Open, Upheld, Rejected };
    int student = 0;
    Owner vault;
    std::int64_t startsAt = 0;
    std::int64_t endsAt = 0;
    State state = State::Pending;
    std::int64_t expiresAt = 0; ///< while it is not paid
    By endedBy = By::Nobody;
    Claim claim = Claim::None;
    bool movedByTeacher = false; ///< then nothing is lost by cancelling late
    std::optional<State> beforeRefund = {}; ///< what it was when a refund took the last of its money
    int sale = -1;
};

struct Vault {
    Minor available = 0;
    Minor reserved = 0;
    Minor owed = 0;
};

struct Wallet {
    Minor available = 0;
    Minor reserved = 0;
};

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
