#pragma once
#include "http/authenticator.h"

namespace lectern::http {

/// tus 1.0 (tus.io/protocols/resumable-upload): core, creation, termination, checksum. Teachers only.
class Uploads
{
public:
    Uploads(const Services& services, Authenticator& authenticator) : m_services(services), m_authenticator(authenticator) {}
    [[nodiscard]] static bool owns(const Request& request); ///< the path is under /api/uploads
    /// OPTIONS, POST, HEAD, DELETE.
    [[nodiscard]] Response handle(const Request& request);
    /// PATCH: appends what arrives to the part on disk, with constant memory.
    [[nodiscard]] std::unique_ptr<BodySink> patch(const Request& head);

private:
    Response create(const Request& request, const Caller& caller);
    Response head(const Caller& caller, const FileId& id);
    const Services& m_services;
    Authenticator& m_authenticator;
};

} // namespace lectern::http
