#pragma once
#include "domain/schedules.h"
#include "usecases/context.h"
#include <functional>

/// Plans, and which course is sold by which.
namespace lectern::plans {

[[nodiscard]] Result<Page<Plan>> list(const Services& services);
[[nodiscard]] Result<Plan> create(const Services& services, const Caller& caller, const PlanForm& form);
/// What runs goes on as it was agreed to.
[[nodiscard]] Result<Plan> edit(const Services& services, const Caller& caller, const PlanId& id, const PlanForm& form);
[[nodiscard]] Result<Plan> setArchived(const Services& services, const Caller& caller, const PlanId& id, bool archived);
[[nodiscard]] Result<PlanRules> rules(const Services& services);
[[nodiscard]] Result<PlanRules> saveRules(const Services& services, const Caller& caller, const PlanRules& rules);
[[nodiscard]] Result<Page<Product>> products(const Services& services, const QString& text, const PageRequest& page);
/// The first products as they would be sold under these rules; nothing is saved.
[[nodiscard]] Result<Page<Product>> preview(const Services& services, const PlanRules& rules, const PageRequest& page);
[[nodiscard]] Result<Product> attach(const Services& services, const Caller& caller, const ProductForm& form);

/// What a course is sold by: plans that are attached to it, else the plan of the first rule that fits.
struct Sold {
    QList<Plan> plans;
    int rule = 0;
};
struct ProductFacts {
    CourseId course;
    CategoryId category;
    UserId teacher;
    Money price;
};
[[nodiscard]] Sold soldBy(store::Transaction& transaction, const ProductFacts& product);
/// What a student would pay, tax included: for the course at once, and for a price of its own.
struct OfferPrices {
    Money total;
    std::function<Money(const Money&)> withTax;
    std::optional<UserId> student; ///< who had a trial of the course before gets no other; absent: nobody gets one
};
/// The plans of a course as a student is offered them; none whose payments would be smaller than a card can pay.
[[nodiscard]] QList<PlanOffer> offersFor(store::Transaction& transaction, const ProductFacts& product, const OfferPrices& prices, const QDate& today);

} // namespace lectern::plans
