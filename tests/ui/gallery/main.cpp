#include "gallery/registry.h"
#include "ui/theme/theme.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImageWriter>
#include <QLocale>
#include <QTextStream>
#include <QThread>

using namespace lectern;

namespace {

struct Options
{
    QDir folder;
    QString only;
    QList<int> widths;
    QStringList modes;
    QStringList themes;
};

/// Lets every answer, layout and image arrive.
void settle(QWidget* widget)
{
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 6; ++i)
            QCoreApplication::processEvents();
        (void)widget->grab();
    }
    // QPdfView renders in a thread of its own.
    const bool pdf = widget->findChild<QWidget*>(QStringLiteral("certificate.view"));
    for (int i = 0; i < (pdf ? 25 : 4); ++i) {
        if (pdf) QThread::msleep(12);
        QCoreApplication::processEvents();
    }
}

int heightFor(int width) { return width <= 900 ? 640 : width <= 1280 ? 800 : 1300; }

bool savePng(const QImage& image, const QString& path)
{
    QImageWriter writer(path, "png");
    writer.setCompression(30);
    return writer.write(image.convertToFormat(QImage::Format_RGB888));
}

QStringList draw(const gallery::Entry& entry, const Options& options, const QString& theme)
{
    QStringList files;
    for (const fakes::Mode mode : entry.modes) {
        const QString state = gallery::modeName(mode);
        if (!options.modes.isEmpty() && !options.modes.contains(state)) continue;
        fakes::FakeServer server(mode);
        const std::unique_ptr<QWidget> widget(entry.make(server));
        widget->setAttribute(Qt::WA_DontShowOnScreen);
        widget->setAutoFillBackground(true);
        for (const int width : options.widths) {
            if (entry.dialog && !widget->testAttribute(Qt::WA_Resized)) widget->adjustSize();
            if (!entry.dialog) widget->resize(width, heightFor(width));
            widget->show();
            settle(widget.get());
            const QString name = QStringLiteral("%1-%2-%3-%4.png")
                                     .arg(entry.name, state, theme)
                                     .arg(entry.dialog ? widget->width() : width);
            if (!savePng(widget->grab().toImage(), options.folder.filePath(name)))
                qFatal("cannot write %s", qPrintable(name));
            files.append(name);
            if (entry.dialog) break;
        }
    }
    return files;
}

void writeIndex(const QDir& folder, const QStringList& files)
{
    QFile file(folder.filePath(QStringLiteral("index.html")));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write index.html");
    QTextStream out(&file);
    out << "<!doctype html><meta charset=utf-8><title>Lectern: every page</title><style>body{font:14px "
           "system-ui;margin:24px;background:#e9e7e1}"
           "h2{margin:32px 0 8px}figure{display:inline-block;margin:0 12px 12px "
           "0;vertical-align:top}img{width:420px;border:1px solid #bbb;display:block}"
           "figcaption{color:#555;font-size:12px}</style><h1>Lectern: every page in every state</h1>\n";
    QString section;
    for (const QString& name : files) {
        const QString page = name.section(u'-', 0, name.startsWith(QStringLiteral("MainWindow")) ? 1 : 0);
        if (page != section) out << "<h2>" << page << "</h2>\n";
        section = page;
        out << "<figure><a href='" << name << "'><img loading=lazy src='" << name << "'></a><figcaption>" << name
            << "</figcaption></figure>\n";
    }
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("dir"), QStringLiteral("Where to write the pictures."));
    const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("Pages whose name contains this."),
                                  QStringLiteral("text"));
    const QCommandLineOption widths(QStringLiteral("widths"), QStringLiteral("Comma-separated."),
                                    QStringLiteral("list"), QStringLiteral("900,1280,2560"));
    const QCommandLineOption modes(QStringLiteral("states"), QStringLiteral("Comma-separated."),
                                   QStringLiteral("list"));
    const QCommandLineOption themes(QStringLiteral("themes"), QStringLiteral("Comma-separated."),
                                    QStringLiteral("list"), QStringLiteral("light,dark"));
    parser.addOptions({only, widths, modes, themes});
    parser.process(app);
    if (parser.positionalArguments().size() != 1) parser.showHelp(2);
    Options options{QDir(parser.positionalArguments().first()),
                    parser.value(only),
                    {},
                    parser.value(modes).split(u',', Qt::SkipEmptyParts),
                    parser.value(themes).split(u',')};
    options.folder.mkpath(QStringLiteral("."));
    for (const QString& width : parser.value(widths).split(u','))
        options.widths.append(width.toInt());
    Theme::instance().install(app, ThemeMode::Light);
    QElapsedTimer timer;
    timer.start();
    QStringList files;
    for (const QString& theme : options.themes) {
        Theme::instance().setMode(theme == QStringLiteral("dark") ? ThemeMode::Dark : ThemeMode::Light);
        for (const gallery::Entry& entry : gallery::entries()) {
            if (options.only.isEmpty() || entry.name.contains(options.only, Qt::CaseInsensitive))
                files += draw(entry, options, theme);
        }
    }
    files.sort();
    writeIndex(options.folder, files);
    QTextStream(stdout) << files.size() << " pictures in " << timer.elapsed() / 1000 << " s\n";
    return 0;
}
