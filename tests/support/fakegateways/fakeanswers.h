#pragma once
#include "fakes/fakedata.h"
#include <QHash>
#include <QPromise>
#include <QSet>
#include <functional>
#include <memory>

namespace lectern::fakes {

enum class Mode { Full, VeryFull, Empty, Loading, Failed, Offline };

/// How the fake gateways answer. A test counts calls, makes the next one fail, holds answers back and lets them go.
class FakeAnswers
{
public:
    explicit FakeAnswers(Mode initial) : mode(initial) {}
    Mode mode;
    QHash<QString, int> calls;
    QHash<QString, Error> failNext; ///< by the name of the call; used once
    QSet<QString> held;             ///< calls whose answers wait for release()
    QList<QString> keys;            ///< idempotency keys in order
    void release(const QString& call)
    {
        held.remove(call);
        const auto waiting = m_waiting.take(call);
        for (const auto& go : waiting)
            go();
    }
    [[nodiscard]] bool very() const { return mode == Mode::VeryFull; }

    template <class T>
    Reply<T> answer(const char* call, const T& value)
    {
        const QString name = QString::fromLatin1(call);
        ++calls[name];
        Result<T> result(value);
        if (failNext.contains(name))
            result = failNext.take(name);
        else if (mode == Mode::Offline)
            result = makeError(ErrorCode::Offline);
        else if (mode == Mode::Failed)
            result = makeError(ErrorCode::Unavailable,
                               QStringLiteral("The database is away for maintenance. Try again in a few minutes."));
        if (mode != Mode::Loading && !held.contains(name)) return QtFuture::makeReadyFuture(result);
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        if (mode == Mode::Loading)
            m_never.append(promise);
        else
            m_waiting[name].append([promise, result] {
                promise->addResult(result);
                promise->finish();
            });
        return promise->future();
    }

    template <class T>
    Reply<Page<T>> paged(const char* call, const QList<T>& all, const PageRequest& page)
    {
        Page<T> result;
        if (mode != Mode::Empty) {
            const int from = page.cursor.toInt();
            result.items = all.mid(from, page.limit);
            if (from + page.limit < all.size()) result.nextCursor = QString::number(from + page.limit);
        }
        return answer(call, result);
    }

private:
    QHash<QString, QList<std::function<void()>>> m_waiting;
    QList<std::shared_ptr<void>> m_never;
};

} // namespace lectern::fakes
