#include "ui/documents/paperfiles.h"
#include "ui/documents/fiscalpdf.h"
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>

namespace lectern::papers {

namespace {

struct Papers
{
    Q_DECLARE_TR_FUNCTIONS(Papers)
};

QString notWritten(const QString& error) { return Papers::tr("It could not be written: %1").arg(error); }

/// Empty when it worked.
QString write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    const bool ok = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return ok ? QString() : notWritten(file.errorString());
}

} // namespace

QString open(const FiscalDocument& paper)
{
    // The viewer needs a file. It lies in the cache, where the system may clear it away.
    const QDir dir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/papers"));
    const QString path = dir.filePath(fiscalFileName(paper));
    if (!dir.mkpath(QStringLiteral("."))) return notWritten(Papers::tr("The folder %1 cannot be made.").arg(dir.path()));
    if (const QString problem = write(path, fiscalPdf(paper)); !problem.isEmpty()) return problem;
    return QDesktopServices::openUrl(QUrl::fromLocalFile(path)) ? QString() : Papers::tr("No program of this computer opens PDF files. Save it instead.");
}

void save(const FiscalDocument& paper, QWidget* parent, std::function<void(const QString&)> tell)
{
    auto* dialog = new QFileDialog(parent, Papers::tr("Save the paper"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilter(Papers::tr("PDF (*.pdf)"));
    dialog->selectFile(fiscalFileName(paper));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [paper, tell](const QString& path) {
        const QString problem = write(path, fiscalPdf(paper));
        tell(problem.isEmpty() ? Papers::tr("Saved as %1.").arg(path) : problem);
    });
    dialog->open();
}

} // namespace lectern::papers
