#pragma once
#include "domain/codec.h"
#include "domain/offline.h"
#include "domain/fields/plans.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<OfflineReceiptForm> {
    static constexpr auto all = std::make_tuple(
        field("method", &OfflineReceiptForm::method),
        field("amount", &OfflineReceiptForm::amount),
        field("reference", &OfflineReceiptForm::reference),
        field("receivedOn", &OfflineReceiptForm::receivedOn),
        field("note", &OfflineReceiptForm::note));
};

template <>
struct Fields<OfflineReceipt> {
    static constexpr auto all = std::make_tuple(
        field("id", &OfflineReceipt::id),
        field("paymentId", &OfflineReceipt::paymentId),
        field("method", &OfflineReceipt::method),
        field("amount", &OfflineReceipt::amount),
        field("reference", &OfflineReceipt::reference),
        field("receivedOn", &OfflineReceipt::receivedOn),
        field("note", &OfflineReceipt::note),
        field("recordedBy", &OfflineReceipt::recordedBy),
        field("recordedAt", &OfflineReceipt::recordedAt),
        field("reversedBy", &OfflineReceipt::reversedBy),
        field("reversalReason", &OfflineReceipt::reversalReason),
        field("reversedAt", &OfflineReceipt::reversedAt));
};

template <>
struct Fields<PurchaseQuote> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &PurchaseQuote::courseId),
        field("price", &PurchaseQuote::price),
        field("net", &PurchaseQuote::net),
        field("tax", &PurchaseQuote::tax),
        field("taxBps", &PurchaseQuote::taxBps),
        field("taxIncluded", &PurchaseQuote::taxIncluded),
        field("country", &PurchaseQuote::country),
        field("total", &PurchaseQuote::total),
        field("wallet", &PurchaseQuote::wallet),
        field("methods", &PurchaseQuote::methods),
        field("offlineInstructions", &PurchaseQuote::offlineInstructions),
        field("offlineDays", &PurchaseQuote::offlineDays),
        field("discount", &PurchaseQuote::discount),
        field("couponCode", &PurchaseQuote::couponCode),
        field("plans", &PurchaseQuote::plans));
};

template <>
struct Fields<FiscalDocument> {
    static constexpr auto all = std::make_tuple(
        field("id", &FiscalDocument::id),
        field("kind", &FiscalDocument::kind),
        field("number", &FiscalDocument::number),
        field("receiptNumber", &FiscalDocument::receiptNumber),
        field("paymentId", &FiscalDocument::paymentId),
        field("seller", &FiscalDocument::seller),
        field("sellerDetails", &FiscalDocument::sellerDetails),
        field("buyerName", &FiscalDocument::buyerName),
        field("buyerEmail", &FiscalDocument::buyerEmail),
        field("buyerCountry", &FiscalDocument::buyerCountry),
        field("description", &FiscalDocument::description),
        field("net", &FiscalDocument::net),
        field("tax", &FiscalDocument::tax),
        field("taxBps", &FiscalDocument::taxBps),
        field("total", &FiscalDocument::total),
        field("method", &FiscalDocument::method),
        field("walletPart", &FiscalDocument::walletPart),
        field("issuedAt", &FiscalDocument::issuedAt));
};

} // namespace lectern::json
