#include "ui/documents/paperlist.h"
#include "ui/documents/paperfiles.h"
#include "ui/documents/papertext.h"

namespace lectern {

PaperList::PaperList(PurchaseGateway* purchases, QWidget* parent)
    : QWidget(parent)
    , m_purchases(purchases)
    , m_papers(column(space::s))
    , m_remark(makeText(TextStyle::Small, {}))
    , m_retry(
          makeButton(ButtonKind::Link, tr("Try again"), QStringLiteral("papers.retry"), QStringLiteral("view-refresh")))
{
    setObjectName(QStringLiteral("papers"));
    m_remark->setObjectName(QStringLiteral("papers.remark"));
    auto* lines = column(space::s);
    lines->addWidget(makeLabel(TextStyle::Strong, tr("Papers")));
    lines->addLayout(m_papers);
    lines->addWidget(m_remark);
    lines->addWidget(m_retry, 0, Qt::AlignLeft);
    setLayout(lines);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_retry, &QPushButton::clicked, this, &PaperList::reload);
    hide();
}

void PaperList::showPapersOf(const std::optional<PaymentId>& payment)
{
    if (m_payment != payment) display({});
    m_payment = payment;
    setVisible(payment.has_value());
    if (payment) reload();
}

void PaperList::reload()
{
    m_retry->hide();
    m_remark->setVisible(m_papers->count() == 0);
    m_remark->setText(tr("Looking up the papers…"));
    const quint64 id = m_request.next();
    whenDone(this, m_purchases->documents(*m_payment), [this, id](const Result<QList<FiscalDocument>>& answer) {
        if (!m_request.is(id)) return;
        m_retry->setVisible(!answer);
        m_remark->setVisible(!answer || answer->isEmpty());
        if (!answer) return m_remark->setText(tr("The papers could not be loaded: %1").arg(errorText(answer.error())));
        m_remark->setText(tr("The receipt is issued when the payment has settled."));
        display(*answer);
    });
}

void PaperList::display(const QList<FiscalDocument>& papers)
{
    clearLayout(m_papers);
    for (const FiscalDocument& paper : papers)
        addPaper(paper);
}

void PaperList::addPaper(const FiscalDocument& paper)
{
    auto* block = new QFrame;
    block->setProperty("card", QStringLiteral("flat"));
    auto* lines = column(space::xs, {space::m, space::s, space::m, space::s});
    auto* head = row(space::s);
    head->addWidget(new ElidedLabel(TextStyle::Strong, paper.number), 1);
    head->addWidget(new Chip(chip(paper.kind)));
    lines->addLayout(head);
    lines->addWidget(makeText(TextStyle::Small, tr("%1 · %2").arg(dayText(paper.issuedAt), moneyText(paper.total))));
    auto* buttons = row(space::s);
    const QString what = documentTitle(paper.kind) + u' ' + paper.number;
    auto* open = makeButton(ButtonKind::Link, tr("Open PDF"), QStringLiteral("papers.open"));
    auto* save = makeButton(ButtonKind::Link, tr("Save…"), QStringLiteral("papers.save"));
    open->setAccessibleName(tr("Open the PDF of %1").arg(what));
    save->setAccessibleName(tr("Save %1").arg(what));
    connect(open, &QPushButton::clicked, this, [this, paper] { tell(papers::open(paper)); });
    connect(save, &QPushButton::clicked, this, [this, paper] { papers::save(paper, this, [this](const QString& text) { tell(text); }); });
    buttons->addWidget(open);
    buttons->addWidget(save);
    buttons->addStretch();
    lines->addLayout(buttons);
    block->setLayout(lines);
    m_papers->addWidget(block);
}

void PaperList::tell(const QString& text)
{
    m_remark->setVisible(!text.isEmpty());
    m_remark->setText(text);
}

} // namespace lectern
