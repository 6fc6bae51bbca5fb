#include "ui/admin/couponusesdialog.h"
#include "ui/kit/exports.h"
#include "ui/kit/statestack.h"
#include "ui/kit/tableview.h"

namespace lectern {

CouponUsesDialog::CouponUsesDialog(const Coupon& coupon, CouponsGateway* coupons, QWidget* parent)
    : DialogFrame(tr("Uses of %1").arg(coupon.form.code), tr("Save as CSV…"), QStringLiteral("couponUses"), parent)
{
    setMinimumSize(760, 460);
    setCancelText(tr("Close"));
    auto* model = new CouponUseModel(coupons, coupon.id, this);
    auto* table = new TableView(model,
                                {{CouponUseModel::Student, 0},
                                 {CouponUseModel::Course, 200},
                                 {CouponUseModel::Discount, 100},
                                 {CouponUseModel::Paid, 100},
                                 {CouponUseModel::State, 120},
                                 {CouponUseModel::At, 100}},
                                QStringLiteral("couponUses.table"));
    auto* states = new StateStack(table, Skeleton::Shape::Table, {QStringLiteral("coupon"), tr("Nobody used it yet"), tr("Each use is listed here, with what it took off and what was paid."), {}});
    states->follow(model);
    body()->addWidget(states, 1);
    connect(this, &DialogFrame::submitted, this, [this, table, code = coupon.form.code] {
        setBusy(false);
        saveCsv(this, QStringLiteral("coupon-") + code, [table] { return table->allCsv().toUtf8(); }, [](const QString&) {});
    });
    model->reload();
}

} // namespace lectern
