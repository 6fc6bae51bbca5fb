#include "ui/student/purchasedialog.h"
#include "ui/documents/papertext.h"
#include "ui/student/couponbox.h"
#include "ui/student/planbox.h"
#include "ui/student/purchasesum.h"
#include "ui/student/purchasewords.h"
#include <QDesktopServices>
#include <QButtonGroup>
#include <QRadioButton>
#include <algorithm>

namespace lectern {

namespace {

constexpr int kPart = 100;   ///< beside the payment methods: a part from the wallet, the rest by card
constexpr int kHosted = 101; ///< by card on the gateway's own page

} // namespace

PurchaseDialog::PurchaseDialog(const CourseId& course, const QString& courseTitle, const Gateways& gateways,
                               QWidget* parent, const std::optional<GiftForm>& gift)
    : DialogFrame(gift ? tr("Give as a gift") : tr("Enroll"), tr("Pay"), QStringLiteral("purchase"), parent)
    , m_course(course)
    , m_title(courseTitle)
    , m_gateways(gateways)
    , m_gift(gift)
    , m_columns(new QWidget)
    , m_ways(new QButtonGroup(this))
    , m_part(new MoneyEdit(QStringLiteral("purchase.part")))
    , m_country(new QComboBox)
    , m_sum(new PurchaseSum)
    , m_coupon(new CouponBox(course, gift.has_value(), gateways.coupons))
    , m_plan(new PlanBox)
    , m_noCoupon(makeText(TextStyle::Small, tr("A code takes nothing off a subscription.")))
    , m_terms(makeText(TextStyle::Body, {}))
    , m_policy(makeText(TextStyle::Small, {}))
    , m_changed(new Notice(Tone::Gold))
    , m_problem(new Notice(Tone::Red))
{
    setMinimumWidth(680);
    setIntro(gift ? tr("%1, for %2").arg(courseTitle, gift->recipientName) : courseTitle);
    submitButton()->setObjectName(QStringLiteral("purchase.pay"));
    m_terms->setObjectName(QStringLiteral("purchase.terms"));
    m_policy->setObjectName(QStringLiteral("purchase.policy"));
    m_changed->setObjectName(QStringLiteral("purchase.changed"));
    auto* retry = m_problem->addButton(tr("Try again"), QStringLiteral("purchase.retry"));
    connect(retry, &QPushButton::clicked, this, [this] { load(m_country->currentData().toString()); });
    body()->addWidget(m_problem);
    body()->addWidget(m_changed);
    auto* columns = row(space::xl);
    columns->addWidget(buildWays(), 1);
    columns->addWidget(buildSum());
    m_columns->setLayout(columns);
    body()->addWidget(m_columns);
    body()->addWidget(m_terms);
    body()->addWidget(m_policy);
    body()->addStretch();
    m_partField->hide();
    m_countryField->hide();
    connect(this, &DialogFrame::submitted, this, &PurchaseDialog::pay);
    connect(m_ways, &QButtonGroup::idClicked, this, [this] { showTerms(); });
    connect(m_part, &MoneyEdit::edited, this, &PurchaseDialog::showTerms);
    connect(m_country, &QComboBox::activated, this, [this] { load(m_country->currentData().toString()); });
    connect(m_plan, &PlanBox::changed, this, [this] {
        // The gateway's own page knows no subscriptions.
        if (way() == kHosted && subscription()) m_ways->button(int(PaymentMethod::Card))->setChecked(true);
        showTerms();
    });
    connect(m_coupon, &CouponBox::quoted, this, &PurchaseDialog::takeQuote);
    connect(m_coupon, &CouponBox::refused, this, [this] { takeAsOpened(); }); // a code that does not count is nothing to lose
    connect(m_coupon, &CouponBox::removed, this, [this] {
        m_withoutCoupon = true;
        load(m_country->currentData().toString());
    });
    load({});
}

QWidget* PurchaseDialog::buildWays()
{
    auto* box = new QWidget;
    auto* lines = column(space::xs);
    lines->addWidget(makeLabel(TextStyle::Strong, tr("How do you want to pay?")));
    lines->addSpacing(space::s);
    box->setLayout(lines);
    addWay(int(PaymentMethod::Card), toText(PaymentMethod::Card));
    addWay(int(PaymentMethod::Wallet), toText(PaymentMethod::Wallet));
    addWay(kPart, QStringLiteral("part"));
    addWay(kHosted, QStringLiteral("hosted"));
    for (const PaymentMethod one : {PaymentMethod::Transfer, PaymentMethod::BankTransfer, PaymentMethod::Cash, PaymentMethod::Cheque})
        addWay(int(one), toText(one));
    m_part->setCurrencyFixed(true);
    m_partField = addField(QStringLiteral("walletPart"), tr("&From the wallet"), m_part);
    m_partField->setContentsMargins(space::xl, 0, 0, space::xs);
    for (QAbstractButton* way : m_ways->buttons()) {
        lines->addWidget(way);
        lines->addWidget(m_hints.value(m_ways->id(way)));
        if (m_ways->id(way) == int(PaymentMethod::Card)) {
            m_plan->setContentsMargins(space::xl, 0, 0, space::xs);
            lines->addWidget(m_plan);
        }
        if (m_ways->id(way) == kPart) lines->addWidget(m_partField);
    }
    lines->addStretch();
    return box;
}

void PurchaseDialog::addWay(int way, const QString& name)
{
    auto* button = new QRadioButton;
    button->setObjectName(QStringLiteral("purchase.way.") + name);
    button->hide();
    m_ways->addButton(button, way);
    auto* hint = makeText(TextStyle::Small, {});
    hint->setObjectName(QStringLiteral("purchase.hint.") + name);
    hint->setContentsMargins(space::xl, 0, 0, space::s);
    hint->hide();
    m_hints.insert(way, hint);
}

QWidget* PurchaseDialog::buildSum()
{
    auto* box = new QWidget;
    box->setFixedWidth(290);
    auto* lines = column(space::m);
    m_country->setObjectName(QStringLiteral("purchase.country"));
    m_country->setMaxVisibleItems(12);
    m_country->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_countryField = addField(QStringLiteral("country"), tr("&Country, for the tax"), m_country);
    lines->addWidget(m_countryField);
    lines->addWidget(m_sum);
    lines->addWidget(m_coupon);
    m_noCoupon->hide();
    lines->addWidget(m_noCoupon);
    lines->addStretch();
    box->setLayout(lines);
    return box;
}

void PurchaseDialog::load(const QString& country)
{
    m_problem->say({});
    setSubmitEnabled(false);
    if (!m_quote) {
        m_columns->hide();
        m_policy->hide();
        m_terms->setText(tr("Looking up what it costs…"));
    }
    const quint64 id = m_request.next();
    whenDone(this, m_gateways.accounts->serverInfo(), [this, id, country](const Result<ServerInfo>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return showProblem(answer.error());
        m_school = *answer;
        askQuote(id, country);
    });
}

void PurchaseDialog::askQuote(quint64 request, const QString& country)
{
    const QString code = m_coupon->code();
    m_coupon->setCountry(country);
    if (!code.isEmpty()) {
        // Another country is another tax; the code stays if it still counts.
        return whenDone(this, m_gateways.coupons->check({m_course, code, country.isEmpty() ? std::nullopt : std::optional(country), m_gift.has_value()}), [this, request, country](const Result<PurchaseQuote>& answer) {
            if (!m_request.is(request)) return;
            if (answer) return takeQuote(*answer);
            if (answer.error().field != QStringLiteral("coupon")) return showProblem(answer.error());
            m_coupon->say(errorText(answer.error()));
            askQuote(request, country);
        });
    }
    const QuoteOf of = m_gift ? QuoteOf::Gift : m_withoutCoupon ? QuoteOf::PlaceWithoutCoupon : QuoteOf::Place;
    whenDone(this, m_gateways.purchases->quote(m_course, country, of),
             [this, request](const Result<PurchaseQuote>& answer) {
                 if (!m_request.is(request)) return;
                 if (!answer) return showProblem(answer.error());
                 takeQuote(*answer);
             });
}

void PurchaseDialog::takeQuote(const PurchaseQuote& quote)
{
    m_quote = quote;
    if (m_gift) m_quote->plans.clear(); // a gift is paid all at once
    m_coupon->setQuote(quote);
    m_plan->setQuote(*m_quote);
    display();
}

void PurchaseDialog::showProblem(const Error& error)
{
    if (!m_quote) m_terms->setText(tr("Nothing was ordered, and nothing was paid."));
    m_problem->say(errorText(error));
}

void PurchaseDialog::display()
{
    const PurchaseQuote& quote = *m_quote;
    m_countryField->setVisible(m_school.taxes);
    if (m_school.taxes && m_country->count() == 0) {
        for (const auto& [name, code] : countriesByName())
            m_country->addItem(name, code);
    }
    m_country->setCurrentIndex(m_country->findData(quote.country));
    m_columns->show();
    m_policy->show();
    showWays();
    m_policy->setText(returnTerms(m_school.refundDays, m_school.refundMaxPercent, m_gift.has_value()));
    // The order was refused as outdated. Mostly that is the total; if it is not, the server's own words say what is.
    if (m_refused && *m_agreed == quote.total)
        m_problem->say(errorText(*m_refused));
    else if (m_refused)
        m_changed->say(tr("It was %1 and is %2 now. Nothing was ordered yet; agree to the new total or leave it.")
                           .arg(moneyText(*m_agreed), moneyText(quote.total)),
                       tr("The total has changed"));
    m_refused.reset();
    showTerms();
    if (QAbstractButton* chosen = m_ways->checkedButton()) chosen->setFocus();
}

void PurchaseDialog::showWays()
{
    const PurchaseQuote& quote = *m_quote;
    const auto offers = [&quote](PaymentMethod one) { return quote.methods.contains(toText(one)); };
    const bool covers = quote.wallet.minor() >= quote.total.minor();
    const QString held = moneyText(quote.wallet);
    const auto offer = [this](int way, bool offered, const QString& text, const QString& hint) {
        QAbstractButton* button = m_ways->button(way);
        button->setVisible(offered);
        button->setText(text);
        m_hints.value(way)->setText(hint);
        m_hints.value(way)->setVisible(offered && !hint.isEmpty());
    };
    offer(int(PaymentMethod::Card), offers(PaymentMethod::Card), methodText(PaymentMethod::Card), wayHint(PaymentMethod::Card));
    offer(int(PaymentMethod::Wallet), offers(PaymentMethod::Wallet) && covers, tr("My wallet, which has %1").arg(held), wayHint(PaymentMethod::Wallet));
    // A page of its own in the browser, where what a view within Lectern cannot do works.
    offer(kHosted, offers(PaymentMethod::Card) && !quote.total.isZero(), tr("Card, in my browser"), tr("You pay on a page of the payment provider."));
    offer(kPart, offers(PaymentMethod::Wallet) && offers(PaymentMethod::Card) && quote.wallet.minor() > 0,
          covers ? tr("A part from my wallet and the rest by card")
                 : tr("My wallet (%1) and the rest by card").arg(held), {});
    for (const PaymentMethod one : {PaymentMethod::Transfer, PaymentMethod::BankTransfer, PaymentMethod::Cash, PaymentMethod::Cheque})
        offer(int(one), offers(one), one == PaymentMethod::BankTransfer ? tr("Bank transfer to the school") : methodText(one), wayHint(one));
    // What was chosen stays chosen as long as it is offered.
    QAbstractButton* chosen = m_ways->checkedButton();
    if (!chosen || chosen->isHidden()) {
        const auto all = m_ways->buttons();
        const auto first = std::find_if(all.begin(), all.end(), [](QAbstractButton* b) { return !b->isHidden(); });
        if (first != all.end()) (*first)->setChecked(true);
    }
    const Money zero = Money::fromMinor(0, quote.total.currency());
    if (m_part->amount()->text().isEmpty() || !m_part->amount()->isModified())
        m_part->setMoney(covers ? zero : quote.wallet);
}

int PurchaseDialog::way() const
{
    return m_ways->checkedButton() && !m_ways->checkedButton()->isHidden() ? m_ways->checkedId() : -1;
}

PaymentMethod PurchaseDialog::method() const { return way() == kPart || way() == kHosted ? PaymentMethod::Card : PaymentMethod(way()); }

Money PurchaseDialog::walletPart() const
{
    const Result<Money> part = m_part->money();
    return way() == kPart && part ? *part : Money::fromMinor(0, m_quote->total.currency());
}

void PurchaseDialog::showTerms()
{
    const PurchaseQuote& quote = *m_quote;
    m_partField->setVisible(way() == kPart);
    m_plan->setOffered(way() == int(PaymentMethod::Card) || way() == kHosted);
    showCoupon();
    if (const auto offer = subscription()) return showSubscription(*offer);
    m_sum->setQuote(quote, walletPart());
    const QString total = moneyText(quote.total);
    if (way() < 0) {
        const bool takesWallets = quote.methods.contains(toText(PaymentMethod::Wallet));
        m_terms->setText(takesWallets ? tr("This school takes payments from wallets, and yours has %1. Ask the people who run it how to fill it.").arg(moneyText(quote.wallet))
                                      : tr("This school takes no payments for this course at the moment. Ask the people who run it."));
        return setSubmitEnabled(false);
    }
    const QString shared = quote.tax.isZero() ? tr("All of it goes to the teacher and the school.")
                                              : tr("%1 of it goes to the teacher and the school, %2 is tax.")
                                                    .arg(moneyText(quote.net), moneyText(quote.tax));
    QStringList terms{tr("You pay %1 in all; nothing is added later. %2").arg(total, shared)};
    const bool isFree = quote.total.isZero();
    const WayTerms words = isFree ? freeTerms(quote, m_gift.has_value()) : wayTerms(method(), quote, m_gift.has_value());
    if (isFree) terms.clear();
    if (!words.text.isEmpty()) terms.append(words.text);
    setSubmitText(words.button);
    if (!isFree && method() == PaymentMethod::Card) showCardTerms(terms);
    if (m_gift && !(isFree && m_gift->recipientEmail.isEmpty())) terms.append(codeTerms(m_gift->recipientEmail));
    m_terms->setText(terms.join(u'\n'));
    setSubmitEnabled(true);
    takeAsOpened(); // a choice is not work that could be lost
}

std::optional<PlanOffer> PurchaseDialog::subscription() const
{
    const auto plan = m_plan->chosen();
    return plan && plan->kind == PlanKind::Subscription ? plan : std::nullopt;
}

/// What goes with a subscription and what does not.
void PurchaseDialog::showCoupon()
{
    const bool isSubscription = subscription().has_value();
    m_coupon->setVisible(!isSubscription);
    m_noCoupon->setVisible(isSubscription);
    QAbstractButton* hosted = m_ways->button(kHosted);
    hosted->setEnabled(!isSubscription);
    hosted->setText(isSubscription ? tr("Card, in my browser (not for a subscription)") : tr("Card, in my browser"));
    m_policy->setVisible(m_quote && !isSubscription);
}

void PurchaseDialog::showSubscription(const PlanOffer& offer)
{
    const QDate today = QDateTime::currentDateTimeUtc().date();
    const Money price = offer.lines.first().amount;
    const QString perPeriod = periodPriceText(price, offer.interval.value_or(PlanInterval::Month));
    m_sum->setSubscription(*m_quote, offer);
    const QString end = tr("You cancel under Payments whenever you like; the course then stays open until the end of what is paid. If a payment cannot be collected, the course is closed until it is paid.");
    if (trialDays(offer, today) > 0) {
        m_terms->setText(tr("Nothing is collected today. From %1 on you pay %2, tax included, from your usual card, or from the one that you give next where none is kept, until you cancel. Cancel before that day and nothing is ever collected. %3")
                             .arg(longDayText(offer.lines.first().dueOn.date()), perPeriod, end));
        setSubmitText(tr("Start free trial"));
    } else {
        m_terms->setText(tr("You pay %1, tax included: the first now, the others by themselves from the same card, until you cancel. %2").arg(perPeriod, end));
        setSubmitText(tr("Subscribe for %1").arg(perPeriod));
    }
    setSubmitEnabled(true);
    takeAsOpened(); // a choice is not work that could be lost
}

void PurchaseDialog::showCardTerms(QStringList& terms)
{
    const auto plan = m_plan->chosen();
    const Money total = m_quote->total;
    const Money now = plan ? plan->lines.first().amount : total.minus(walletPart()).value_or(total);
    if (plan)
        terms.append(tr("You agree to %1 payments, %2 in all. The first one opens the course; the later ones are collected on their days from the same card. "
                        "If one cannot be collected, the course is closed until it is paid. You may change your mind as below until the second payment; after it the school decides.")
                         .arg(plan->lines.size())
                         .arg(moneyText(total)));
    setSubmitText(way() == kHosted ? tr("Open the page to pay %1").arg(moneyText(now)) : tr("Pay %1 by card").arg(moneyText(now)));
}

std::optional<Error> PurchaseDialog::check()
{
    if (way() != kPart) return std::nullopt;
    const Result<Money> part = m_part->money();
    if (!part) return Error{part.error().code, QStringLiteral("walletPart"), part.error().detail, 0};
    if (part->minor() <= 0) return fieldError(QStringLiteral("walletPart"), tr("Type how much comes from the wallet."));
    if (part->minor() > m_quote->wallet.minor())
        return fieldError(QStringLiteral("walletPart"), tr("Your wallet has %1.").arg(moneyText(m_quote->wallet)));
    if (part->minor() >= m_quote->total.minor())
        return fieldError(QStringLiteral("walletPart"), tr("That is all of it: choose to pay with the wallet alone."));
    return std::nullopt;
}

EnrollForm PurchaseDialog::form() const
{
    EnrollForm form;
    form.courseId = m_course;
    form.method = toText(method());
    if (m_school.taxes && m_country->currentIndex() >= 0) form.country = m_country->currentData().toString();
    if (way() == kPart) form.walletPart = walletPart();
    if (way() == kHosted) form.hosted = true;
    form.coupon = m_quote->couponCode;
    form.gift = m_gift;
    const auto plan = m_plan->chosen();
    form.planId = plan ? plan->planId : PlanId{};
    form.expectedTotal = m_quote->total;
    if (subscription()) {
        // Its price is not the course's, and no code counts for it.
        form.coupon = QString();
        form.expectedTotal.reset();
    }
    return form;
}

QString PurchaseDialog::keyFor(const EnrollForm& form)
{
    if (m_key.isEmpty() || form != m_sent) m_key = newUuid7();
    m_sent = form;
    return m_key;
}

void PurchaseDialog::pay()
{
    m_changed->say({});
    m_problem->say({});
    const EnrollForm order = form();
    whenDone(this, m_gateways.enrollments->enroll(order, keyFor(order)),
             [this](const Result<EnrollResult>& answer) { onAnswer(answer); });
}

void PurchaseDialog::onAnswer(const Result<EnrollResult>& answer)
{
    if (!answer && answer.error().code == ErrorCode::Conflict) {
        setBusy(false);
        m_refused = answer.error();
        m_agreed = m_quote->total;
        m_key.clear();
        return load(m_country->currentData().toString());
    }
    if (!answer && answer.error().field == QStringLiteral("coupon")) {
        setBusy(false);
        m_key.clear();
        m_coupon->say(errorText(answer.error()));
        return load(m_country->currentData().toString());
    }
    if (!answer) return fail(answer.error());
    if (way() == kHosted && answer->enrollment.state == EnrollmentState::AwaitingPayment) return openPage(*answer);
    const PaymentMethod chosen = method();
    const bool offline = !answer->checkout && !answer->setup && answer->enrollment.state == EnrollmentState::AwaitingPayment &&
                         answer->enrollment.paymentId;
    accept();
    if (!offline) return Q_EMIT enrolled(*answer);
    Q_EMIT placeReserved(*answer, {*answer->enrollment.paymentId, m_course, m_title, chosen, m_quote->total,
                                   answer->enrollment.expiresAt, m_gift.has_value()});
}

void PurchaseDialog::openPage(const EnrollResult& result)
{
    whenDone(this, m_gateways.methods->openSession({result.enrollment.id}, newUuid7()), [this](const Result<HostedSession>& answer) {
        if (!answer) return fail(answer.error());
        QDesktopServices::openUrl(QUrl(answer->url));
        accept();
        Q_EMIT pageOpened(*answer);
    });
}

} // namespace lectern
