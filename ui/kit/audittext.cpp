#include "ui/kit/text.h"
#include <QCoreApplication>

namespace lectern {

namespace {
struct Audit
{
    Q_DECLARE_TR_FUNCTIONS(Audit)
};
} // namespace

QString auditText(const QString& action)
{
    static const QHash<QString, const char*> texts{
        {QStringLiteral("account.login"), QT_TRANSLATE_NOOP("Audit", "Logged in")},
        {QStringLiteral("account.block"), QT_TRANSLATE_NOOP("Audit", "Blocked an account")},
        {QStringLiteral("account.unblock"), QT_TRANSLATE_NOOP("Audit", "Unblocked an account")},
        {QStringLiteral("account.role"), QT_TRANSLATE_NOOP("Audit", "Changed a role")},
        {QStringLiteral("account.forgot_password"), QT_TRANSLATE_NOOP("Audit", "Asked for a new password")},
        {QStringLiteral("account.reset_password"), QT_TRANSLATE_NOOP("Audit", "Set a new password")},
        {QStringLiteral("account.change_password"), QT_TRANSLATE_NOOP("Audit", "Changed a password")},
        {QStringLiteral("account.refresh_reuse"), QT_TRANSLATE_NOOP("Audit", "Used an old session again")},
        {QStringLiteral("course.create"), QT_TRANSLATE_NOOP("Audit", "Created a course")},
        {QStringLiteral("enrollment.free"), QT_TRANSLATE_NOOP("Audit", "Enrolled for free")},
        {QStringLiteral("enrollment.readmit"), QT_TRANSLATE_NOOP("Audit", "Let a student back in")},
        {QStringLiteral("payment.second"), QT_TRANSLATE_NOOP("Audit", "Returned a second payment")},
        {QStringLiteral("refund.start"), QT_TRANSLATE_NOOP("Audit", "Started a refund")},
        {QStringLiteral("refund.dashboard"), QT_TRANSLATE_NOOP("Audit", "Refunded in the dashboard")},
        {QStringLiteral("account.register"), QT_TRANSLATE_NOOP("Audit", "Registered")},
        {QStringLiteral("account.rename"), QT_TRANSLATE_NOOP("Audit", "Changed a name")},
        {QStringLiteral("course.submit"), QT_TRANSLATE_NOOP("Audit", "Submitted a course")},
        {QStringLiteral("course.approve"), QT_TRANSLATE_NOOP("Audit", "Approved a course")},
        {QStringLiteral("course.reject"), QT_TRANSLATE_NOOP("Audit", "Rejected a course")},
        {QStringLiteral("course.suspend"), QT_TRANSLATE_NOOP("Audit", "Suspended a course")},
        {QStringLiteral("course.reinstate"), QT_TRANSLATE_NOOP("Audit", "Reinstated a course")},
        {QStringLiteral("course.launch"), QT_TRANSLATE_NOOP("Audit", "Launched a course")},
        {QStringLiteral("course.archive"), QT_TRANSLATE_NOOP("Audit", "Archived a course")},
        {QStringLiteral("enrollment.cancel"), QT_TRANSLATE_NOOP("Audit", "Cancelled an enrollment")},
        {QStringLiteral("payment.settle"), QT_TRANSLATE_NOOP("Audit", "Settled a payment")},
        {QStringLiteral("payment.refund"), QT_TRANSLATE_NOOP("Audit", "Returned a payment")},
        {QStringLiteral("refund.request"), QT_TRANSLATE_NOOP("Audit", "Asked for a refund")},
        {QStringLiteral("refund.approve"), QT_TRANSLATE_NOOP("Audit", "Approved a refund")},
        {QStringLiteral("refund.reject"), QT_TRANSLATE_NOOP("Audit", "Rejected a refund")},
        {QStringLiteral("withdrawal.request"), QT_TRANSLATE_NOOP("Audit", "Asked for a withdrawal")},
        {QStringLiteral("withdrawal.approve"), QT_TRANSLATE_NOOP("Audit", "Approved a withdrawal")},
        {QStringLiteral("withdrawal.reject"), QT_TRANSLATE_NOOP("Audit", "Rejected a withdrawal")},
        {QStringLiteral("withdrawal.cancel"), QT_TRANSLATE_NOOP("Audit", "Took back a withdrawal")},
        {QStringLiteral("withdrawal.paid"), QT_TRANSLATE_NOOP("Audit", "Paid out a withdrawal")},
        {QStringLiteral("subscription.cancel"), QT_TRANSLATE_NOOP("Audit", "Cancelled a subscription")},
        {QStringLiteral("subscription.end"), QT_TRANSLATE_NOOP("Audit", "Ended a subscription at once")},
        {QStringLiteral("subscription.resume"), QT_TRANSLATE_NOOP("Audit", "Resumed a subscription")},
        {QStringLiteral("subscription.change"), QT_TRANSLATE_NOOP("Audit", "Changed a subscription")},
        {QStringLiteral("user.block"), QT_TRANSLATE_NOOP("Audit", "Blocked an account")},
        {QStringLiteral("user.unblock"), QT_TRANSLATE_NOOP("Audit", "Unblocked an account")},
        {QStringLiteral("user.set_role"), QT_TRANSLATE_NOOP("Audit", "Changed a role")}};
    if (const char* text = texts.value(action, nullptr)) return Audit::tr(text);
    // A name from a newer server: readable, if not elegant.
    QString plain = action;
    plain.replace(u'.', QStringLiteral(": ")).replace(u'_', u' ');
    return plain.isEmpty() ? plain : plain.at(0).toUpper() + plain.mid(1);
}

} // namespace lectern
