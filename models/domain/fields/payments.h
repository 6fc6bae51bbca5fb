#pragma once
#include "domain/codec.h"
#include "domain/payments.h"
#include "domain/fields/enrollments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Payment> {
    static constexpr auto all = std::make_tuple(
        field("id", &Payment::id),
        field("kind", &Payment::kind),
        field("method", &Payment::method),
        field("enrollmentId", &Payment::enrollmentId),
        field("courseId", &Payment::courseId),
        field("courseTitle", &Payment::courseTitle),
        field("studentId", &Payment::studentId),
        field("studentName", &Payment::studentName),
        field("teacherName", &Payment::teacherName),
        field("amount", &Payment::amount),
        field("refunded", &Payment::refunded),
        field("disputed", &Payment::disputed),
        field("walletPart", &Payment::walletPart),
        field("tax", &Payment::tax),
        field("taxBps", &Payment::taxBps),
        field("fee", &Payment::fee),
        field("teacherShare", &Payment::teacherShare),
        field("platformShare", &Payment::platformShare),
        field("state", &Payment::state),
        field("failureMessage", &Payment::failureMessage),
        field("gatewayId", &Payment::gatewayId),
        field("createdAt", &Payment::createdAt),
        field("settledAt", &Payment::settledAt),
        field("receiptNumber", &Payment::receiptNumber),
        field("discount", &Payment::discount),
        field("couponCode", &Payment::couponCode),
        field("instalment", &Payment::instalment),
        field("instalments", &Payment::instalments),
        field("standing", &Payment::standing),
        field("isGift", &Payment::isGift),
        field("isForBundle", &Payment::isForBundle),
        field("bookingId", &Payment::bookingId),
        field("transferReference", &Payment::transferReference),
        field("sessionAt", &Payment::sessionAt));
};

template <>
struct Fields<TransferDetails> {
    static constexpr auto all = std::make_tuple(
        field("reference", &TransferDetails::reference),
        field("holder", &TransferDetails::holder),
        field("account", &TransferDetails::account),
        field("bankCode", &TransferDetails::bankCode),
        field("bankName", &TransferDetails::bankName),
        field("missing", &TransferDetails::missing),
        field("pageUrl", &TransferDetails::pageUrl),
        field("payUntil", &TransferDetails::payUntil));
};

template <>
struct Fields<TransferBalance> {
    static constexpr auto all = std::make_tuple(
        field("unused", &TransferBalance::unused));
};

template <>
struct Fields<TransferReturnForm> {
    static constexpr auto all = std::make_tuple(
        field("amount", &TransferReturnForm::amount));
};

template <>
struct Fields<Checkout> {
    static constexpr auto all = std::make_tuple(
        field("payment", &Checkout::payment),
        field("clientSecret", &Checkout::clientSecret),
        field("publishableKey", &Checkout::publishableKey),
        field("stripeJsUrl", &Checkout::stripeJsUrl),
        field("checkoutUrl", &Checkout::checkoutUrl),
        field("allowedHosts", &Checkout::allowedHosts),
        field("transfer", &Checkout::transfer));
};

template <>
struct Fields<MethodSetup> {
    static constexpr auto all = std::make_tuple(
        field("setupId", &MethodSetup::setupId),
        field("checkoutUrl", &MethodSetup::checkoutUrl),
        field("allowedHosts", &MethodSetup::allowedHosts));
};

template <>
struct Fields<EnrollResult> {
    static constexpr auto all = std::make_tuple(
        field("enrollment", &EnrollResult::enrollment),
        field("checkout", &EnrollResult::checkout),
        field("setup", &EnrollResult::setup));
};

template <>
struct Fields<CreateIntentForm> {
    static constexpr auto all = std::make_tuple(
        field("enrollmentId", &CreateIntentForm::enrollmentId));
};

template <>
struct Fields<ConfirmForm> {
    static constexpr auto all = std::make_tuple(
        field("paymentId", &ConfirmForm::paymentId));
};

} // namespace lectern::json
