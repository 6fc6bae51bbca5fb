#include "ui/student/giftsview.h"
#include <QClipboard>
#include <QGuiApplication>

namespace lectern {

GiftsView::GiftsView(OffersGateway* offers, QWidget* parent)
    : CardsView({QStringLiteral("gift"), tr("No gifts yet"), tr("On the page of a course, “Give as a gift” pays for somebody else's place. The code is kept here."), {}},
                tr("A code that you handed over works without you."), parent)
    , m_offers(offers)
{
    GiftsView::refresh();
}

void GiftsView::refresh()
{
    take<Gift>(m_offers->gifts(), [this](const QList<Gift>& gifts) {
        for (const Gift& gift : gifts) cards()->addWidget(cardOf(gift));
    });
}

QWidget* GiftsView::cardOf(const Gift& gift)
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("gifts.card"));
    card->body()->setSpacing(space::m);
    auto* head = row(space::m);
    head->addWidget(new ElidedLabel(TextStyle::Lead, gift.courseTitle), 1);
    head->addWidget(new Chip(giftChip(gift)));
    card->body()->addLayout(head);
    const QString mailed = gift.form.recipientEmail.isEmpty() ? QString() : u' ' + tr("(%1)").arg(gift.form.recipientEmail);
    card->body()->addWidget(makeText(TextStyle::Muted, tr("For %1%2 · %3 · %4").arg(gift.form.recipientName, mailed, moneyText(gift.price), longDayText(gift.createdAt.toLocalTime().date()))));
    if (gift.state == GiftState::AwaitingPayment) {
        auto* pay = makeButton(ButtonKind::Primary, tr("Finish the payment"), QStringLiteral("gifts.pay"));
        connect(pay, &QPushButton::clicked, this, [this, place = gift.enrollmentId, payment = gift.paymentId] {
            if (payment) Q_EMIT payWanted(*payment);
            else Q_EMIT resumeWanted(place);
        });
        card->body()->addWidget(pay, 0, Qt::AlignLeft);
    } else if (gift.state == GiftState::Ready) {
        card->body()->addLayout(codeLine(gift));
        card->body()->addWidget(makeText(TextStyle::Small, gift.form.recipientEmail.isEmpty() ? tr("Hand the code or the link over. Whoever uses it is in the course.") : tr("The code was sent by mail. You can hand it over as well.")));
    } else if (gift.state == GiftState::Redeemed) {
        card->body()->addWidget(makeText(TextStyle::Body, tr("%1 opened it on %2.").arg(gift.redeemedBy, longDayText(gift.redeemedAt->toLocalTime().date()))));
    }
    addEnd(card->body(), gift);
    return card;
}

QLayout* GiftsView::codeLine(const Gift& gift)
{
    auto* line = row(space::m);
    auto* code = makeLabel(TextStyle::Title, gift.code);
    code->setObjectName(QStringLiteral("gifts.code"));
    code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    line->addWidget(code);
    const auto add = [this, line](const QString& text, const char* name, const QString& copied, const QString& said) {
        auto* copy = makeButton(ButtonKind::Secondary, text, QLatin1String(name), QStringLiteral("edit-copy"));
        connect(copy, &QPushButton::clicked, this, [this, copied, said] {
            QGuiApplication::clipboard()->setText(copied);
            Q_EMIT toast(said, Tone::Green);
        });
        line->addWidget(copy);
    };
    add(tr("Copy the code"), "gifts.copyCode", gift.code, tr("The code is copied."));
    add(tr("Copy a link"), "gifts.copyLink", gift.link, tr("The link is copied. Its page says how to use the code."));
    line->addStretch();
    return line;
}

/// How it ended, or the way back.
void GiftsView::addEnd(QVBoxLayout* to, const Gift& gift)
{
    if (const QString why = endText(gift); !why.isEmpty()) {
        auto* words = makeText(TextStyle::Body, why);
        words->setObjectName(QStringLiteral("gifts.why"));
        to->addWidget(words);
    }
    if (gift.isAskedBack) to->addWidget(makeText(TextStyle::Small, tr("You asked for the money back. You get a message when an admin has decided.")));
    if (!gift.isReturnable || !gift.paymentId) return;
    auto* back = makeButton(ButtonKind::DangerQuiet, tr("Take it back…"), QStringLiteral("gifts.takeBack"), QStringLiteral("edit-undo"));
    connect(back, &QPushButton::clicked, this, [this, payment = *gift.paymentId, title = gift.courseTitle] { Q_EMIT takeBackWanted(payment, title); });
    to->addWidget(back, 0, Qt::AlignLeft);
}

} // namespace lectern
