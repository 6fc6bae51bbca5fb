#include "ui/admin/refundspage.h"
#include "ui/admin/refunddialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"

namespace lectern {

RefundsPage::RefundsPage(RefundsGateway* refunds, Access access, QWidget* parent)
    : PageFrame(tr("Refunds"), parent)
    , m_refunds(refunds)
    , m_access(access)
    , m_model(new RefundListModel(refunds, true, this))
    , m_chips(new FilterChips(tr("State")))
    , m_scope(new ScopeChips)
{
    setMaximumContentWidth(1440);
    m_chips->add({}, tr("All"));
    for (const RefundState state : {RefundState::Requested, RefundState::Pending, RefundState::Succeeded,
                                    RefundState::Rejected, RefundState::Failed})
        m_chips->add(toText(state), chip(state).text);
    m_chips->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_chips);
    bar->add(m_scope);
    addTools(bar);
    connect(m_chips, &FilterChips::chosen, this, &RefundsPage::applyFilter);
    connect(m_scope, &ScopeChips::changed, this, &RefundsPage::applyFilter);
    m_table = new TableView(m_model,
                            {{RefundListModel::Course, 0},
                             {RefundListModel::Student, 150, 480},
                             {RefundListModel::State, 110},
                             {RefundListModel::Amount, 110},
                             {RefundListModel::Created, 110, 620},
                             {RefundListModel::DecidedBy, 130, 900}},
                            QStringLiteral("refunds.table"));
    connect(m_table, &TableView::selected, this, &RefundsPage::showSelected);
    m_body = new ListDetail(m_table, buildPanel());
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("edit-undo"),
                               tr("No refunds"),
                               tr("When a student asks for money back outside of the days in which nobody has to be "
                                  "asked, the request waits here for a decision."),
                               {}},
                              false);
    states->setOfflineHint(tr("Money moves only while the server is there. No request is lost."));
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

void RefundsPage::applyFilter()
{
    RefundFilter filter;
    RefundState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    const PaymentFilter& scope = m_scope->scope().filter;
    filter.from = scope.from;
    filter.until = scope.until;
    filter.currency = scope.currency;
    m_model->setFilter(filter);
}

void RefundsPage::showAll()
{
    m_scope->setScope({});
    applyFilter();
}

void RefundsPage::showMonth(const QDate& month, const QString& currency)
{
    m_scope->setScope(monthScope(month, currency, tr("Booked in %1")));
    m_chips->setCurrent({});
    applyFilter();
}

QWidget* RefundsPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("refunds.detail"));
    m_course = makeText(TextStyle::Lead, {});
    m_who = makeText(TextStyle::Muted, {});
    m_amount = new MoneyLabel(textsize::display);
    m_chip = new Chip;
    m_text = makeText(TextStyle::Body, {});
    m_effect = makeText(TextStyle::Small, {});
    m_effect->setObjectName(QStringLiteral("refunds.effect"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_course, m_who, m_amount, m_chip, m_text, m_effect})
        card->body()->addWidget(part);
    if (m_access == Access::ReadOnly) return card;
    m_approve = makeButton(ButtonKind::Primary, tr("Approve…"), QStringLiteral("refunds.approve"));
    m_reject = makeButton(ButtonKind::DangerQuiet, tr("Reject…"), QStringLiteral("refunds.reject"));
    auto* buttons = row(space::s);
    buttons->addWidget(m_approve, 1);
    buttons->addWidget(m_reject);
    card->body()->addLayout(buttons);
    connect(m_approve, &QPushButton::clicked, this, &RefundsPage::approve);
    connect(m_reject, &QPushButton::clicked, this, &RefundsPage::reject);
    return card;
}

void RefundsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("refund") || message.topic == QStringLiteral("payment")) refresh();
}

void RefundsPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    const Refund next = m_model->at(row);
    const bool another = next.id != m_current.id;
    m_current = next;
    m_course->setText(m_current.courseTitle);
    m_who->setText(m_current.studentName);
    m_amount->setMoney(m_current.amount);
    m_chip->setSpec(chip(m_current.state));
    QStringList lines{refundText(m_current)};
    if (!m_current.reason.isEmpty()) lines.append(tr("“%1”").arg(m_current.reason));
    if (!m_current.gatewayId.isEmpty()) lines.append(tr("Reference %1").arg(m_current.gatewayId));
    m_text->setText(lines.join(QStringLiteral("\n\n")));
    const bool open = m_current.state == RefundState::Requested;
    if (m_approve) m_approve->setVisible(open);
    if (m_reject) m_reject->setVisible(open);
    m_effect->setVisible(open);
    if (another) loadQuote();
}

void RefundsPage::loadQuote()
{
    m_quote.reset();
    m_effect->setText(tr("Working out what an approval does…"));
    const quint64 id = m_request.next();
    if (m_current.state != RefundState::Requested) return;
    whenDone(this, m_refunds->quote(m_current.paymentId), [this, id](const Result<RefundQuote>& answer) {
        if (!m_request.is(id)) return;
        if (answer) m_quote = *answer;
        m_effect->setText(answer ? (answer->why.isEmpty() ? consequence() : answer->why + u' ' + consequence())
                                 : tr("What an approval does could not be looked up: %1").arg(errorText(answer.error())));
    });
}

QString RefundsPage::consequence() const
{
    const QString amount = moneyText(m_current.amount);
    if (!m_quote || m_quote->refundable.isZero())
        return (m_quote && m_quote->isGift ? tr("%1 goes back to %2, and the code of the gift stops working.") : tr("%1 goes back to %2, and the access to the course ends.")).arg(amount, m_current.studentName);
    RefundQuote quote = *m_quote;
    // The quote is for what is left besides this request, or includes it, as the server sees fit; the shares are the same.
    const auto what = RefundDialog::consequenceOf(quote, m_current.amount);
    QString text = tr("%1 gets %2 back; %3 leaves the teacher's vault, the platform bears %4.")
                       .arg(m_current.studentName, amount, moneyText(what.teacher), moneyText(what.platform));
    if (!what.owed.isZero())
        text += u' ' + tr("The teacher will owe %1, which later sales repay first.").arg(moneyText(what.owed));
    if (quote.isGift) return text + u' ' + tr("It was a gift: its code stops working once all of it is returned, and whoever opened it loses the course.");
    return text + u' ' + tr("The course closes once all that was paid for it is returned; the progress is kept.");
}

void RefundsPage::approve()
{
    decide(true, new ReasonDialog({tr("Return %1 to %2?").arg(moneyText(m_current.amount), m_current.studentName),
                                   consequence() + u' ' + tr("It is handed to the payment service at once."),
                                   tr("Approve and return"), false, false, tr("The student reads this.")},
                                  this));
}

void RefundsPage::reject()
{
    decide(false, new ReasonDialog({tr("Reject the request of %1?").arg(m_current.studentName),
                                    tr("Nothing is returned and the access stays. %1 reads your reason.").arg(m_current.studentName),
                                    tr("Reject"), true, true, tr("Say why, and what the student can do instead.")},
                                   this));
}

void RefundsPage::decide(bool approve, DialogFrame* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // One key for the dialog: pressing again after a lost answer decides the same request once.
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, approve, id = m_current.id, key = newUuid7()] {
        const RefundDecision decision{approve, static_cast<ReasonDialog*>(dialog)->reason()};
        whenDone(dialog, m_refunds->decide(id, decision, key), [this, dialog](const Result<Refund>& answer) {
            if (!answer) {
                refresh();
                return dialog->fail(answer.error());
            }
            dialog->accept();
            m_model->update(*answer);
            Q_EMIT toast(answer->state == RefundState::Rejected ? tr("Rejected.")
                                                                : tr("Approved. The money is on its way back."),
                         Tone::Green);
            Q_EMIT decided();
            refresh();
        });
    });
    dialog->open();
}

} // namespace lectern
