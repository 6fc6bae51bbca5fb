#include "gallery/registry.h"
#include "ui/kit/dialogframe.h"
#include "ui/shell/clientsettings.h"
#include "ui/shell/quickswitchdialog.h"
#include "ui/shell/settingsdialog.h"

namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

QList<Entry> dialogEntries()
{
    return {
        {QStringLiteral("SettingsDialog"), [](FakeServer& s) {
             static QSettings store(QStringLiteral("/nonexistent/lectern.ini"), QSettings::IniFormat);
             static ClientSettings settings(&store);
             return new SettingsDialog(fakes::user(Role::Teacher), &s, &settings, nullptr);
         }, {Mode::Full}, true},
        {QStringLiteral("ReasonDialog"), [](FakeServer&) {
             auto* dialog = new ReasonDialog({QStringLiteral("Reject \"Piano for adults\"?"), QStringLiteral("Clara Whitfield reads your reason, edits the course and submits it again."),
                                              QStringLiteral("Reject"), true, true}, nullptr);
             dialog->fail(fieldError(QStringLiteral("reason"), QStringLiteral("Write at least 5 characters.")));
             return dialog;
         }, {Mode::Full}, true},
        {QStringLiteral("QuickSwitchDialog"), [](FakeServer&) {
             return new QuickSwitchDialog({{QStringLiteral("courses"), QStringLiteral("Courses"), QStringLiteral("document-multiple")},
                                           {QStringLiteral("vault"), QStringLiteral("Vault"), QStringLiteral("view-financial-account")}}, nullptr);
         }, {Mode::Full}, true},
    };
}

} // namespace lectern::gallery
