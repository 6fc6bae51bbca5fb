#include "usecases/admissions/admissions.h"
#include "usecases/codes.h"
#include "usecases/gifts/gifts.h"

// What teachers set, and the codes that let students in.
namespace lectern::admissions {

using store::Row;
using store::Transaction;

namespace {

/// A course of the caller's own; staff may look at every one, and admins change it.
Result<Row> ofTeacher(Transaction& transaction, const Caller& caller, const CourseId& id, bool forChange)
{
    const auto course = transaction.one("admissions/find_course", {{"id", id.value}});
    const Role role = caller.user->role;
    const bool mayAct = role == Role::Admin || (role == Role::Auditor && !forChange);
    if (!course || (!mayAct && course->id<UserId>("teacher_id") != caller.user->id)) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course among yours."));
    return *course;
}

Admission toAdmission(const Row& row, const CourseId& course)
{
    return {course, row.enumeration<AdmissionMode>("mode"), row.small("seats"), row.small("taken"), row.small("waiting"), row.small("offered")};
}

Invitation toInvitation(const Row& row)
{
    return {row.id<InvitationId>("id"), row.id<CourseId>("course_id"), row.text("code"), row.text("email"), row.small("seats"), row.small("used"), row.boolean("is_free"),
            row.text("created_by"), row.time("created_at"), row.time("expires_at"), !row.isNull("revoked_at")};
}

/// By mail, and in Lectern where the address belongs to somebody.
void tellInvited(Transaction& transaction, const Services& services, const Caller& caller, const Row& course, const Invitation& invitation)
{
    const QString title = QStringLiteral("%1 invites you to “%2”").arg(caller.user->name, course.text("title"));
    const QString price = invitation.isFree ? QStringLiteral("It costs you nothing.") : QStringLiteral("You pay its usual price.");
    const QString text = QStringLiteral("Your code is %1. In Lectern, open the catalogue and choose “I have a code”. %2 The code works until %3 and for one person.")
                             .arg(invitation.code, price, dayText(invitation.expiresAt.date()));
    const QString mailKey = QStringLiteral("invitation:") + invitation.id.value;
    if (const auto user = transaction.one("admissions/find_student_by_email", {{"email", invitation.email}})) {
        notify(transaction, services, {user->id<UserId>("id"), QStringLiteral("invited"), title, text, course.text("id"), QStringLiteral("notice"), mailKey});
        return;
    }
    const QJsonObject params{{QStringLiteral("title"), title},
                             {QStringLiteral("text"), text + QStringLiteral("\n\nNo account yet? How to get Lectern and register: %1/invite/%2").arg(services.policy.publicUrl, invitation.code)}};
    transaction.exec("notifications/insert_mail_to", {{"id", newUuid7()}, {"dedupe_key", mailKey}, {"address", invitation.email}, {"template", QStringLiteral("notice")},
                                                      {"params", QString::fromUtf8(QJsonDocument(params).toJson(QJsonDocument::Compact))}, {"now", services.clock.now()}});
}

Error unknownCode() { return fieldError(QStringLiteral("code"), QStringLiteral("There is no such code. Check it letter by letter.")); }

/// Why nobody can use it any more.
std::optional<Error> refusalOf(const Row& invitation, const QDateTime& now)
{
    if (!invitation.isNull("revoked_at")) return fieldError(QStringLiteral("code"), QStringLiteral("This code was withdrawn. Ask your teacher for a new one."));
    if (invitation.time("expires_at") <= now) return fieldError(QStringLiteral("code"), QStringLiteral("This code has expired. Ask your teacher for a new one."));
    return std::nullopt;
}

} // namespace

Result<Admission> find(const Services& services, const Caller& caller, const CourseId& course)
{
    return services.database.inTransaction<Admission>([&](Transaction& transaction) -> Result<Admission> {
        if (const auto own = ofTeacher(transaction, caller, course, false); !own) return own.error();
        return toAdmission(*transaction.one("admissions/find_admission", {{"course_id", course.value}, {"now", services.clock.now()}}), course);
    });
}

Result<Admission> change(const Services& services, const Caller& caller, const CourseId& course, const AdmissionForm& form)
{
    if (auto error = validation::admission(form)) return *error;
    return services.database.inTransaction<Admission>([&](Transaction& transaction) -> Result<Admission> {
        const auto own = ofTeacher(transaction, caller, course, true);
        if (!own) return own.error();
        const QDateTime now = services.clock.now();
        transaction.exec("admissions/upsert_admission", {{"course_id", course.value}, {"mode", toText(form.mode)}, {"seats", form.seats}, {"now", now}});
        audit(transaction, services, caller, QStringLiteral("course.admission"), own->text("title"), course.value,
              QStringLiteral("%1, %2").arg(toText(form.mode), form.seats == 0 ? QStringLiteral("no limit") : QStringLiteral("%1 seats").arg(form.seats)));
        return toAdmission(*transaction.one("admissions/find_admission", {{"course_id", course.value}, {"now", now}}), course);
    });
}

Result<Page<Invitation>> invitations(const Services& services, const Caller& caller, const CourseId& course, const PageRequest& page)
{
    return services.database.inTransaction<Page<Invitation>>([&](Transaction& transaction) -> Result<Page<Invitation>> {
        if (const auto own = ofTeacher(transaction, caller, course, false); !own) return own.error();
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        return store::toPage<Invitation>(transaction.run("admissions/list_invitations", {{"course_id", course.value}, {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}}), limit,
                                         toInvitation, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

Result<Page<Invitation>> invite(const Services& services, const Caller& caller, const CourseId& course, const InvitationForm& form)
{
    if (auto error = validation::invitation(form)) return *error;
    return services.database.inTransaction<Page<Invitation>>([&](Transaction& transaction) -> Result<Page<Invitation>> {
        const auto own = ofTeacher(transaction, caller, course, true);
        if (!own) return own.error();
        if (own->text("state") != u"launched") return makeError(ErrorCode::InvalidState, QStringLiteral("Launch the course before you invite people to it."));
        const QDateTime now = services.clock.now();
        QStringList addresses;
        for (const QString& email : form.emails) {
            const QString folded = email.trimmed().toCaseFolded();
            if (!addresses.contains(folded)) addresses << folded;
        }
        if (addresses.isEmpty()) addresses << QString();
        Page<Invitation> made;
        for (const QString& address : std::as_const(addresses)) {
            Invitation invitation{newId<InvitationId>(), course, newReadableCode(), address, address.isEmpty() ? form.seats : 1, 0, form.isFree, caller.user->name, now, now.addDays(form.validDays), false};
            transaction.exec("admissions/insert_invitation", {{"id", invitation.id.value}, {"course_id", course.value}, {"code", invitation.code}, {"email", address}, {"seats", invitation.seats},
                                                              {"is_free", form.isFree}, {"created_by", caller.user->id.value}, {"now", now}, {"expires_at", invitation.expiresAt}});
            if (!address.isEmpty()) tellInvited(transaction, services, caller, *own, invitation);
            made.items.prepend(invitation);
        }
        audit(transaction, services, caller, QStringLiteral("course.invite"), own->text("title"), course.value,
              QStringLiteral("%1%2").arg(form.emails.isEmpty() ? QStringLiteral("a code for %1").arg(form.seats) : QStringLiteral("%1 by mail").arg(addresses.size()), form.isFree ? QStringLiteral(", free") : QString()));
        return made;
    });
}

Result<Invitation> revoke(const Services& services, const Caller& caller, const InvitationId& id)
{
    return services.database.inTransaction<Invitation>([&](Transaction& transaction) -> Result<Invitation> {
        const auto row = transaction.one("admissions/find_invitation", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such invitation."));
        const auto own = ofTeacher(transaction, caller, row->id<CourseId>("course_id"), true);
        if (!own) return own.error();
        transaction.exec("admissions/revoke_invitation", {{"id", id.value}, {"now", services.clock.now()}});
        audit(transaction, services, caller, QStringLiteral("course.uninvite"), own->text("title"), id.value, row->text("email"));
        return toInvitation(*transaction.one("admissions/find_invitation", {{"id", id.value}}));
    });
}

Result<Page<WaitingStudent>> waiting(const Services& services, const Caller& caller, const CourseId& course)
{
    return services.database.inTransaction<Page<WaitingStudent>>([&](Transaction& transaction) -> Result<Page<WaitingStudent>> {
        if (const auto own = ofTeacher(transaction, caller, course, false); !own) return own.error();
        Page<WaitingStudent> page;
        for (const Row& row : transaction.run("admissions/list_entries", {{"course_id", course.value}}))
            page.items.append({row.id<UserId>("student_id"), row.text("name"), row.time("joined_at"), row.optionalTime("offered_until")});
        return page;
    });
}

Result<Redeemed> redeem(const Services& services, const Caller& caller, const RedeemForm& form)
{
    const QString code = invitationCode(form.code);
    if (code.isEmpty()) return fieldError(QStringLiteral("code"), QStringLiteral("Type the code of your invitation."));
    return services.database.inTransaction<Redeemed>([&](Transaction& transaction) -> Result<Redeemed> {
        const auto invitation = transaction.one("admissions/lock_by_code", {{"code", code}});
        if (!invitation) {
            if (auto gift = gifts::redeem(transaction, services, caller, code)) return *gift;
            return follow(transaction, services, caller, code).value_or(unknownCode());
        }
        const auto course = transaction.one("admissions/find_course", {{"id", invitation->text("course_id")}});
        const Redeemed redeemed{invitation->id<CourseId>("course_id"), course->text("title"), invitation->boolean("is_free"), {}};
        const auto uses = transaction.one("admissions/count_uses", {{"id", invitation->text("id")}, {"student_id", caller.user->id.value}});
        if (uses->boolean("is_own") && invitation->isNull("revoked_at")) return redeemed;
        if (auto error = refusalOf(*invitation, services.clock.now())) return *error;
        const QString address = invitation->text("email");
        if (!address.isEmpty() && address != caller.user->email.trimmed().toCaseFolded())
            return fieldError(QStringLiteral("code"), QStringLiteral("This code was sent to another e-mail address. Sign in with that one, or ask your teacher for a code of your own."));
        if (uses->small("used") >= invitation->small("seats")) return fieldError(QStringLiteral("code"), QStringLiteral("Everybody this code was for has used it. Ask your teacher for a new one."));
        transaction.exec("admissions/insert_use", {{"invitation_id", invitation->text("id")}, {"student_id", caller.user->id.value}, {"now", services.clock.now()}});
        audit(transaction, services, caller, QStringLiteral("course.redeem"), redeemed.courseTitle, invitation->text("id"), code);
        publish(transaction, services, course->id<UserId>("teacher_id"), QStringLiteral("admission"), invitation->text("course_id"));
        return redeemed;
    });
}

Result<Redeemed> describe(const Services& services, const QString& typed)
{
    return services.database.inTransaction<Redeemed>([&](Transaction& transaction) -> Result<Redeemed> {
        const auto invitation = transaction.one("admissions/find_by_code", {{"code", invitationCode(typed)}});
        if (!invitation) {
            if (auto gift = gifts::describe(transaction, invitationCode(typed))) return *gift;
            if (const auto referrer = transaction.one("admissions/find_referrer", {{"code", invitationCode(typed)}})) return Redeemed{std::nullopt, {}, false, referrer->text("name")};
        }
        if (!invitation || refusalOf(*invitation, services.clock.now())) return makeError(ErrorCode::NotFound, QStringLiteral("This invitation is not valid any more. Ask your teacher for a new one."));
        const auto course = transaction.one("admissions/find_course", {{"id", invitation->text("course_id")}});
        return Redeemed{invitation->id<CourseId>("course_id"), course->text("title"), invitation->boolean("is_free"), {}};
    });
}

} // namespace lectern::admissions
