#include "gallery/registry.h"
#include "ui/admin/bundleeditdialog.h"
#include "ui/admin/bundlesadminpage.h"
#include "ui/admin/deskpage.h"
#include "ui/kit/access.h"
#include "ui/student/bundledialog.h"
#include "ui/student/bundlespage.h"
#include "ui/student/giftdialog.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/purchasedialog.h"
#include "ui/student/transferdialog.h"
#include <QTabBar>

/// Bundles, gifts, bank transfers and the bank desk.
namespace lectern::gallery {

using fakes::FakeServer;
using fakes::Mode;

namespace {

QWidget* settled(QWidget* widget)
{
    for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
    return widget;
}

QWidget* gifts(FakeServer& s)
{
    auto* page = new MyPaymentsPage(s.gateways());
    page->findChild<QTabBar*>(QStringLiteral("payments.tabs"))->setCurrentIndex(4);
    return page;
}

QWidget* unused(FakeServer& s)
{
    s.methods.unusedMinor = 1250;
    auto* page = new MyPaymentsPage(s.gateways());
    page->findChild<QTabBar*>(QStringLiteral("payments.tabs"))->setCurrentIndex(3);
    return page;
}

Checkout transfer(qint64 missing)
{
    Checkout checkout = fakes::checkout(false);
    checkout.payment.method = PaymentMethod::Transfer;
    checkout.transfer = TransferDetails{QStringLiteral("X7Q2M9KD41AB"), QStringLiteral("Lindau Open School"), QStringLiteral("DE89 3704 0044 0532 0130 00"), QStringLiteral("SNDBDEFFXXX"), QStringLiteral("Sandbox Bank"),
                                        Money::fromMinor(missing, checkout.payment.amount.currency()), QStringLiteral("https://pay.example/transfer"), fakes::ago(-86'400LL * 14)};
    return checkout;
}

Bundle bundle(FakeServer& s, int index) { return oneOf(s, index, [&] { return s.offers.bundles(); }); }

} // namespace

QList<Entry> offerEntries()
{
    const QList<Mode> asking{Mode::Loading, Mode::Full, Mode::Failed, Mode::Offline};
    return {{QStringLiteral("BundlesPage"), [](FakeServer& s) { return new BundlesPage(&s.offers); }, allModes()},
            {QStringLiteral("BundlesAdminPage"), [](FakeServer& s) { return new BundlesAdminPage(s.gateways()); }, allModes()},
            {QStringLiteral("BundlesAdminPage-auditor"), [](FakeServer& s) { return new BundlesAdminPage(s.gateways(), Access::ReadOnly); }, {Mode::Full}},
            {QStringLiteral("DeskPage"), [](FakeServer& s) { return new DeskPage(&s.desk); }, allModes()},
            {QStringLiteral("DeskPage-auditor"), [](FakeServer& s) { return new DeskPage(&s.desk, Access::ReadOnly); }, {Mode::Full}},
            {QStringLiteral("MyPaymentsPage-gifts"), gifts, allModes()},
            {QStringLiteral("MyPaymentsPage-unused"), unused, {Mode::Full}},
            {QStringLiteral("BundleDialog"), [](FakeServer& s) { return settled(new BundleDialog(bundle(s, 0), &s.offers, nullptr)); }, asking, true},
            {QStringLiteral("BundleEditDialog"), [](FakeServer& s) { return settled(new BundleEditDialog(std::nullopt, s.gateways(), nullptr)); }, {Mode::Full}, true},
            {QStringLiteral("BundleEditDialog-edit"), [](FakeServer& s) { return settled(new BundleEditDialog(bundle(s, 0), s.gateways(), nullptr)); }, {Mode::Full}, true},
            {QStringLiteral("GiftDialog"), [](FakeServer&) { return new GiftDialog(QStringLiteral("Harbour watercolours"), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("PurchaseDialog-gift"),
             [](FakeServer& s) {
                 return settled(new PurchaseDialog(CourseId{QStringLiteral("course-0")}, QStringLiteral("Harbour watercolours"), s.gateways(), nullptr, GiftForm{QStringLiteral("Grandma Ruth"), QStringLiteral("ruth@example.org"), {}}));
             },
             {Mode::Full}, true},
            {QStringLiteral("TransferDialog"), [](FakeServer&) { return new TransferDialog(transfer(4900), nullptr); }, {Mode::Full}, true},
            {QStringLiteral("TransferDialog-part"), [](FakeServer&) { return new TransferDialog(transfer(2900), nullptr); }, {Mode::Full}, true}};
}

} // namespace lectern::gallery
