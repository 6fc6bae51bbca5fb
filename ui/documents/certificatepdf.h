#pragma once
#include "domain/enrollments.h"
#include <QByteArray>

namespace lectern {

/// The certificate as a PDF: A4 landscape with a QR code that opens the verification page.
[[nodiscard]] QByteArray certificatePdf(const Certificate& certificate);

} // namespace lectern
