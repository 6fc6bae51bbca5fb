#pragma once
#include "domain/statements.h"
#include <QByteArray>

namespace lectern {

/// A statement as a PDF: the sums on the first A4 sheet, then a line per entry, with page numbers. `lines` are the
/// oldest first; should they be fewer than the statement counts, it says so.
[[nodiscard]] QByteArray statementPdf(const Statement& statement, const QList<VaultEntry>& lines);

} // namespace lectern
