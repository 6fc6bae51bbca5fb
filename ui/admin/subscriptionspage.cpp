#include "ui/admin/subscriptionspage.h"
#include "ui/admin/endsubscriptiondialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/invoicelist.h"
#include "ui/kit/tableview.h"

namespace lectern {

SubscriptionsPage::SubscriptionsPage(const Gateways& gateways, Access access, QWidget* parent)
    : PageFrame(tr("Subscriptions"), parent)
    , m_subscriptions(gateways.subscriptions)
    , m_access(access)
    , m_model(new SubscriptionListModel(gateways.subscriptions, this))
{
    setMaximumContentWidth(1640);
    buildTools();
    m_table = new TableView(m_model,
                            {{SubscriptionListModel::Student, 0},
                             {SubscriptionListModel::Plan, 140, 820},
                             {SubscriptionListModel::Price, 90, 480},
                             {SubscriptionListModel::Every, 70, 620},
                             {SubscriptionListModel::State, 126},
                             {SubscriptionListModel::Due, 90, 560},
                             {SubscriptionListModel::Next, 104, 440},
                             {SubscriptionListModel::Then, 110, 760}},
                            QStringLiteral("subscriptions.table"));
    connect(m_table, &TableView::selected, this, &SubscriptionsPage::showSelected);
    m_body = new ListDetail(m_table, buildPanel(), 430);
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("repeat"), tr("Nobody has subscribed yet"), tr("A payment plan may be a subscription: a price for each period, until the student cancels. Who chooses one is listed here with all invoices."), {}},
                              false);
    states->setOfflineHint(tr("What is due goes on being collected."));
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

QWidget* SubscriptionsPage::searchField() const { return m_search; }

void SubscriptionsPage::buildTools()
{
    auto* bar = new FilterBar;
    m_search = new SearchField(tr("Student or course"), QStringLiteral("subscriptions.search"));
    auto* chips = new FilterChips(tr("State"));
    chips->add({}, tr("All"));
    for (const SubscriptionState state : {SubscriptionState::PastDue, SubscriptionState::Active, SubscriptionState::Trialing, SubscriptionState::Incomplete, SubscriptionState::Cancelled}) chips->add(toText(state), chip(state).text);
    chips->setCurrent({});
    bar->add(m_search);
    bar->add(chips);
    addTools(bar);
    const auto apply = [this, chips](const QString&) {
        SubscriptionFilter filter;
        filter.text = m_search->text().trimmed();
        SubscriptionState state{};
        if (fromText(chips->current(), state)) filter.state = state;
        m_model->setFilter(filter);
    };
    connect(chips, &FilterChips::chosen, this, apply);
    connect(m_search, &SearchField::searched, this, apply);
}

QWidget* SubscriptionsPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("subscriptions.detail"));
    card->body()->setSpacing(space::m);
    m_course = makeText(TextStyle::Lead, {});
    m_who = makeText(TextStyle::Muted, {});
    m_price = makeLabel(TextStyle::Display, {});
    m_chip = new Chip;
    m_next = makeText(TextStyle::Body, {});
    m_next->setObjectName(QStringLiteral("subscriptions.next"));
    auto* chips = row(space::s);
    chips->addWidget(m_chip);
    chips->addStretch();
    m_invoices = new InvoiceList(m_subscriptions);
    connect(m_invoices, &InvoiceList::paymentWanted, this, &SubscriptionsPage::paymentWanted);
    card->body()->addWidget(m_course);
    card->body()->addWidget(m_who);
    card->body()->addWidget(m_price);
    card->body()->addLayout(chips);
    card->body()->addWidget(m_next);
    if (m_access == Access::Full) {
        m_end = makeButton(ButtonKind::DangerQuiet, tr("End…"), QStringLiteral("subscriptions.end"));
        auto* line = row(0);
        line->addWidget(m_end);
        line->addStretch();
        card->body()->addLayout(line);
        connect(m_end, &QPushButton::clicked, this, &SubscriptionsPage::end);
    }
    card->body()->addWidget(makeDivider());
    card->body()->addWidget(makeLabel(TextStyle::Strong, tr("Invoices")));
    card->body()->addWidget(m_invoices);
    return card;
}

void SubscriptionsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("subscription")) refresh();
}

void SubscriptionsPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    m_current = m_model->at(row);
    m_course->setText(m_current.courseTitle);
    m_who->setText(tr("%1 · %2 · since %3").arg(m_current.studentName, m_current.planName, dayText(m_current.createdAt)));
    m_price->setText(periodPriceText(m_current.price, m_current.interval));
    m_chip->setSpec(subscriptionChip(m_current));
    m_next->setText(nextText(m_current, Reader::Staff));
    if (m_end) m_end->setVisible(m_current.state != SubscriptionState::Cancelled);
    m_invoices->show(m_current.id);
}

void SubscriptionsPage::end()
{
    auto* dialog = new EndSubscriptionDialog(m_current, m_subscriptions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EndSubscriptionDialog::done, this, [this](const Subscription& ended) {
        Q_EMIT toast(nextText(ended, Reader::Staff), Tone::Green);
        m_model->update(ended);
        refresh();
    });
    dialog->open();
}

} // namespace lectern
