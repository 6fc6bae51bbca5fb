#include "ui/admin/reconciliationpage.h"
#include "ui/admin/suspensedialog.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/tableview.h"
#include <QGridLayout>

namespace lectern {

ReconciliationPage::ReconciliationPage(BooksGateway* books, Access access, QWidget* parent)
    : PageFrame(tr("Reconciliation"), parent)
    , m_books(books)
    , m_access(access)
    , m_model(new ReconciliationModel(books, this))
    , m_error(new Notice(Tone::Red))
    , m_balances(new Card(tr("The books beside the gateway")))
    , m_search(new SearchField(tr("An id of the gateway"), QStringLiteral("reconciliation.search")))
    , m_chips(new FilterChips(tr("State")))
{
    setMaximumContentWidth(1440);
    if (access == Access::Full) {
        m_check = makeButton(ButtonKind::Primary, tr("Check now"), QStringLiteral("reconciliation.check"), QStringLiteral("view-refresh"));
        addAction(m_check);
        connect(m_check, &QPushButton::clicked, this, &ReconciliationPage::checkNow);
    }
    m_error->setObjectName(QStringLiteral("reconciliation.error"));
    m_balances->setObjectName(QStringLiteral("reconciliation.balances"));
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    lines->addWidget(m_error);
    lines->addWidget(buildTiles());
    lines->addWidget(m_balances);
    lines->addWidget(buildLines(), 1);
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Dashboard,
                          {QStringLiteral("view-task"), tr("Not compared yet"),
                           tr("Every line of the gateway's balance is compared with the books all day long. What does not fit is listed here."),
                           access == Access::Full ? tr("Check now") : QString()},
                          true);
    m_states->setOfflineHint(tr("The comparison is made by the server. Nothing is booked without you."));
    connect(m_states, &StateStack::emptyAction, this, &ReconciliationPage::checkNow);
    refresh();
}

QWidget* ReconciliationPage::buildTiles()
{
    const struct
    {
        QString title;
        const char* iconName;
        Tone tone;
    } looks[] = {{tr("Missing here"), "go-down", Tone::Red},
                 {tr("Missing there"), "go-up", Tone::Red},
                 {tr("Differs"), "dialog-warning", Tone::Gold},
                 {tr("Explained"), "document-edit", Tone::Blue},
                 {tr("Matched"), "checkmark", Tone::Green}};
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::m, 140);
    for (int i = 0; i < 5; ++i) {
        m_tiles[i] = new StatTile(looks[i].title, QLatin1String(looks[i].iconName), looks[i].tone);
        m_tiles[i]->setMinimumWidth(130);
        flow->addWidget(m_tiles[i]);
    }
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    return tiles;
}

QWidget* ReconciliationPage::buildLines()
{
    m_chips->add({}, tr("All"));
    for (const MatchState state : {MatchState::MissingHere, MatchState::MissingThere, MatchState::AmountDiffers, MatchState::Explained, MatchState::Matched})
        m_chips->add(toText(state), chip(state).text);
    m_chips->setCurrent({});
    connect(m_chips, &FilterChips::chosen, this, &ReconciliationPage::applyFilter);
    connect(m_search, &SearchField::searched, this, &ReconciliationPage::applyFilter);
    m_table = new TableView(m_model,
                            {{ReconciliationModel::Line, 0},
                             {ReconciliationModel::State, 140},
                             {ReconciliationModel::Type, 135, 640},
                             {ReconciliationModel::Gateway, 110},
                             {ReconciliationModel::Booked, 110},
                             {ReconciliationModel::At, 110, 740}},
                            QStringLiteral("reconciliation.table"));
    connect(m_table, &TableView::selected, this, &ReconciliationPage::showSelected);
    m_body = new ListDetail(m_table, buildPanel(), 340);
    auto* states = new StateStack(m_body, Skeleton::Shape::Table,
                                  {QStringLiteral("checkmark"), tr("Nothing to explain"), tr("No line fits what you are looking for."), {}});
    states->follow(m_model);
    connect(states, &StateStack::retry, m_model, &PagedListModel::reload);
    states->setMinimumHeight(420);
    m_table->keepSelected();
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_chips);
    auto* all = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(bar);
    lines->addWidget(states, 1);
    all->setLayout(lines);
    return all;
}

