#include "ui/checkout/methodsetuppage.h"

namespace lectern {

MethodSetupPage::MethodSetupPage(const MethodSetup& setup, const CheckoutViewFactory& view, QWidget* parent)
    : PageFrame(tr("Save a payment method"), parent)
{
    setObjectName(QStringLiteral("methodSetup.page"));
    setMaximumContentWidth(kReadableWidth);
    setBackVisible(true);
    setSubtitle(tr("Nothing is charged now."));
    auto* page = view(this);
    auto* notice = new Notice(Tone::Red);
    auto* again = notice->addButton(tr("Open it again"), QStringLiteral("methodSetup.reopen"));
    auto* frame = new Card(nullptr, 1);
    page->setMinimumHeight(220);
    frame->body()->addWidget(page);
    auto* body = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(notice);
    lines->addWidget(frame, 1);
    body->setLayout(lines);
    setContent(body, Skeleton::Shape::Form, {}, false)->showContent();
    Checkout checkout;
    checkout.checkoutUrl = setup.checkoutUrl;
    checkout.allowedHosts = setup.allowedHosts;
    connect(again, &QPushButton::clicked, this, [notice, page, checkout] {
        notice->say({});
        page->open(checkout);
    });
    connect(page, &CheckoutView::loadFailed, this, [notice](const QString& why) { notice->say(tr("%1 Nothing was saved. Check your connection, then open it again.").arg(why)); });
    connect(page, &CheckoutView::reported, this, [this](const QString& state, const QString&) {
        if (state == QStringLiteral("saved")) Q_EMIT saved();
    });
    page->open(checkout);
}

} // namespace lectern
