#pragma once
#include <QAbstractItemView>
#include <QWidget>
#include <functional>
#include <stdexcept>

/// Uses the client as a person does: looks for what is visible, clicks and types through real events.
namespace lectern::tour {

struct StepFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Robot
{
public:
    /// A visible, enabled widget by its object name, waited for.
    QWidget* see(const QString& name, int timeoutMs = 15'000);
    /// True when it is visible now.
    [[nodiscard]] bool sees(const QString& name) const;
    void click(const QString& name);
    void clickWidget(QWidget* widget);
    void type(const QString& name, const QString& text); ///< replaces what is there
    void choose(const QString& comboName, const QString& item);
    /// Waits for a row whose text contains `text` and activates it (double click) or selects it (click).
    void pickRow(const QString& viewName, const QString& text, bool activate);
    /// Waits until some visible label, button or text shows `text`.
    void seeText(const QString& text, int timeoutMs = 15'000);
    void until(const std::function<bool()>& condition, const QString& what, int timeoutMs = 15'000);
    void settle(); ///< lets animations and pending answers pass
    [[nodiscard]] static bool showsText(const QString& text);

private:
    [[nodiscard]] static QWidget* find(const QString& name);
};

} // namespace lectern::tour
