#pragma once
#include "domain/result.h"
#include <QFuture>

namespace lectern {

/// What every call of a gateway answers: at once, with the value or an Error (Offline when the server could not be
/// reached) to come. Continue with `whenDone(context, …)` and keep a request id against stale answers.
template <class T>
using Reply = QFuture<Result<T>>;

} // namespace lectern
