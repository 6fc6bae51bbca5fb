#pragma once
#include <QJsonObject>
#include <QString>
#include <optional>

namespace lectern::sandbox {

class Clock;

/// Where ids come from, once per process. Without a seed they are random and carry the time of `clock`; with one, the
/// n-th id of a prefix is a function of seed, prefix and n alone, so that the same requests make the same ids again.
void setIdSource(const Clock& clock, std::optional<quint64> seed);
/// The counters behind seeded ids, for the state file.
[[nodiscard]] QJsonObject idCounters();
void setIdCounters(const QJsonObject& counters);

/// `length` random characters of Stripe's alphabet (base62).
[[nodiscard]] QString randomToken(int length);
[[nodiscard]] QString randomDigits(int length);

/// An id shaped as Stripe's newer ones: prefix, version digit, creation time, account, random: `pi_3Mtw…` (24
/// characters after the prefix). With a seed, the time gives way to a counter, so that ids still sort by age.
[[nodiscard]] QString longId(const char* prefix, char version);

/// An id shaped as Stripe's older ones: `cus_` + 14 characters.
[[nodiscard]] QString shortId(const char* prefix, int length = 14);

} // namespace lectern::sandbox
