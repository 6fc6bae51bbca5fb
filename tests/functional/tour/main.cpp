#include "tour.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

using namespace lectern;

int main(int argc, char** argv)
{
    Application::prepare(argc, argv);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Lectern tour"));
    QLocale::setDefault(QLocale(QStringLiteral("en_US")));
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("server"), QStringLiteral("Address of the demo's server."), QStringLiteral("url")});
    parser.addOption({QStringLiteral("profile"), QStringLiteral("Settings file; started from nothing."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("out"), QStringLiteral("Folder for pictures and tour.json."), QStringLiteral("dir")});
    parser.process(app);
    QFile::remove(parser.value(QStringLiteral("profile")));
    QDir().mkpath(parser.value(QStringLiteral("out")));
    QSettings settings(parser.value(QStringLiteral("profile")), QSettings::IniFormat);
    Application client(&settings, false);
    client.window()->resize(1280, 860);
    client.start(QUrl(parser.value(QStringLiteral("server"))));
    tour::Tour tour(client, parser.value(QStringLiteral("out")), qEnvironmentVariable("LECTERN_TOUR_MEDIA"));
    bool ok = false;
    QMetaObject::invokeMethod(&app, [&] { ok = tour.run(); QApplication::quit(); }, Qt::QueuedConnection);
    QApplication::exec();
    return ok ? 0 : 1;
}
