#pragma once
#include "simulation/client.h"

/// Cards that students keep for what is collected without them.
namespace lectern::simulation {

struct Broken {
    QString before; ///< that pays
    QString broke;  ///< that does not, and is the usual one now
};

/// Another card that every charge is declined of becomes the usual one.
[[nodiscard]] Broken breakCard(Client& client, const Account& student, const QByteArray& key);
/// The one before is the usual one again.
void mendCard(Client& client, const Account& student, const Broken& card);

} // namespace lectern::simulation
