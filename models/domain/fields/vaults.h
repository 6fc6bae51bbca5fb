#pragma once
#include "domain/codec.h"
#include "domain/vaults.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<VaultRelease> {
    static constexpr auto all = std::make_tuple(
        field("at", &VaultRelease::at),
        field("amount", &VaultRelease::amount),
        field("waitsForGateway", &VaultRelease::waitsForGateway));
};

template <>
struct Fields<VaultBalance> {
    static constexpr auto all = std::make_tuple(
        field("pending", &VaultBalance::pending),
        field("available", &VaultBalance::available),
        field("reserved", &VaultBalance::reserved),
        field("lifetime", &VaultBalance::lifetime),
        field("owed", &VaultBalance::owed),
        field("fees", &VaultBalance::fees));
};

template <>
struct Fields<Vault> {
    static constexpr auto all = std::make_tuple(
        field("id", &Vault::id),
        field("kind", &Vault::kind),
        field("ownerId", &Vault::ownerId),
        field("ownerName", &Vault::ownerName),
        field("balances", &Vault::balances),
        field("minimumWithdrawal", &Vault::minimumWithdrawal),
        field("twoAdminsAbove", &Vault::twoAdminsAbove),
        field("holdDays", &Vault::holdDays),
        field("nextReleaseAt", &Vault::nextReleaseAt),
        field("nextReleaseAmount", &Vault::nextReleaseAmount),
        field("releases", &Vault::releases),
        field("createdAt", &Vault::createdAt));
};

template <>
struct Fields<SaleFigures> {
    static constexpr auto all = std::make_tuple(
        field("paid", &SaleFigures::paid),
        field("tax", &SaleFigures::tax),
        field("platformShare", &SaleFigures::platformShare),
        field("teacherShare", &SaleFigures::teacherShare),
        field("receipt", &SaleFigures::receipt));
};

template <>
struct Fields<VaultEntry> {
    static constexpr auto all = std::make_tuple(
        field("id", &VaultEntry::id),
        field("kind", &VaultEntry::kind),
        field("description", &VaultEntry::description),
        field("amount", &VaultEntry::amount),
        field("moved", &VaultEntry::moved),
        field("balanceAfter", &VaultEntry::balanceAfter),
        field("owedAfter", &VaultEntry::owedAfter),
        field("paymentId", &VaultEntry::paymentId),
        field("withdrawalId", &VaultEntry::withdrawalId),
        field("sale", &VaultEntry::sale),
        field("at", &VaultEntry::at));
};

template <>
struct Fields<VaultPoint> {
    static constexpr auto all = std::make_tuple(
        field("day", &VaultPoint::day),
        field("earned", &VaultPoint::earned),
        field("balance", &VaultPoint::balance));
};

template <>
struct Fields<VaultSeries> {
    static constexpr auto all = std::make_tuple(
        field("points", &VaultSeries::points));
};

template <>
struct Fields<WithdrawalForm> {
    static constexpr auto all = std::make_tuple(
        field("amount", &WithdrawalForm::amount),
        field("note", &WithdrawalForm::note));
};

template <>
struct Fields<Withdrawal> {
    static constexpr auto all = std::make_tuple(
        field("id", &Withdrawal::id),
        field("vaultId", &Withdrawal::vaultId),
        field("vaultKind", &Withdrawal::vaultKind),
        field("ownerName", &Withdrawal::ownerName),
        field("amount", &Withdrawal::amount),
        field("state", &Withdrawal::state),
        field("note", &Withdrawal::note),
        field("reason", &Withdrawal::reason),
        field("gatewayId", &Withdrawal::gatewayId),
        field("transferId", &Withdrawal::transferId),
        field("reference", &Withdrawal::reference),
        field("decidedBy", &Withdrawal::decidedBy),
        field("approvedBy", &Withdrawal::approvedBy),
        field("approvedByIds", &Withdrawal::approvedByIds),
        field("approvalsNeeded", &Withdrawal::approvalsNeeded),
        field("requestedAt", &Withdrawal::requestedAt),
        field("decidedAt", &Withdrawal::decidedAt),
        field("finishedAt", &Withdrawal::finishedAt));
};

template <>
struct Fields<WithdrawalDecision> {
    static constexpr auto all = std::make_tuple(
        field("approve", &WithdrawalDecision::approve),
        field("reason", &WithdrawalDecision::reason),
        field("reference", &WithdrawalDecision::reference));
};

} // namespace lectern::json
