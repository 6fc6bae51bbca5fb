#pragma once
#include <QByteArray>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// One input. Defined by each target; called by libFuzzer or by replay.cpp.
void takeInput(const QByteArray& input);

/// What must hold for every input; ends the program when it does not.
inline void hold(bool condition, const char* what)
{
    if (condition) return;
    qCritical("does not hold: %s", what);
    std::abort();
}

/// The part of `input` up to the first line feed, and what follows it.
inline std::pair<QByteArray, QByteArray> split(const QByteArray& input)
{
    const qsizetype end = input.indexOf('\n');
    return end < 0 ? std::pair(input, QByteArray()) : std::pair(input.left(end), input.mid(end + 1));
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
#define LECTERN_FUZZ_TARGET                                                                                                                        \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)                                                              \
    {                                                                                                                                              \
        takeInput(QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)));                                                  \
        return 0;                                                                                                                                  \
    }
