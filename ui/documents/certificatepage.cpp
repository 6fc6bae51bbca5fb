#include "ui/documents/certificatepage.h"
#include "ui/documents/certificatepdf.h"
#include <QBuffer>
#include <QDesktopServices>
#include <QFileDialog>
#include <QPdfDocument>
#include <QPdfView>
#include <QSaveFile>

namespace lectern {

CertificatePage::CertificatePage(const EnrollmentId& id, EnrollmentsGateway* enrollments, QWidget* parent)
    : PageFrame(tr("Certificate"), parent)
    , m_id(id)
    , m_enrollments(enrollments)
    , m_document(new QPdfDocument(this))
    , m_view(new QPdfView(nullptr))
    , m_notice(new Notice(Tone::Green))
    , m_verify(makeButton(ButtonKind::Secondary, tr("Open the verification page"), QStringLiteral("certificate.verify"),
                          QStringLiteral("globe")))
    , m_save(makeButton(ButtonKind::Primary, tr("Save as PDF"), QStringLiteral("certificate.save"),
                        QStringLiteral("document-save")))
{
    setBackVisible(true);
    setMaximumContentWidth(1120);
    addAction(m_verify);
    addAction(m_save);
    m_view->setObjectName(QStringLiteral("certificate.view"));
    m_view->setAccessibleName(tr("Certificate"));
    m_view->setFrameShape(QFrame::NoFrame);
    QPalette colors = m_view->palette();
    colors.setBrush(QPalette::Dark, Qt::transparent); // what QPdfView paints around its pages
    m_view->setPalette(colors);
    m_view->setDocument(m_document);
    m_view->setZoomMode(QPdfView::ZoomMode::FitInView);
    m_view->setPageSpacing(0);
    m_view->setDocumentMargins({space::s, space::s, space::s, space::s});
    auto* body = new QWidget;
    auto* lines = column(space::m);
    lines->addWidget(m_notice);
    auto* card = new Card(nullptr, space::s);
    card->body()->addWidget(m_view);
    lines->addWidget(card, 1);
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Detail,
                          {QStringLiteral("license"),
                           tr("No certificate yet"),
                           tr("You get it when every lecture of the course is done."),
                           {}},
                          false);
    m_states->setOfflineHint(tr("The certificate comes from the server. A PDF that you saved before is as good."));
    connect(m_save, &QPushButton::clicked, this, &CertificatePage::save);
    connect(m_verify, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl(m_certificate.verifyUrl)); });
    refresh();
}

void CertificatePage::refresh()
{
    m_states->showLoading();
    m_save->setEnabled(!m_pdf.isEmpty());
    m_verify->setEnabled(!m_pdf.isEmpty());
    const quint64 id = m_load.next();
    whenDone(this, m_enrollments->certificate(m_id), [this, id](const Result<Certificate>& answer) {
        if (!m_load.is(id)) return;
        if (!answer && (answer.error().code == ErrorCode::NotFound || answer.error().code == ErrorCode::InvalidState))
            return m_states->showEmpty();
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void CertificatePage::display(const Certificate& certificate)
{
    m_certificate = certificate;
    setSubtitle(certificate.courseTitle);
    m_pdf = certificatePdf(certificate);
    auto* buffer = new QBuffer(m_document);
    buffer->setData(m_pdf);
    buffer->open(QIODevice::ReadOnly);
    m_document->load(buffer);
    m_save->setEnabled(true);
    m_verify->setEnabled(!certificate.verifyUrl.isEmpty());
    if (!certificate.revoked) return;
    m_notice->setTone(Tone::Red);
    m_notice->say(tr("This certificate was revoked. The verification page says so too."));
}

void CertificatePage::save()
{
    auto* dialog = new QFileDialog(this, tr("Save the certificate"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilter(tr("PDF (*.pdf)"));
    dialog->selectFile(tr("Certificate %1.pdf").arg(m_certificate.code));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QSaveFile file(path);
        const bool ok = file.open(QIODevice::WriteOnly) && file.write(m_pdf) == m_pdf.size() && file.commit();
        m_notice->setTone(ok ? Tone::Green : Tone::Red);
        m_notice->say(ok ? tr("Saved as %1.").arg(path) : tr("It could not be saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

} // namespace lectern
