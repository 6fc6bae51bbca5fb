#pragma once
#include "usecases/context.h"

namespace lectern::accounts {

/// argon2id over libsodium; self-describing strings.
[[nodiscard]] QString hashPassword(const QString& password);
[[nodiscard]] bool verifyPassword(const QString& hash, const QString& password);
/// True when the hash was made with weaker parameters than today's.
[[nodiscard]] bool needsRehash(const QString& hash);

/// Registers and logs in. A teacher's vault is made in the same transaction.
[[nodiscard]] Result<Session> registerUser(const Services& services, const Caller& caller, const RegisterForm& form);
/// Makes a user of any role; for `lecternd create-admin` and the demo.
[[nodiscard]] Result<User> createUser(const Services& services, const Caller& caller, const RegisterForm& form, bool mayBeAdmin);
/// The same error and the same work whether the address or the password is wrong.
[[nodiscard]] Result<Session> login(const Services& services, const Caller& caller, const LoginForm& form);
/// Each refresh token works once; a second use ends its whole family (a copy was stolen), save within some seconds of the
/// first, when the answer was lost.
[[nodiscard]] Result<Session> refresh(const Services& services, const Caller& caller, const QString& refreshToken);
[[nodiscard]] Result<Done> logout(const Services& services, const Caller& caller, const QString& refreshToken);
/// Logs every device out; the answer is a session for the one that asked.
[[nodiscard]] Result<Session> changePassword(const Services& services, const Caller& caller, const PasswordChange& change);
/// Mails a code if there is such an account; says nothing about whether there is.
[[nodiscard]] Result<Done> forgotPassword(const Services& services, const Caller& caller, const QString& email);
/// Five attempts for each code, which works once and for half an hour.
[[nodiscard]] Result<Session> resetPassword(const Services& services, const Caller& caller, const PasswordReset& reset);
[[nodiscard]] Result<User> rename(const Services& services, const Caller& caller, const QString& name);
[[nodiscard]] Result<User> setBlocked(const Services& services, const Caller& caller, const UserId& id, bool blocked, const QString& reason);
[[nodiscard]] Result<User> setRole(const Services& services, const Caller& caller, const UserId& id, Role role, const QString& reason);
[[nodiscard]] Result<User> findUser(const Services& services, const UserId& id);
/// Of these users those who were blocked or have another role by now, also by another process.
[[nodiscard]] Result<QList<UserId>> noLongerIn(const Services& services, const QHash<UserId, Role>& roles);
[[nodiscard]] Result<Page<User>> listUsers(const Services& services, const UserFilter& filter, const PageRequest& page);

} // namespace lectern::accounts
