#pragma once
#include "sandbox/core/apierror.h"

#include <QJsonArray>

namespace lectern::sandbox {

struct Store;

/// Replaces ids by objects along `expand[]` paths, at most four levels deep:
/// https://docs.stripe.com/api/expanding_objects
[[nodiscard]] Refusal expand(const Store& store, QJsonObject& object, const QJsonArray& paths);

} // namespace lectern::sandbox
