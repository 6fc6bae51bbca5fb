#pragma once
#include <QString>
#include <iterator>

namespace lectern {

/// One spelling per enumerator; toText() and fromText() of an enum are searches in such a table.
template <class E>
struct EnumName {
    E value;
    const char* text;
};

} // namespace lectern

/// Defines toText(Enum) and fromText(text, out) as declared in the header of the enum.
#define LECTERN_ENUM(Enum, ...)                                                                                        \
    static constexpr EnumName<Enum> k##Enum##Names[] = {__VA_ARGS__};                                                  \
    QString toText(Enum value)                                                                                         \
    {                                                                                                                  \
        for (const auto& name : k##Enum##Names) {                                                                      \
            if (name.value == value) return QString::fromLatin1(name.text);                                            \
        }                                                                                                              \
        return {};                                                                                                     \
    }                                                                                                                  \
    bool fromText(const QString& text, Enum& out)                                                                      \
    {                                                                                                                  \
        for (const auto& name : k##Enum##Names) {                                                                      \
            if (text == QLatin1String(name.text)) {                                                                    \
                out = name.value;                                                                                      \
                return true;                                                                                           \
            }                                                                                                          \
        }                                                                                                              \
        return false;                                                                                                  \
    }
