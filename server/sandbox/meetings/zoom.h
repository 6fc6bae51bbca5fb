#pragma once
#include "http/listener/message.h"

namespace lectern::sandbox {

struct Sandbox;

/// The stand-in for Zoom, in the shapes of its Meetings API (developers.zoom.us/docs/api/meetings):
/// `POST /oauth/token` (server-to-server), `/v2/users/{id}/meetings`, `/v2/meetings/{id}`; and the pages behind its
/// links, `/zoom/j/{id}` for guests and `/zoom/s/{id}` for the host.
[[nodiscard]] bool isMeetingPath(const QString& path);
[[nodiscard]] http::Response meetingAnswer(Sandbox& sandbox, const http::Request& request);

} // namespace lectern::sandbox
