#pragma once
#include "domain/codec.h"
#include "domain/accounts.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<User> {
    static constexpr auto all = std::make_tuple(
        field("id", &User::id),
        field("name", &User::name),
        field("email", &User::email),
        field("role", &User::role),
        field("state", &User::state),
        field("country", &User::country),
        field("createdAt", &User::createdAt));
};

template <>
struct Fields<Session> {
    static constexpr auto all = std::make_tuple(
        field("user", &Session::user),
        field("accessToken", &Session::accessToken),
        field("refreshToken", &Session::refreshToken),
        field("accessExpiresAt", &Session::accessExpiresAt));
};

template <>
struct Fields<RegisterForm> {
    static constexpr auto all = std::make_tuple(
        field("name", &RegisterForm::name),
        field("email", &RegisterForm::email),
        field("password", &RegisterForm::password),
        field("role", &RegisterForm::role));
};

template <>
struct Fields<LoginForm> {
    static constexpr auto all = std::make_tuple(
        field("email", &LoginForm::email),
        field("password", &LoginForm::password));
};

template <>
struct Fields<DemoAccount> {
    static constexpr auto all = std::make_tuple(
        field("name", &DemoAccount::name),
        field("email", &DemoAccount::email),
        field("password", &DemoAccount::password),
        field("role", &DemoAccount::role));
};

template <>
struct Fields<ServerInfo> {
    static constexpr auto all = std::make_tuple(
        field("name", &ServerInfo::name),
        field("version", &ServerInfo::version),
        field("paymentsAvailable", &ServerInfo::paymentsAvailable),
        field("defaultCurrency", &ServerInfo::defaultCurrency),
        field("platformShareBps", &ServerInfo::platformShareBps),
        field("holdDays", &ServerInfo::holdDays),
        field("refundDays", &ServerInfo::refundDays),
        field("refundMaxPercent", &ServerInfo::refundMaxPercent),
        field("offlineMethods", &ServerInfo::offlineMethods),
        field("offlineInstructions", &ServerInfo::offlineInstructions),
        field("country", &ServerInfo::country),
        field("taxes", &ServerInfo::taxes),
        field("byHand", &ServerInfo::byHand),
        field("demoAccounts", &ServerInfo::demoAccounts));
};

template <>
struct Fields<PasswordChange> {
    static constexpr auto all = std::make_tuple(
        field("current", &PasswordChange::current),
        field("password", &PasswordChange::password));
};

template <>
struct Fields<PasswordReset> {
    static constexpr auto all = std::make_tuple(
        field("email", &PasswordReset::email),
        field("code", &PasswordReset::code),
        field("password", &PasswordReset::password));
};

} // namespace lectern::json
