#pragma once
#include "ui/kit/formfield.h"
#include <QDialog>

namespace lectern {

/// A dialog that cannot lose work: it stays open with everything typed until what it asked for has worked. The
/// owner connects submitted(), sets busy, and closes it with done() or says what went wrong with fail().
class DialogFrame : public QDialog
{
    Q_OBJECT
public:
    DialogFrame(const QString& title, const QString& submitText, const QString& name, QWidget* parent);
    void setBusy(bool busy);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// Shows the error at its field or on top, and gives the dialog back to the user.
    void fail(const Error& error);
    [[nodiscard]] QPushButton* submitButton() const { return m_submit; }
    /// Escape, Cancel and the window's cross: not while busy, and not without asking when something was typed.
    void reject() override;
    [[nodiscard]] bool isDirty() const; ///< some input is not as it was when the dialog opened

Q_SIGNALS:
    void submitted();

protected:
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    void setIntro(const QString& text);
    FormField* addField(const QString& field, const QString& label, QWidget* input, const QString& hint = {});
    void setSubmitKind(ButtonKind kind);
    void setSubmitText(const QString& text);
    void setCancelText(const QString& text);
    void hideCancel();
    void takeAsOpened(); ///< what is in the inputs now is not something that was typed
    void setSubmitEnabled(bool enabled);
    void addFooterWidget(QWidget* widget);
    /// Checks the input; false keeps the dialog open. Called before submitted().
    [[nodiscard]] virtual std::optional<Error> check() { return std::nullopt; }
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void trySubmit();
    void growToContent();
    [[nodiscard]] QStringList inputs() const;

    QVBoxLayout* m_body;
    class DialogBody* m_scroll;
    QHBoxLayout* m_footer;
    QLabel* m_intro;
    Notice* m_notice;
    QPushButton* m_submit;
    QPushButton* m_cancel;
    FormErrors m_errors;
    bool m_busy = false;
    bool m_enabled = true;
    QString m_submitText;
    std::optional<QStringList> m_opened; ///< the inputs when it was first shown
};

/// Asks for a reason, with the consequence said above it.
class ReasonDialog final : public DialogFrame
{
    Q_OBJECT
public:
    struct Text
    {
        QString title;
        QString consequence;
        QString submit;
        bool required = true;
        bool dangerous = true;
        QString hint = {}; ///< below the field; empty: who reads it
    };
    ReasonDialog(const Text& text, QWidget* parent);
    [[nodiscard]] QString reason() const;

protected:
    std::optional<Error> check() override;

private:
    QPlainTextEdit* m_reason;
    bool m_required;
};

} // namespace lectern
