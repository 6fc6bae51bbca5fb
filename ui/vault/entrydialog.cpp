#include "ui/vault/entrydialog.h"
#include "ui/documents/statementpdf.h"
#include <QClipboard>
#include <QGuiApplication>

namespace lectern {

namespace {

MoneyLabel* amountLabel(const QString& text)
{
    auto* label = new MoneyLabel;
    label->setText(text);
    return label;
}

} // namespace

EntryDialog::EntryDialog(const VaultEntry& entry, const QList<VaultEntry>& beside, QWidget* parent)
    : DialogFrame(entry.description, tr("Close"), QStringLiteral("entry"), parent)
    , m_facts(column(space::s))
{
    hideCancel();
    resize(560, height());
    auto* box = new Card(nullptr, space::m);
    box->setObjectName(QStringLiteral("entry.facts"));
    box->setProperty("card", QStringLiteral("flat"));
    box->body()->addLayout(m_facts);
    body()->addWidget(box);
    addFacts(entry);
    if (entry.paymentId) {
        addNumber(*entry.paymentId);
        addOthers(entry, beside);
    }
    body()->addStretch();
    connect(this, &DialogFrame::submitted, this, &QDialog::accept);
}

void EntryDialog::addFact(const QString& name, QWidget* value)
{
    auto* line = new QWidget;
    auto* cells = row(space::m);
    cells->addWidget(makeLabel(TextStyle::Muted, name), 1);
    cells->addWidget(value, 0, Qt::AlignRight);
    line->setLayout(cells);
    m_facts->addWidget(line);
}

void EntryDialog::addFacts(const VaultEntry& entry)
{
    addFact(tr("Kind"), new Chip(chip(entry.kind)));
    addFact(tr("Date"), makeLabel(TextStyle::Body, exactTime(entry.at)));
    if (entry.kind == EntryKind::Sale && entry.sale) addPrice(*entry.sale);
    if (entry.kind == EntryKind::Release)
        addFact(tr("Became available"), amountLabel(moneyText(entry.moved)));
    else
        addFact(entry.kind == EntryKind::Sale ? tr("Your share") : tr("Of your share"), amountLabel(signedMoneyText(entry.amount)));
    addFact(tr("Balance after"), amountLabel(moneyText(entry.balanceAfter)));
    if (entry.sale && !entry.sale->receipt.isEmpty()) {
        auto* receipt = makeLabel(TextStyle::Body, entry.sale->receipt);
        receipt->setTextInteractionFlags(Qt::TextSelectableByMouse);
        addFact(tr("Receipt of the student"), receipt);
    }
    if (!entry.owedAfter.isZero()) addFact(tr("Owed after"), amountLabel(moneyText(entry.owedAfter)));
}

/// The student's price and what goes to others of it, so that the share below follows from them.
void EntryDialog::addPrice(const SaleFigures& sale)
{
    addFact(tr("Paid by the student"), amountLabel(moneyText(sale.paid)));
    if (!sale.tax.isZero()) addFact(tr("Tax"), amountLabel(signedMoneyText(Money::fromMinor(-sale.tax.minor(), sale.tax.currency()))));
    addFact(tr("Share of the platform"), amountLabel(signedMoneyText(Money::fromMinor(-sale.platformShare.minor(), sale.platformShare.currency()))));
}

void EntryDialog::addNumber(const PaymentId& payment)
{
    auto* number = makeLabel(TextStyle::Strong, paymentNumber(payment));
    number->setObjectName(QStringLiteral("entry.number"));
    number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* copy = makeIconButton(QStringLiteral("edit-copy"), tr("Copy the whole number"), QStringLiteral("entry.copy"));
    connect(copy, &QToolButton::clicked, this, [whole = payment.value] { QGuiApplication::clipboard()->setText(whole); });
    auto* both = new QWidget;
    auto* cells = row(space::s);
    cells->addWidget(number);
    cells->addWidget(copy);
    both->setLayout(cells);
    addFact(tr("Payment"), both);
    body()->addWidget(makeText(TextStyle::Small, tr("The statement has the same number. Name it when you ask the school about this payment.")));
}

void EntryDialog::addOthers(const VaultEntry& entry, const QList<VaultEntry>& beside)
{
    auto* others = column(space::s);
    for (const VaultEntry& other : beside) {
        if (other.id == entry.id || other.paymentId != entry.paymentId) continue;
        auto* line = new QWidget;
        line->setObjectName(QStringLiteral("entry.other"));
        auto* cells = row(space::m);
        cells->addWidget(new Chip(chip(other.kind)));
        cells->addWidget(makeLabel(TextStyle::Muted, exactTime(other.at)), 1);
        cells->addWidget(amountLabel(other.kind == EntryKind::Release ? tr("%1 became available").arg(moneyText(other.moved)) : signedMoneyText(other.amount)));
        line->setLayout(cells);
        others->addWidget(line);
    }
    if (others->count() == 0) return delete others;
    body()->addWidget(makeLabel(TextStyle::Strong, tr("The same payment in this list")));
    body()->addLayout(others);
}

} // namespace lectern
