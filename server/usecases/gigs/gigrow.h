#pragma once
#include "usecases/gigs/gigs.h"
#include <QJsonDocument>

namespace lectern::gigs {

[[nodiscard]] Gig toGig(const store::Row& row);
[[nodiscard]] GigCard cardOf(const store::Row& row);
[[nodiscard]] Result<Gig> load(store::Transaction& transaction, const GigId& id);
/// The teacher's own one, locked.
[[nodiscard]] Result<Gig> lockOwn(store::Transaction& transaction, const Caller& caller, const GigId& id);
void record(store::Transaction& transaction, const Services& services, const Caller& caller, const Gig& gig, const QString& kind, const QString& reason);
void write(store::Transaction& transaction, const Gig& gig, const QDateTime& now);
template <class T>
QString jsonText(const T& value)
{
    return QString::fromUtf8(QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact));
}

} // namespace lectern::gigs
