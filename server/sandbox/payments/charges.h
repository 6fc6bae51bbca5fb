#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// A charge of an intent's amount on a payment method, succeeded (captured or only authorised); stored, no event yet.
[[nodiscard]] QJsonObject makeCharge(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method,
                                     bool captured, bool authenticated);
/// The charge of an attempt that the bank declined.
[[nodiscard]] QJsonObject makeFailedCharge(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method,
                                           const ApiError& decline);
/// A payment that is no card's, with its `payment_method_details`: pending, or succeeded; stored, no event yet.
[[nodiscard]] QJsonObject makePayment(Sandbox& sandbox, const QJsonObject& intent, const QJsonObject& method,
                                      const QJsonObject& details, bool pending);
/// Books the captured amount; emits charge.updated when `announce`. Does nothing when it was booked before.
void settleCharge(Sandbox& sandbox, const QString& id, bool announce);
/// The name of settleCharge()'s later run in the Scheduler.
void registerChargeTasks(Sandbox& sandbox);
extern const QString SettleChargeTask;

} // namespace lectern::sandbox
