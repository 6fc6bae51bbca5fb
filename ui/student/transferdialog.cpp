#include "ui/student/transferdialog.h"
#include <QClipboard>
#include <QDesktopServices>
#include <QGridLayout>
#include <QGuiApplication>
#include <QUrl>

namespace lectern {

TransferDialog::TransferDialog(const Checkout& checkout, QWidget* parent)
    : DialogFrame(tr("Send a bank transfer"), tr("Done"), QStringLiteral("transfer"), parent)
{
    hideCancel();
    setMinimumWidth(520);
    setIntro(checkout.payment.courseTitle);
    const TransferDetails details = checkout.transfer.value_or(TransferDetails{});
    const bool isGift = checkout.payment.isGift;
    auto* what = makeText(TextStyle::Body, (isGift ? tr("Send exactly this amount with the reference. It arrives within days; a seat is kept until %1, and you get the code under Payments, Gifts, when all of it is there.")
                                                   : tr("Send exactly this amount with the reference. It arrives within days; your place is kept until %1, and the course opens by itself when all of it is there."))
                                               .arg(exactTime(details.payUntil)));
    what->setObjectName(QStringLiteral("transfer.until"));
    body()->addWidget(what);
    const bool isPaid = details.missing.isZero();
    if (isPaid) what->setText(isGift ? tr("All of it is there. You get the code in a moment, as soon as the payment is booked.") : tr("All of it is there. The course opens in a moment, as soon as the payment is booked."));
    if (!isPaid && details.missing.minor() < checkout.payment.amount.minor()) {
        auto* came = new Notice(Tone::Accent);
        came->setObjectName(QStringLiteral("transfer.came"));
        came->say(tr("%1 of %2 has arrived. Send the rest.").arg(moneyText(checkout.payment.amount.minus(details.missing).value_or(details.missing)), moneyText(checkout.payment.amount)));
        body()->addWidget(came);
    }
    if (isPaid) {
        setWindowTitle(tr("Your transfer has arrived"));
        connect(this, &DialogFrame::submitted, this, &QDialog::accept);
        return;
    }
    auto* box = new Card(nullptr, space::l);
    box->setProperty("card", QStringLiteral("flat"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(1, 1);
    const auto line = [grid](const QString& name, QWidget* value, const QString& copied) {
        const int at = grid->rowCount();
        grid->addWidget(makeLabel(TextStyle::Muted, name), at, 0);
        grid->addWidget(value, at, 1);
        if (copied.isEmpty()) return;
        auto* copy = makeIconButton(QStringLiteral("edit-copy"), tr("Copy: %1").arg(name), QStringLiteral("transfer.copy"));
        QObject::connect(copy, &QToolButton::clicked, copy, [copied] { QGuiApplication::clipboard()->setText(copied); });
        grid->addWidget(copy, at, 2);
    };
    auto* amount = new MoneyLabel(textsize::title);
    amount->setObjectName(QStringLiteral("transfer.amount"));
    amount->setMoney(details.missing);
    line(tr("Amount"), amount, details.missing.toDecimal());
    auto* reference = makeLabel(TextStyle::Lead, details.reference);
    reference->setObjectName(QStringLiteral("transfer.reference"));
    line(tr("Reference"), reference, details.reference);
    line(tr("To"), makeText(TextStyle::Body, details.holder), details.holder);
    line(tr("Account"), makeLabel(TextStyle::Strong, details.account), details.account);
    if (!details.bankCode.isEmpty()) line(tr("Bank code"), makeLabel(TextStyle::Body, details.bankCode), details.bankCode);
    if (!details.bankName.isEmpty()) line(tr("Bank"), makeText(TextStyle::Body, details.bankName), {});
    box->body()->addLayout(grid);
    body()->addWidget(box);
    body()->addWidget(makeText(TextStyle::Small, details.pageUrl.isEmpty() ? tr("Too little is kept and waits for the rest. Your school sends back what is too much. You find this again under Payments.")
                                                                        : tr("Too little is kept and waits for the rest. Too much pays your next transfer, or you send it back to your bank: under Payments, Cards and accounts. You find this again under Payments.")));
    body()->addStretch();
    if (!details.pageUrl.isEmpty()) {
        auto* page = makeButton(ButtonKind::Secondary, tr("Open as a page"), QStringLiteral("transfer.page"));
        connect(page, &QPushButton::clicked, this, [url = details.pageUrl] { QDesktopServices::openUrl(QUrl(url)); });
        addFooterWidget(page);
    }
    connect(this, &DialogFrame::submitted, this, &QDialog::accept);
}

} // namespace lectern
