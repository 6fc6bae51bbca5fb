#pragma once
#include "domain/codec.h"
#include "domain/wallets.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<WalletBalance> {
    static constexpr auto all = std::make_tuple(
        field("available", &WalletBalance::available),
        field("reserved", &WalletBalance::reserved));
};

template <>
struct Fields<StudentWallet> {
    static constexpr auto all = std::make_tuple(
        field("balances", &StudentWallet::balances),
        field("minimumTopUp", &StudentWallet::minimumTopUp),
        field("maximumTopUp", &StudentWallet::maximumTopUp));
};

template <>
struct Fields<WalletEntry> {
    static constexpr auto all = std::make_tuple(
        field("id", &WalletEntry::id),
        field("kind", &WalletEntry::kind),
        field("description", &WalletEntry::description),
        field("amount", &WalletEntry::amount),
        field("balanceAfter", &WalletEntry::balanceAfter),
        field("paymentId", &WalletEntry::paymentId),
        field("at", &WalletEntry::at));
};

template <>
struct Fields<TopUpForm> {
    static constexpr auto all = std::make_tuple(
        field("amount", &TopUpForm::amount));
};

} // namespace lectern::json
