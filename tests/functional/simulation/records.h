#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the model keeps of sales, subscriptions, sessions and balances.
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

} // namespace lectern::simulation
