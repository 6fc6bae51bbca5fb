#include "gallery/registry.h"
#include "ui/admin/decisiondialog.h"
#include "ui/kit/dialogframe.h"
#include "ui/shell/clientsettings.h"
#include "ui/shell/quickswitchdialog.h"
#include "ui/shell/settingsdialog.h"
#include "ui/teacher/lecturedialog.h"
#include "ui/vault/withdrawdialog.h"

namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

QList<Entry> dialogEntries()
{
    return {
        {QStringLiteral("SettingsDialog"),
         [](FakeServer& s) {
             static QSettings store(QStringLiteral("/nonexistent/lectern.ini"), QSettings::IniFormat);
             static ClientSettings settings(&store);
             return new SettingsDialog(fakes::user(Role::Teacher), &s, &settings, nullptr);
         },
         {Mode::Full},
         true},
        {QStringLiteral("ReasonDialog"),
         [](FakeServer&) {
             auto* dialog = new ReasonDialog(
                 {QStringLiteral("Reject \"Piano for adults\"?"),
                  QStringLiteral("Clara Whitfield reads your reason, edits the course and submits it again."),
                  QStringLiteral("Reject"), true, true},
                 nullptr);
             dialog->fail(fieldError(QStringLiteral("reason"), QStringLiteral("Write at least 5 characters.")));
             return dialog;
         },
         {Mode::Full},
         true},
        {QStringLiteral("QuickSwitchDialog"),
         [](FakeServer&) {
             return new QuickSwitchDialog(
                 {{QStringLiteral("courses"), QStringLiteral("Courses"), QStringLiteral("document-multiple")},
                  {QStringLiteral("vault"), QStringLiteral("Vault"), QStringLiteral("view-financial-account")}},
                 nullptr);
         },
         {Mode::Full},
         true},
        {QStringLiteral("DecisionDialog"),
         [](FakeServer& s) {
             auto* dialog = new DecisionDialog(fakes::course(CourseState::InReview, s.mode == Mode::VeryFull),
                                               DecisionKind::Reject, false, nullptr);
             if (s.mode == Mode::Failed) dialog->fail(makeError(ErrorCode::Conflict));
             return dialog;
         },
         {Mode::Full, Mode::VeryFull, Mode::Failed},
         true},
        {QStringLiteral("WithdrawDialog"),
         [](FakeServer& s) {
             const Vault vault = fakes::vaults(s.mode == Mode::VeryFull).at(1);
             auto* dialog = new WithdrawDialog(vault, vault.balances.first(), nullptr);
             if (s.mode == Mode::Failed)
                 dialog->fail(Error{ErrorCode::InsufficientFunds, QStringLiteral("amount"), {}, 0});
             return dialog;
         },
         {Mode::Full, Mode::VeryFull, Mode::Failed},
         true},
        {QStringLiteral("SectionDialog"),
         [](FakeServer&) { return new SectionDialog(QStringLiteral("Both hands"), false, nullptr); },
         {Mode::Full},
         true},
        {QStringLiteral("LectureDialog"),
         [](FakeServer& s) {
             return new LectureDialog(fakes::outline(s.mode == Mode::VeryFull, false).sections.first().lectures.at(1),
                                      nullptr);
         },
         {Mode::Full, Mode::VeryFull},
         true},
    };
}

} // namespace lectern::gallery
