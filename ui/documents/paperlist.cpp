#include "ui/documents/paperlist.h"
#include "ui/documents/fiscalpdf.h"
#include "ui/documents/papertext.h"
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>

namespace lectern {

namespace {

/// Empty when it worked.
QString write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    const bool ok = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return ok ? QString() : file.errorString();
}

} // namespace

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
    connect(open, &QPushButton::clicked, this, [this, paper] { this->open(paper); });
    connect(save, &QPushButton::clicked, this, [this, paper] { this->save(paper); });
    buttons->addWidget(open);
    buttons->addWidget(save);
    buttons->addStretch();
    lines->addLayout(buttons);
    block->setLayout(lines);
    m_papers->addWidget(block);
}

void PaperList::open(const FiscalDocument& paper)
{
    // The viewer needs a file. It lies in the cache, where the system may clear it away.
    const QDir dir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/papers"));
    const QString path = dir.filePath(fiscalFileName(paper));
    QString error = dir.mkpath(QStringLiteral(".")) ? write(path, fiscalPdf(paper))
                                                    : tr("The folder %1 cannot be made.").arg(dir.path());
    if (error.isEmpty() && !QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        error = tr("No program of this computer opens PDF files. Save it instead.");
    tell({}, error);
}

void PaperList::save(const FiscalDocument& paper)
{
    auto* dialog = new QFileDialog(this, tr("Save the paper"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilter(tr("PDF (*.pdf)"));
    dialog->selectFile(fiscalFileName(paper));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, paper](const QString& path) { tell(path, write(path, fiscalPdf(paper))); });
    dialog->open();
}

void PaperList::tell(const QString& path, const QString& error)
{
    m_remark->setVisible(!path.isEmpty() || !error.isEmpty());
    m_remark->setText(error.isEmpty() ? tr("Saved as %1.").arg(path) : tr("It could not be written: %1").arg(error));
}

} // namespace lectern
