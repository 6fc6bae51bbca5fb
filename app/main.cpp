#include "app/session/application.h"
#include "app/session/linkport.h"
#include "ui/theme/theme.h"
#include <QApplication>
#include <QCommandLineParser>
#include <QSet>
#include <algorithm>

using namespace lectern;

namespace {

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QObject::tr("Lectern: teach, learn and run a school's course marketplace."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("server"), QObject::tr("Address of the server to use."), QStringLiteral("url")});
    parser.addPositionalArgument(QStringLiteral("link"), QObject::tr("A link to open: lectern://…"), QStringLiteral("[link]"));
    parser.addOption({QStringLiteral("profile"), QObject::tr("Keep settings in this file and no session; for demonstrations."), QStringLiteral("file")});
}

/// Help and version need no window, so that they are answered where there is no display either. Returns if neither is asked for.
void answerWithoutWindow(int argc, char** argv)
{
    static const QSet<QByteArray> questions{"-h", "--help", "--help-all", "-v", "--version"};
    if (std::none_of(argv + 1, argv + argc, [](const char* one) { return questions.contains(one); })) return;
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(app);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("Lectern"));
    QCoreApplication::setOrganizationName(QStringLiteral("Lectern"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LECTERN_VERSION));
    answerWithoutWindow(argc, argv);
    Application::prepare(argc, argv);
    QApplication app(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("org.lectern.Lectern"));
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(app);
    const bool hasProfile = parser.isSet(QStringLiteral("profile"));
    QSettings settings = hasProfile ? QSettings(parser.value(QStringLiteral("profile")), QSettings::IniFormat) : QSettings();
    LinkPort links(parser.value(QStringLiteral("profile")));
    const QUrl link(parser.positionalArguments().value(0));
    if (link.isValid() && links.handOver(link)) return 0;
    Application client(&settings, !hasProfile);
    QObject::connect(&links, &LinkPort::linkOpened, client.window(), &MainWindow::follow);
    links.listen();
    client.start(QUrl::fromUserInput(parser.value(QStringLiteral("server"))));
    if (link.isValid()) client.window()->follow(link);
    return QApplication::exec();
}
