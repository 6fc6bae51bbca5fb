#include "ui/admin/deskpage.h"
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"

namespace lectern {

namespace {

/// How much arrived, or that it was sent, or why not.
class ReportDialog final : public DialogFrame
{
public:
    ReportDialog(const DeskItem& item, bool failed, QWidget* parent)
        : DialogFrame(failed ? DeskPage::tr("It could not be sent") : item.kind == DeskKind::Payment ? DeskPage::tr("Money has arrived") : DeskPage::tr("It was sent"),
                      failed ? DeskPage::tr("Report it") : item.kind == DeskKind::Payment ? DeskPage::tr("Record it") : DeskPage::tr("It was sent"), QStringLiteral("deskReport"), parent)
        , m_item(item)
        , m_failed(failed)
        , m_amount(new MoneyEdit(QStringLiteral("deskReport.amount")))
        , m_note(new QLineEdit)
    {
        const Money left = item.amount.minus(item.moved).value_or(item.amount);
        setMinimumWidth(460);
        if (item.kind == DeskKind::Payment && item.state != DeskState::Waiting)
            setIntro(DeskPage::tr("Nobody waits for a transfer of %1 with the reference %2 any more. What arrives all the same is to be sent back, and waits here for that.").arg(item.personName, item.reference));
        else if (item.kind == DeskKind::Payment)
            setIntro(DeskPage::tr("%1 is expected from %2, with the reference %3. All of it opens the course; less is kept and waits for the rest; what is too much is to be sent back.").arg(moneyText(left), item.personName, item.reference));
        else if (failed)
            setIntro(DeskPage::tr("%1 to %2 goes back to where it came from, and they are told.").arg(moneyText(item.amount), item.personName));
        else
            setIntro(DeskPage::tr("%1 to %2, with the reference %3, has left the school's account.").arg(moneyText(item.amount), item.personName, item.reference));
        if (item.kind == DeskKind::Payment) {
            m_amount->setCurrencyFixed(true);
            m_amount->setMoney(item.state == DeskState::Waiting ? left : item.amount);
            addField(QStringLiteral("amount"), DeskPage::tr("&Amount that arrived"), m_amount);
        } else {
            m_amount->hide();
            m_amount->setParent(this);
        }
        m_note->setObjectName(QStringLiteral("deskReport.note"));
        m_note->setMaxLength(200);
        addField(QStringLiteral("note"), failed ? DeskPage::tr("&Why") : DeskPage::tr("&Reference of the bank (optional)"), m_note, failed ? DeskPage::tr("Whoever waits for it reads this.") : QString());
        if (failed) setSubmitKind(ButtonKind::Danger);
    }
    [[nodiscard]] DeskReport report() const
    {
        DeskReport report;
        report.failed = m_failed;
        report.note = m_note->text().trimmed();
        if (m_item.kind == DeskKind::Payment) {
            if (const auto money = m_amount->money()) report.amount = *money;
        }
        return report;
    }

protected:
    std::optional<Error> check() override
    {
        if (m_failed && m_note->text().trimmed().isEmpty()) return fieldError(QStringLiteral("note"), DeskPage::tr("Say why it could not be sent."));
        if (m_item.kind != DeskKind::Payment) return std::nullopt;
        if (auto problem = m_amount->problem(QStringLiteral("amount"))) return problem;
        const auto money = m_amount->money();
        return money && money->minor() > 0 ? std::nullopt : std::optional(fieldError(QStringLiteral("amount"), DeskPage::tr("Type what has arrived.")));
    }

private:
    DeskItem m_item;
    bool m_failed;
    MoneyEdit* m_amount;
    QLineEdit* m_note;
};

} // namespace

DeskPage::DeskPage(DeskGateway* desk, Access access, QWidget* parent)
    : PageFrame(tr("Bank desk"), parent)
    , m_desk(desk)
    , m_access(access)
    , m_model(new DeskListModel(desk, this))
    , m_search(new SearchField(tr("Reference or name"), QStringLiteral("desk.search")))
    , m_kinds(new FilterChips(tr("Kind")))
{
    setMaximumContentWidth(1440);
    setSubtitle(tr("This school has no payment service: compare with the bank's statement, and report what moved."));
    m_kinds->add({}, tr("All"));
    m_kinds->add(toText(DeskKind::Payment), tr("To arrive"));
    m_kinds->add(toText(DeskKind::Refund), tr("Refunds to send"));
    m_kinds->add(toText(DeskKind::Payout), tr("Payouts to send"));
    m_kinds->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_kinds);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, &DeskPage::applyFilter);
    connect(m_kinds, &FilterChips::chosen, this, &DeskPage::applyFilter);
    m_table = new TableView(m_model,
                            {{DeskListModel::Person, 0},
                             {DeskListModel::Kind, 120, 560},
                             {DeskListModel::Reference, 140},
                             {DeskListModel::State, 110, 480},
                             {DeskListModel::Missing, 120},
                             {DeskListModel::Created, 110, 760}},
                            QStringLiteral("desk.table"));
    connect(m_table, &TableView::selected, this, &DeskPage::showSelected);
    m_body = new ListDetail(m_table, buildPanel());
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("view-cash"), tr("Nothing waits"), tr("When a student chooses to pay by transfer, or money is to be sent back or paid out, it waits here until you report it."), {}}, false);
    states->setOfflineHint(tr("Nothing is lost: what arrives at the bank can be reported later."));
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

