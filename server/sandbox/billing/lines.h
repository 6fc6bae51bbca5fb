#pragma once
#include <QJsonArray>
#include <QJsonObject>

namespace lectern::sandbox {

struct Sandbox;

// The lines of an invoice: https://docs.stripe.com/api/invoice-line-item

struct Period
{
    qint64 start = 0;
    qint64 end = 0;
};

/// A period that is billed in full; for nothing while it is a trial. `item`: a subscription item.
[[nodiscard]] QJsonObject periodLine(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& item,
                                     const Period& period, bool trial);
/// Something that is paid once, on a subscription's first invoice.
[[nodiscard]] QJsonObject singleLine(const Sandbox& sandbox, const QJsonObject& subscription, const QJsonObject& price,
                                     qint64 quantity);
/// What changing a subscription's items at that time credits and costs for the rest of their period, to the second and
/// rounded to the minor unit. Items that stay as they are make no lines.
[[nodiscard]] QJsonArray prorationLines(const Sandbox& sandbox, const QJsonObject& subscription,
                                        const QJsonArray& before, const QJsonArray& after, qint64 at);
/// What the items that are given up had still been paid for.
[[nodiscard]] QJsonArray unusedTimeLines(const Sandbox& sandbox, const QJsonObject& subscription,
                                         const QJsonArray& items, qint64 at);
[[nodiscard]] qint64 sumOf(const QJsonArray& lines);

} // namespace lectern::sandbox
