#include "daemon/config.h"
#include "daemon/server.h"
#include "seeder.h"
#include "usecases/courses/courses.h"
#include "usecases/learning/blobstore.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>
#include <sodium.h>

using namespace lectern;

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (sodium_init() < 0) return 1;
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Fills an empty database with the demo's school. For demonstrations and tests only."));
    parser.addHelpOption();
    parser.addOption({QStringLiteral("config"), QStringLiteral("The server's configuration."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("video"), QStringLiteral("Video for lectures."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("document"), QStringLiteral("PDF for lectures."), QStringLiteral("file")});
    parser.addOption({QStringLiteral("cover"), QStringLiteral("Cover image; may be repeated."), QStringLiteral("file")});
    parser.process(app);
    QTextStream out(stdout);
    daemon::Loaded loaded = daemon::loadConfig(parser.value(QStringLiteral("config")), {});
    if (!loaded.problems.isEmpty()) {
        out << loaded.problems.join(u'\n') << Qt::endl;
        return 1;
    }
    // As the server does when it starts.
    if (loaded.config.policy.publicUrl.isEmpty()) loaded.config.policy.publicUrl = QStringLiteral("http://%1:%2").arg(loaded.config.listener.address).arg(loaded.config.listener.port);
    demo::SeedClock clock;
    stripe::StripeGateway gateway(loaded.config.stripe);
    const daemon::Toolbox tools(loaded.config, clock, &gateway);
    if (const QString problem = tools.services().blobs.prepare(); !problem.isEmpty()) {
        out << problem << Qt::endl;
        return 1;
    }
    const auto present = courses::categories(tools.services());
    if (!present || !present->isEmpty()) {
        out << (present ? QStringLiteral("The school is there already.") : present.error().detail) << Qt::endl;
        return present ? 0 : 1;
    }
    demo::Seeder seeder(tools.services(), clock, loaded.config.stripe.apiBase,
                        {parser.value(QStringLiteral("video")), parser.value(QStringLiteral("document")), parser.values(QStringLiteral("cover"))});
    const QString problem = seeder.run();
    out << (problem.isEmpty() ? QStringLiteral("The school is open.") : QStringLiteral("Seeding failed: ") + problem) << Qt::endl;
    return problem.isEmpty() ? 0 : 1;
}
