#include "ui/kit/text.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace lectern {

namespace {

struct Audit
{
    Q_DECLARE_TR_FUNCTIONS(Audit)
};

/// What the server calls what was done, and what a person calls it.
constexpr std::pair<const char*, const char*> kActions[] = {
    {"account.block", QT_TRANSLATE_NOOP("Audit", "Blocked an account")},
    {"account.change_password", QT_TRANSLATE_NOOP("Audit", "Changed a password")},
    {"account.forgot_password", QT_TRANSLATE_NOOP("Audit", "Asked for a new password")},
    {"account.login", QT_TRANSLATE_NOOP("Audit", "Logged in")},
    {"account.password", QT_TRANSLATE_NOOP("Audit", "Changed the password")},
    {"account.refresh_reuse", QT_TRANSLATE_NOOP("Audit", "Used an old session again")},
    {"account.register", QT_TRANSLATE_NOOP("Audit", "Registered")},
    {"account.rename", QT_TRANSLATE_NOOP("Audit", "Changed a name")},
    {"account.reset_password", QT_TRANSLATE_NOOP("Audit", "Set a new password")},
    {"account.role", QT_TRANSLATE_NOOP("Audit", "Changed a role")},
    {"account.unblock", QT_TRANSLATE_NOOP("Audit", "Unblocked an account")},
    {"booking.cancel", QT_TRANSLATE_NOOP("Audit", "Cancelled a session")},
    {"booking.claim", QT_TRANSLATE_NOOP("Audit", "Reported a session")},
    {"booking.claim_decide", QT_TRANSLATE_NOOP("Audit", "Decided about a session")},
    {"booking.confirm", QT_TRANSLATE_NOOP("Audit", "Confirmed a session")},
    {"booking.expire", QT_TRANSLATE_NOOP("Audit", "A session was not confirmed or paid in time")},
    {"booking.move", QT_TRANSLATE_NOOP("Audit", "Asked for another time of a session")},
    {"booking.request", QT_TRANSLATE_NOOP("Audit", "Asked for a session")},
    {"bundle.create", QT_TRANSLATE_NOOP("Audit", "Made a bundle")},
    {"bundle.edit", QT_TRANSLATE_NOOP("Audit", "Changed a bundle")},
    {"bundle.order", QT_TRANSLATE_NOOP("Audit", "Ordered a bundle")},
    {"bundle.state", QT_TRANSLATE_NOOP("Audit", "Changed the state of a bundle")},
    {"calendar.renew", QT_TRANSLATE_NOOP("Audit", "Took a new calendar address")},
    {"certificate.issue", QT_TRANSLATE_NOOP("Audit", "Earned a certificate")},
    {"coupon.archive", QT_TRANSLATE_NOOP("Audit", "Archived a coupon")},
    {"coupon.create", QT_TRANSLATE_NOOP("Audit", "Made a coupon")},
    {"coupon.edit", QT_TRANSLATE_NOOP("Audit", "Changed a coupon")},
    {"coupon.over_limit", QT_TRANSLATE_NOOP("Audit", "Took a coupon beyond its limit")},
    {"coupon.restore", QT_TRANSLATE_NOOP("Audit", "Let a coupon work again")},
    {"course.admission", QT_TRANSLATE_NOOP("Audit", "Changed who may enroll")},
    {"course.approve", QT_TRANSLATE_NOOP("Audit", "Approved a course")},
    {"course.archive", QT_TRANSLATE_NOOP("Audit", "Archived a course")},
    {"course.create", QT_TRANSLATE_NOOP("Audit", "Created a course")},
    {"course.invite", QT_TRANSLATE_NOOP("Audit", "Invited to a course")},
    {"course.launch", QT_TRANSLATE_NOOP("Audit", "Launched a course")},
    {"course.redeem", QT_TRANSLATE_NOOP("Audit", "Used an invitation")},
    {"course.reinstate", QT_TRANSLATE_NOOP("Audit", "Reinstated a course")},
    {"course.reject", QT_TRANSLATE_NOOP("Audit", "Rejected a course")},
    {"course.submit", QT_TRANSLATE_NOOP("Audit", "Submitted a course")},
    {"course.suspend", QT_TRANSLATE_NOOP("Audit", "Suspended a course")},
    {"course.uninvite", QT_TRANSLATE_NOOP("Audit", "Withdrew an invitation")},
    {"desk.report", QT_TRANSLATE_NOOP("Audit", "Reported at the bank desk")},
    {"dispute.accept", QT_TRANSLATE_NOOP("Audit", "Accepted a dispute")},
    {"dispute.answer", QT_TRANSLATE_NOOP("Audit", "Answered a dispute")},
    {"dispute.lost", QT_TRANSLATE_NOOP("Audit", "A bank decided against the school")},
    {"dispute.open", QT_TRANSLATE_NOOP("Audit", "A bank opened a dispute")},
    {"dispute.won", QT_TRANSLATE_NOOP("Audit", "A bank decided for the school")},
    {"enrollment.cancel", QT_TRANSLATE_NOOP("Audit", "Cancelled an enrollment")},
    {"enrollment.free", QT_TRANSLATE_NOOP("Audit", "Enrolled for free")},
    {"enrollment.order", QT_TRANSLATE_NOOP("Audit", "Ordered a course")},
    {"enrollment.readmit", QT_TRANSLATE_NOOP("Audit", "Let a student back in")},
    {"enrollment.suspend", QT_TRANSLATE_NOOP("Audit", "Suspended an enrollment")},
    {"events.requeue", QT_TRANSLATE_NOOP("Audit", "Tried gateway events again")},
    {"gig.approve", QT_TRANSLATE_NOOP("Audit", "Approved a live session")},
    {"gig.create", QT_TRANSLATE_NOOP("Audit", "Made a live session")},
    {"gig.reinstate", QT_TRANSLATE_NOOP("Audit", "Reinstated a live session")},
    {"gig.reject", QT_TRANSLATE_NOOP("Audit", "Rejected a live session")},
    {"gig.state", QT_TRANSLATE_NOOP("Audit", "Changed the state of a live session")},
    {"gig.submit", QT_TRANSLATE_NOOP("Audit", "Submitted a live session")},
    {"gig.suspend", QT_TRANSLATE_NOOP("Audit", "Suspended a live session")},
    {"gift.redeem", QT_TRANSLATE_NOOP("Audit", "Redeemed a gift")},
    {"payment.refund", QT_TRANSLATE_NOOP("Audit", "Returned a payment")},
    {"payment.second", QT_TRANSLATE_NOOP("Audit", "Paid a second time")},
    {"payment.settle", QT_TRANSLATE_NOOP("Audit", "Settled a payment")},
    {"payout_account.onboard", QT_TRANSLATE_NOOP("Audit", "Set up a payout account")},
    {"plan.archive", QT_TRANSLATE_NOOP("Audit", "Archived a payment plan")},
    {"plan.attach", QT_TRANSLATE_NOOP("Audit", "Attached plans to a course")},
    {"plan.create", QT_TRANSLATE_NOOP("Audit", "Made a payment plan")},
    {"plan.edit", QT_TRANSLATE_NOOP("Audit", "Changed a payment plan")},
    {"plan.restore", QT_TRANSLATE_NOOP("Audit", "Offered a payment plan again")},
    {"plan.rules", QT_TRANSLATE_NOOP("Audit", "Saved the rules of plans")},
    {"receipt.record", QT_TRANSLATE_NOOP("Audit", "Recorded a receipt")},
    {"receipt.reverse", QT_TRANSLATE_NOOP("Audit", "Reversed a receipt")},
    {"reconciliation.clear", QT_TRANSLATE_NOOP("Audit", "Moved money out of suspense")},
    {"reconciliation.explain", QT_TRANSLATE_NOOP("Audit", "Explained a movement")},
    {"refund.approve", QT_TRANSLATE_NOOP("Audit", "Approved a refund")},
    {"refund.dashboard", QT_TRANSLATE_NOOP("Audit", "Refunded in the dashboard")},
    {"refund.done", QT_TRANSLATE_NOOP("Audit", "A refund was paid")},
    {"refund.failed", QT_TRANSLATE_NOOP("Audit", "A refund failed")},
    {"refund.reject", QT_TRANSLATE_NOOP("Audit", "Rejected a refund")},
    {"refund.request", QT_TRANSLATE_NOOP("Audit", "Asked for a refund")},
    {"refund.start", QT_TRANSLATE_NOOP("Audit", "Started a refund")},
    {"schedule.move", QT_TRANSLATE_NOOP("Audit", "Moved a payment of a plan")},
    {"schedule.pause", QT_TRANSLATE_NOOP("Audit", "Paused a plan")},
    {"schedule.resume", QT_TRANSLATE_NOOP("Audit", "Let a plan go on")},
    {"schedule.waive", QT_TRANSLATE_NOOP("Audit", "Waived a payment of a plan")},
    {"subscription.cancel", QT_TRANSLATE_NOOP("Audit", "Cancelled a subscription")},
    {"subscription.change", QT_TRANSLATE_NOOP("Audit", "Changed a subscription")},
    {"subscription.end", QT_TRANSLATE_NOOP("Audit", "Ended a subscription at once")},
    {"subscription.resume", QT_TRANSLATE_NOOP("Audit", "Resumed a subscription")},
    {"transfer.return", QT_TRANSLATE_NOOP("Audit", "Sent a transfer back")},
    {"user.block", QT_TRANSLATE_NOOP("Audit", "Blocked an account")},
    {"user.set_role", QT_TRANSLATE_NOOP("Audit", "Changed a role")},
    {"user.unblock", QT_TRANSLATE_NOOP("Audit", "Unblocked an account")},
    {"wallet.top_up", QT_TRANSLATE_NOOP("Audit", "Began to fill the wallet")},
    {"withdrawal.approve", QT_TRANSLATE_NOOP("Audit", "Approved a withdrawal")},
    {"withdrawal.cancel", QT_TRANSLATE_NOOP("Audit", "Took back a withdrawal")},
    {"withdrawal.failed", QT_TRANSLATE_NOOP("Audit", "A withdrawal failed")},
    {"withdrawal.paid", QT_TRANSLATE_NOOP("Audit", "Paid out a withdrawal")},
    {"withdrawal.reject", QT_TRANSLATE_NOOP("Audit", "Rejected a withdrawal")},
    {"withdrawal.request", QT_TRANSLATE_NOOP("Audit", "Asked for a withdrawal")},
    {"withdrawal.returned", QT_TRANSLATE_NOOP("Audit", "A bank sent a withdrawal back")},
};

/// What the server writes for a machine, in words: the pattern, and what its captures become.
using Words = QString (*)(const QRegularExpressionMatch&);

QString methodWords(const QString& name)
{
    PaymentMethod method{};
    return fromText(name, method) ? methodText(method) : name;
}

QString roleWords(const QString& name)
{
    Role role{};
    return fromText(name, role) ? roleText(role) : name;
}

QString ordered(const QRegularExpressionMatch& m)
{
    static const QRegularExpression day(QStringLiteral("\\d{4}-\\d{2}-\\d{2}"));
    QString rest = m.captured(3);
    if (const auto found = day.match(rest); found.hasMatch()) rest.replace(found.captured(), longDayText(QDate::fromString(found.captured(), Qt::ISODate)));
    return Audit::tr("%1, %2%3").arg(m.captured(1), methodWords(m.captured(2)).toLower(), rest);
}

QString decided(const QRegularExpressionMatch& m)
{
    const QString version = Audit::tr("Version %1").arg(m.captured(1));
    return m.captured(2).isEmpty() ? version : version + QStringLiteral(". ") + m.captured(2);
}

QString replaced(const QString& text, const QString& pattern, Words words)
{
    const auto match = QRegularExpression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::DotMatchesEverythingOption).match(text);
    return match.hasMatch() ? words(match) : text;
}

} // namespace

