#pragma once
#include "ui/theme/tokens.h"
#include <QFont>
#include <QObject>

class QApplication;

class QTranslator;

namespace lectern {

enum class ThemeMode { System, Light, Dark };

/// Puts the tokens on the application: palette, style sheet, font and style. One per process.
class Theme final : public QObject
{
    Q_OBJECT
public:
    static Theme& instance();
    /// Call once after QApplication exists and before the first widget.
    void install(QApplication& app, ThemeMode mode);
    void setMode(ThemeMode mode);
    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    [[nodiscard]] const Tokens& tokens() const { return m_tokens; }

Q_SIGNALS:
    void changed();

private:
    Theme();
    void apply();
    [[nodiscard]] bool systemIsDark() const;

    Tokens m_tokens;
    ThemeMode m_mode = ThemeMode::System;
    bool m_installed = false;
    QTranslator* m_plurals = nullptr;
    bool m_systemDark = false;
};

[[nodiscard]] inline const Tokens& tokens() { return Theme::instance().tokens(); }
/// The client's typeface at one of the sizes of textsize.
[[nodiscard]] QFont uiFont(int pixelSize, QFont::Weight weight = QFont::Normal);
/// The style sheet made of tokens; on its own so that a test can look at it.
[[nodiscard]] QString styleSheetOf(const Tokens& tokens);

} // namespace lectern
