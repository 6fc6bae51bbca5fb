#pragma once
#include "domain/ids.h"
#include "domain/result.h"
#include <QDateTime>
#include <QJsonObject>

namespace lectern {

/// An auditor sees everything that an admin sees and can change nothing.
enum class Role { Student, Teacher, Admin, Auditor };
enum class UserState { Active, Blocked };
QString toText(Role);
bool fromText(const QString&, Role&);
QString toText(UserState);
bool fromText(const QString&, UserState&);

struct User {
    UserId id;
    QString name;
    QString email;
    Role role = Role::Student;
    UserState state = UserState::Active;
    QString country; ///< ISO 3166-1 alpha-2, for taxes; empty: the organisation's
    QDateTime createdAt;
    bool operator==(const User&) const = default;
};
QJsonObject toJson(const User&);
Result<User> userFromJson(const QJsonObject&);

/// A logged-in device. The access token lives 15 minutes; each refresh token works once.
struct Session {
    User user;
    QString accessToken;
    QString refreshToken;
    QDateTime accessExpiresAt;
    bool operator==(const Session&) const = default;
};
QJsonObject toJson(const Session&);
Result<Session> sessionFromJson(const QJsonObject&);

struct RegisterForm {
    QString name;
    QString email;
    QString password;
    Role role = Role::Student; ///< Student or Teacher; admins are made by `lecternd create-admin` or another admin
    bool operator==(const RegisterForm&) const = default;
};
QJsonObject toJson(const RegisterForm&);
Result<RegisterForm> registerFormFromJson(const QJsonObject&);

struct LoginForm {
    QString email;
    QString password;
    bool operator==(const LoginForm&) const = default;
};
QJsonObject toJson(const LoginForm&);
Result<LoginForm> loginFormFromJson(const QJsonObject&);

/// An account that the demo shows on the login screen; a production server returns none.
struct DemoAccount {
    QString name;
    QString email;
    QString password;
    Role role = Role::Student;
    bool operator==(const DemoAccount&) const = default;
};

/// What a client may know before anybody logs in (`GET /api/server`).
struct ServerInfo {
    QString name;    ///< of the organisation
    QString version; ///< of lecternd
    bool paymentsAvailable = false;
    QString defaultCurrency;
    int platformShareBps = 2000; ///< the platform's share of a sale where nothing else was agreed
    int holdDays = 14;           ///< until a sale becomes available to its teacher
    int refundDays = 14;         ///< a student may take a purchase back within so many days…
    int refundMaxPercent = 30;   ///< …having seen at most so much of the course
    QStringList offlineMethods;  ///< "cash", "cheque", "bank_transfer", as far as this school takes them
    QString offlineInstructions; ///< where to pay, in the school's words
    QString country;             ///< ISO 3166-1 alpha-2 of the organisation
    bool taxes = false;          ///< taxes depend on the student's country: ask for it
    bool byHand = false;         ///< no payment service: admins report at a desk what has arrived and what was sent
    QList<DemoAccount> demoAccounts;
    bool operator==(const ServerInfo&) const = default;
};
QJsonObject toJson(const ServerInfo&);
Result<ServerInfo> serverInfoFromJson(const QJsonObject&);

/// While logged in.
struct PasswordChange {
    QString current;
    QString password; ///< the new one
    bool operator==(const PasswordChange&) const = default;
};
QJsonObject toJson(const PasswordChange&);
Result<PasswordChange> passwordChangeFromJson(const QJsonObject&);

/// A new password for an account whose old one was forgotten; `code` came by mail.
struct PasswordReset {
    QString email;
    QString code; ///< eight digits, spaces and dashes ignored
    QString password;
    bool operator==(const PasswordReset&) const = default;
};
QJsonObject toJson(const PasswordReset&);
Result<PasswordReset> passwordResetFromJson(const QJsonObject&);

} // namespace lectern