QWidget* ReconciliationPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("reconciliation.detail"));
    card->body()->setSpacing(space::m);
    m_id = makeText(TextStyle::Strong, {});
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chip = new Chip;
    m_amounts = makeText(TextStyle::Muted, {});
    m_words = makeText(TextStyle::Body, {});
    m_proposal = makeText(TextStyle::Body, {});
    m_proposal->setObjectName(QStringLiteral("reconciliation.proposal"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_id, m_chip, m_amounts, m_words, m_proposal})
        card->body()->addWidget(part);
    if (m_access == Access::Full) {
        m_book = makeButton(ButtonKind::Primary, tr("Book it…"), QStringLiteral("reconciliation.book"));
        card->body()->addWidget(m_book);
        connect(m_book, &QPushButton::clicked, this, &ReconciliationPage::book);
    }
    m_payment = makeButton(ButtonKind::Link, tr("Open the payment"), QStringLiteral("reconciliation.payment"));
    card->body()->addWidget(m_payment, 0, Qt::AlignLeft);
    connect(m_payment, &QPushButton::clicked, this, [this] {
        if (m_current.paymentId) Q_EMIT paymentWanted(*m_current.paymentId);
    });
    return card;
}

void ReconciliationPage::refresh()
{
    loadSummary();
    m_model->reload();
}

void ReconciliationPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("reconciliation")) refresh();
}

void ReconciliationPage::loadSummary()
{
    m_states->showLoading();
    const quint64 id = m_request.next();
    whenDone(this, m_books->reconciliation(), [this, id](const Result<ReconciliationSummary>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
    });
}

void ReconciliationPage::display(const ReconciliationSummary& summary)
{
    if (!summary.lastRunAt && summary.lastError.isEmpty()) return m_states->showEmpty();
    const int counts[] = {summary.missingHere, summary.missingThere, summary.amountDiffers, summary.explained, summary.matched};
    for (int i = 0; i < 5; ++i)
        m_tiles[i]->setValue(QLocale().toString(counts[i]));
    setSubtitle(summary.lastRunAt ? tr("Compared %1").arg(exactTime(*summary.lastRunAt)) : QString());
    m_error->say(summary.lastError, summary.lastError.isEmpty() ? QString() : tr("The last comparison did not end well"));
    showBalances(summary.balances);
    m_states->showContent();
}

void ReconciliationPage::addBalance(QGridLayout* grid, const QString& name, const Money& books, const Money& gateway)
{
    const int line = grid->rowCount();
    const auto difference = gateway.minus(books);
    const auto figure = [&](int at, const QString& text, std::optional<Tone> tone) {
        auto* amount = new MoneyLabel;
        amount->setText(text);
        if (tone) amount->setTone(*tone);
        grid->addWidget(amount, line, at, Qt::AlignRight);
    };
    grid->addWidget(makeLabel(TextStyle::Body, name), line, 0);
    figure(1, moneyText(books), std::nullopt);
    figure(2, moneyText(gateway), std::nullopt);
    const bool fits = difference && difference->isZero();
    figure(3, fits ? tr("fits") : difference ? signedMoneyText(*difference) : tr("differs"), fits ? Tone::Green : Tone::Red);
}

void ReconciliationPage::showBalances(const QList<BalanceComparison>& balances)
{
    delete m_grid;
    m_grid = new QWidget;
    auto* grid = new QGridLayout;
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(space::xl);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(0, 1);
    int at = 1;
    for (const QString& head : {tr("Books"), tr("Gateway"), tr("Difference")})
        grid->addWidget(makeLabel(TextStyle::Small, head), 0, at++, Qt::AlignRight);
    for (const BalanceComparison& one : balances) {
        const QString code = one.booksPending.currency().code();
        addBalance(grid, tr("%1, pending").arg(code), one.booksPending, one.gatewayPending);
        addBalance(grid, tr("%1, available").arg(code), one.booksAvailable, one.gatewayAvailable);
        if (one.suspense.isZero()) continue;
        const int line = grid->rowCount();
        const QString words = one.suspense.isNegative() ? tr("%1, in suspense: it left, and nobody knows what for") : tr("%1, in suspense: it arrived, and nobody knows whose it is");
        grid->addWidget(makeLabel(TextStyle::Body, words.arg(code)), line, 0);
        auto* amount = new MoneyLabel;
        amount->setMoney(one.suspense);
        amount->setTone(Tone::Gold);
        grid->addWidget(amount, line, 1, Qt::AlignRight);
        if (m_access != Access::Full) continue;
        auto* clear = makeButton(ButtonKind::Link, tr("Move it…"), QStringLiteral("reconciliation.suspense.") + code);
        clear->setAccessibleName(tr("Move %1 out of suspense").arg(moneyText(one.suspense)));
        connect(clear, &QPushButton::clicked, this, [this, held = one.suspense] { clearSuspense(held); });
        grid->addWidget(clear, line, 3, Qt::AlignRight);
    }
    m_grid->setLayout(grid);
    m_balances->body()->addWidget(m_grid);
    m_balances->setVisible(!balances.isEmpty());
}

void ReconciliationPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    m_current = m_model->at(row);
    // A line breaks where an id has an underscore or a colon, so that it never widens the card.
    QString id = m_current.id;
    m_id->setText(id.replace(u'_', QStringLiteral("_\u200B")).replace(u':', QStringLiteral(":\u200B")));
    m_chip->setSpec(chip(m_current.state));
    QStringList amounts;
    amounts.append(m_current.gatewayAmount ? tr("Gateway: %1").arg(moneyText(*m_current.gatewayAmount)) : tr("Not at the gateway"));
    const bool byHand = m_current.state == MatchState::Explained;
    const auto booked = ReconciliationModel::inBooks(m_current);
    amounts.append(!booked  ? tr("Not in the books")
                   : byHand ? tr("Books: %1, booked by hand").arg(moneyText(*booked))
                            : tr("Books: %1").arg(moneyText(*booked)));
    if (m_current.fee) amounts.append(tr("Fee: %1").arg(moneyText(*m_current.fee)));
    amounts.append(exactTime(m_current.at));
    m_amounts->setText(amounts.join(u'\n'));
    // What was proposed and why an admin agreed; by now it is done.
    m_words->setText(byHand && !m_current.explanation.isEmpty() ? tr("Done, as recorded: “%1”").arg(m_current.explanation) : m_current.explanation);
    m_words->setVisible(!m_current.explanation.isEmpty());
    const bool fits = m_current.state == MatchState::Matched || m_current.state == MatchState::Explained;
    m_proposal->setText(!m_current.proposal.isEmpty() ? m_current.proposal : fits ? QString() : tr("Nothing can be booked for it yet; the next comparison looks again."));
    m_proposal->setVisible(!m_proposal->text().isEmpty());
    if (m_book) m_book->setVisible(!m_current.proposal.isEmpty());
    m_payment->setVisible(m_current.paymentId.has_value());
}

void ReconciliationPage::applyFilter()
{
    ReconciliationFilter filter;
    filter.text = m_search->text().trimmed();
    MatchState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    m_model->setFilter(filter);
}

void ReconciliationPage::checkNow()
{
    if (m_check) {
        m_check->setEnabled(false);
        m_check->setText(tr("Comparing…"));
    }
    const quint64 id = m_request.next();
    whenDone(this, m_books->reconcileNow(), [this, id](const Result<ReconciliationSummary>& answer) {
        if (m_check) {
            m_check->setEnabled(true);
            m_check->setText(tr("Check now"));
        }
        if (!m_request.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_model->reload();
        Q_EMIT toast(tr("Compared."), Tone::Green);
        Q_EMIT explained();
    });
}

void ReconciliationPage::clearSuspense(const Money& held)
{
    auto* dialog = new SuspenseDialog(held, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, key = newUuid7()] {
        whenDone(dialog, m_books->clearSuspense(dialog->form(), key), [this, dialog](const Result<ReconciliationSummary>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            display(*answer);
            Q_EMIT toast(tr("Moved out of suspense."), Tone::Green);
        });
    });
    dialog->open();
}

void ReconciliationPage::book()
{
    auto* dialog = new ReasonDialog({tr("Book it?"), m_current.proposal + u' ' + tr("A booking is never deleted; a mistake is booked back."),
                                     tr("Book it"), true, false, tr("Admins and auditors read this; it is kept with the booking.")},
                                    this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = m_current.id, key = newUuid7()] {
        whenDone(dialog, m_books->explain(id, {dialog->reason()}, key), [this, dialog](const Result<ReconciliationItem>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            m_model->update(*answer);
            Q_EMIT toast(tr("Booked."), Tone::Green);
            Q_EMIT explained();
            refresh();
        });
    });
    dialog->open();
}

} // namespace lectern
