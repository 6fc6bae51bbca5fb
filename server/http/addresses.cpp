#include "http/addresses.h"

namespace lectern::http {

Networks::Networks(const QStringList& entries, QStringList* wrong)
{
    for (const QString& entry : entries) {
        const auto subnet = QHostAddress::parseSubnet(entry.trimmed());
        if (!subnet.first.isNull() && subnet.second >= 0) m_subnets.append({subnet.first, subnet.second});
        else if (wrong) wrong->append(entry);
    }
}

bool Networks::contains(const QString& address) const
{
    QHostAddress host(address);
    bool isMapped = false;
    const quint32 ipv4 = host.toIPv4Address(&isMapped); // also of ::ffff:a.b.c.d
    if (isMapped) host = QHostAddress(ipv4);
    return std::any_of(m_subnets.begin(), m_subnets.end(), [&](const auto& subnet) { return host.isInSubnet(subnet.first, subnet.second); });
}

QString clientAddress(const QString& peer, const QByteArray& forwardedFor, const Networks& trusted)
{
    if (forwardedFor.isEmpty() || !trusted.contains(peer)) return peer;
    const QList<QByteArray> hops = forwardedFor.split(',');
    QString client = peer;
    for (auto hop = hops.crbegin(); hop != hops.crend(); ++hop) {
        const QHostAddress address(QString::fromLatin1(hop->trimmed()));
        if (address.isNull()) return client; // written by nobody we trust
        client = address.toString();
        if (!trusted.contains(client)) return client;
    }
    return client;
}

} // namespace lectern::http
