#pragma once
#include <QAbstractButton>
#include <QCoreApplication>
#include <QWidget>

/// Hands on real widgets, found by their names.
namespace lectern::fakes {

template <class W>
W* named(QWidget* in, const char* name)
{
    auto* found = in->findChild<W*>(QLatin1String(name));
    if (!found) qFatal("there is no %s", name);
    return found;
}

/// Answers of the fake server come with the event loop.
inline void settle()
{
    for (int i = 0; i < 6; ++i) QCoreApplication::processEvents();
}

/// A page, as large as it stands in a window.
template <class Page>
Page& shown(Page& page)
{
    page.resize(1200, 900);
    page.show();
    settle();
    return page;
}

inline void press(QWidget* in, const char* name)
{
    named<QAbstractButton>(in, name)->click();
    settle();
}

} // namespace lectern::fakes
