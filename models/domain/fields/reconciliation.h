#pragma once
#include "domain/codec.h"
#include "domain/reconciliation.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<ReconciliationItem> {
    static constexpr auto all = std::make_tuple(
        field("id", &ReconciliationItem::id),
        field("state", &ReconciliationItem::state),
        field("type", &ReconciliationItem::type),
        field("sourceId", &ReconciliationItem::sourceId),
        field("gatewayAmount", &ReconciliationItem::gatewayAmount),
        field("bookedAmount", &ReconciliationItem::bookedAmount),
        field("fee", &ReconciliationItem::fee),
        field("paymentId", &ReconciliationItem::paymentId),
        field("explanation", &ReconciliationItem::explanation),
        field("proposal", &ReconciliationItem::proposal),
        field("at", &ReconciliationItem::at));
};

template <>
struct Fields<ReconciliationFilter> {
    static constexpr auto all = std::make_tuple(
        field("state", &ReconciliationFilter::state),
        field("text", &ReconciliationFilter::text));
};

template <>
struct Fields<BalanceComparison> {
    static constexpr auto all = std::make_tuple(
        field("booksPending", &BalanceComparison::booksPending),
        field("booksAvailable", &BalanceComparison::booksAvailable),
        field("gatewayPending", &BalanceComparison::gatewayPending),
        field("gatewayAvailable", &BalanceComparison::gatewayAvailable),
        field("suspense", &BalanceComparison::suspense));
};

template <>
struct Fields<ReconciliationSummary> {
    static constexpr auto all = std::make_tuple(
        field("lastRunAt", &ReconciliationSummary::lastRunAt),
        field("lastError", &ReconciliationSummary::lastError),
        field("matched", &ReconciliationSummary::matched),
        field("missingHere", &ReconciliationSummary::missingHere),
        field("missingThere", &ReconciliationSummary::missingThere),
        field("amountDiffers", &ReconciliationSummary::amountDiffers),
        field("explained", &ReconciliationSummary::explained),
        field("balances", &ReconciliationSummary::balances));
};

template <>
struct Fields<ExplainForm> {
    static constexpr auto all = std::make_tuple(
        field("reason", &ExplainForm::reason));
};

template <>
struct Fields<SuspenseForm> {
    static constexpr auto all = std::make_tuple(
        field("amount", &SuspenseForm::amount),
        field("to", &SuspenseForm::to),
        field("reason", &SuspenseForm::reason));
};

template <>
struct Fields<ReportRow> {
    static constexpr auto all = std::make_tuple(
        field("key", &ReportRow::key),
        field("label", &ReportRow::label),
        field("count", &ReportRow::count),
        field("views", &ReportRow::views),
        field("enrolled", &ReportRow::enrolled),
        field("gross", &ReportRow::gross),
        field("refunded", &ReportRow::refunded),
        field("platform", &ReportRow::platform),
        field("teacher", &ReportRow::teacher),
        field("isFree", &ReportRow::isFree));
};

template <>
struct Fields<Report> {
    static constexpr auto all = std::make_tuple(
        field("kind", &Report::kind),
        field("rows", &Report::rows),
        field("total", &Report::total));
};

} // namespace lectern::json