QString auditDetailText(const QString& action, const QString& detail)
{
    if (action == QStringLiteral("enrollment.order")) return replaced(detail, QStringLiteral("(.+?) by (\\w+)(.*)"), ordered);
    if (action == QStringLiteral("account.register")) return roleWords(detail);
    if (action == QStringLiteral("dispute.open")) return disputeReasonText(detail);
    if (action == QStringLiteral("account.role"))
        return replaced(detail, QStringLiteral("(\\w+) → (\\w+): (.*)"),
                        [](const auto& m) { return Audit::tr("%1 → %2: %3").arg(roleWords(m.captured(1)), roleWords(m.captured(2)), m.captured(3)); });
    if (action == QStringLiteral("account.rename")) return detail.isEmpty() ? detail : Audit::tr("before: %1").arg(detail);
    if (action == QStringLiteral("receipt.record"))
        return replaced(detail, QStringLiteral("(\\w+) ?(.*)"), [](const auto& m) { return QString(methodWords(m.captured(1)) + u' ' + m.captured(2)).trimmed(); });
    if (action == QStringLiteral("schedule.move"))
        return replaced(detail, QStringLiteral("to (\\d{4}-\\d{2}-\\d{2}): (.*)"),
                        [](const auto& m) { return Audit::tr("to %1: %2").arg(longDayText(QDate::fromString(m.captured(1), Qt::ISODate)), m.captured(2)); });
    if (action == QStringLiteral("gig.state")) {
        GigState state{};
        return fromText(detail, state) ? chip(state).text : detail;
    }
    if (action.startsWith(QStringLiteral("gig."))) return replaced(detail, QStringLiteral("revision (\\d+)(?:\\. ?(.*))?"), decided);
    if (action == QStringLiteral("bundle.state")) {
        BundleState state{};
        return fromText(detail, state) ? chip(state).text : detail;
    }
    if (action.startsWith(QStringLiteral("course."))) return replaced(detail, QStringLiteral("revision (\\d+)(?:\\. ?(.*))?"), decided);
    return detail;
}

QString auditText(const QString& action)
{
    static const QHash<QString, const char*> texts = [] {
        QHash<QString, const char*> all;
        for (const auto& [name, text] : kActions) all.insert(QString::fromLatin1(name), text);
        return all;
    }();
    if (const char* text = texts.value(action, nullptr)) return Audit::tr(text);
    // A name from a newer server: readable, if not elegant.
    QString plain = action;
    plain.replace(u'.', QStringLiteral(": ")).replace(u'_', u' ');
    return plain.isEmpty() ? plain : plain.at(0).toUpper() + plain.mid(1);
}

} // namespace lectern
