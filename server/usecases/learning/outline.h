#pragma once
#include "usecases/context.h"

namespace lectern::learning {

/// The outline with files and attachments; a reader decides what to show of it.
[[nodiscard]] Outline loadOutline(store::Transaction& transaction, const CourseId& course);

} // namespace lectern::learning
