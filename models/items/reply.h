#pragma once
#include "gateways/gateways.h"
#include <QFutureWatcher>

namespace lectern {

/// Calls `handler(const Result<T>&)` in the thread of `context` once the reply is there; never, when `context` is
/// gone by then. Qt 6.4's own `QFuture::then(context, …)` asserts that the context is still alive when the future
/// finishes (qfuture_impl.h), so closing a page with a request under way would abort a debug build. A watcher that
/// is a child of the context has no such hole.
template <class T, class Handler>
void whenDone(QObject* context, Reply<T> reply, Handler handler)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, handler]() mutable {
        watcher->deleteLater();
        const QFuture<Result<T>> future = watcher->future();
        if (future.resultCount() > 0) {
            handler(Result<T>(future.resultAt(0)));
        } else {
            handler(Result<T>(makeError(ErrorCode::Internal)));
        }
    });
    watcher->setFuture(reply);
}

/// Tells a current answer from a stale one: take `next()` when asking, compare with `is()` when the answer comes.
class RequestId
{
public:
    quint64 next() { return ++m_id; }
    [[nodiscard]] bool is(quint64 id) const { return id == m_id; }
    void invalidate() { ++m_id; }

private:
    quint64 m_id = 0;
};

} // namespace lectern
