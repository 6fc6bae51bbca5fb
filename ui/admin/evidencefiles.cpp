#include "ui/admin/evidencefiles.h"
#include "ui/documents/fiscalpdf.h"
#include <QCheckBox>
#include <QFileDialog>
#include <QMimeDatabase>
#include <QScopeGuard>

namespace lectern {

EvidenceFiles::EvidenceFiles(FilesGateway* files, PurchaseGateway* purchases, const PaymentId& payment, QWidget* parent)
    : QWidget(parent)
    , m_files(files)
    , m_withReceipt(new QCheckBox(tr("The &receipt, as PDF")))
    , m_choose(makeButton(ButtonKind::Secondary, tr("Attach a &file…"), QStringLiteral("evidence.choose"), QStringLiteral("mail-attachment")))
    , m_remove(makeButton(ButtonKind::Link, tr("Remove"), QStringLiteral("evidence.remove")))
    , m_note(makeText(TextStyle::Small, {}))
{
    m_withReceipt->setObjectName(QStringLiteral("evidence.receipt"));
    m_withReceipt->setChecked(true);
    m_withReceipt->hide(); // until there is one
    m_note->setObjectName(QStringLiteral("evidence.note"));
    auto* line = row(space::m);
    line->addWidget(m_choose);
    line->addWidget(m_remove);
    line->addWidget(m_note, 1);
    auto* lines = column(space::s);
    lines->addWidget(m_withReceipt);
    lines->addLayout(line);
    setLayout(lines);
    connect(m_withReceipt, &QCheckBox::toggled, this, [this](bool on) { m_receipt.isOn = on; });
    connect(m_choose, &QPushButton::clicked, this, &EvidenceFiles::ask);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_other = {};
        display();
    });
    display();
    loadReceipt(payment, purchases);
}

void EvidenceFiles::loadReceipt(const PaymentId& payment, PurchaseGateway* purchases)
{
    whenDone(this, purchases->documents(payment), [this](const Result<QList<FiscalDocument>>& answer) {
        m_isReady = true;
        const auto tell = qScopeGuard([this] { Q_EMIT ready(); });
        if (!answer) return note(tr("The receipt could not be loaded and does not go with it; the evidence names its number."), true);
        const auto paper = std::find_if(answer->begin(), answer->end(), [](const FiscalDocument& one) { return one.kind == DocumentKind::Receipt; });
        if (paper == answer->end()) return;
        const QString path = m_folder.filePath(fiscalFileName(*paper));
        const QByteArray pdf = fiscalPdf(*paper);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size()) return;
        m_receipt.path = path;
        m_withReceipt->setText(tr("The &receipt %1, as PDF").arg(paper->number));
        m_withReceipt->show();
    });
}

void EvidenceFiles::ask()
{
    auto* dialog = new QFileDialog(this, tr("Choose a file for the bank"), QString(), tr("PDF and pictures (*.pdf *.png *.jpg *.jpeg)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &EvidenceFiles::choose);
    dialog->open();
}

void EvidenceFiles::choose(const QString& path)
{
    static const QStringList types{QStringLiteral("application/pdf"), QStringLiteral("image/png"), QStringLiteral("image/jpeg")};
    const QFileInfo file(path);
    if (!types.contains(QMimeDatabase().mimeTypeForFile(file).name())) return note(tr("Banks read PDF, JPEG and PNG only. Save it as one of these first."), true);
    if (file.size() > kMaxEvidenceBytes)
        return note(tr("“%1” has %2; banks take %3 at most. Make it smaller first.").arg(file.fileName(), fileSizeText(file.size()), fileSizeText(kMaxEvidenceBytes)), true);
    m_other = {path, true, {}};
    display();
}

void EvidenceFiles::note(const QString& text, bool wrong)
{
    m_note->setText(text);
    m_note->setProperty("text-role", wrong ? QStringLiteral("error") : QStringLiteral("small"));
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
}

void EvidenceFiles::display()
{
    const QFileInfo file(m_other.path);
    m_remove->setVisible(m_other.wanted());
    m_choose->setText(m_other.wanted() ? tr("Replace the &file…") : tr("Attach a &file…"));
    note(m_other.wanted() ? tr("%1, %2").arg(file.fileName(), fileSizeText(file.size()))
                          : tr("PDF, JPEG or PNG. For example messages in which the student speaks of the course."));
}

void EvidenceFiles::upload()
{
    for (One* file : {&m_receipt, &m_other}) {
        if (file->wanted() && !file->id) return send(*file);
    }
    Q_EMIT uploaded();
}

void EvidenceFiles::send(One& file)
{
    m_sending = &file;
    delete m_upload;
    m_upload = m_files->upload(file.path, this);
    connect(m_upload, &Upload::changed, this, &EvidenceFiles::onUpload);
    onUpload();
}

void EvidenceFiles::onUpload()
{
    if (!m_sending) return;
    if (m_upload->state() == Upload::State::Complete && m_upload->file()) {
        m_sending->id = m_upload->file()->id;
        m_sending = nullptr;
        m_upload->deleteLater();
        return upload();
    }
    if (m_upload->state() != Upload::State::Failed) return;
    m_sending = nullptr;
    Q_EMIT failed(m_upload->error());
}

} // namespace lectern
