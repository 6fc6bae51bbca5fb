#include "ui/admin/disputespage.h"
#include "ui/admin/disputeanswerdialog.h"
#include "ui/admin/evidenceview.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QDesktopServices>
#include <QMenu>

namespace lectern {

DisputesPage::DisputesPage(const Gateways& gateways, Access access, QWidget* parent)
    : PageFrame(tr("Disputes"), parent)
    , m_gateways(gateways)
    , m_disputes(gateways.disputes)
    , m_access(access)
    , m_model(new DisputeListModel(m_disputes, this))
    , m_chips(new FilterChips(tr("State")))
    , m_scope(new ScopeChips)
{
    setMaximumContentWidth(1560);
    m_chips->add({}, tr("All"));
    for (const DisputeState state : {DisputeState::NeedsResponse, DisputeState::Inquiry, DisputeState::UnderReview,
                                     DisputeState::Won, DisputeState::Lost})
        m_chips->add(toText(state), chip(state).text);
    m_chips->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_chips);
    bar->add(m_scope);
    addTools(bar);
    connect(m_chips, &FilterChips::chosen, this, &DisputesPage::applyFilter);
    connect(m_scope, &ScopeChips::changed, this, &DisputesPage::applyFilter);
    m_table = new TableView(m_model,
                            {{DisputeListModel::Course, 0},
                             {DisputeListModel::Student, 130, 660},
                             {DisputeListModel::State, 150, 420},
                             {DisputeListModel::Due, 126},
                             {DisputeListModel::Amount, 100},
                             {DisputeListModel::Opened, 110, 860}},
                            QStringLiteral("disputes.table"));
    m_table->setRowActions([this](QMenu* menu, int row) {
        menu->addAction(tr("Open the payment"), this, [this, id = m_model->at(row).paymentId] { Q_EMIT paymentWanted(id); });
    });
    connect(m_table, &TableView::selected, this, &DisputesPage::showSelected);
    m_body = new ListDetail(m_table, buildPanel(), 400);
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("checkmark"),
                               tr("No disputes"),
                               tr("When a student's bank takes a payment back, it appears here with the day until which an "
                                  "answer counts."),
                               {}},
                              false);
    states->setOfflineHint(tr("An answer goes to the bank once, so it needs the server. What is due stays due."));
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

void DisputesPage::applyFilter()
{
    DisputeFilter filter;
    DisputeState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    const PaymentFilter& scope = m_scope->scope().filter;
    filter.from = scope.from;
    filter.until = scope.until;
    filter.currency = scope.currency;
    m_model->setFilter(filter);
}

void DisputesPage::showAll()
{
    m_scope->setScope({});
    applyFilter();
}

void DisputesPage::showMonth(const QDate& month, const QString& currency)
{
    m_scope->setScope(monthScope(month, currency, tr("Held or given back in %1")));
    m_chips->setCurrent({});
    applyFilter();
}

void DisputesPage::addAmount(QVBoxLayout* to, const QString& name, MoneyLabel*& amount)
{
    auto* line = row(space::s);
    amount = new MoneyLabel;
    line->addWidget(makeLabel(TextStyle::Muted, name), 1);
    line->addWidget(amount, 0, Qt::AlignRight);
    to->addLayout(line);
}

QWidget* DisputesPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("disputes.detail"));
    card->body()->setSpacing(space::m);
    m_course = makeText(TextStyle::Lead, {});
    m_who = makeText(TextStyle::Muted, {});
    m_amount = new MoneyLabel(textsize::display);
    m_chip = new Chip;
    m_due = new Chip;
    auto* chips = row(space::s);
    chips->addWidget(m_chip);
    chips->addWidget(m_due);
    chips->addStretch();
    m_reason = makeText(TextStyle::Body, {});
    m_next = makeText(TextStyle::Body, {});
    m_next->setObjectName(QStringLiteral("disputes.next"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_course, m_who, m_amount})
        card->body()->addWidget(part);
    card->body()->addLayout(chips);
    card->body()->addWidget(makeDivider());
    addAmount(card->body(), tr("Of it from the teacher"), m_teacher);
    addAmount(card->body(), tr("Of it from the platform"), m_platform);
    addAmount(card->body(), tr("Fee of the gateway"), m_fee);
    card->body()->addWidget(makeDivider());
    card->body()->addWidget(m_reason);
    card->body()->addWidget(m_next);
    if (m_access == Access::Full) {
        m_answer = makeButton(ButtonKind::Primary, tr("Answer…"), QStringLiteral("disputes.answer"));
        m_accept = makeButton(ButtonKind::DangerQuiet, tr("Accept the loss…"), QStringLiteral("disputes.accept"));
        card->body()->addWidget(m_answer);
        card->body()->addWidget(m_accept);
        connect(m_answer, &QPushButton::clicked, this, &DisputesPage::answer);
        connect(m_accept, &QPushButton::clicked, this, &DisputesPage::acceptLoss);
    }
    m_show = makeButton(ButtonKind::Link, tr("Show the evidence"), QStringLiteral("disputes.showEvidence"));
    auto* payment = makeButton(ButtonKind::Link, tr("Open the payment"), QStringLiteral("disputes.payment"));
    card->body()->addWidget(linkLine({payment, m_show}));
    m_problem = new Notice(Tone::Red);
    m_evidence = new EvidenceView;
    card->body()->addWidget(m_problem);
    card->body()->addWidget(m_evidence);
    connect(m_evidence, &EvidenceView::fileWanted, this, &DisputesPage::openFile);
    connect(m_show, &QPushButton::clicked, this, &DisputesPage::loadEvidence);
    connect(payment, &QPushButton::clicked, this, [this] { Q_EMIT paymentWanted(m_current.paymentId); });
    return card;
}

void DisputesPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("dispute")) refresh();
}

QString DisputesPage::nextSteps(const Dispute& d)
{
    const QString amount = moneyText(d.amount);
    const QString until = d.dueBy ? exactTime(*d.dueBy) : QString();
    const QString sent = d.submittedAt && d.accepted ? tr("%1 accepted the loss on %2; no evidence was sent.").arg(d.submittedBy, exactTime(*d.submittedAt)) + u' '
                         : d.submittedAt ? tr("%1 sent the evidence on %2.").arg(d.submittedBy, exactTime(*d.submittedAt)) + u' ' : QString();
    switch (d.state) {
    case DisputeState::Inquiry:
        return (d.dueBy ? tr("The bank asks; no money has moved. An answer until %1 can keep it from becoming a dispute.").arg(until)
                        : tr("The bank asks; no money has moved. An answer can keep it from becoming a dispute."));
    case DisputeState::InquiryUnderReview:
        return sent + tr("The bank reads the answer. No money has moved.");
    case DisputeState::InquiryClosed:
        return sent + tr("The bank asked no further. No money has moved.");
    case DisputeState::NeedsResponse:
        return (d.dueBy ? tr("The bank holds %1 until it decides. Without an answer until %2 it is lost.").arg(amount, until)
                        : tr("The bank holds %1 until it decides. Without an answer it is lost.").arg(amount));
    case DisputeState::UnderReview:
        return sent + tr("The bank decides, usually within two to three months. Nothing can be added meanwhile.");
    case DisputeState::Won:
        return sent + tr("The bank decided for the school: %1 is back where it came from.").arg(amount);
    case DisputeState::Lost:
        return sent + tr("%1 stays with the student. What was set aside is gone, and so is the fee.").arg(amount);
    case DisputeState::Prevented:
        return tr("The payment service settled it before it became a dispute.");
    }
    return {};
}

void DisputesPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    const Dispute next = m_model->at(row);
    const bool another = next != m_current;
    m_current = next;
    m_course->setText(m_current.courseTitle);
    m_who->setText(tr("%1 paid; taught by %2").arg(m_current.studentName, m_current.teacherName));
    m_amount->setMoney(m_current.amount);
    m_chip->setSpec(chip(m_current.state));
    const bool open = DisputeListModel::needsAnswer(m_current);
    if (m_current.dueBy) m_due->setSpec(dueChip(*m_current.dueBy)); // which shows it
    m_due->setVisible(open && m_current.dueBy);
    m_teacher->setMoney(m_current.teacherPart);
    m_platform->setMoney(m_current.platformPart);
    m_fee->setMoney(m_current.fee);
    m_reason->setText(tr("The bank's reason: %1.").arg(m_current.reason.isEmpty() ? tr("none given") : disputeReasonText(m_current.reason)));
    m_next->setText(nextSteps(m_current));
    if (m_answer) m_answer->setVisible(open);
    if (m_accept) m_accept->setVisible(open);
    if (!another) return;
    m_request.next();
    m_evidence->clear();
    m_evidence->hide();
    m_problem->say({});
    m_show->setVisible(!m_current.accepted);
    m_show->setText(m_current.submittedAt ? tr("Show what was sent") : tr("Show the evidence"));
}

void DisputesPage::loadEvidence()
{
    m_show->setEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_disputes->evidence(m_current.id), [this, id](const Result<DisputeEvidence>& answer) {
        m_show->setEnabled(true);
        if (!m_request.is(id)) return;
        if (!answer) return m_problem->say(errorText(answer.error()));
        m_problem->say({});
        m_show->hide();
        m_evidence->show(*answer, true);
        m_evidence->setVisible(true);
    });
}

void DisputesPage::openFile(const FileId& id)
{
    whenDone(this, m_gateways.files->link(id), [this](const Result<QUrl>& answer) {
        if (!answer) return m_problem->say(errorText(answer.error()));
        m_problem->say({});
        if (!QDesktopServices::openUrl(*answer)) m_problem->say(tr("There is no program that opens it. Set one for PDF and pictures in your system's settings."));
    });
}

void DisputesPage::answer()
{
    auto* dialog = new DisputeAnswerDialog(m_current, m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DisputeAnswerDialog::done, this, [this](const Dispute& dispute) {
        Q_EMIT toast(tr("Sent. The bank decides now."), Tone::Green);
        onAnswered(dispute);
    });
    dialog->open();
}

void DisputesPage::acceptLoss()
{
    const bool inquiry = m_current.state == DisputeState::Inquiry;
    auto* dialog = new ConfirmDialog(
        {tr("Accept the loss of %1?").arg(moneyText(m_current.amount)),
         inquiry ? tr("The inquiry is closed without an answer. This cannot be undone.")
                 : tr("%1 gets the money. %2 of %3 and %4 of the platform are gone, and the fee of %5 is kept. This cannot be undone.")
                       .arg(m_current.studentName, moneyText(m_current.teacherPart), m_current.teacherName,
                            moneyText(m_current.platformPart), moneyText(m_current.fee)),
         tr("Accept the loss"), {}, true},
        QStringLiteral("acceptLoss"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = m_current.id, key = newUuid7()] {
        whenDone(dialog, m_disputes->answer(id, {true, {}, {}, {}}, key), [this, dialog](const Result<Dispute>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            Q_EMIT toast(tr("The loss is accepted."), Tone::Neutral);
            onAnswered(*answer);
        });
    });
    dialog->open();
}

void DisputesPage::onAnswered(const Dispute& dispute)
{
    m_model->update(dispute);
    Q_EMIT answered();
    refresh();
}

} // namespace lectern
