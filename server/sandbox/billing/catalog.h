#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

// What is sold: https://docs.stripe.com/products-prices/how-products-and-prices-work

/// Stores a product and tells about it. `data`: name and what else was given; `listed`: one for the shop's own lists,
/// not made on the way by product_data.
[[nodiscard]] QJsonObject makeProduct(Sandbox& sandbox, const QJsonObject& data, bool listed);
/// Makes a price of `data`: currency, unit_amount, recurring, and product or product_data. `where` is the parameter
/// that holds it (`line_items[0][price_data]`), for messages.
[[nodiscard]] Answer makePrice(Sandbox& sandbox, const QJsonObject& data, const QString& where, bool listed);
/// The price that `item` names (`price`) or carries (`price_data`).
[[nodiscard]] Answer priceOfItem(Sandbox& sandbox, const QJsonObject& item, const QString& where);
/// The name of what a price is for.
[[nodiscard]] QString productName(const Sandbox& sandbox, const QJsonObject& price);

#define SANDBOX_PRODUCT_DATA_SCHEMA                                                                                    \
    "product_data{name!:id description:str images[]:id metadata:map statement_descriptor:str tax_code:str "            \
    "unit_label:str}"
#define SANDBOX_RECURRING_SCHEMA                                                                                       \
    "recurring{interval!:day|week|month|year interval_count:int trial_period_days:int usage_type:licensed|metered}"
#define SANDBOX_PRICE_DATA_SCHEMA                                                                                      \
    "price_data{currency!:id product:id " SANDBOX_PRODUCT_DATA_SCHEMA " " SANDBOX_RECURRING_SCHEMA                     \
    " tax_behavior:inclusive|exclusive|unspecified unit_amount:int}"

} // namespace lectern::sandbox
