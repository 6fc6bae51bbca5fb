#pragma once
#include <QByteArray>
#include <QList>
#include <functional>

namespace lectern::bench {

/// A payment that waits, and its student.
struct Awaited {
    qint64 number = 0;
    QString student;
};

/// Sends the success of each payment, `perSecond` of them, to the webhook of a server; each student has a live connection.
/// Answers how many milliseconds after the webhook's 200 the news was there; empty when something did not come.
[[nodiscard]] std::vector<double> newsAfterAcceptance(quint16 port, const QByteArray& tokenSecret, int perSecond, const QList<Awaited>& payments, const std::function<QByteArray(qint64)>& request);

} // namespace lectern::bench
