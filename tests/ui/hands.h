#pragma once
#include <QAbstractButton>
#include <QCoreApplication>

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

inline void press(QWidget* in, const char* name)
{
    named<QAbstractButton>(in, name)->click();
    settle();
}

} // namespace lectern::fakes
