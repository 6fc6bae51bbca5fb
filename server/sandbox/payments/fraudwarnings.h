#pragma once
#include <QString>

namespace lectern::sandbox {

struct Sandbox;

/// The early fraud warning that follows a charge on such a test card:
/// https://docs.stripe.com/radar/early-fraud-warnings
void planFraudWarning(Sandbox& sandbox, const QString& chargeId);
void registerFraudWarningTasks(Sandbox& sandbox);

} // namespace lectern::sandbox
