#pragma once
#include <QColor>

/// The look of the client, once. Nothing outside ui/theme names a colour, a text size or a distance of its own.
namespace lectern {

namespace space {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 24, xxl = 32;
}
namespace textsize {
inline constexpr int small = 12, body = 14, lead = 16, title = 20, display = 28;
}
inline constexpr int kRadius = 8;
inline constexpr int kRowHeight = 40;
inline constexpr int kReadableWidth = 760; ///< of forms and running text
inline constexpr int kContentWidth = 1280; ///< of tables and dashboards

/// What a colour means. Chips, tiles and notices take a tone, never a colour.
enum class Tone { Neutral, Accent, Gold, Red, Green, Blue };
inline constexpr int kToneCount = 6;

struct Tokens
{
    bool dark = false;
    QColor ink, inkSoft, inkFaint;    ///< text: full, secondary, tertiary (still AA on card)
    QColor paper, card, sunken, rail; ///< surfaces
    QColor line, lineStrong;          ///< hairlines, input borders
    QColor accent, accentHover, onAccent;
    QColor tone[kToneCount];     ///< text and marks of a tone on its soft surface or on card
    QColor toneSoft[kToneCount]; ///< its surface
    [[nodiscard]] QColor of(Tone t) const { return tone[int(t)]; }
    [[nodiscard]] QColor softOf(Tone t) const { return toneSoft[int(t)]; }
    static Tokens light();
    static Tokens darkened();
};

} // namespace lectern
