#pragma once
#include "sandbox/control/outcome.h"

namespace lectern::sandbox {

struct Sandbox;

/// `POST <collection>/<id>/<verb>` of the control API: what customers, banks and people at the dashboard do to one
/// object. `what` is `<collection>/<verb>`.
[[nodiscard]] Outcome callOnObject(Sandbox& sandbox, const QString& what, const QString& id, const QJsonObject& body);

} // namespace lectern::sandbox
