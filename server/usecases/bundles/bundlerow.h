#pragma once
#include "domain/bundles.h"
#include "usecases/context.h"

namespace lectern::bundles {

/// From a row of bundles/list_bundles; `student`: with how far that one is.
[[nodiscard]] Bundle toBundle(store::Transaction& transaction, const store::Row& row, const std::optional<UserId>& student);
/// What a bundle takes off a price, in whole steps of its currency.
[[nodiscard]] Money discountOf(const Money& price, int bps);

} // namespace lectern::bundles
