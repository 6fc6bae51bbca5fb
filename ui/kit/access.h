#pragma once

namespace lectern {

/// What the person before the screen may do on an admin's page. For an auditor a page has no control that changes
/// anything: what may never be pressed is not there, instead of being there in grey.
enum class Access { Full, ReadOnly };

} // namespace lectern
