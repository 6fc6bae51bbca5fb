#include "ui/kit/exports.h"
#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPixmap>
#include <QSaveFile>

namespace lectern {

namespace {

struct Exports
{
    Q_DECLARE_TR_FUNCTIONS(Exports)
};

using Content = std::function<QByteArray()>;
using Saved = std::function<void(const QString&)>;

void write(QWidget* parent, const QString& path, const Content& content, const Saved& saved)
{
    QSaveFile file(path);
    const QByteArray bytes = content();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) {
        if (saved) saved(path);
        return;
    }
    auto* box = new QMessageBox(QMessageBox::NoIcon, Exports::tr("Not saved"), Exports::tr("Not saved"), QMessageBox::Ok, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(Exports::tr("%1 could not be written: %2").arg(path, file.errorString()));
    box->open();
}

void ask(QWidget* parent, const QString& name, const QString& filter, const QString& suffix, const Content& content, const Saved& saved)
{
    auto* dialog = new QFileDialog(parent, Exports::tr("Save as"), QString(), filter);
    dialog->setObjectName(QStringLiteral("export.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(name + u'.' + suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [=](const QString& path) { write(parent, path, content, saved); });
    dialog->open();
}

} // namespace

void saveCsv(QWidget* parent, const QString& name, const Content& content, const Saved& saved)
{
    ask(parent, name, Exports::tr("CSV (*.csv)"), QStringLiteral("csv"), content, saved);
}

void savePng(QWidget* parent, const QString& name, const Content& content, const Saved& saved)
{
    ask(parent, name, Exports::tr("PNG (*.png)"), QStringLiteral("png"), content, saved);
}

QByteArray pngOf(QWidget* widget)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    widget->grab().save(&buffer, "PNG");
    return bytes;
}

} // namespace lectern
