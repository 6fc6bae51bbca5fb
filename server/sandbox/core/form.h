#pragma once
#include "sandbox/core/apierror.h"

#include <QByteArray>

namespace lectern::sandbox {

/// Decodes `a=1&metadata[k]=v&expand[]=x&items[0][price]=y` into nested objects, arrays and strings.
/// Keys that are all numbers, or empty brackets, make an array. Depth and count are limited.
[[nodiscard]] Expected<QJsonObject> decodeForm(const QByteArray& encoded);

} // namespace lectern::sandbox