QWidget* DeskPage::searchField() const { return m_search; }

QWidget* DeskPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("desk.detail"));
    m_what = makeText(TextStyle::Lead, {});
    m_who = makeText(TextStyle::Muted, {});
    m_amount = new MoneyLabel(textsize::display);
    m_chip = new Chip;
    m_reference = makeLabel(TextStyle::Strong, {});
    m_reference->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_next = makeText(TextStyle::Body, {});
    m_next->setObjectName(QStringLiteral("desk.next"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_what, m_who, m_amount, m_chip, m_reference, m_next}) card->body()->addWidget(part);
    if (m_access == Access::ReadOnly) return card;
    m_done = makeButton(ButtonKind::Primary, {}, QStringLiteral("desk.done"));
    m_failed = makeButton(ButtonKind::DangerQuiet, {}, QStringLiteral("desk.failed"));
    card->body()->addWidget(m_done);
    card->body()->addWidget(m_failed);
    connect(m_done, &QPushButton::clicked, this, [this] { report(false); });
    connect(m_failed, &QPushButton::clicked, this, [this] { report(true); });
    return card;
}

void DeskPage::applyFilter()
{
    DeskFilter filter;
    DeskKind kind{};
    if (fromText(m_kinds->current(), kind)) filter.kind = kind;
    filter.text = m_search->text().trimmed();
    m_model->setFilter(filter);
}

void DeskPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("desk") || message.topic == QStringLiteral("payment")) refresh();
}

QString DeskPage::nextSteps(const DeskItem& item)
{
    const QString left = moneyText(item.amount.minus(item.moved).value_or(item.amount));
    switch (item.state) {
    case DeskState::Waiting:
        if (item.kind != DeskKind::Payment) return tr("Send %1 from the school's account, with the reference, and report it.").arg(moneyText(item.amount));
        return item.moved.isZero() ? tr("Waits for %1 with this reference on the bank's statement.").arg(left) : tr("%1 of %2 has arrived; %3 are missing.").arg(moneyText(item.moved), moneyText(item.amount), left);
    case DeskState::Done:
        return item.kind == DeskKind::Payment ? tr("It has arrived, and is booked.") : tr("It was sent. Should the bank send it back, report that.");
    case DeskState::Failed:
        return tr("It did not go through: %1").arg(item.failure);
    case DeskState::Canceled:
        return tr("Nobody waits for it any more.");
    }
    return {};
}

void DeskPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    m_current = m_model->at(row);
    m_what->setText(deskText(m_current.kind));
    m_who->setText(m_current.what.isEmpty() ? m_current.personName : tr("%1 · %2").arg(m_current.personName, m_current.what));
    m_amount->setMoney(m_current.amount);
    m_chip->setSpec(chip(m_current.state));
    m_reference->setText(tr("Reference %1").arg(m_current.reference));
    m_next->setText(nextSteps(m_current));
    if (!m_done) return;
    const bool waits = m_current.state == DeskState::Waiting;
    const bool isPayment = m_current.kind == DeskKind::Payment;
    m_done->setText(!isPayment ? tr("It was sent…") : waits ? tr("It has arrived…") : tr("More has arrived…"));
    m_done->setVisible(waits || isPayment);
    m_failed->setText(waits ? tr("It could not be sent…") : tr("The bank sent it back…"));
    m_failed->setVisible(!isPayment && (waits || m_current.state == DeskState::Done));
}

void DeskPage::report(bool failed)
{
    auto* dialog = new ReportDialog(m_current, failed, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = m_current.id, key = newUuid7()] {
        whenDone(dialog, m_desk->report(id, dialog->report(), key), [this, dialog](const Result<DeskItem>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            m_model->update(*answer);
            Q_EMIT toast(tr("Reported."), Tone::Green);
            refresh();
        });
    });
    dialog->open();
}

} // namespace lectern
