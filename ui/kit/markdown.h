#pragma once
#include "ui/kit/widgets.h"
#include <QPlainTextEdit>
#include <QTextBrowser>

class QTabBar;
class QStackedWidget;

namespace lectern {

/// Shows Markdown as tall as it is. Raw HTML is text, pictures from elsewhere are not loaded, and a link opens in the
/// browser only after a click.
class MarkdownView final : public QTextBrowser
{
    Q_OBJECT
public:
    explicit MarkdownView(QWidget* parent = nullptr);
    void setMarkdownText(const QString& markdown);
    QVariant loadResource(int type, const QUrl& name) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void restyle();
    QString m_markdown;
};

/// Writes Markdown with a bar of the usual marks and a preview beside (wide) or behind a tab (narrow).
class MarkdownEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit MarkdownEditor(const QString& name, QWidget* parent = nullptr);
    [[nodiscard]] QString markdown() const { return m_edit->toPlainText(); }
    void setMarkdown(const QString& markdown);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    void wrap(const QString& before, const QString& after);
    void prefix(const QString& mark);
    QToolButton* tool(const QString& text, const QString& tip, QKeySequence keys, std::function<void()> act);

    QPlainTextEdit* m_edit;
    MarkdownView* m_preview;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    QWidget* m_tools;
};

} // namespace lectern
