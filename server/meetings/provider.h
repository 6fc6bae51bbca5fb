#pragma once
#include "domain/result.h"
#include <QDateTime>
#include <QString>
#include <optional>

/// Where live sessions are held, when it is not the teacher's own room.
namespace lectern::meetings {

struct MeetingRequest {
    QString booking; ///< ours; the service keeps it, so that a meeting whose answer was lost is found again
    QString topic;
    QDateTime startsAt; ///< UTC
    int minutes = 60;
    QString hostEmail;  ///< of the teacher
};

struct Meeting {
    QString id; ///< the service's
    QString joinUrl;
    QString passcode;
};

/// A service that makes meetings. Called outside of transactions. Errors: GatewayBusy when it is slow, away or asks to wait
/// (`retryAfterSeconds`), GatewayDenied when it does not know us, GatewayRefused for what it will never do, NotFound.
class Provider
{
public:
    virtual ~Provider() = default;
    /// The same booking twice makes one meeting.
    virtual Result<Meeting> create(const MeetingRequest& request) = 0;
    virtual Result<Done> move(const QString& id, const MeetingRequest& request) = 0;
    /// A meeting that is not there is no error.
    virtual Result<Done> remove(const QString& id) = 0;
    /// The address from which the host starts it; short-lived.
    virtual Result<QString> hostUrl(const QString& id) = 0;
};

} // namespace lectern::meetings
