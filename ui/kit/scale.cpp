#include "ui/kit/scale.h"
#include <algorithm>
#include <cmath>

namespace lectern {

namespace {

bool isWhole(double value) { return std::abs(value - std::round(value)) < 1e-9; }

} // namespace

Scale scaleFor(double highest, bool whole)
{
    constexpr int kSteps = 4; // aimed at; a round step may need one more or fewer
    if (highest <= 0) highest = kSteps;
    const double least = highest / kSteps;
    const double power = std::pow(10, std::floor(std::log10(least)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        const double one = factor * power;
        if (one < least * (1 - 1e-9) || (whole && !isWhole(one))) continue;
        step = one;
        break;
    }
    if (whole) step = std::max(1.0, std::round(step));
    const int steps = std::max(1, static_cast<int>(std::ceil(highest / step - 1e-9)));
    int decimals = 0;
    for (double rest = step; decimals < 3 && !isWhole(rest); ++decimals) rest *= 10;
    return {step * steps, steps + 1, decimals};
}

} // namespace lectern
