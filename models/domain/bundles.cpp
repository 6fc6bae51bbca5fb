#include "domain/bundles.h"
#include "domain/enumtext.h"
#include "domain/fields/bundles.h"
#include "domain/validation.h"

namespace lectern {

LECTERN_ENUM(BundleKind, {BundleKind::Bundle, "bundle"}, {BundleKind::LearningPath, "learning_path"})
LECTERN_ENUM(BundleState, {BundleState::Draft, "draft"}, {BundleState::OnSale, "on_sale"}, {BundleState::Archived, "archived"})
LECTERN_ENUM(BundlePurchaseState, {BundlePurchaseState::AwaitingPayment, "awaiting_payment"}, {BundlePurchaseState::Done, "done"}, {BundlePurchaseState::Over, "over"})

LECTERN_JSON(BundleForm, bundleFormFromJson)
LECTERN_JSON(BundleStateForm, bundleStateFormFromJson)
LECTERN_JSON(BundleCourse, bundleCourseFromJson)
LECTERN_JSON(Bundle, bundleFromJson)
LECTERN_JSON(BundleLine, bundleLineFromJson)
LECTERN_JSON(BundleQuote, bundleQuoteFromJson)
LECTERN_JSON(BundleOrderForm, bundleOrderFormFromJson)
LECTERN_JSON(BundlePurchase, bundlePurchaseFromJson)
LECTERN_JSON(BundleResult, bundleResultFromJson)

namespace validation {

std::optional<Error> bundle(const BundleForm& form)
{
    if (auto error = line(QStringLiteral("title"), form.title, kMaxTitle, kMinTitle)) return error;
    if (auto error = text(QStringLiteral("description"), form.description, kMaxMarkdown)) return error;
    if (form.discountBps < 0 || form.discountBps > kMaxBundleDiscountBps) return fieldError(QStringLiteral("discountBps"), QStringLiteral("Take off from 0 to %1 %.").arg(kMaxBundleDiscountBps / 100));
    if (form.courses.size() < 2 || form.courses.size() > kMaxBundleCourses) return fieldError(QStringLiteral("courses"), QStringLiteral("Choose from 2 to %1 courses.").arg(kMaxBundleCourses));
    for (qsizetype i = 0; i < form.courses.size(); ++i) {
        if (form.courses.indexOf(form.courses.at(i)) != i) return fieldError(QStringLiteral("courses"), QStringLiteral("The same course is in it twice. Take one away."));
    }
    return std::nullopt;
}

} // namespace validation

} // namespace lectern
