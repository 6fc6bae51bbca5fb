#include "ui/shell/applink.h"
#include "domain/admissions.h"

namespace lectern {

AppLink appLink(const QUrl& url)
{
    if (url.scheme() != QLatin1String("lectern")) return {};
    if (url.host() == QLatin1String("payments")) return {AppLink::Kind::Payments, {}};
    const QString code = invitationCode(url.path().section(u'/', 1, 1));
    if (url.host() == QLatin1String("invite") && !code.isEmpty()) return {AppLink::Kind::Invite, code};
    return {};
}

} // namespace lectern
