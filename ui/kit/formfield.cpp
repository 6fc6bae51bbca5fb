#include "ui/kit/formfield.h"
#include "ui/kit/moneyinput.h"
#include <QFocusEvent>
#include <QStyle>
#include <QTimer>

namespace lectern {

FormField::FormField(const QString& label, QWidget* input, const QString& hint, QWidget* parent)
    : QWidget(parent)
    , m_input(input)
    , m_note(makeText(TextStyle::Small, hint))
    , m_hint(hint)
{
    auto* name = makeLabel(TextStyle::Strong, label);
    name->setBuddy(input->focusProxy() ? input->focusProxy() : input);
    if (input->accessibleName().isEmpty()) input->setAccessibleName(QString(label).remove(u'&'));
    auto* all = column(space::xs + 2);
    all->addWidget(name);
    all->addWidget(input);
    all->addWidget(m_note);
    m_note->setVisible(!hint.isEmpty());
    setLayout(all);
    // What was wrong is being mended: the complaint goes with the first key.
    const auto mend = [this] {
        if (m_wrong) setError({});
    };
    QWidget* typed = input->focusProxy() ? input->focusProxy() : input;
    if (auto* line = qobject_cast<QLineEdit*>(typed)) connect(line, &QLineEdit::textEdited, this, mend);
    if (auto* text = qobject_cast<QPlainTextEdit*>(typed)) connect(text, &QPlainTextEdit::textChanged, this, mend);
    if (auto* box = qobject_cast<QComboBox*>(typed)) connect(box, &QComboBox::activated, this, mend);
    if (auto* day = qobject_cast<QDateTimeEdit*>(typed)) connect(day, &QDateTimeEdit::dateTimeChanged, this, mend);
    // A field is as high as it is; what is left goes to those that grow, such as an editor.
    const bool grows = input->sizePolicy().verticalPolicy() == QSizePolicy::Expanding &&
                       input->minimumHeight() != input->maximumHeight();
    if (!grows) all->addStretch();
    // Never capped at the size hint: that is the height of the note on one line, and it may need two.
    QSizePolicy policy(QSizePolicy::Preferred, grows ? QSizePolicy::Expanding : QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FormField::setHint(const QString& hint)
{
    m_hint = hint;
    if (!m_wrong) setError({});
}

void FormField::setError(const QString& text)
{
    m_wrong = !text.isEmpty();
    m_note->setText(m_wrong ? text : m_hint);
    m_note->setVisible(!m_note->text().isEmpty());
    m_note->setProperty("text-role", m_wrong ? QStringLiteral("error") : QStringLiteral("small"));
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
    QWidget* shown = m_input->focusProxy() ? m_input->focusProxy() : m_input;
    setInvalid(shown, m_wrong);
    shown->setAccessibleDescription(text);
}

void FormErrors::clear()
{
    for (FormField* field : std::as_const(m_fields))
        field->setError({});
}

bool FormErrors::show(const Error& error)
{
    FormField* field = m_fields.value(error.field);
    if (!field) field = m_fields.value(error.field.section(u'.', 0, 0));
    if (!field) field = m_fields.value(error.field.section(u'.', -1));
    if (!field || error.field.isEmpty()) return false;
    field->setError(errorText(error));
    field->input()->setFocus(Qt::OtherFocusReason);
    return true;
}

Notice::Notice(Tone tone, QWidget* parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_icon(new QLabel)
    , m_title(makeText(TextStyle::Strong, {}))
    , m_text(makeText(TextStyle::Body, {}))
    , m_row(row(space::m, {space::m, space::m, space::m, space::m}))
{
    m_row->addWidget(m_icon, 0, Qt::AlignTop);
    auto* words = column(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    m_row->addLayout(words, 1);
    setLayout(m_row);
    m_title->hide();
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, &Notice::paintTone);
    paintTone();
    hide();
}

void Notice::say(const QString& text, const QString& title)
{
    m_text->setText(text);
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title.isEmpty() ? text : title + QStringLiteral(": ") + text);
    setVisible(!text.isEmpty());
}

void Notice::setTone(Tone tone)
{
    m_tone = tone;
    paintTone();
}

QPushButton* Notice::addButton(const QString& text, const QString& name)
{
    auto* button = makeButton(ButtonKind::Secondary, text, name);
    m_row->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void Notice::paintTone()
{
    const Tokens& t = tokens();
    setStyleSheet(QStringLiteral("lectern--Notice { background: %1; border: 1px solid %1; border-radius: 8px; }")
                      .arg(t.softOf(m_tone).name()));
    const QString name = m_tone == Tone::Red     ? QStringLiteral("dialog-error")
                         : m_tone == Tone::Gold  ? QStringLiteral("dialog-warning")
                         : m_tone == Tone::Green ? QStringLiteral("checkmark")
                                                 : QStringLiteral("dialog-information");
    m_icon->setPixmap(icon(name, m_tone).pixmap(18, 18));
}

QSpinBox* makeSpinBox(const QString& name, int low, int high, int value)
{
    auto* box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(low, high);
    box->setValue(value);
    return box;
}

QDateEdit* makeDateEdit(const QString& name, const QDate& day)
{
    auto* edit = new QDateEdit(day);
    edit->setObjectName(name);
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat));
    return edit;
}

MoneyEdit::MoneyEdit(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_amount(new QLineEdit)
    , m_currency(new QComboBox)
{
    m_amount->setObjectName(name);
    m_amount->setAlignment(Qt::AlignRight);
    m_amount->installEventFilter(this);
    m_amount->setMaxLength(16);
    m_amount->setPlaceholderText(editableMoney(Money::fromMinor(0, Currency())));
    m_currency->setObjectName(name + QStringLiteral(".currency"));
    m_currency->setAccessibleName(tr("Currency"));
    m_currency->addItems(Currency::allCodes());
    m_currency->setMaxVisibleItems(12);
    auto* all = row(space::s);
    all->addWidget(m_amount, 1);
    all->addWidget(m_currency);
    setLayout(all);
    setFocusProxy(m_amount);
    connect(m_amount, &QLineEdit::textEdited, this, &MoneyEdit::edited);
    connect(m_currency, &QComboBox::activated, this, &MoneyEdit::edited);
}

/// A click into it selects what is there: figures typed in front of others would multiply the amount.
bool MoneyEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_amount && event->type() == QEvent::FocusIn && static_cast<QFocusEvent*>(event)->reason() == Qt::MouseFocusReason)
        QTimer::singleShot(0, m_amount, &QLineEdit::selectAll);
    return QWidget::eventFilter(watched, event);
}

void MoneyEdit::setMoney(const Money& money)
{
    m_amount->setText(editableMoney(money));
    m_currency->setCurrentText(money.currency().code());
}

void MoneyEdit::setCurrencyFixed(bool fixed) { m_currency->setEnabled(!fixed); }

Result<Money> MoneyEdit::money() const
{
    const auto currency = Currency::fromCode(m_currency->currentText());
    if (!currency) return fieldError(QStringLiteral("fee"), tr("Choose a currency."));
    if (m_amount->text().trimmed().isEmpty()) return Money::fromMinor(0, *currency);
    return readMoney(m_amount->text(), *currency);
}

std::optional<Money> MoneyEdit::positive() const
{
    const Result<Money> typed = money();
    return typed && typed->minor() > 0 ? std::optional(*typed) : std::nullopt;
}

std::optional<Error> MoneyEdit::problem(const QString& field) const
{
    if (m_amount->text().trimmed().isEmpty()) return std::nullopt;
    const Result<Money> typed = money();
    return typed ? std::nullopt : std::optional(Error{typed.error().code, field, typed.error().detail, 0});
}

} // namespace lectern
