#include "ui/theme/tokens.h"

namespace lectern {

namespace {
QColor rgb(unsigned value) { return QColor::fromRgb(value | 0xFF000000U); }
} // namespace

Tokens Tokens::light()
{
    Tokens t;
    t.dark = false;
    t.ink = rgb(0x1B1F24);
    t.inkSoft = rgb(0x4F5761);
    t.inkFaint = rgb(0x6A727C);
    t.paper = rgb(0xFBFAF7);
    t.card = rgb(0xFFFFFF);
    t.sunken = rgb(0xF4F2EC);
    t.rail = rgb(0xF4F2EC);
    t.line = rgb(0xE7E3DA);
    t.lineStrong = rgb(0xCDC7BA);
    t.accent = rgb(0x0F766E);
    t.accentHover = rgb(0x0B5F59);
    t.onAccent = rgb(0xFFFFFF);
    const unsigned tones[] = {0x4F5761, 0x0B665F, 0x885610, 0xB42318, 0x116A31, 0x1F5FA8};
    const unsigned softs[] = {0xEFEDE7, 0xDFF0EE, 0xFBEFD9, 0xFCE9E7, 0xE1F3E6, 0xE4EEF9};
    for (int i = 0; i < kToneCount; ++i) {
        t.tone[i] = rgb(tones[i]);
        t.toneSoft[i] = rgb(softs[i]);
    }
    return t;
}

Tokens Tokens::darkened()
{
    Tokens t;
    t.dark = true;
    t.ink = rgb(0xECEDEE);
    t.inkSoft = rgb(0xB1B8C0);
    t.inkFaint = rgb(0x929BA5);
    t.paper = rgb(0x15181B);
    t.card = rgb(0x1D2125);
    t.sunken = rgb(0x191C20);
    t.rail = rgb(0x111416);
    t.line = rgb(0x2C3238);
    t.lineStrong = rgb(0x444C55);
    t.accent = rgb(0x2CB3A5);
    t.accentHover = rgb(0x45C7BA);
    t.onAccent = rgb(0x05201D);
    const unsigned tones[] = {0xB1B8C0, 0x4FCBBE, 0xE5B25D, 0xF58A7E, 0x63CB8A, 0x7DB8F5};
    const unsigned softs[] = {0x2A2F35, 0x12332F, 0x352913, 0x3B1F1C, 0x16321F, 0x182C42};
    for (int i = 0; i < kToneCount; ++i) {
        t.tone[i] = rgb(tones[i]);
        t.toneSoft[i] = rgb(softs[i]);
    }
    return t;
}

} // namespace lectern
