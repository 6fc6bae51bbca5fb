#pragma once
#include "sandbox/core/apierror.h"

#include <QByteArray>

namespace lectern::sandbox {

/// Decodes `multipart/form-data` (RFC 7578) into parameters as decodeForm() does. A part with a file name becomes an
/// object `{"filename", "type", "data"}` with the bytes in base64.
[[nodiscard]] Expected<QJsonObject> decodeMultipart(const QByteArray& contentType, const QByteArray& body);

} // namespace lectern::sandbox
