#pragma once
#include "domain/codec.h"
#include "domain/statements.h"
#include "domain/fields/vaults.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<PayoutAccount> {
    static constexpr auto all = std::make_tuple(
        field("state", &PayoutAccount::state),
        field("gatewayId", &PayoutAccount::gatewayId),
        field("currentlyDue", &PayoutAccount::currentlyDue),
        field("disabledReason", &PayoutAccount::disabledReason),
        field("deadline", &PayoutAccount::deadline));
};

template <>
struct Fields<OnboardingLink> {
    static constexpr auto all = std::make_tuple(
        field("url", &OnboardingLink::url),
        field("expiresAt", &OnboardingLink::expiresAt));
};

template <>
struct Fields<StatementTotal> {
    static constexpr auto all = std::make_tuple(
        field("kind", &StatementTotal::kind),
        field("count", &StatementTotal::count),
        field("amount", &StatementTotal::amount));
};

template <>
struct Fields<Statement> {
    static constexpr auto all = std::make_tuple(
        field("vaultId", &Statement::vaultId),
        field("vaultKind", &Statement::vaultKind),
        field("ownerName", &Statement::ownerName),
        field("organisation", &Statement::organisation),
        field("from", &Statement::from),
        field("until", &Statement::until),
        field("opening", &Statement::opening),
        field("closing", &Statement::closing),
        field("owedOpening", &Statement::owedOpening),
        field("owedClosing", &Statement::owedClosing),
        field("totals", &Statement::totals),
        field("lines", &Statement::lines));
};

template <>
struct Fields<WithdrawalContents> {
    static constexpr auto all = std::make_tuple(
        field("withdrawal", &WithdrawalContents::withdrawal),
        field("totals", &WithdrawalContents::totals),
        field("lines", &WithdrawalContents::lines),
        field("lineCount", &WithdrawalContents::lineCount));
};

template <>
struct Fields<AccountLine> {
    static constexpr auto all = std::make_tuple(
        field("account", &AccountLine::account),
        field("opening", &AccountLine::opening),
        field("debits", &AccountLine::debits),
        field("credits", &AccountLine::credits),
        field("closing", &AccountLine::closing));
};

template <>
struct Fields<MonthReport> {
    static constexpr auto all = std::make_tuple(
        field("month", &MonthReport::month),
        field("sales", &MonthReport::sales),
        field("refunds", &MonthReport::refunds),
        field("disputes", &MonthReport::disputes),
        field("tax", &MonthReport::tax),
        field("teacherShares", &MonthReport::teacherShares),
        field("platformShares", &MonthReport::platformShares),
        field("gatewayFees", &MonthReport::gatewayFees),
        field("platformResult", &MonthReport::platformResult),
        field("withdrawals", &MonthReport::withdrawals),
        field("salesCount", &MonthReport::salesCount),
        field("refundsCount", &MonthReport::refundsCount),
        field("accounts", &MonthReport::accounts));
};

template <>
struct Fields<DebtLine> {
    static constexpr auto all = std::make_tuple(
        field("vaultId", &DebtLine::vaultId),
        field("teacherName", &DebtLine::teacherName),
        field("owed", &DebtLine::owed),
        field("since", &DebtLine::since),
        field("days", &DebtLine::days));
};

} // namespace lectern::json
