#pragma once
#include "ui/kit/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include <QAbstractButton>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QToolButton>

/// The small parts that every page is made of.
namespace lectern {

enum class TextStyle { Body, Display, Title, Lead, Strong, Muted, Small, Overline, Error };
enum class ButtonKind { Secondary, Primary, Danger, DangerQuiet, Quiet, Link };

[[nodiscard]] QLabel* makeLabel(TextStyle style, const QString& text, QWidget* parent = nullptr);
/// Wraps at the width it gets; for running text.
[[nodiscard]] QLabel* makeText(TextStyle style, const QString& text, QWidget* parent = nullptr);
/// `name` is the stable object name that tests and tours use.
[[nodiscard]] QPushButton* makeButton(ButtonKind kind, const QString& text, const QString& name,
                                      const QString& iconName = {});
[[nodiscard]] QToolButton* makeIconButton(const QString& iconName, const QString& tip, const QString& name);
[[nodiscard]] QFrame* makeDivider();
[[nodiscard]] QVBoxLayout* column(int spacing, QMargins margins = {});
[[nodiscard]] QHBoxLayout* row(int spacing, QMargins margins = {});
/// Tabs without a frame; none is cut off.
[[nodiscard]] QTabBar* makeTabBar(const QString& name, const QString& accessibleName, const QStringList& tabs);
/// Two of the same width, their tops in one line.
[[nodiscard]] QWidget* beside(QWidget* left, QWidget* right);
/// Deletes what is in it, at once.
void clearLayout(QLayout* layout);
void setInvalid(QWidget* widget, bool invalid);
/// Enter presses it as Space does. Qt does so only for the buttons of a dialog.
void pressOnEnter(QAbstractButton* button);

/// White surface with a hairline; its content goes into body().
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr, int margin = space::xl);
    /// With a heading, optionally with something at its right.
    explicit Card(const QString& title, QWidget* corner = nullptr, QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
};

/// A quiet card with one thing in it, as what follows from a choice.
[[nodiscard]] Card* makeBox(QWidget* content);

/// One line that ends in an ellipsis when it does not fit; the whole text is its tool tip.
class ElidedLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(TextStyle style, const QString& text = {}, QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A word on a soft surface: a state that is never told by colour alone.
class Chip final : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const ChipSpec& spec = {}, QWidget* parent = nullptr);
    void setSpec(const ChipSpec& spec);
    [[nodiscard]] QString text() const { return m_spec.text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ChipSpec m_spec;
};

/// An amount in tabular figures.
class MoneyLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit MoneyLabel(int pixelSize = textsize::body, QWidget* parent = nullptr);
    void setMoney(const Money& money) { setText(moneyText(money)); }
    void setText(const QString& text);
    void setTone(Tone tone);
    [[nodiscard]] QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    QFont m_font;
    std::optional<Tone> m_tone;
};

/// "3 min ago" that keeps itself right; the exact time is its tool tip.
class TimeLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit TimeLabel(const QDateTime& time = {}, QWidget* parent = nullptr);
    void setTime(const QDateTime& time);

private:
    void refresh();
    QDateTime m_time;
};

/// A round mark with initials in a colour of their own.
class Avatar final : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(const QString& name = {}, int size = 32, QWidget* parent = nullptr);
    void setName(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
};

/// A number with its name, an optional remark and an icon.
class StatTile final : public Card
{
    Q_OBJECT
public:
    StatTile(const QString& title, const QString& iconName, Tone tone, QWidget* parent = nullptr);
    void setValue(const QString& value);
    void setRemark(const QString& remark);
    void setBadge(const ChipSpec& spec);

private:
    MoneyLabel* m_value;
    ElidedLabel* m_remark;
    Chip* m_badge;
};

} // namespace lectern
