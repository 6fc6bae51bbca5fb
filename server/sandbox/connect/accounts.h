#pragma once
#include "sandbox/core/apierror.h"

#include <QStringList>

namespace lectern::sandbox {

struct Sandbox;

// Connected accounts, and what Stripe still wants to know of them:
// https://docs.stripe.com/connect/handling-api-verification
// What was answered is kept beside the account, by the names of the requirements ("individual.first_name").

/// The id of the account whose keys the sandbox takes.
[[nodiscard]] QString platformAccountId();

/// The account as the API shows it, bank accounts included.
[[nodiscard]] QJsonObject accountView(const Sandbox& sandbox, const QString& id);
/// Stores a new account (filled by the resource) and works out its requirements.
[[nodiscard]] QJsonObject openAccount(Sandbox& sandbox, const QJsonObject& account, const QJsonObject& answers);
/// Stores a changed account together with new answers, works out what follows, and emits account.updated and
/// capability.updated where something did.
void updateAccount(Sandbox& sandbox, const QJsonObject& account, const QJsonObject& answers);
/// What is due now, in the order that a form should ask for it.
[[nodiscard]] QStringList dueFields(const Sandbox& sandbox, const QString& accountId);

/// Stripe wants more of an account that was complete. Payouts go on until `deadlineSeconds` have passed; 0: they stop.
[[nodiscard]] Answer requireMore(Sandbox& sandbox, const QString& accountId, const QStringList& fields,
                                 qint64 deadlineSeconds);
/// Answers everything that is due with test data, as if the onboarding page had been filled in.
[[nodiscard]] Answer completeOnboarding(Sandbox& sandbox, const QString& accountId, const QString& bankNumber);
/// Adds a bank account to pay out to.
[[nodiscard]] QJsonObject addBankAccount(Sandbox& sandbox, const QString& accountId, const QString& number,
                                         const QString& routing, const QString& holder);
/// The Capability object of an account, or that there is none.
[[nodiscard]] Answer capabilityView(const Sandbox& sandbox, const QString& accountId, const QString& name);
void registerAccountTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
