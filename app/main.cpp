#include "app/session/application.h"
#include "ui/theme/theme.h"
#include <QApplication>
#include <QCommandLineParser>

using namespace lectern;

int main(int argc, char** argv)
{
    Application::prepare(argc, argv);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Lectern"));
    QApplication::setOrganizationName(QStringLiteral("Lectern"));
    QApplication::setApplicationVersion(QStringLiteral(LECTERN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.lectern.Lectern"));
    QCommandLineParser parser;
    parser.setApplicationDescription(QObject::tr("Lectern: teach, learn and run a school's course marketplace."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("server"), QObject::tr("Address of the server to use."), QStringLiteral("url")});
    parser.addOption({QStringLiteral("profile"), QObject::tr("Keep settings in this file and no session; for demonstrations."), QStringLiteral("file")});
    parser.process(app);
    const bool hasProfile = parser.isSet(QStringLiteral("profile"));
    QSettings settings = hasProfile ? QSettings(parser.value(QStringLiteral("profile")), QSettings::IniFormat) : QSettings();
    Application client(&settings, !hasProfile);
    client.start(QUrl::fromUserInput(parser.value(QStringLiteral("server"))));
    return QApplication::exec();
}
