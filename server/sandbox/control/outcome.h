#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

/// What a control call answers: an object, or a message for the person who called.
struct Outcome
{
    int status = 200;
    QJsonObject body;

    [[nodiscard]] static Outcome wrong(const QString& message, int status = 400);
    [[nodiscard]] static Outcome of(const Answer& answer);
    [[nodiscard]] static Outcome of(const Refusal& refusal);
    [[nodiscard]] static Outcome unknown();
};

} // namespace lectern::sandbox
