#pragma once
#include <QList>
#include <QString>

namespace lectern {

/// One page of a list. `nextCursor` is opaque; empty on the last page.
template <class T>
struct Page {
    QList<T> items;
    QString nextCursor;
    bool operator==(const Page&) const = default;
};

/// Where to go on reading a list. `limit` 1…200.
struct PageRequest {
    QString cursor;
    int limit = 50;
};

} // namespace lectern
