#pragma once
#include "domain/refunds.h"
#include "domain/vaults.h"

namespace lectern {

/// Something that a person should know; durable, also pushed over the live connection.
struct Notification {
    NotificationId id;
    QString kind;  ///< enrollment_active, payment_failed, course_approved, course_rejected, course_suspended,
                   ///< course_reinstated, course_submitted, withdrawal_requested, withdrawal_paid, withdrawal_failed,
                   ///< withdrawal_rejected, certificate_issued, payment_refunded_late
    QString title;
    QString text;
    QString subjectId; ///< of the course, enrollment or withdrawal to open
    bool read = false;
    QDateTime at;
    bool operator==(const Notification&) const = default;
};
QJsonObject toJson(const Notification&);
Result<Notification> notificationFromJson(const QJsonObject&);

/// A message of the live connection: something changed, load it again.
struct LiveMessage {
    QString topic;     ///< enrollment, payment, course, vault, withdrawal, notification, review
    QString subjectId; ///< which one
    std::optional<Notification> notification;
    bool operator==(const LiveMessage&) const = default;
};
QJsonObject toJson(const LiveMessage&);
Result<LiveMessage> liveMessageFromJson(const QJsonObject&);

struct AuditEntry {
    QString id;
    QString actorName; ///< "system" for jobs and webhooks
    QString action;    ///< "course.approve"
    QString subject;   ///< what it was done to, readable
    QString subjectId;
    QString detail;
    QString remoteAddress;
    QDateTime at;
    bool operator==(const AuditEntry&) const = default;
};
QJsonObject toJson(const AuditEntry&);
Result<AuditEntry> auditEntryFromJson(const QJsonObject&);

struct AuditFilter {
    QString text;
    QString action;
    std::optional<QDateTime> from;
    std::optional<QDateTime> until;
    bool operator==(const AuditFilter&) const = default;
};

struct UserFilter {
    QString text;
    std::optional<Role> role;
    std::optional<UserState> state;
    bool operator==(const UserFilter&) const = default;
};

/// Badge counts of the navigation rail.
struct Badges {
    int reviews = 0;     ///< submitted revisions (admin)
    int withdrawals = 0; ///< requested (admin)
    int notifications = 0; ///< unread (everybody)
    int refunds = 0;        ///< requested (admin)
    int disputes = 0;       ///< that need an answer (admin)
    int offlinePayments = 0; ///< that wait for a receipt (admin)
    int reconciliation = 0; ///< lines that need explaining (admin)
    int overdue = 0;        ///< plans with a payment past due (admin: all; student: own)
    int sessions = 0;       ///< live sessions that wait for this user: requests and proposals; claims (admin)
    bool operator==(const Badges&) const = default;
};
QJsonObject toJson(const Badges&);
Result<Badges> badgesFromJson(const QJsonObject&);

/// Numbers on top of the teacher's and of the admin's home.
struct Overview {
    int students = 0;
    int courses = 0; ///< launched
    int teachers = 0; ///< admin only
    int paymentsToday = 0;
    Money revenueThisMonth; ///< own share
    Money revenueTotal;
    int completionPercent = 0;
    VaultSeries series; ///< last 90 days
    bool operator==(const Overview&) const = default;
};
QJsonObject toJson(const Overview&);
Result<Overview> overviewFromJson(const QJsonObject&);

} // namespace lectern
