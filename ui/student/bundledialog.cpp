#include "ui/student/bundledialog.h"
#include <QGridLayout>
#include <QRadioButton>

namespace lectern {

BundleDialog::BundleDialog(const Bundle& bundle, OffersGateway* offers, QWidget* parent)
    : DialogFrame(bundle.form.kind == BundleKind::LearningPath ? tr("Buy the learning path") : tr("Buy the bundle"), tr("Pay"), QStringLiteral("bundle"), parent)
    , m_bundle(bundle)
    , m_offers(offers)
    , m_lines(column(space::m))
    , m_card(new QRadioButton(tr("Card")))
    , m_wallet(new QRadioButton)
    , m_terms(makeText(TextStyle::Body, tr("Looking up what it costs…")))
    , m_problem(new Notice(Tone::Red))
{
    setMinimumWidth(560);
    setIntro(bundle.form.title);
    m_card->setObjectName(QStringLiteral("bundle.card"));
    m_wallet->setObjectName(QStringLiteral("bundle.wallet"));
    m_terms->setObjectName(QStringLiteral("bundle.terms"));
    auto* retry = m_problem->addButton(tr("Try again"), QStringLiteral("bundle.retry"));
    connect(retry, &QPushButton::clicked, this, &BundleDialog::load);
    body()->addWidget(m_problem);
    body()->addLayout(m_lines);
    body()->addWidget(m_card);
    body()->addWidget(m_wallet);
    body()->addWidget(m_terms);
    body()->addStretch();
    m_card->hide();
    m_wallet->hide();
    for (QRadioButton* way : {m_card, m_wallet}) connect(way, &QRadioButton::toggled, this, [this](bool on) { if (on) showTerms(); });
    connect(this, &DialogFrame::submitted, this, &BundleDialog::pay);
    load();
}

void BundleDialog::load()
{
    m_problem->say({});
    setSubmitEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_offers->quote(m_bundle.id, {}), [this, id](const Result<BundleQuote>& answer) {
        if (!m_request.is(id)) return;
        if (answer) return display(*answer);
        if (!m_quote) m_terms->setText(tr("Nothing was ordered, and nothing was paid."));
        m_problem->say(errorText(answer.error()));
    });
}

void BundleDialog::display(const BundleQuote& quote)
{
    m_quote = quote;
    clearLayout(m_lines);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(0, 1);
    int at = 0;
    const auto sum = [&](const QString& name, const Money& money, TextStyle style) {
        grid->addWidget(makeLabel(style, name), at, 0);
        auto* amount = new MoneyLabel(style == TextStyle::Lead ? textsize::lead : textsize::body);
        amount->setMoney(money);
        grid->addWidget(amount, at++, 1, Qt::AlignRight);
    };
    for (const BundleLine& line : quote.lines) {
        if (line.note.isEmpty()) {
            grid->addWidget(new ElidedLabel(TextStyle::Body, line.courseTitle), at, 0);
            auto* amount = new MoneyLabel;
            amount->setMoney(line.price);
            grid->addWidget(amount, at++, 1, Qt::AlignRight);
        } else {
            grid->addWidget(new ElidedLabel(TextStyle::Muted, line.courseTitle), at, 0);
            grid->addWidget(makeLabel(TextStyle::Small, line.note), at++, 1, Qt::AlignRight);
        }
    }
    grid->addWidget(makeDivider(), at++, 0, 1, 2);
    if (!quote.discount.isZero()) sum(tr("Less for taking them together"), Money::fromMinor(-quote.discount.minor(), quote.discount.currency()), TextStyle::Body);
    if (!quote.tax.isZero()) sum(tr("Tax in it (%1)").arg(quote.country), quote.tax, TextStyle::Muted);
    sum(tr("Total"), quote.total, TextStyle::Lead);
    auto* box = new QWidget;
    box->setLayout(grid);
    m_lines->addWidget(makeBox(box));
    const bool covers = quote.wallet.minor() >= quote.total.minor();
    const bool buys = !quote.total.isZero();
    m_card->setVisible(buys && quote.methods.contains(toText(PaymentMethod::Card)));
    m_wallet->setVisible(buys && quote.methods.contains(toText(PaymentMethod::Wallet)) && covers);
    m_wallet->setText(tr("My wallet, which has %1").arg(moneyText(quote.wallet)));
    if (!m_card->isHidden()) m_card->setChecked(true);
    else if (!m_wallet->isHidden()) m_wallet->setChecked(true);
    showTerms();
}

void BundleDialog::showTerms()
{
    if (!m_quote) return;
    const QString total = moneyText(m_quote->total);
    if (m_card->isHidden() && m_wallet->isHidden()) {
        m_terms->setText(m_quote->total.isZero() ? tr("There is nothing of it that you could buy now.") : tr("This school takes no cards, and your wallet has %1. Ask the people who run it how to fill it.").arg(moneyText(m_quote->wallet)));
        return setSubmitEnabled(false);
    }
    const QString back = tr("Each course can be taken back by itself, within the same days as any other; its part goes to your wallet.");
    m_terms->setText(m_wallet->isChecked() ? tr("%1 are taken from your wallet at once, and the courses are open. %2").arg(total, back)
                                           : tr("You pay %1 in all; nothing is added later. It goes through your wallet, and the courses open as soon as it has arrived. %2").arg(total, back));
    setSubmitText(m_wallet->isChecked() ? tr("Pay %1 from my wallet").arg(total) : tr("Pay %1 by card").arg(total));
    setSubmitEnabled(true);
    takeAsOpened(); // a choice is not work that could be lost
}

void BundleDialog::pay()
{
    m_problem->say({});
    BundleOrderForm order;
    order.method = toText(m_wallet->isChecked() ? PaymentMethod::Wallet : PaymentMethod::Card);
    order.expectedTotal = m_quote->total;
    if (m_key.isEmpty() || order != m_sent) m_key = newUuid7();
    m_sent = order;
    whenDone(this, m_offers->buy(m_bundle.id, order, m_key), [this](const Result<BundleResult>& answer) {
        if (!answer) {
            if (answer.error().code == ErrorCode::Conflict) {
                m_key.clear();
                load();
            }
            return fail(answer.error());
        }
        accept();
        Q_EMIT bought(*answer);
    });
}

} // namespace lectern
