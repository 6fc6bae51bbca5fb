#include "ui/kit/invoicelist.h"
#include <QGridLayout>

namespace lectern {

InvoiceList::InvoiceList(SubscriptionsGateway* subscriptions, QWidget* parent)
    : QWidget(parent)
    , m_subscriptions(subscriptions)
    , m_lines(column(space::s))
{
    auto* box = new QWidget;
    box->setLayout(m_lines);
    m_states = new StateStack(box, Skeleton::Shape::Form, {QStringLiteral("view-list-details"), tr("No invoices yet"), tr("Each period makes one, the first when it is paid."), {}});
    connect(m_states, &StateStack::retry, this, &InvoiceList::load);
    auto* all = column(0);
    all->addWidget(m_states);
    setLayout(all);
}

void InvoiceList::show(const SubscriptionId& id)
{
    if (m_id != id) m_states->reset();
    m_id = id;
    load();
}

void InvoiceList::load()
{
    m_states->showLoading();
    const quint64 request = m_request.next();
    whenDone(this, m_subscriptions->invoices(m_id), [this, request](const Result<QList<SubscriptionInvoice>>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return m_states->showError(answer.error());
        clearLayout(m_lines);
        auto* table = new QWidget;
        auto* grid = new QGridLayout;
        grid->setContentsMargins({});
        grid->setHorizontalSpacing(space::m);
        grid->setVerticalSpacing(space::xs);
        grid->setColumnStretch(0, 1);
        for (const SubscriptionInvoice& invoice : *answer) addLine(grid, invoice);
        table->setLayout(grid);
        m_lines->addWidget(table);
        m_lines->addStretch();
        answer->isEmpty() ? m_states->showEmpty() : m_states->showContent();
    });
}

void InvoiceList::addLine(QGridLayout* grid, const SubscriptionInvoice& invoice)
{
    const int at = grid->rowCount(); // three lines and a little room below
    auto* period = makeText(TextStyle::Body, tr("%1 – %2").arg(dayText(invoice.periodStart.date()), dayText(invoice.periodEnd.date())));
    period->setObjectName(QStringLiteral("invoices.line"));
    auto* amount = new MoneyLabel;
    amount->setMoney(invoice.total);
    grid->addWidget(period, at, 0);
    grid->addWidget(amount, at, 1, Qt::AlignRight);
    grid->addWidget(new Chip(chip(invoice.state)), at + 1, 1, Qt::AlignRight | Qt::AlignTop);
    const QString number = invoice.number.isEmpty() ? tr("It gets its number when it is complete.") : invoice.number;
    // A credit paid a part of it, or all; below zero it became one.
    const QString note = invoice.total.isNegative()      ? tr("%1 · a credit for later periods").arg(number)
                         : invoice.due != invoice.total ? tr("%1 · %2 of it collected, the rest from a credit").arg(number, moneyText(invoice.due))
                                                         : number;
    grid->addWidget(makeText(TextStyle::Small, note), at + 1, 0);
    if (invoice.paymentId) {
        auto* link = makeButton(ButtonKind::Link, tr("Payment"), QStringLiteral("invoices.payment"));
        link->setAccessibleName(tr("Payment of invoice %1").arg(number));
        connect(link, &QPushButton::clicked, this, [this, id = *invoice.paymentId] { Q_EMIT paymentWanted(id); });
        grid->addWidget(link, at + 2, 0, Qt::AlignLeft);
    }
    grid->setRowMinimumHeight(at + 3, space::s);
}

} // namespace lectern
