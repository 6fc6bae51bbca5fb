#include "target.h"
#include <QDir>
#include <QFile>

/// Feeds every file of the named folders to the target, and the whole again without its last byte.
int main(int argc, char** argv)
{
    int inputs = 0;
    for (int i = 1; i < argc; ++i) {
        const QDir folder(QString::fromLocal8Bit(argv[i]));
        for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) qFatal("Cannot read %s", qUtf8Printable(file.fileName()));
            qInfo("%s", qUtf8Printable(name));
            const QByteArray input = file.readAll();
            takeInput(input);
            takeInput(input.chopped(input.isEmpty() ? 0 : 1));
            ++inputs;
        }
    }
    qInfo("%d inputs", inputs);
    return inputs > 0 ? 0 : 1;
}
