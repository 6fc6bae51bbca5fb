#include "domain/offline.h"
#include "domain/enumtext.h"
#include "domain/fields/offline.h"

namespace lectern {

LECTERN_ENUM(DocumentKind, {DocumentKind::Receipt, "receipt"}, {DocumentKind::CreditNote, "credit_note"})

LECTERN_JSON(OfflineReceiptForm, offlineReceiptFormFromJson)
LECTERN_JSON(OfflineReceipt, offlineReceiptFromJson)
LECTERN_JSON(PurchaseQuote, purchaseQuoteFromJson)
LECTERN_JSON(FiscalDocument, fiscalDocumentFromJson)

} // namespace lectern
