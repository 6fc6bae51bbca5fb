#pragma once
#include "fakes/fakeserver.h"
#include <QWidget>
#include <functional>

namespace lectern::gallery {

/// One page or dialog. `name` is the name of its class.
struct Entry
{
    QString name;
    std::function<QWidget*(fakes::FakeServer&)> make;
    QList<fakes::Mode> modes;
    bool dialog = false; ///< drawn at its own size instead of the width of a window
};

/// One of a list that the fake server has, also where it is asked to fail or to have none.
template <class Ask>
[[nodiscard]] auto oneOf(fakes::FakeServer& server, int index, Ask ask)
{
    const fakes::Mode mode = std::exchange(server.mode, fakes::Mode::Full);
    const auto reply = ask();
    server.mode = mode;
    return reply.result()->at(index);
}

[[nodiscard]] QList<Entry> entries();
[[nodiscard]] QList<Entry> dialogEntries();
[[nodiscard]] QList<Entry> booksEntries(); ///< the money and the books of an admin
[[nodiscard]] QList<Entry> payingEntries(); ///< coupons, plans and kept methods
[[nodiscard]] QList<Entry> subscriptionEntries();
[[nodiscard]] QList<Entry> offerEntries(); ///< bundles, gifts, transfers and the desk
[[nodiscard]] QList<Entry> sessionEntries(); ///< live sessions
[[nodiscard]] QWidget* kitSheet();
[[nodiscard]] QList<fakes::Mode> allModes();
[[nodiscard]] QString modeName(fakes::Mode mode);

} // namespace lectern::gallery
