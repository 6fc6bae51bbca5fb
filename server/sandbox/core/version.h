#pragma once

namespace lectern::sandbox {

/// The one API version whose shapes the sandbox speaks; the npm package stripe@23.1.0 carries its types.
inline constexpr char ApiVersion[] = "2026-10-28.endive";

} // namespace lectern::sandbox
