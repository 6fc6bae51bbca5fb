#include "fakes/fakeadmission.h"

namespace lectern::fakes {

namespace {

QDateTime days(int days) { return QDateTime::currentDateTimeUtc().addDays(days); }

QList<Invitation> someInvitations(bool very)
{
    const QString long_ = very ? QStringLiteral("a-very-long-name-of-somebody-who-was-invited@department.of.music.university.example") : QStringLiteral("lena@example.org");
    QList<Invitation> list{{InvitationId{QStringLiteral("inv-0")}, CourseId{QStringLiteral("course-0")}, QStringLiteral("7K3M-Q9TR-2XWD"), long_, 1, 0, false, QStringLiteral("Clara Whitfield"), days(-1), days(13), false},
                           {InvitationId{QStringLiteral("inv-1")}, CourseId{QStringLiteral("course-0")}, QStringLiteral("B4HN-6PVE-0ZKJ"), {}, 30, 12, true, QStringLiteral("Clara Whitfield"), days(-4), days(24), false},
                           {InvitationId{QStringLiteral("inv-2")}, CourseId{QStringLiteral("course-0")}, QStringLiteral("XW8C-T5GA-1RMY"), QStringLiteral("oskar@example.org"), 1, 1, false, QStringLiteral("Clara Whitfield"), days(-9), days(5), false},
                           {InvitationId{QStringLiteral("inv-3")}, CourseId{QStringLiteral("course-0")}, QStringLiteral("D2SF-9KQB-7NPV"), QStringLiteral("rosa@example.org"), 1, 0, false, QStringLiteral("Clara Whitfield"), days(-30), days(-16), false},
                           {InvitationId{QStringLiteral("inv-4")}, CourseId{QStringLiteral("course-0")}, QStringLiteral("M6ZJ-3VTH-8CEW"), {}, 5, 2, false, QStringLiteral("Clara Whitfield"), days(-40), days(20), true}};
    for (int i = 5; very && i < 400; ++i) list.append({InvitationId{QStringLiteral("inv-%1").arg(i)}, CourseId{QStringLiteral("course-0")}, QStringLiteral("M6ZJ-3VTH-%1").arg(i, 4, 10, QLatin1Char('0')), QStringLiteral("student%1@example.org").arg(i), 1, i % 2, false, QStringLiteral("Clara Whitfield"), days(-i), days(9), false});
    return list;
}

} // namespace

Reply<Admission> FakeAdmission::admission(CourseId course)
{
    Admission admission;
    admission.courseId = course;
    if (m_server->mode != Mode::Empty) admission = {course, AdmissionMode::Invitation, m_server->very() ? 100'000 : 30, m_server->very() ? 99'998 : 28, m_server->very() ? 1'204 : 3, 2};
    return m_server->answer("admission", admission);
}

Reply<Admission> FakeAdmission::changeAdmission(CourseId course, AdmissionForm form)
{
    lastForm = form;
    return m_server->answer("changeAdmission", Admission{course, form.mode, form.seats, 28, 3, 2});
}

Reply<Page<Invitation>> FakeAdmission::invitations(CourseId, PageRequest page) { return m_server->paged("invitations", someInvitations(m_server->very()), page); }

Reply<Page<Invitation>> FakeAdmission::invite(CourseId, InvitationForm form)
{
    lastInvitation = form;
    return m_server->answer("invite", Page<Invitation>{someInvitations(false).mid(0, 1), {}});
}

Reply<Invitation> FakeAdmission::revoke(InvitationId id)
{
    lastRevoked = id;
    Invitation invitation = someInvitations(false).first();
    invitation.id = id;
    invitation.isRevoked = true;
    return m_server->answer("revoke", invitation);
}

Reply<Page<WaitingStudent>> FakeAdmission::waiting(CourseId)
{
    Page<WaitingStudent> page;
    if (m_server->mode != Mode::Empty) {
        page.items = {{UserId{QStringLiteral("s-0")}, QStringLiteral("Lena Fischer"), days(-6), days(1)},
                      {UserId{QStringLiteral("s-1")}, QStringLiteral("Oskar Nowak"), days(-5), days(2)},
                      {UserId{QStringLiteral("s-2")}, m_server->very() ? QStringLiteral("Maria Aparecida dos Santos de Oliveira Vasconcelos e Albuquerque") : QStringLiteral("Rosa Almeida"), days(-2), std::nullopt}};
    }
    return m_server->answer("waiting", page);
}

Reply<Redeemed> FakeAdmission::redeem(RedeemForm form)
{
    lastCode = form.code;
    return m_server->answer("redeem", Redeemed{CourseId{QStringLiteral("course-0")}, QStringLiteral("Piano for adults"), false, {}});
}

Reply<Referral> FakeAdmission::referral()
{
    return m_server->answer("referral", Referral{QStringLiteral("7K4M-Q2XD-93TB"), QStringLiteral("https://learn.example.org/invite/7K4M-Q2XD-93TB"), 5, 3});
}

Reply<StudentAdmission> FakeAdmission::join(CourseId course)
{
    StudentAdmission standing;
    standing.courseId = course;
    standing.seatsLeft = 0;
    standing.place = 4;
    return m_server->answer("join", standing);
}

Reply<StudentAdmission> FakeAdmission::leave(CourseId course)
{
    StudentAdmission standing;
    standing.courseId = course;
    standing.seatsLeft = 0;
    return m_server->answer("leave", standing);
}

} // namespace lectern::fakes
