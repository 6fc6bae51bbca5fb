#pragma once

namespace lectern {

/// An axis from zero to `top` in even steps.
struct Scale
{
    double top = 1;
    int ticks = 2;    ///< marks, the one at zero included
    int decimals = 0; ///< that its labels need
};

/// Round steps (1, 2, 2.5 or 5 times a power of ten) that reach `highest`, at most five of them. `whole`: counts, and
/// currencies without a smaller unit.
[[nodiscard]] Scale scaleFor(double highest, bool whole);

} // namespace lectern
