#include "ui/student/subscriptiondialogs.h"
#include "ui/kit/invoicelist.h"
#include "ui/kit/pageframe.h"

namespace lectern {

ChangeSubscriptionDialog::ChangeSubscriptionDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent)
    : DialogFrame(tr("Change the plan"), tr("Change it"), QStringLiteral("changeSubscription"), parent)
    , m_subscription(subscription)
    , m_subscriptions(subscriptions)
    , m_problem(new Notice(Tone::Red))
    , m_changed(new Notice(Tone::Gold))
    , m_plan(new QComboBox)
    , m_terms(makeText(TextStyle::Body, {}))
{
    setMinimumWidth(520);
    setIntro(tr("%1: %2, %3 now.").arg(subscription.courseTitle, subscription.planName, periodPriceText(subscription.price, subscription.interval)));
    m_changed->setObjectName(QStringLiteral("changeSubscription.changed"));
    m_terms->setObjectName(QStringLiteral("changeSubscription.terms"));
    auto* retry = m_problem->addButton(tr("Try again"), QStringLiteral("changeSubscription.retry"));
    connect(retry, &QPushButton::clicked, this, [this] { m_choices.isEmpty() ? load() : askPreview(); });
    body()->addWidget(m_problem);
    body()->addWidget(m_changed);
    m_plan->setObjectName(QStringLiteral("changeSubscription.plan"));
    m_plan->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_planField = addField(QStringLiteral("planId"), tr("&New plan"), m_plan);
    m_sum = buildSum();
    body()->addWidget(m_sum);
    body()->addWidget(m_terms);
    body()->addStretch();
    connect(m_plan, &QComboBox::activated, this, [this] {
        m_changed->say({});
        m_refused.reset();
        askPreview();
    });
    connect(this, &DialogFrame::submitted, this, &ChangeSubscriptionDialog::send);
    load();
}

QWidget* ChangeSubscriptionDialog::buildSum()
{
    auto* card = new Card(nullptr, space::l);
    card->setProperty("card", QStringLiteral("flat"));
    card->body()->setSpacing(space::s);
    m_unused = addLine(card, TextStyle::Muted, tr("Credit for what is paid and not used"));
    m_due = addLine(card, TextStyle::Lead, tr("Collected now"));
    m_next = addLine(card, TextStyle::Muted, {});
    m_unused.value->setObjectName(QStringLiteral("changeSubscription.unused"));
    m_due.value->setObjectName(QStringLiteral("changeSubscription.due"));
    m_next.value->setObjectName(QStringLiteral("changeSubscription.next"));
    return card;
}

ChangeSubscriptionDialog::Line ChangeSubscriptionDialog::addLine(Card* card, TextStyle style, const QString& name)
{
    Line line{new QWidget, makeLabel(style, name), makeLabel(style, {})};
    auto* cells = row(space::m);
    cells->addWidget(line.name, 1);
    cells->addWidget(line.value, 0, Qt::AlignRight);
    line.box->setLayout(cells);
    card->body()->addWidget(line.box);
    return line;
}

void ChangeSubscriptionDialog::load()
{
    m_problem->say({});
    m_planField->hide();
    m_sum->hide();
    m_terms->setText(tr("Looking up what else the course is offered by…"));
    setSubmitEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_subscriptions->choices(m_subscription.id), [this, id](const Result<QList<PlanOffer>>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return sayProblem(answer.error());
        m_choices = *answer;
        showChoices();
    });
}

void ChangeSubscriptionDialog::sayProblem(const Error& error)
{
    m_terms->setText(tr("Nothing has changed, and nothing was collected."));
    m_problem->say(errorText(error));
}

void ChangeSubscriptionDialog::showChoices()
{
    if (m_choices.isEmpty()) {
        setCancelText(tr("Close"));
        return m_terms->setText(tr("This course is offered by no other subscription at the moment."));
    }
    m_plan->clear();
    for (const PlanOffer& offer : std::as_const(m_choices))
        m_plan->addItem(tr("%1: %2").arg(offer.name, periodPriceText(offer.lines.first().amount, offer.interval.value_or(PlanInterval::Month))), offer.planId.value);
    m_planField->show();
    m_plan->setFocus();
    askPreview();
}

void ChangeSubscriptionDialog::askPreview()
{
    m_problem->say({});
    m_sum->hide();
    m_change.reset();
    m_terms->setText(tr("The payment gateway computes what this costs…"));
    setSubmitEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_subscriptions->preview(m_subscription.id, PlanId{m_plan->currentData().toString()}), [this, id](const Result<SubscriptionChange>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return sayProblem(answer.error());
        m_change = *answer;
        showPreview();
    });
}

