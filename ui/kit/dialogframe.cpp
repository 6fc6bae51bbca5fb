#include "ui/kit/dialogframe.h"
#include "domain/validation.h"
#include "ui/kit/confirmdialog.h"
#include <QEvent>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStyle>

namespace lectern {

/// What is between the head of a dialog and its buttons: as high as it needs to be, and it scrolls where the screen is lower.
class DialogBody final : public QScrollArea
{
public:
    explicit DialogBody(QWidget* content)
    {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        viewport()->setAutoFillBackground(false);
        content->setProperty("scroll-body", true);
        setWidget(content);
        content->setAutoFillBackground(false);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    /// As if the bar stood beside it: else what just fits would keep it, and what is narrower for it would not fit.
    int heightForWidth(int width) const override
    {
        return widget()->hasHeightForWidth() ? widget()->heightForWidth(width - verticalScrollBar()->sizeHint().width()) : widget()->sizeHint().height();
    }
    QSize sizeHint() const override { return widget()->sizeHint().expandedTo(widget()->minimumSizeHint()); }
    QSize minimumSizeHint() const override
    {
        const QSize least = widget()->minimumSizeHint();
        return {least.width(), qMin(least.height(), kLeastHeight)};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool isNews = watched == widget() && event->type() == QEvent::LayoutRequest;
        // The least height of words that wrap is that of their least width, and more than they need here.
        if (isNews) widget()->setMinimumHeight(widget()->hasHeightForWidth() ? 1 : 0);
        const bool done = QScrollArea::eventFilter(watched, event);
        if (isNews) updateGeometry(); // the dialog grows with what is in it
        return done;
    }

private:
    static constexpr int kLeastHeight = 120;
};

DialogFrame::DialogFrame(const QString& title, const QString& submitText, const QString& name, QWidget* parent)
    : QDialog(parent)
    , m_body(column(space::l))
    , m_footer(row(space::s))
    , m_intro(makeText(TextStyle::Muted, {}))
    , m_notice(new Notice)
    , m_submit(makeButton(ButtonKind::Primary, submitText, name + QStringLiteral(".submit")))
    , m_cancel(makeButton(ButtonKind::Secondary, tr("Cancel"), name + QStringLiteral(".cancel")))
    , m_submitText(submitText)
{
    setObjectName(name);
    setWindowTitle(title);
    setModal(true);
    setMinimumWidth(480);
    auto* all = column(space::l, {space::xl, space::xl, space::xl, space::l});
    all->addWidget(makeText(TextStyle::Title, title));
    m_intro->hide();
    all->addWidget(m_intro);
    all->addWidget(m_notice);
    auto* content = new QWidget;
    content->setLayout(m_body);
    m_scroll = new DialogBody(content);
    all->addWidget(m_scroll, 1);
    m_footer->addStretch();
    m_footer->addWidget(m_cancel);
    m_footer->addWidget(m_submit);
    all->addLayout(m_footer);
    setLayout(all);
    connect(m_submit, &QPushButton::clicked, this, &DialogFrame::trySubmit);
    connect(m_cancel, &QPushButton::clicked, this, &DialogFrame::reject);
    auto* enter = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(enter, &QShortcut::activated, this, &DialogFrame::trySubmit);
    m_submit->setDefault(true);
    m_submit->setAutoDefault(true);
}

void DialogFrame::setBusy(bool busy)
{
    m_busy = busy;
    m_submit->setEnabled(!busy && m_enabled);
    m_submit->setText(busy ? tr("Working…") : m_submitText);
    m_cancel->setEnabled(!busy);
}

void DialogFrame::fail(const Error& error)
{
    setBusy(false);
    if (!m_errors.show(error)) return m_notice->say(errorText(error));
    if (QWidget* wrong = focusWidget(); wrong && m_scroll->isAncestorOf(wrong)) m_scroll->ensureWidgetVisible(wrong, 0, space::xxl);
}

QStringList DialogFrame::inputs() const
{
    QStringList texts;
    for (const auto* line : findChildren<QLineEdit*>())
        texts.append(line->text());
    for (const auto* edit : findChildren<QPlainTextEdit*>())
        texts.append(edit->toPlainText());
    for (const auto* box : findChildren<QComboBox*>())
        texts.append(box->currentText());
    return texts;
}

bool DialogFrame::isDirty() const { return m_opened && *m_opened != inputs(); }

void DialogFrame::reject()
{
    if (m_busy) return;
    if (!isDirty()) return QDialog::reject();
    askToDiscard(this, [this] { QDialog::reject(); });
}

void DialogFrame::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (!m_opened) m_opened = inputs();
    growToContent();
}

bool DialogFrame::event(QEvent* event)
{
    const bool done = QDialog::event(event);
    // A sentence that got longer, an error, a chosen kind: nothing of it may be cut off.
    if (event->type() == QEvent::LayoutRequest && isVisible()) growToContent();
    return done;
}

void DialogFrame::growToContent()
{
    if (!layout()) return;
    const int need = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                   : layout()->totalSizeHint().height();
    const int room = screen() ? screen()->availableGeometry().height() - 40 : need;
    if (height() >= need) return;
    resize(width(), qMin(need, qMax(room, height())));
    // What grew beyond the lower edge of the screen comes up again: its buttons are down there.
    const int below = screen() ? frameGeometry().bottom() - screen()->availableGeometry().bottom() : 0;
    if (below > 0) move(x(), qMax(screen()->availableGeometry().top(), y() - below));
}

void DialogFrame::setSubmitText(const QString& text)
{
    m_submitText = text;
    if (!m_busy) m_submit->setText(text);
}

void DialogFrame::hideCancel() { m_cancel->hide(); }

void DialogFrame::takeAsOpened()
{
    if (m_opened) m_opened = inputs();
}

void DialogFrame::setCancelText(const QString& text) { m_cancel->setText(text); }

void DialogFrame::setIntro(const QString& text)
{
    m_intro->setText(text);
    m_intro->setVisible(!text.isEmpty());
}

FormField* DialogFrame::addField(const QString& field, const QString& label, QWidget* input, const QString& hint)
{
    auto* form = new FormField(label, input, hint);
    m_errors.add(field, form);
    m_body->addWidget(form);
    return form;
}

void DialogFrame::setSubmitKind(ButtonKind kind)
{
    m_submit->setProperty("kind", kind == ButtonKind::Danger ? QStringLiteral("danger") : QStringLiteral("primary"));
    m_submit->style()->unpolish(m_submit);
    m_submit->style()->polish(m_submit);
}

void DialogFrame::setSubmitEnabled(bool enabled)
{
    m_enabled = enabled;
    m_submit->setEnabled(enabled && !m_busy);
}

void DialogFrame::addFooterWidget(QWidget* widget) { m_footer->insertWidget(0, widget); }

void DialogFrame::trySubmit()
{
    // A second press while the first is under way does nothing.
    if (m_busy || !m_enabled) return;
    m_errors.clear();
    m_notice->say({});
    if (const auto error = check()) return fail(*error);
    setBusy(true);
    Q_EMIT submitted();
}

ReasonDialog::ReasonDialog(const Text& text, QWidget* parent)
    : DialogFrame(text.title, text.submit, QStringLiteral("reason"), parent)
    , m_reason(new QPlainTextEdit)
    , m_required(text.required)
{
    setIntro(text.consequence);
    m_reason->setObjectName(QStringLiteral("reason.text"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(110);
    addField(QStringLiteral("reason"), text.required ? tr("&Reason") : tr("&Reason (optional)"), m_reason,
             text.hint.isEmpty() ? tr("The person concerned reads this.") : text.hint);
    if (text.dangerous) setSubmitKind(ButtonKind::Danger);
    m_reason->setFocus();
}

QString ReasonDialog::reason() const { return m_reason->toPlainText().trimmed(); }

std::optional<Error> ReasonDialog::check()
{
    return validation::text(QStringLiteral("reason"), reason(), validation::kMaxReason, m_required ? 5 : 0);
}

} // namespace lectern
