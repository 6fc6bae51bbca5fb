#pragma once
#include "domain/error.h"
#include <utility>
#include <variant>

namespace lectern {

/// A value or the reason why there is none.
template <class T>
class [[nodiscard]] Result
{
public:
    Result() : m_state(Error{}) {} ///< for containers of futures only: an Internal error
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const T& value() const& { return std::get<0>(m_state); }
    [[nodiscard]] T& value() & { return std::get<0>(m_state); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] const Error& error() const { return std::get<1>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const T& operator*() const& { return std::get<0>(m_state); }
    T& operator*() & { return std::get<0>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// For operations that only succeed or fail.
struct Done {
    bool operator==(const Done&) const = default;
};

} // namespace lectern
