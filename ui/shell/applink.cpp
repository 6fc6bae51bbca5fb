#include "ui/shell/applink.h"
#include "domain/admissions.h"
#include <QUrlQuery>

namespace lectern {

AppLink appLink(const QUrl& url)
{
    if (url.scheme() != QLatin1String("lectern")) return {};
    const QUrl server(QUrlQuery(url).queryItemValue(QStringLiteral("server"), QUrl::FullyDecoded));
    if (url.host() == QLatin1String("payments")) return {AppLink::Kind::Payments, {}, server};
    const QString code = invitationCode(url.path().section(u'/', 1, 1));
    if (url.host() == QLatin1String("invite") && !code.isEmpty()) return {AppLink::Kind::Invite, code, server};
    return {};
}

} // namespace lectern
