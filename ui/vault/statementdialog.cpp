#include "ui/vault/statementdialog.h"
#include "ui/documents/statementlines.h"
#include "ui/documents/statementpdf.h"
#include <QDateEdit>
#include <QFileDialog>
#include <QProgressBar>
#include <QSaveFile>

namespace lectern {

namespace {

QDateTime midnight(const QDate& day) { return {day, QTime(0, 0), Qt::UTC}; }

QDateEdit* makeDay(const QString& name, const QString& text, const QDate& day)
{
    auto* edit = new QDateEdit(day);
    edit->setObjectName(name);
    edit->setAccessibleName(text);
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(QStringLiteral("d MMM yyyy"));
    edit->setMinimumWidth(140); // "30 Sep 2026" and the arrow
    edit->setMaximumDate(QDateTime::currentDateTimeUtc().date());
    return edit;
}

} // namespace

StatementDialog::StatementDialog(const Vault& vault, const QString& currency, const Gateways& gateways, QWidget* parent)
    : DialogFrame(tr("Statement"), tr("Save as PDF…"), QStringLiteral("statement"), parent)
    , m_vault(vault)
    , m_gateways(gateways)
    , m_result(new Notice(Tone::Green))
    , m_csv(makeButton(ButtonKind::Secondary, tr("Save as CSV…"), QStringLiteral("statement.csv"),
                       QStringLiteral("document-save")))
{
    setMinimumWidth(600);
    setCancelText(tr("Close"));
    setIntro(vault.kind == VaultKind::Platform ? tr("The platform's vault") : tr("Vault of %1").arg(vault.ownerName));
    m_currency = new QComboBox;
    m_currency->setObjectName(QStringLiteral("statement.currency"));
    m_currency->setAccessibleName(tr("Currency"));
    for (const VaultBalance& one : vault.balances)
        m_currency->addItem(one.available.currency().code());
    m_currency->setCurrentIndex(qMax(0, m_currency->findText(currency)));
    m_currency->setVisible(vault.balances.size() > 1);
    connect(m_currency, &QComboBox::activated, this, &StatementDialog::load);
    body()->addWidget(buildPeriod());
    m_states = new StateStack(buildSums(), Skeleton::Shape::Form,
                              {QStringLiteral("view-financial-account"),
                               tr("Nothing happened in this time"),
                               tr("No sale, refund or withdrawal falls into it. Choose another period."),
                               {}});
    m_states->setMinimumHeight(250);
    connect(m_states, &StateStack::retry, this, &StatementDialog::load);
    body()->addWidget(m_states, 1);
    m_result->setObjectName(QStringLiteral("statement.result"));
    body()->addWidget(m_result);
    m_working = new QWidget;
    auto* working = row(space::m);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Lines collected"));
    m_barText = makeLabel(TextStyle::Small, {});
    auto* stop = makeButton(ButtonKind::Quiet, tr("Stop"), QStringLiteral("statement.stop"));
    working->addWidget(m_bar, 1);
    working->addWidget(m_barText);
    working->addWidget(stop);
    m_working->setLayout(working);
    m_working->hide();
    body()->addWidget(m_working);
    addFooterWidget(m_csv);
    connect(stop, &QPushButton::clicked, this, [this] { showProgress(-1); });
    connect(m_csv, &QPushButton::clicked, this, &StatementDialog::startCsv);
    connect(this, &DialogFrame::submitted, this, &StatementDialog::startPdf);
    load();
}

void StatementDialog::showDays(const QDate& first, const QDate& last)
{
    m_period->setCurrent(QStringLiteral("custom"));
    m_custom->show();
    const QSignalBlocker one(m_first);
    const QSignalBlocker other(m_last);
    m_first->setDate(first);
    m_last->setDate(last);
    load();
}

QWidget* StatementDialog::buildPeriod()
{
    m_period = new FilterChips(tr("Period"));
    m_period->add(QStringLiteral("month"), tr("This month"));
    m_period->add(QStringLiteral("lastMonth"), tr("Last month"));
    m_period->add(QStringLiteral("quarter"), tr("This quarter"));
    m_period->add(QStringLiteral("year"), tr("This year"));
    m_period->add(QStringLiteral("custom"), tr("Other days"));
    m_period->setCurrent(QStringLiteral("month"));
    const QDate today = QDateTime::currentDateTimeUtc().date();
    m_first = makeDay(QStringLiteral("statement.first"), tr("First day"), today.addMonths(-1));
    m_last = makeDay(QStringLiteral("statement.last"), tr("Last day"), today);
    m_custom = new QWidget;
    auto* days = row(space::s);
    days->addWidget(makeLabel(TextStyle::Muted, tr("From")));
    days->addWidget(m_first);
    days->addWidget(makeLabel(TextStyle::Muted, tr("to")));
    days->addWidget(m_last);
    days->addStretch();
    m_custom->setLayout(days);
    m_custom->hide();
    connect(m_period, &FilterChips::chosen, this, [this](const QString& key) {
        m_custom->setVisible(key == QStringLiteral("custom"));
        load();
    });
    for (QDateEdit* edit : {m_first, m_last})
        connect(edit, &QDateEdit::dateChanged, this, &StatementDialog::load);
    auto* box = new QWidget;
    auto* lines = column(space::m);
    auto* head = row(space::m);
    head->addWidget(m_period, 1);
    head->addWidget(m_currency, 0, Qt::AlignTop);
    lines->addLayout(head);
    lines->addWidget(m_custom);
    box->setLayout(lines);
    return box;
}

QWidget* StatementDialog::buildSums()
{
    auto* content = new QWidget;
    auto* lines = column(space::s);
    auto* box = new Card(nullptr, space::l);
    box->setProperty("card", QStringLiteral("flat"));
    m_sums = box->body();
    m_sums->setSpacing(space::s);
    lines->addWidget(box);
    m_note = makeText(TextStyle::Small, {});
    m_note->setObjectName(QStringLiteral("statement.note"));
    lines->addWidget(m_note);
    lines->addStretch();
    content->setLayout(lines);
    return content;
}

std::pair<QDate, QDate> StatementDialog::periodOf(const QString& key, const QDate& today)
{
    const QDate month(today.year(), today.month(), 1);
    if (key == QStringLiteral("lastMonth")) return {month.addMonths(-1), month.addDays(-1)};
    if (key == QStringLiteral("quarter")) {
        const QDate first(today.year(), (today.month() - 1) / 3 * 3 + 1, 1);
        return {first, qMin(first.addMonths(3).addDays(-1), today)};
    }
    if (key == QStringLiteral("year")) return {QDate(today.year(), 1, 1), today};
    return {month, today}; // a period that is not over ends today
}

std::pair<QDate, QDate> StatementDialog::days() const
{
    if (m_period->current() != QStringLiteral("custom"))
        return periodOf(m_period->current(), QDateTime::currentDateTimeUtc().date());
    return {qMin(m_first->date(), m_last->date()), qMax(m_first->date(), m_last->date())};
}

void StatementDialog::load()
{
    showProgress(-1);
    m_result->say({});
    m_statement.reset();
    setSubmitEnabled(false);
    m_csv->setEnabled(false);
    takeAsOpened(); // a chosen period is not work that could be lost
    m_states->reset();
    const auto [first, last] = days();
    const quint64 id = m_request.next();
    whenDone(this,
             m_gateways.statements->statement(m_vault.id, m_currency->currentText(), midnight(first),
                                              midnight(last.addDays(1))),
             [this, id](const Result<Statement>& answer) {
                 if (!m_request.is(id)) return;
                 if (!answer) return m_states->showError(answer.error());
                 m_statement = *answer;
                 display();
             });
}

void StatementDialog::addSum(const QString& name, const QString& amount, bool strong)
{
    auto* line = new QWidget;
    auto* cells = row(space::m);
    auto* value = new MoneyLabel(strong ? textsize::lead : textsize::body);
    value->setText(amount);
    cells->addWidget(makeLabel(strong ? TextStyle::Strong : TextStyle::Muted, name), 1);
    cells->addWidget(value, 0, Qt::AlignRight);
    line->setLayout(cells);
    m_sums->addWidget(line);
}

void StatementDialog::display()
{
    clearLayout(m_sums);
    const Statement& st = *m_statement;
    addSum(tr("Opening balance, %1").arg(longDayText(st.from.toUTC().date())), moneyText(st.opening), true);
    if (!st.totals.isEmpty()) m_sums->addWidget(makeDivider());
    for (const StatementTotal& total : st.totals)
        addSum(tr("%1 (%2)").arg(chip(total.kind).text, QLocale().toString(total.count)), signedMoneyText(total.amount),
               false);
    m_sums->addWidget(makeDivider());
    addSum(tr("Closing balance, %1").arg(longDayText(st.until.toUTC().addDays(-1).date())), moneyText(st.closing),
           true);
    if (!st.owedOpening.isZero() || !st.owedClosing.isZero()) {
        m_sums->addWidget(makeDivider());
        addSum(tr("Owed to the school before"), moneyText(st.owedOpening), false);
        addSum(tr("Owed to the school at the end"), moneyText(st.owedClosing), true);
    }
    m_note->setText(
        st.lines > StatementLines::kMost
            ? tr("Pending and available together; days in UTC. The PDF has the %1 newest lines, the CSV all %2.")
                  .arg(QLocale().toString(StatementLines::kMost), QLocale().toString(st.lines))
            : tr("Pending and available together; days in UTC."));
    if (st.lines == 0 && st.totals.isEmpty() && st.opening.isZero()) return m_states->showEmpty();
    m_states->showContent();
    setSubmitEnabled(true);
    m_csv->setEnabled(true);
}

void StatementDialog::showProgress(int lines)
{
    const bool busy = lines >= 0;
    if (!busy) {
        // This may be its own signal that says so: it is let go of now and deleted later.
        if (m_lines) {
            m_lines->disconnect(this);
            m_lines->deleteLater();
        }
        m_lines = nullptr;
    }
    m_csvRequest.invalidate();
    m_working->setVisible(busy);
    if (m_statement) {
        setSubmitEnabled(!busy);
        m_csv->setEnabled(!busy);
    }
    if (!busy || !m_statement) return;
    const int all = qMin(m_statement->lines, StatementLines::kMost);
    m_bar->setRange(0, qMax(1, all));
    m_bar->setValue(qMin(lines, all));
    m_barText->setText(tr("%1 of %2 lines").arg(QLocale().toString(lines), QLocale().toString(all)));
}

void StatementDialog::startPdf()
{
    setBusy(false); // it can be stopped and closed while the lines come
    if (m_lines || !m_statement) return;
    m_result->say({});
    showProgress(0);
    m_lines = new StatementLines(m_gateways.vaults, *m_statement, this);
    connect(m_lines, &StatementLines::progress, this, &StatementDialog::showProgress);
    connect(m_lines, &StatementLines::failed, this, [this](const Error& error) {
        showProgress(-1);
        m_result->setTone(Tone::Red);
        m_result->say(errorText(error), tr("The lines could not be loaded"));
    });
    connect(m_lines, &StatementLines::collected, this, [this](const QList<VaultEntry>& lines) {
        const QByteArray pdf = statementPdf(*m_statement, lines);
        showProgress(-1);
        save(QStringLiteral("pdf"), pdf);
    });
    m_lines->start();
}

void StatementDialog::startCsv()
{
    if (!m_statement) return;
    m_result->say({});
    m_csv->setEnabled(false);
    const quint64 id = m_csvRequest.next();
    const Statement& st = *m_statement;
    whenDone(this, m_gateways.statements->statementCsv(m_vault.id, st.opening.currency().code(), st.from, st.until),
             [this, id](const Result<QByteArray>& answer) {
                 if (!m_csvRequest.is(id)) return;
                 m_csv->setEnabled(true);
                 if (answer) return save(QStringLiteral("csv"), *answer);
                 m_result->setTone(Tone::Red);
                 m_result->say(errorText(answer.error()), tr("The CSV could not be loaded"));
             });
}

void StatementDialog::save(const QString& suffix, const QByteArray& bytes)
{
    auto* dialog = new QFileDialog(this, tr("Save the statement"));
    dialog->setObjectName(QStringLiteral("statement.file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(suffix == QStringLiteral("pdf") ? tr("PDF (*.pdf)") : tr("CSV (*.csv)"));
    dialog->selectFile(tr("Statement %1.%2").arg(m_statement->from.toUTC().date().toString(Qt::ISODate), suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes](const QString& path) {
        QSaveFile file(path);
        const bool ok = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        m_result->setTone(ok ? Tone::Green : Tone::Red);
        m_result->say(ok ? tr("Saved as %1.").arg(path) : tr("It could not be saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

} // namespace lectern
