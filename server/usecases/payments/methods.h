#pragma once
#include "domain/schedules.h"
#include "usecases/context.h"

/// What the gateway keeps for a student. A customer is made there once and used again.
namespace lectern::methods {

[[nodiscard]] Result<Page<SavedMethod>> list(const Services& services, const Caller& caller);
/// A setup at the gateway, for the page on which the student types what is to be kept.
/// The page on which a method is given for a setup of the gateway.
[[nodiscard]] MethodSetup pageOf(const Services& services, const QString& setup);
[[nodiscard]] Result<MethodSetup> setUp(const Services& services, const Caller& caller);
[[nodiscard]] Result<Page<SavedMethod>> makeDefault(const Services& services, const Caller& caller, const QString& method);
/// The one that running plans are collected from stays until another one is chosen.
[[nodiscard]] Result<Page<SavedMethod>> remove(const Services& services, const Caller& caller, const QString& method);
/// For the setup page, after its ticket was checked.
[[nodiscard]] Result<QString> clientSecretOf(const Services& services, const QString& setup);

/// Id of the user's customer at the gateway; makes it when there is none. Calls the gateway: not within a transaction.
[[nodiscard]] Result<QString> customerOf(const Services& services, const UserId& user);
/// The same, where there is one; else empty.
[[nodiscard]] Result<QString> knownCustomer(const Services& services, const UserId& user);
/// Cards that may pay for the user now without being typed again, the chosen one first; none when the gateway does not say. Accounts have to be agreed to each time. Calls the gateway.
[[nodiscard]] QList<SavedMethod> usableCards(const Services& services, const UserId& user);
/// "Visa •••• 4242".
[[nodiscard]] QString labelOf(const SavedMethod& method);
/// In the transaction that settles: what was kept of a payment is what plans are collected from, unless something else is.
void keep(store::Transaction& transaction, const UserId& user, const QString& method);

} // namespace lectern::methods
