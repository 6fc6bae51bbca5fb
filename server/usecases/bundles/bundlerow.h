#pragma once
#include "domain/bundles.h"
#include "usecases/context.h"

namespace lectern::bundles {

/// From a row of bundles/list_bundles; `student`: with how far that one is.
[[nodiscard]] Bundle toBundle(store::Transaction& transaction, const Services& services, const store::Row& row, const std::optional<UserId>& student);
/// What a bundle takes off a course's price, in whole steps of its currency; the platform gives its own share of the sale at most. `bundle`: a row
/// with discount_bps and funding; `course`: of courses/find_for_sale.
[[nodiscard]] Money discountOf(const Services& services, const store::Row& bundle, const store::Row& course, const QString& country);

/// Why the student would not get into the course; empty: nothing is in the way. `course`: of courses/find_for_sale.
[[nodiscard]] QString obstacle(store::Transaction& transaction, const Services& services, const UserId& student, const store::Row& course, const Currency& currency);

} // namespace lectern::bundles
