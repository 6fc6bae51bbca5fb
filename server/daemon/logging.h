#pragma once

namespace lectern::daemon {

/// One JSON object a line on stderr, for every Qt log message. Messages that are JSON objects are merged in.
void installJsonLogging();

} // namespace lectern::daemon
