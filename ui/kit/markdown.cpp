#include "ui/kit/markdown.h"
#include "ui/kit/pageframe.h"
#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QWheelEvent>

namespace lectern {

MarkdownView::MarkdownView(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(this, &QTextBrowser::anchorClicked, this, [](const QUrl& url) {
        if (url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http") ||
            url.scheme() == QStringLiteral("mailto"))
            QDesktopServices::openUrl(url);
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] { setMarkdownText(m_markdown); });
}

void MarkdownView::setMarkdownText(const QString& markdown)
{
    m_markdown = markdown;
    document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                          QTextDocument::MarkdownNoHTML);
    restyle();
    updateGeometry();
}

QVariant MarkdownView::loadResource(int, const QUrl&) { return {}; }

void MarkdownView::restyle()
{
    document()->setDefaultFont(uiFont(textsize::body));
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        format.setLineHeight(level > 0 ? 120 : 145, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 0 && block.blockNumber() > 0 ? space::l : 0);
        format.setBottomMargin(block.textList() ? space::xs : space::s);
        cursor.setBlockFormat(format);
        if (level == 0) continue;
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat text;
        text.setProperty(QTextFormat::FontSizeAdjustment, 0);
        text.setFont(uiFont(level == 1   ? textsize::title
                            : level == 2 ? textsize::lead + 1
                                         : textsize::body,
                            QFont::DemiBold));
        cursor.mergeCharFormat(text);
    }
}

int MarkdownView::heightForWidth(int width) const
{
    // Measuring changes the layout of the document, so it is put back afterwards.
    auto* doc = document();
    const qreal before = doc->textWidth();
    doc->setTextWidth(width);
    const int height = int(doc->size().height()) + 2;
    doc->setTextWidth(before);
    return height;
}

QSize MarkdownView::sizeHint() const { return {400, heightForWidth(width() > 50 ? width() : 400)}; }
QSize MarkdownView::minimumSizeHint() const { return {80, heightForWidth(width() > 50 ? width() : 400)}; }

void MarkdownView::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    updateGeometry();
}

void MarkdownView::wheelEvent(QWheelEvent* event) { event->ignore(); }

MarkdownEditor::MarkdownEditor(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit)
    , m_preview(new MarkdownView)
    , m_tabs(new QTabBar)
    , m_stack(new QStackedWidget)
    , m_tools(new QWidget)
{
    m_edit->setObjectName(name);
    m_edit->setTabChangesFocus(true);
    m_edit->setMinimumHeight(190);
    m_tabs->addTab(tr("Write"));
    m_tabs->addTab(tr("Preview"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setObjectName(name + QStringLiteral(".tabs"));
    auto* tools = row(0);
    tools->addWidget(tool(tr("B"), tr("Bold (Ctrl+B)"), QKeySequence::Bold,
                          [this] { wrap(QStringLiteral("**"), QStringLiteral("**")); }));
    tools->addWidget(tool(tr("I"), tr("Italic (Ctrl+I)"), QKeySequence::Italic,
                          [this] { wrap(QStringLiteral("*"), QStringLiteral("*")); }));
    tools->addWidget(tool(tr("H"), tr("Heading"), {}, [this] { prefix(QStringLiteral("## ")); }));
    tools->addWidget(tool(QStringLiteral("•"), tr("List"), {}, [this] { prefix(QStringLiteral("- ")); }));
    tools->addWidget(
        tool(tr("Link"), tr("Link"), {}, [this] { wrap(QStringLiteral("["), QStringLiteral("](https://)")); }));
    m_tools->setLayout(tools);
    auto* head = row(space::s);
    head->addWidget(m_tabs);
    head->addStretch();
    head->addWidget(m_tools);
    m_stack->addWidget(m_edit);
    auto* sheet = new Card(nullptr, space::l);
    sheet->body()->addWidget(m_preview);
    sheet->body()->addStretch();
    m_stack->addWidget(makeScroller(sheet));
    auto* all = column(space::xs);
    all->addLayout(head);
    all->addWidget(m_stack, 1);
    setLayout(all);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab == 1) m_preview->setMarkdownText(m_edit->toPlainText());
        m_tools->setVisible(tab == 0);
        m_stack->setCurrentIndex(tab);
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, &MarkdownEditor::edited);
}

void MarkdownEditor::setMarkdown(const QString& markdown)
{
    if (markdown == m_edit->toPlainText()) return;
    const QSignalBlocker block(m_edit);
    m_edit->setPlainText(markdown);
    m_preview->setMarkdownText(markdown);
}

void MarkdownEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    m_tools->setEnabled(!readOnly);
}

QToolButton* MarkdownEditor::tool(const QString& text, const QString& tip, QKeySequence keys, std::function<void()> act)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::NoFocus);
    button->setFont(uiFont(textsize::small, QFont::DemiBold));
    connect(button, &QToolButton::clicked, this, act);
    if (keys.isEmpty()) return button;
    auto* shortcut = new QShortcut(keys, m_edit);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, act);
    return button;
}

void MarkdownEditor::wrap(const QString& before, const QString& after)
{
    QTextCursor cursor = m_edit->textCursor();
    const QString selected = cursor.selectedText();
    cursor.insertText(before + selected + after);
    if (selected.isEmpty()) cursor.movePosition(QTextCursor::Left, QTextCursor::MoveAnchor, int(after.size()));
    m_edit->setTextCursor(cursor);
    m_edit->setFocus();
}

void MarkdownEditor::prefix(const QString& mark)
{
    QTextCursor cursor = m_edit->textCursor();
    cursor.movePosition(QTextCursor::StartOfLine);
    cursor.insertText(mark);
    m_edit->setFocus();
}

} // namespace lectern
