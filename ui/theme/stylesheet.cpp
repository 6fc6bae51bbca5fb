#include "ui/theme/theme.h"
#include <QHash>
#include <QRegularExpression>

namespace lectern {

namespace {

// @name is replaced by the token of that name.
const char* const kSheet = R"(
* { outline: none; }
QWidget { color: @ink; }
QToolTip { background: @ink; color: @paper; border: none; padding: 6px 8px; font-size: 12px; }
QLabel { background: transparent; }
QLabel[text-role="display"] { font-size: 28px; font-weight: 600; }
QLabel[text-role="title"] { font-size: 20px; font-weight: 600; }
QLabel[text-role="lead"] { font-size: 16px; font-weight: 600; }
QLabel[text-role="strong"] { font-weight: 600; }
QLabel[text-role="muted"] { color: @inkSoft; }
QLabel[text-role="small"] { color: @inkFaint; font-size: 12px; }
QLabel[text-role="overline"] { color: @inkFaint; font-size: 12px; font-weight: 600; }
QLabel[text-role="error"] { color: @red; font-size: 12px; }

QFrame[card="true"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[card="flat"] { background: @sunken; border: none; border-radius: 8px; }
QFrame[divider="true"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QWidget[surface="paper"] { background: @paper; }
QWidget[surface="card"] { background: @card; }
QWidget[surface="rail"] { background: @rail; }
QFrame[surface="rail"] { background: @rail; border: none; border-right: 1px solid @line; }

QPushButton { background: @card; border: 1px solid @lineStrong; border-radius: 8px; padding: 0 14px; min-height: 34px; font-weight: 500; }
QPushButton::menu-indicator { image: url(:/lectern/ui/chevron-@scheme.svg); width: 12px; height: 12px; subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }
QPushButton[has-menu="true"] { padding-right: 28px; }
QPushButton:hover { background: @sunken; border-color: @inkFaint; }
QPushButton:pressed { background: @line; }
QPushButton[ring="true"] { border: 1px solid @accent; }
QPushButton:disabled { color: @inkFaint; background: @sunken; border-color: @line; }
QPushButton:checked { background: @accentSoft; color: @accentTone; border-color: @accent; font-weight: 600; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[kind="primary"][ring="true"] { border: 2px solid @ink; }
QPushButton[kind="primary"]:disabled { background: @line; color: @inkFaint; border-color: @line; }
QPushButton[kind="danger"] { background: @red; color: @card; border-color: @red; font-weight: 600; }
QPushButton[kind="danger"]:disabled { background: @line; color: @inkFaint; border-color: @line; }
QPushButton[kind="danger"][ring="true"] { border: 2px solid @ink; }
QPushButton[kind="dangerquiet"] { color: @red; }
QPushButton[kind="dangerquiet"]:disabled { color: @inkFaint; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @inkSoft; padding: 0 10px; }
QPushButton[kind="quiet"]:hover { background: @neutralSoft; color: @ink; }
QPushButton[kind="quiet"][ring="true"] { border: 1px solid @accent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: @accentTone; padding: 0 4px; min-height: 24px; }
QPushButton[kind="link"][flush="true"] { padding: 0; margin-left: -1px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"][ring="true"] { border-color: @accent; border-radius: 4px; }
QPushButton[kind="filter"] { min-height: 28px; border-radius: 15px; padding: 0 12px; font-weight: 500; color: @inkSoft; border-color: @line; background: @card; font-size: 13px; }
QPushButton[kind="filter"]:hover { border-color: @lineStrong; color: @ink; }
QPushButton[kind="filter"][ring="true"] { border-color: @accent; }
QPushButton[kind="filter"]:checked { background: @accentSoft; color: @accentTone; border-color: @accentSoft; font-weight: 600; }
QPushButton[kind="filter"][ring="true"]:checked { border-color: @accent; }
QPushButton[kind="filter"]:disabled { background: transparent; color: @inkFaint; border-color: transparent; }
QPushButton[kind="narrowing"] { min-height: 28px; border-radius: 15px; padding: 0 12px; font-weight: 600; font-size: 13px; background: @accentSoft; color: @accentTone; border-color: @accentSoft; }
QPushButton[kind="narrowing"]:hover, QPushButton[kind="narrowing"][ring="true"] { border-color: @accent; }
QPushButton[kind="card"] { text-align: left; padding: 12px; }
QToolButton { border: 1px solid transparent; border-radius: 8px; padding: 6px; background: transparent; color: @inkSoft; }
QToolButton:hover { background: @neutralSoft; }
QToolButton[ring="true"] { border-color: @accent; }
QToolButton:checked { background: @accentSoft; color: @accentTone; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateTimeEdit { background: @card; border: 1px solid @lineStrong; border-radius: 8px; padding: 0 10px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QComboBox, QSpinBox, QDateTimeEdit { min-height: 34px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: @inkFaint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus { border: 2px solid @accent; padding-left: 9px; padding-right: 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @sunken; color: @inkFaint; border-color: @line; }
QLineEdit:read-only { background: @sunken; }
*[invalid="true"] { border-color: @red; }
QTextBrowser { background: transparent; border: none; padding: 0; }
QTextBrowser:focus { border: none; padding: 0; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 26px; subcontrol-origin: padding; subcontrol-position: center right; }
QDateTimeEdit:disabled { background: @sunken; color: @inkFaint; border-color: @line; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url(:/lectern/ui/chevron-@scheme.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @lineStrong; border-radius: 8px; padding: 4px; selection-background-color: @neutralSoft; selection-color: @ink; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }
QSpinBox::up-button, QSpinBox::down-button, QDateTimeEdit::up-button, QTimeEdit::down-button { width: 0; }

QMenu { background: @card; border: 1px solid @line; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 7px 24px 7px 10px; border-radius: 6px; }
QMenu::item:selected { background: @neutralSoft; color: @ink; }
QMenu::item:disabled { color: @inkFaint; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @line; margin: 5px 4px; }

QScrollArea, QScrollArea > QWidget > QWidget[scroll-body="true"] { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: @lineStrong; border-radius: 3px; margin: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @inkFaint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView, QListView, QTreeView { background: transparent; border: none; selection-background-color: @accentSoft; selection-color: @ink; }
QListWidget[rows="true"]::item { padding: 9px 12px; border-radius: 6px; }
QListWidget[rows="true"]::item:selected { background: @accentSoft; color: @ink; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: @card; color: @inkFaint; font-size: 12px; font-weight: 600; border: none; border-bottom: 1px solid @line; padding: 0 12px; height: 36px; }
QHeaderView::section:hover { color: @ink; }
QHeaderView::up-arrow { image: url(:/lectern/ui/up-@scheme.svg); width: 10px; height: 10px; }
QHeaderView::down-arrow { image: url(:/lectern/ui/chevron-@scheme.svg); width: 10px; height: 10px; }
QTableCornerButton::section { background: transparent; border: none; }

QProgressBar { background: @neutralSoft; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QSlider::groove:horizontal { height: 4px; background: @line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; background: @accent; border-radius: 7px; }
QSplitter::handle { background: transparent; }
QTabBar { border: none; }
QTabBar::tab { color: @inkSoft; padding: 8px 4px; margin-right: 20px; border: none; border-bottom: 2px solid transparent; font-weight: 600; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accentTone; }
QTabWidget::pane { border: none; }
QDialog { background: @paper; }
)";

} // namespace

QString styleSheetOf(const Tokens& t)
{
    const QHash<QString, QString> values{
        {QStringLiteral("ink"), t.ink.name()},
        {QStringLiteral("inkSoft"), t.inkSoft.name()},
        {QStringLiteral("inkFaint"), t.inkFaint.name()},
        {QStringLiteral("paper"), t.paper.name()},
        {QStringLiteral("card"), t.card.name()},
        {QStringLiteral("sunken"), t.sunken.name()},
        {QStringLiteral("rail"), t.rail.name()},
        {QStringLiteral("line"), t.line.name()},
        {QStringLiteral("lineStrong"), t.lineStrong.name()},
        {QStringLiteral("accent"), t.accent.name()},
        {QStringLiteral("accentHover"), t.accentHover.name()},
        {QStringLiteral("onAccent"), t.onAccent.name()},
        {QStringLiteral("accentTone"), t.of(Tone::Accent).name()},
        {QStringLiteral("accentSoft"), t.softOf(Tone::Accent).name()},
        {QStringLiteral("neutralSoft"), t.softOf(Tone::Neutral).name()},
        {QStringLiteral("red"), t.of(Tone::Red).name()},
        {QStringLiteral("scheme"), t.dark ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    static const QRegularExpression token(QStringLiteral("@([A-Za-z]+)"));
    const QString sheet = QString::fromLatin1(kSheet);
    QString out;
    qsizetype last = 0;
    auto matches = token.globalMatch(sheet);
    while (matches.hasNext()) {
        const auto match = matches.next();
        out += sheet.mid(last, match.capturedStart() - last) + values.value(match.captured(1));
        last = match.capturedEnd();
    }
    return out + sheet.mid(last);
}

} // namespace lectern
