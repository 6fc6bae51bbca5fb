#include "domain/admissions.h"
#include "domain/enumtext.h"
#include "domain/fields/admissions.h"
#include "domain/validation.h"

namespace lectern {

LECTERN_ENUM(AdmissionMode, {AdmissionMode::Open, "open"}, {AdmissionMode::Invitation, "invitation"})

LECTERN_ENUM(InvitationState, {InvitationState::Open, "open"}, {InvitationState::UsedUp, "used_up"}, {InvitationState::Expired, "expired"}, {InvitationState::Revoked, "revoked"})

LECTERN_JSON(Admission, admissionFromJson)
LECTERN_JSON(AdmissionForm, admissionFormFromJson)
LECTERN_JSON(Invitation, invitationFromJson)
LECTERN_JSON(InvitationForm, invitationFormFromJson)
LECTERN_JSON(WaitingStudent, waitingStudentFromJson)
LECTERN_JSON(StudentAdmission, studentAdmissionFromJson)
LECTERN_JSON(RedeemForm, redeemFormFromJson)
LECTERN_JSON(Redeemed, redeemedFromJson)
LECTERN_JSON(Referral, referralFromJson)

InvitationState stateOf(const Invitation& invitation, const QDateTime& now)
{
    if (invitation.isRevoked) return InvitationState::Revoked;
    if (invitation.used >= invitation.seats) return InvitationState::UsedUp;
    return invitation.expiresAt <= now ? InvitationState::Expired : InvitationState::Open;
}

QString invitationCode(const QString& typed)
{
    QString code;
    for (QChar c : typed.toUpper()) {
        if (c == u'O') c = u'0';
        if (c == u'I' || c == u'L') c = u'1';
        if (!c.isLetterOrNumber()) continue;
        if (code.size() % 5 == 4) code += u'-';
        code += c;
    }
    return code;
}

namespace validation {

std::optional<Error> admission(const AdmissionForm& form)
{
    if (form.seats < 0 || form.seats > kMaxSeats) return fieldError(QStringLiteral("seats"), QStringLiteral("Give a number from 0 (no limit) to %1.").arg(kMaxSeats));
    return std::nullopt;
}

std::optional<Error> invitation(const InvitationForm& form)
{
    if (form.emails.size() > kMaxInvitations) return fieldError(QStringLiteral("emails"), QStringLiteral("Invite at most %1 people at once.").arg(kMaxInvitations));
    for (const QString& address : form.emails) {
        if (email(address)) return fieldError(QStringLiteral("emails"), QStringLiteral("“%1” is not an e-mail address.").arg(address));
    }
    if (form.emails.isEmpty() && (form.seats < 1 || form.seats > kMaxSeats)) return fieldError(QStringLiteral("seats"), QStringLiteral("Give a number from 1 to %1.").arg(kMaxSeats));
    if (form.validDays < 1 || form.validDays > 365) return fieldError(QStringLiteral("validDays"), QStringLiteral("Give a number of days from 1 to 365."));
    return std::nullopt;
}

} // namespace validation

} // namespace lectern