void ChangeSubscriptionDialog::showPreview()
{
    const SubscriptionChange& change = *m_change;
    const QString due = moneyText(change.dueNow);
    const QString perPeriod = periodPriceText(change.price, change.interval);
    if (m_refused && *m_refused != change.dueNow)
        m_changed->say(tr("It was %1 and is %2 now. Nothing has changed yet; agree to the new amount or leave it.").arg(moneyText(*m_refused), moneyText(change.dueNow)), tr("The amount has changed"));
    m_refused.reset();
    m_sum->show();
    m_unused.box->setVisible(!change.unused.isZero());
    m_unused.value->setText(moneyText(change.unused));
    m_due.name->setText(tr("Collected now"));
    m_due.value->setText(due);
    m_next.name->setText(tr("The payment after that"));
    m_next.value->setText(tr("%1 on %2").arg(moneyText(change.price), longDayText(change.nextAt.date())));
    if (change.dueNow.isZero()) m_terms->setText(tr("Nothing is collected now. From %1 on it is %2, until you cancel.").arg(longDayText(change.nextAt.date()), perPeriod));
    else m_terms->setText(tr("%1 is collected now from your default card. From %2 on it is %3, until you cancel.").arg(due, longDayText(change.nextAt.date()), perPeriod));
    setSubmitText(change.dueNow.isZero() ? tr("Change it") : tr("Change it and pay %1").arg(due));
    setSubmitEnabled(true);
    takeAsOpened(); // a choice is not work that could be lost
}

void ChangeSubscriptionDialog::send()
{
    m_problem->say({});
    m_changed->say({});
    const SubscriptionChangeForm form{m_change->planId, m_change->at, m_change->dueNow};
    if (m_key.isEmpty() || form != m_sent) m_key = newUuid7();
    m_sent = form;
    whenDone(this, m_subscriptions->change(m_subscription.id, form, m_key), [this](const Result<Subscription>& answer) {
        if (!answer && answer.error().code == ErrorCode::Conflict) {
            setBusy(false);
            m_key.clear();
            m_refused = m_change->dueNow;
            return askPreview();
        }
        if (!answer) return fail(answer.error());
        Q_EMIT done(*answer);
        accept();
    });
}

CancelSubscriptionDialog::CancelSubscriptionDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent)
    : DialogFrame(tr("Cancel the subscription?"), tr("Cancel it"), QStringLiteral("cancelSubscription"), parent)
    , m_subscription(subscription)
{
    setMinimumWidth(520);
    setIntro(tr("%1: %2").arg(subscription.courseTitle, periodPriceText(subscription.price, subscription.interval)));
    setSubmitKind(ButtonKind::Danger);
    setCancelText(tr("Keep it"));
    const QString day = subscription.periodEndsAt ? longDayText(subscription.periodEndsAt->date()) : QString();
    // What was never paid, or is not paid any more, has no period to wait for.
    const bool hasPeriod = subscription.periodEndsAt && (subscription.state == SubscriptionState::Active || subscription.state == SubscriptionState::Trialing);
    const QString later = subscription.state == SubscriptionState::Trialing ? tr("At the end of the trial, on %1").arg(day) : tr("At the end of what is paid, on %1").arg(day);
    m_when = new EndChoice(QStringLiteral("cancelSubscription"), hasPeriod ? later : QString(), tr("At once"));
    body()->addWidget(m_when);
    body()->addStretch();
    connect(m_when, &EndChoice::changed, this, &CancelSubscriptionDialog::showConsequence);
    connect(this, &DialogFrame::submitted, this, [this, subscriptions] {
        whenDone(this, subscriptions->end(m_subscription.id, {m_when->isNow(), {}}), [this](const Result<Subscription>& answer) {
            if (!answer) return fail(answer.error());
            Q_EMIT done(*answer);
            accept();
        });
    });
    showConsequence();
}

void CancelSubscriptionDialog::showConsequence()
{
    const bool isPaid = m_subscription.state == SubscriptionState::Active;
    const QString day = m_subscription.periodEndsAt ? longDayText(m_subscription.periodEndsAt->date()) : QString();
    if (!m_when->isNow()) {
        m_when->setConsequence(tr("Nothing more is collected. The course stays open until %1; until then you may resume.").arg(day));
    } else if (isPaid) {
        m_when->setConsequence(tr("The course closes now; your progress is kept. What is paid until %1 is not given back, and nothing more is collected.").arg(day));
    } else if (m_subscription.state == SubscriptionState::Incomplete) {
        m_when->setConsequence(tr("What you began is given up. Nothing was collected, and nothing will be."));
    } else if (m_subscription.state == SubscriptionState::PastDue) {
        m_when->setConsequence(tr("The course closes now; your progress is kept. Nothing more is collected, and the %1 that is open is not tried again.").arg(moneyText(m_subscription.due)));
    } else {
        m_when->setConsequence(tr("The course closes now, and the rest of the trial is lost. Nothing is collected."));
    }
    takeAsOpened(); // a choice is not work that could be lost
}

InvoicesDialog::InvoicesDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent)
    : DialogFrame(tr("Invoices"), tr("Close"), QStringLiteral("invoices"), parent)
{
    setMinimumSize(560, 420);
    setIntro(tr("%1: %2, %3").arg(subscription.courseTitle, subscription.planName, periodPriceText(subscription.price, subscription.interval)));
    hideCancel();
    auto* list = new InvoiceList(subscriptions);
    auto* inner = new QWidget;
    auto* lines = column(0, {0, 0, space::m, 0}); // room for the bar that scrolls
    lines->addWidget(list, 1);
    inner->setLayout(lines);
    body()->addWidget(makeScroller(inner), 1);
    connect(list, &InvoiceList::paymentWanted, this, [this](const PaymentId& id) {
        accept();
        Q_EMIT paymentWanted(id);
    });
    connect(this, &DialogFrame::submitted, this, &QDialog::accept);
    list->show(subscription.id);
}

} // namespace lectern
