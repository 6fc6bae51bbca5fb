#include "ui/theme/theme.h"
#include "ui/theme/inputguard.h"
#include "ui/theme/keyboardfocus.h"
#include "ui/kit/plurals.h"
#include "ui/theme/style.h"
#include <QApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QStandardPaths>
#include <QStyleHints>

// The client's pictures are in a static library; without this the linker leaves them out.
static void initResources() { Q_INIT_RESOURCE(client); }

namespace lectern {

namespace {

void findIcons()
{
    // Platforms without a desktop know no icon folders of their own.
    QStringList paths = QIcon::themeSearchPaths();
    for (const QString& path : QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"),
                                                         QStandardPaths::LocateDirectory)) {
        if (!paths.contains(path)) paths.append(path);
    }
    QIcon::setThemeSearchPaths(paths);
    QIcon::setThemeName(QStringLiteral("breeze"));
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
}

} // namespace

Theme::Theme()
    : m_tokens(Tokens::light())
{
}

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

void Theme::install(QApplication& app, ThemeMode mode)
{
    // Qt 6.4 does not tell the scheme; the palette that the platform gave before ours replaces it does.
    m_systemDark = app.palette().color(QPalette::Window).lightness() < 128;
    m_installed = true;
    m_mode = mode;
    initResources();
    if (!m_plurals) {
        m_plurals = new EnglishPlurals(this);
        QCoreApplication::installTranslator(m_plurals);
    }
    findIcons();
    KeyboardFocus::install(&app);
    InputGuard::install(&app);
    QApplication::setStyle(new LecternStyle);
    QApplication::setFont(uiFont(textsize::body));
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_mode == ThemeMode::System) apply();
    });
#endif
    apply();
}

void Theme::setMode(ThemeMode mode)
{
    if (m_mode == mode) return;
    m_mode = mode;
    if (m_installed) apply();
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return m_systemDark;
#endif
}

void Theme::apply()
{
    const bool dark = m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && systemIsDark());
    m_tokens = dark ? Tokens::darkened() : Tokens::light();
    QPalette p;
    p.setColor(QPalette::Window, m_tokens.paper);
    p.setColor(QPalette::WindowText, m_tokens.ink);
    p.setColor(QPalette::Base, m_tokens.card);
    p.setColor(QPalette::AlternateBase, m_tokens.sunken);
    p.setColor(QPalette::Text, m_tokens.ink);
    p.setColor(QPalette::Button, m_tokens.card);
    p.setColor(QPalette::ButtonText, m_tokens.ink);
    p.setColor(QPalette::Highlight, m_tokens.accent);
    p.setColor(QPalette::HighlightedText, m_tokens.onAccent);
    p.setColor(QPalette::PlaceholderText, m_tokens.inkFaint);
    p.setColor(QPalette::ToolTipBase, m_tokens.ink);
    p.setColor(QPalette::ToolTipText, m_tokens.paper);
    p.setColor(QPalette::Link, m_tokens.of(Tone::Accent));
    p.setColor(QPalette::LinkVisited, m_tokens.of(Tone::Accent));
    p.setColor(QPalette::Mid, m_tokens.line);
    p.setColor(QPalette::Light, m_tokens.card);
    p.setColor(QPalette::Dark, m_tokens.lineStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, m_tokens.inkFaint);
    QApplication::setPalette(p);
    qApp->setStyleSheet(styleSheetOf(m_tokens));
    Q_EMIT changed();
}

QFont uiFont(int pixelSize, QFont::Weight weight)
{
    static const QStringList families = [] {
        const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        return QFontDatabase::hasFamily(QStringLiteral("Inter")) ? QStringList{QStringLiteral("Inter"), system}
                                                                 : QStringList{system};
    }();
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(pixelSize);
    font.setWeight(weight);
    return font;
}

} // namespace lectern
