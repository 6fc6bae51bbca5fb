#pragma once
#include <QString>
#include <QUrl>

namespace lectern {

/// What a link from outside asks for; it can open something to look at, and does nothing by itself.
struct AppLink
{
    enum class Kind {
        None,     ///< not one of ours
        Payments, ///< lectern://payments: back from the gateway's own page
        Invite,   ///< lectern://invite/CODE
    };
    Kind kind = Kind::None;
    QString code; ///< of an invitation
    QUrl server;  ///< the school that it is from; empty: not said
    bool operator==(const AppLink&) const = default;
};
[[nodiscard]] AppLink appLink(const QUrl& url);

} // namespace lectern
