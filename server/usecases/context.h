#pragma once
#include "domain/clock.h"
#include "domain/offline.h"
#include "domain/wallets.h"
#include "store/database.h"
#include "store/mapping.h"
#include "stripe/gateway.h"

namespace lectern::meetings {
class Provider;
}

/// What every use case is given: services that live as long as the server, and who is asking.
namespace lectern {

/// Tax of a country, for all courses or for one category.
struct TaxRule {
    QString country;  ///< ISO 3166-1 alpha-2
    QString category; ///< name; empty: every other
    int bps = 0;
    bool inclusive = true;
};

/// Rules that an operator may change (DESIGN section 6), with their defaults.
struct Policy {
    Currency defaultCurrency;
    int platformShareBps = 2000;
    int holdDays = 14;
    int refundDays = 14;
    int refundMaxPercent = 30;
    qint64 minimumWithdrawalMinor = 1000;
    int paymentWindowHours = 24;
    int offerHours = 48;            ///< how long a seat is kept for somebody from the waiting list
    qint64 minimumTopUpMinor = 500;
    qint64 maximumTopUpMinor = 50'000;
    qint64 twoAdminsAboveMinor = 0; ///< withdrawals above it need two different admins; 0: never
    QStringList offlineMethods;     ///< PaymentMethods beside card and wallet
    QString offlineInstructions;
    int offlineDays = 14;           ///< how long a place waits for money that comes outside of the gateway
    bool bankTransfers = false;     ///< whether the account at the gateway takes bank transfers
    int transferDays = 14;          ///< how long a place waits for one
    int bankDays = 14;              ///< how long a place waits for a bank that works on a payment
    QList<int> retryDays{1, 3, 7};  ///< after the first collection of an instalment failed
    int reminderDays = 3;           ///< before an instalment is collected
    int suspendAfterDays = 8;       ///< that an instalment is past due: access is suspended
    int cancelAfterDays = 15;       ///< likewise: the enrollment ends
    int sessionFeeBps = 500;        ///< the platform's fee on top of a live session
    qint64 sessionFeeMinimumMinor = 100; ///< of a currency with two digits; scaled for others
    int confirmHours = 48;          ///< in which a teacher confirms a session
    int sessionPaymentHours = 24;   ///< in which it is paid then
    int freeCancelHours = 12;       ///< before the start: the whole amount goes back
    int lateCancelPercent = 50;     ///< later, of what was paid
    int claimHours = 48;            ///< after the end: either side may say that the other did not come
    QString country;                ///< of the organisation, for taxes of students who named none
    QString sellerDetails;          ///< address and tax number, on receipts
    QList<TaxRule> taxes;
    bool livemode = false;
    QString organisation = QStringLiteral("Lectern");
    QString mailFrom;  ///< address that mails come from: the organizer of calendar entries
    QString publicUrl; ///< where clients reach this server, without a slash at the end
    QString publishableKey;
    QString stripeJsUrl = QStringLiteral("https://js.stripe.com/clover/stripe.js");
    QStringList gatewayHosts{QStringLiteral("https://js.stripe.com"), QStringLiteral("https://*.stripe.com"),
                             QStringLiteral("https://api.stripe.com"), QStringLiteral("https://hooks.stripe.com")};
    /// They without their scheme, as the client's view wants them.
    [[nodiscard]] QStringList viewHosts() const;
    qint64 maxUploadBytes = 4LL * 1024 * 1024 * 1024;
    qint64 maxBytesPerTeacher = 100LL * 1024 * 1024 * 1024; ///< all uploads of one teacher together
    qint64 minimumFreeBytes = 1024LL * 1024 * 1024;         ///< below it no upload begins
    QList<DemoAccount> demoAccounts;
};

/// Tells connected clients that something changed. Callable from any thread; never blocks.
class LivePublisher
{
public:
    virtual ~LivePublisher() = default;
    virtual void toUser(const UserId& user, const LiveMessage& message) = 0;
    virtual void toRole(Role role, const LiveMessage& message) = 0;
    virtual void dropUser(const UserId& user) = 0; ///< closes the connections of a user who was blocked
};

struct Services {
    store::Database& database;
    const Clock& clock;
    const Policy& policy;
    stripe::Gateway* gateway = nullptr; ///< null: no keys configured, offline payments only
    LivePublisher& live;
    class TokenSigner& tokens;
    class BlobStore& blobs;
    meetings::Provider* meetings = nullptr; ///< null: teachers have rooms of their own
};

/// Who asks, and from where. `user` is set on every route that needs a login.
struct Caller {
    std::optional<User> user;
    QString remoteAddress;
    QByteArray requestId;
    QString idempotencyKey;
};

/// Admins and auditors: whoever may see what is not their own.
[[nodiscard]] inline bool isStaff(Role role) { return role == Role::Admin || role == Role::Auditor; }

/// Writes a line of the audit trail. `caller.user` absent: the system did it.
void audit(store::Transaction& transaction, const Services& services, const Caller& caller, const QString& action,
           const QString& subject, const QString& subjectId, const QString& detail = {});

struct Notice {
    UserId user;
    QString kind; ///< as in domain Notification
    QString title;
    QString text;
    QString subjectId;
    QString mailTemplate; ///< empty: no mail
    QString mailKey;      ///< makes the mail unique for ever
    QString calendar = {}; ///< iCalendar text that goes with the mail; empty: none
};
/// Stores a notification (and its mail) in the transaction and pushes it after the commit.
void notify(store::Transaction& transaction, const Services& services, const Notice& notice);
/// notify() for every active admin.
void notifyAdmins(store::Transaction& transaction, const Services& services, const Notice& notice);
/// Pushes "load this again" after the commit.
void publish(store::Transaction& transaction, const Services& services, const UserId& user, const QString& topic, const QString& subjectId);
void publishToRole(store::Transaction& transaction, const Services& services, Role role, const QString& topic, const QString& subjectId);

/// "2 January 2027", for texts that people read.
[[nodiscard]] QString dayText(const QDate& day);
/// "2 January 2027, 14:05 UTC", likewise.
[[nodiscard]] QString momentText(const QDateTime& moment);
/// "1,049.99 USD", likewise.
[[nodiscard]] QString amountText(const Money& money);
/// The page limit that the server grants: 1…200.
[[nodiscard]] int limitOf(const PageRequest& page);

} // namespace lectern
