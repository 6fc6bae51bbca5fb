#pragma once
#include "domain/statements.h"
#include <QByteArray>
#include <QString>

namespace lectern {

/// The end of a payment's id, which tells it from all others and is short enough to read out. The CSV has the whole.
[[nodiscard]] QString paymentNumber(const PaymentId& id);
/// A statement as a PDF: the sums on the first A4 sheet, then a line per entry, with page numbers. `lines` are the
/// oldest first; should they be fewer than the statement counts, it says so.
[[nodiscard]] QByteArray statementPdf(const Statement& statement, const QList<VaultEntry>& lines);

} // namespace lectern
