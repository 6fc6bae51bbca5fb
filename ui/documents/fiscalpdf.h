#pragma once
#include "domain/offline.h"
#include <QByteArray>

namespace lectern {

/// A receipt or a credit note as a PDF: one A4 sheet with who sold what to whom, net, tax and total.
[[nodiscard]] QByteArray fiscalPdf(const FiscalDocument& document);
/// "Receipt R-2026-000017.pdf", safe on every file system.
[[nodiscard]] QString fiscalFileName(const FiscalDocument& document);

} // namespace lectern
