#include "robot.h"
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTest>
#include <QTextEdit>

namespace lectern::tour {

namespace {

[[noreturn]] void fail(const QString& what) { throw StepFailed(what.toStdString()); }

bool contains(const QString& haystack, const QString& needle)
{
    QString plain = haystack;
    plain.remove(u'&');
    return plain.contains(needle, Qt::CaseInsensitive);
}

QString textOf(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(widget)) return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    if (const auto* edit = qobject_cast<const QTextEdit*>(widget)) return edit->toPlainText();
    if (const auto* line = qobject_cast<const QLineEdit*>(widget)) return line->text();
    return {};
}

} // namespace

QWidget* Robot::find(const QString& name)
{
    // A dialog on top comes before what it covers.
    QWidgetList roots{QApplication::activePopupWidget(), QApplication::activeModalWidget()};
    roots << QApplication::topLevelWidgets();
    for (QWidget* root : roots) {
        if (!root || !root->isVisible()) continue;
        if (root->objectName() == name) return root;
        for (QWidget* widget : root->findChildren<QWidget*>(name)) {
            if (widget->isVisible()) return widget;
        }
    }
    return nullptr;
}

void Robot::until(const std::function<bool()>& condition, const QString& what, int timeoutMs)
{
    if (!QTest::qWaitFor(condition, timeoutMs)) fail(QStringLiteral("waited in vain for %1").arg(what));
}

bool Robot::sees(const QString& name) const { return find(name) != nullptr; }

QWidget* Robot::see(const QString& name, int timeoutMs)
{
    until([&] { QWidget* widget = find(name); return widget && widget->isEnabled(); }, name, timeoutMs);
    return find(name);
}

void Robot::clickWidget(QWidget* widget)
{
    // Scroll areas: what is outside cannot be clicked by anybody.
    widget->setFocus(Qt::OtherFocusReason);
    QTest::qWait(30);
    // Of a wide radio button only the mark and the words take clicks.
    const QPoint middle = widget->rect().center();
    QTest::mouseClick(widget, Qt::LeftButton, {}, qobject_cast<QRadioButton*>(widget) ? QPoint(10, middle.y()) : middle);
}

void Robot::click(const QString& name) { clickWidget(see(name)); }

void Robot::type(const QString& name, const QString& text)
{
    QWidget* widget = see(name);
    widget->setFocus();
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(widget, Qt::Key_Delete);
    for (const QChar c : text) {
        if (c == u'\n') QTest::keyClick(widget, Qt::Key_Return);
        else QTest::sendKeyEvent(QTest::Click, widget, static_cast<Qt::Key>(c.toUpper().unicode()), QString(c), Qt::NoModifier);
    }
}

void Robot::choose(const QString& comboName, const QString& item)
{
    auto* combo = qobject_cast<QComboBox*>(see(comboName));
    if (!combo) fail(comboName + QStringLiteral(" is not a combo box"));
    int index = -1;
    until([&] { index = combo->findText(item, Qt::MatchContains); return index >= 0; }, QStringLiteral("\"%1\" in %2").arg(item, comboName));
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Home);
    for (int i = 0; i < 200 && combo->currentIndex() != index; ++i) QTest::keyClick(combo, combo->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
}

void Robot::pickRow(const QString& viewName, const QString& text, bool activate)
{
    auto* view = qobject_cast<QAbstractItemView*>(see(viewName));
    if (!view) fail(viewName + QStringLiteral(" is not a view"));
    QModelIndex found;
    const std::function<bool(const QModelIndex&)> search = [&](const QModelIndex& parent) {
        for (int row = 0; row < view->model()->rowCount(parent); ++row) {
            for (int column = 0; column < view->model()->columnCount(parent); ++column) {
                const QModelIndex index = view->model()->index(row, column, parent);
                if (index.data(Qt::DisplayRole).toString().contains(text) || index.data(Qt::AccessibleTextRole).toString().contains(text)) {
                    found = index;
                    return true;
                }
            }
            if (search(view->model()->index(row, 0, parent))) return true;
        }
        return false;
    };
    until([&] { return search({}); }, QStringLiteral("\"%1\" in %2").arg(text, viewName));
    view->scrollTo(found);
    settle();
    const QPoint centre = view->visualRect(found).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, centre);
    if (activate) QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, centre);
}

bool Robot::showsText(const QString& text)
{
    for (QWidget* root : QApplication::topLevelWidgets()) {
        if (!root->isVisible()) continue;
        for (QWidget* widget : root->findChildren<QWidget*>()) {
            if (widget->isVisible() && contains(textOf(widget), text)) return true;
        }
    }
    return false;
}

void Robot::seeText(const QString& text, int timeoutMs)
{
    until([&] { return showsText(text); }, QStringLiteral("the words \"%1\"").arg(text), timeoutMs);
}

void Robot::settle() { QTest::qWait(350); }

} // namespace lectern::tour
