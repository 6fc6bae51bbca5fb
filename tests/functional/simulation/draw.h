#pragma once
#include <cstdint>
#include <vector>

namespace lectern::simulation {

/// Decisions from a seed (splitmix64): the same row of them with every compiler and library.
class Draw
{
public:
    explicit Draw(std::uint64_t seed) : m_state(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    /// From 0 up to `count` - 1.
    int below(int count) { return count <= 1 ? 0 : static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
    std::int64_t between(std::int64_t low, std::int64_t high) { return high <= low ? low : low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T>
    const T& of(const std::vector<T>& list)
    {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

private:
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state;
};

} // namespace lectern::simulation
