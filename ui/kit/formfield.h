#pragma once
#include "ui/kit/widgets.h"
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace lectern {

/// Label, input and below it a hint that gives way to what is wrong.
class FormField final : public QWidget
{
    Q_OBJECT
public:
    FormField(const QString& label, QWidget* input, const QString& hint = {}, QWidget* parent = nullptr);
    void setError(const QString& text); ///< empty: none
    void setHint(const QString& hint);  ///< shown while nothing is wrong
    [[nodiscard]] QString errorText() const { return m_wrong ? m_note->text() : QString(); }
    [[nodiscard]] QWidget* input() const { return m_input; }

private:
    QWidget* m_input;
    QLabel* m_note;
    QString m_hint;
    bool m_wrong = false;
};

/// The fields of a form by the names that errors use. Puts each error where it belongs.
class FormErrors
{
public:
    void add(const QString& field, FormField* widget) { m_fields.insert(field, widget); }
    void clear();
    /// Shows the error at its field and moves the focus there; false when no field has that name.
    [[nodiscard]] bool show(const Error& error);

private:
    QHash<QString, FormField*> m_fields;
};

/// A coloured box with a sentence: the place for an error that belongs to no field, a reason or a warning.
class Notice final : public QFrame
{
    Q_OBJECT
public:
    explicit Notice(Tone tone = Tone::Red, QWidget* parent = nullptr);
    void say(const QString& text, const QString& title = {}); ///< empty text hides it
    void setTone(Tone tone);
    /// A button at its right.
    QPushButton* addButton(const QString& text, const QString& name);
    [[nodiscard]] QString text() const { return m_text->text(); }

private:
    void paintTone();
    Tone m_tone;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_row;
};

/// `name` is the stable object name that tests and tours use.
[[nodiscard]] QSpinBox* makeSpinBox(const QString& name, int low, int high, int value);
/// A day, typed or picked, as the locale writes it short.
[[nodiscard]] QDateEdit* makeDateEdit(const QString& name, const QDate& day);

/// Amount and currency.
class MoneyEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit MoneyEdit(const QString& name, QWidget* parent = nullptr);
    void setMoney(const Money& money);
    void setCurrencyFixed(bool fixed);
    [[nodiscard]] Result<Money> money() const;
    /// Where nothing and zero mean "none": the amount, or absent.
    [[nodiscard]] std::optional<Money> positive() const;
    /// What is typed and is no amount, as an error of `field`.
    [[nodiscard]] std::optional<Error> problem(const QString& field) const;
    [[nodiscard]] QLineEdit* amount() const { return m_amount; }

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_amount;
    QComboBox* m_currency;
};

} // namespace lectern
