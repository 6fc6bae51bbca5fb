#pragma once
#include "meetings/provider.h"
#include <memory>

namespace lectern::meetings {

/// A server-to-server app of Zoom's marketplace (developers.zoom.us/docs/internal-apps/s2s-oauth).
struct ZoomConfig {
    QString accountId; ///< empty: Zoom is not set up
    QString clientId;
    QString clientSecret;
    QString host;      ///< whose meetings they are: an e-mail address or id at Zoom; empty: each teacher's own address
    QString oauthBase = QStringLiteral("https://zoom.us");
    QString apiBase = QStringLiteral("https://api.zoom.us/v2");
    int timeoutMs = 15'000;
};

/// Meetings API (developers.zoom.us/docs/api/meetings). Callable from any thread. The token is kept until shortly before
/// it ends; where Zoom asks to wait (429, Retry-After) nothing is asked of it until then.
class Zoom final : public Provider
{
public:
    explicit Zoom(ZoomConfig config);
    ~Zoom() override;
    Result<Meeting> create(const MeetingRequest& request) override;
    Result<Done> move(const QString& id, const MeetingRequest& request) override;
    Result<Done> remove(const QString& id) override;
    Result<QString> hostUrl(const QString& id) override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::meetings
