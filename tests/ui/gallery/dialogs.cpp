#include "gallery/registry.h"
#include "ui/admin/auditentrydialog.h"
#include "ui/admin/decisiondialog.h"
#include "ui/admin/refunddialog.h"
#include "ui/admin/suspensedialog.h"
#include "ui/student/codedialog.h"
#include "ui/student/referraldialog.h"
#include "ui/teacher/invitedialog.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/dialogframe.h"
#include "ui/shell/clientsettings.h"
#include "ui/shell/passworddialog.h"
#include "ui/shell/quickswitchdialog.h"
#include "ui/shell/settingsdialog.h"
#include "ui/student/purchasedialog.h"
#include "ui/student/takebackdialog.h"
#include "ui/student/topupdialog.h"
#include "ui/teacher/lecturedialog.h"
#include "ui/vault/contentsdialog.h"
#include "ui/vault/entrydialog.h"
#include "ui/vault/statementdialog.h"
#include "ui/vault/withdrawdialog.h"

namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

PurchaseDialog* purchase(FakeServer& s)
{
    return new PurchaseDialog(CourseId{QStringLiteral("course-0")}, fakes::coursePage(s.mode == Mode::VeryFull).item.title, s.gateways(),
                              nullptr);
}

/// As it is when one of the ways was chosen.
PurchaseDialog* purchaseBy(FakeServer& s, const char* way)
{
    auto* dialog = purchase(s);
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
    dialog->findChild<QAbstractButton*>(QLatin1String(way))->click();
    return dialog;
}

QList<Entry> buyingDialogEntries()
{
    return {{QStringLiteral("PurchaseDialog"), [](FakeServer& s) { return purchase(s); },
             {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline}, true},
            {QStringLiteral("PurchaseDialog-part"), [](FakeServer& s) { return purchaseBy(s, "purchase.way.part"); }, {Mode::Full}, true},
            {QStringLiteral("PurchaseDialog-transfer"), [](FakeServer& s) { return purchaseBy(s, "purchase.way.bank_transfer"); },
             {Mode::Full}, true},
            {QStringLiteral("HowToPayDialog"),
             [](FakeServer& s) {
                 const Payment payment = fakes::payments(s.mode == Mode::VeryFull).first();
                 return new HowToPayDialog({payment.id, payment.courseId, payment.courseTitle, PaymentMethod::BankTransfer, payment.amount,
                                            fakes::ago(-14 * 86400)},
                                           s.gateways(), nullptr);
             },
             {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline}, true},
            {QStringLiteral("TopUpDialog"),
             [](FakeServer& s) { return new TopUpDialog(fakes::studentWallet(s.mode == Mode::VeryFull), s.gateways().purchases, nullptr); },
             {Mode::Full, Mode::VeryFull}, true}};
}

QList<Entry> vaultDialogEntries()
{
    return {{QStringLiteral("ContentsDialog"),
             [](FakeServer& s) {
                 return new ContentsDialog(fakes::withdrawals(s.mode == Mode::VeryFull).first(), s.gateways().statements, nullptr);
             },
             allModes(), true},
            {QStringLiteral("EntryDialog"),
             [](FakeServer&) {
                 VaultEntry sale = fakes::entries(false).first();
                 VaultEntry refund = sale;
                 refund.id = QStringLiteral("entry-later");
                 refund.kind = EntryKind::Refund;
                 refund.amount = fakes::usd(-1'960);
                 return new EntryDialog(sale, {refund, sale}, nullptr);
             },
             {Mode::Full}, true},
            {QStringLiteral("StatementDialog"),
             [](FakeServer& s) {
                 return new StatementDialog(fakes::vaults(s.mode == Mode::VeryFull).at(1), QStringLiteral("USD"), s.gateways(), nullptr);
             },
             allModes(), true}};
}

QList<Entry> moneyDialogEntries()
{
    return {
        {QStringLiteral("PasswordDialog"),
         [](FakeServer& s) {
             auto* dialog = new PasswordDialog(fakes::user(Role::Teacher), &s, nullptr);
             if (s.mode == Mode::Failed)
                 dialog->fail(fieldError(QStringLiteral("current"), QStringLiteral("This is not your current password.")));
             return dialog;
         },
         {Mode::Full, Mode::Failed},
         true},
        {QStringLiteral("TakeBackDialog"),
         [](FakeServer& s) {
             return new TakeBackDialog(PaymentId{QStringLiteral("pay-0")}, fakes::payments(s.mode == Mode::VeryFull).at(1).courseTitle,
                                       &s, nullptr);
         },
         {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline},
         true},
        {QStringLiteral("InviteDialog"), [](FakeServer& s) { return new InviteDialog(fakes::courses(s.mode == Mode::VeryFull).first(), nullptr); }, {Mode::Full, Mode::VeryFull}, true},
        {QStringLiteral("CodeDialog"), [](FakeServer& s) { return new CodeDialog(&s.admission, nullptr); }, {Mode::Full}, true},
        {QStringLiteral("ReferralDialog"), [](FakeServer& s) { return new ReferralDialog(&s.admission, nullptr); }, {Mode::Full, Mode::Loading, Mode::Failed}, true},
        {QStringLiteral("SuspenseDialog"),
         [](FakeServer& s) { return new SuspenseDialog(fakes::usd(s.mode == Mode::VeryFull ? -123'456'789 : 1'500), nullptr); },
         {Mode::Full, Mode::VeryFull},
         true},
        {QStringLiteral("RefundDialog"),
         [](FakeServer& s) { return new RefundDialog(fakes::payments(s.mode == Mode::VeryFull).first(), &s, nullptr); },
         {Mode::Loading, Mode::Full, Mode::VeryFull, Mode::Failed, Mode::Offline},
         true}};
}

QList<Entry> otherDialogEntries()
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
        {QStringLiteral("AuditEntryDialog"),
         [](FakeServer& s) { return new AuditEntryDialog(fakes::audit(s.mode == Mode::VeryFull).first(), nullptr); },
         {Mode::Full},
         true},
        {QStringLiteral("ConfirmDialog"),
         [](FakeServer&) {
             return new ConfirmDialog({QStringLiteral("Remove “Before you start”?"),
                                       QStringLiteral("Its 4 lectures go with it. This cannot be undone."),
                                       QStringLiteral("Remove"), {}, true},
                                      QStringLiteral("confirm"), nullptr);
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

} // namespace

QList<Entry> dialogEntries() { return otherDialogEntries() + moneyDialogEntries() + buyingDialogEntries() + vaultDialogEntries(); }

} // namespace lectern::gallery
