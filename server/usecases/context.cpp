#include "usecases/context.h"

namespace lectern {

using store::Transaction;

void audit(Transaction& transaction, const Services& services, const Caller& caller, const QString& action, const QString& subject,
           const QString& subjectId, const QString& detail)
{
    transaction.exec("audit/insert_entry", {{"now", services.clock.now()},
                                            {"actor_id", caller.user ? QVariant(caller.user->id.value) : store::null()},
                                            {"actor_name", caller.user ? caller.user->name : QStringLiteral("system")},
                                            {"action", action},
                                            {"subject", subject},
                                            {"subject_id", subjectId},
                                            {"detail", detail},
                                            {"remote_address", caller.remoteAddress},
                                            {"request_id", QString::fromLatin1(caller.requestId)}});
}

void notify(Transaction& transaction, const Services& services, const Notice& notice)
{
    const Notification notification{newId<NotificationId>(), notice.kind, notice.title, notice.text, notice.subjectId, false,
                                    services.clock.now()};
    transaction.exec("notifications/insert_notification", {{"id", notification.id.value},
                                                           {"user_id", notice.user.value},
                                                           {"kind", notification.kind},
                                                           {"title", notification.title},
                                                           {"text", notification.text},
                                                           {"subject_id", notification.subjectId},
                                                           {"now", notification.at}});
    if (!notice.mailTemplate.isEmpty()) {
        QJsonObject params{{QStringLiteral("title"), notice.title}, {QStringLiteral("text"), notice.text}};
        if (!notice.calendar.isEmpty()) params.insert(QStringLiteral("calendar"), notice.calendar);
        transaction.exec("notifications/insert_mail", {{"id", newUuid7()},
                                                       {"dedupe_key", notice.mailKey},
                                                       {"user_id", notice.user.value},
                                                       {"template", notice.mailTemplate},
                                                       {"params", QString::fromUtf8(QJsonDocument(params).toJson(QJsonDocument::Compact))},
                                                       {"now", services.clock.now()}});
    }
    transaction.afterCommit([&live = services.live, user = notice.user, notification] {
        live.toUser(user, {QStringLiteral("notification"), notification.subjectId, notification});
    });
}

void notifyAdmins(Transaction& transaction, const Services& services, const Notice& notice)
{
    for (const store::Row& row : transaction.run("accounts/list_admins")) {
        Notice mine = notice;
        mine.user = row.id<UserId>("id");
        mine.mailKey = notice.mailKey + u':' + mine.user.value;
        notify(transaction, services, mine);
    }
}

void publish(Transaction& transaction, const Services& services, const UserId& user, const QString& topic, const QString& subjectId)
{
    transaction.afterCommit([&live = services.live, user, topic, subjectId] { live.toUser(user, {topic, subjectId, std::nullopt}); });
}

void publishToRole(Transaction& transaction, const Services& services, Role role, const QString& topic, const QString& subjectId)
{
    transaction.afterCommit([&live = services.live, role, topic, subjectId] {
        live.toRole(role, {topic, subjectId, std::nullopt});
        if (role == Role::Admin) live.toRole(Role::Auditor, {topic, subjectId, std::nullopt});
    });
}

QStringList Policy::viewHosts() const
{
    QStringList hosts;
    for (const QString& origin : gatewayHosts) hosts << origin.section(QStringLiteral("://"), -1);
    return hosts;
}

QString dayText(const QDate& day) { return day.toString(QStringLiteral("d MMMM yyyy")); }
QString momentText(const QDateTime& moment) { return moment.toUTC().toString(QStringLiteral("d MMMM yyyy, HH:mm")) + QStringLiteral(" UTC"); }
QString amountText(const Money& money)
{
    QString text = money.toDecimal();
    const auto point = text.indexOf(u'.');
    const int first = text.startsWith(u'-') ? 1 : 0;
    for (auto at = (point < 0 ? text.size() : point) - 3; at > first; at -= 3) text.insert(at, u',');
    return text + u' ' + money.currency().code();
}
int limitOf(const PageRequest& page) { return std::clamp(page.limit, 1, 200); }

} // namespace lectern
