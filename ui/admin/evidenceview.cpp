#include "ui/admin/evidenceview.h"
#include "ui/kit/listdetail.h"

namespace lectern {

EvidenceView::EvidenceView(QWidget* parent)
    : QWidget(parent)
    , m_sections(column(space::l))
{
    setLayout(m_sections);
    setObjectName(QStringLiteral("dispute.evidence"));
}

void EvidenceView::clear()
{
    clearLayout(m_sections);
}

void EvidenceView::add(const QString& title, const QString& text, const std::optional<FileId>& file, const QString& open)
{
    if (text.trimmed().isEmpty()) return;
    auto* section = new QWidget;
    auto* lines = column(space::xs);
    lines->addWidget(makeText(TextStyle::Strong, title));
    auto* words = makeText(TextStyle::Body, text);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    lines->addWidget(words);
    if (file) {
        auto* link = makeButton(ButtonKind::Link, open, QStringLiteral("evidence.open"));
        connect(link, &QPushButton::clicked, this, [this, id = *file] { Q_EMIT fileWanted(id); });
        lines->addWidget(linkLine({link}));
    }
    section->setLayout(lines);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    section->setSizePolicy(policy);
    m_sections->addWidget(section);
}

void EvidenceView::show(const DisputeEvidence& evidence, bool withStatement)
{
    clear();
    if (withStatement) add(tr("Statement"), evidence.statement);
    QStringList who{evidence.customerName, evidence.customerEmail};
    who.removeAll(QString());
    if (!evidence.purchaseIp.isEmpty()) who.append(tr("bought from %1").arg(evidence.purchaseIp));
    add(tr("Student"), who.join(QStringLiteral(" · ")));
    add(tr("What was sold"), evidence.productDescription);
    add(tr("Access since"), evidence.serviceDate);
    add(tr("Consent"), evidence.consent);
    add(tr("Receipt"), evidence.receiptFile ? evidence.receipt + QLatin1Char(' ') + tr("Sent as PDF, too.") : evidence.receipt, evidence.receiptFile, tr("Open the PDF"));
    if (evidence.otherFileName) add(tr("File sent with it"), *evidence.otherFileName, evidence.otherFile, tr("Open the file"));
    add(tr("Refund policy, as shown before the purchase"), evidence.refundPolicy);
    add(tr("Refunds so far"), evidence.refunds.isEmpty() ? tr("None.") : evidence.refunds);
    add(tr("Logins and lectures opened"), evidence.accessLog);
}

} // namespace lectern
