#include "simulation/simulation.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTextStream>
#include <unistd.h>

using namespace lectern::simulation;

namespace {

void say(const QString& text) { QTextStream(stdout) << text << Qt::endl; }

void sayCounts(const Simulation& simulation, const Stage& stage, qint64 ms)
{
    say(QStringLiteral("%1 facts in %2 s, %3 mails").arg(simulation.happened()).arg(static_cast<double>(ms) / 1000, 0, 'f', 1).arg(stage.mailCount()));
    for (const auto& [name, count] : simulation.counts()) say(QStringLiteral("  %1 %2").arg(count, 6).arg(QString::fromStdString(name)));
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Random business facts against the real server, compared with a model of the money."));
    parser.addHelpOption();
    parser.addOption({QStringLiteral("seed"), QStringLiteral("The same seed makes the same decisions."), QStringLiteral("S"), QStringLiteral("1")});
    parser.addOption({QStringLiteral("facts"), QStringLiteral("How many facts."), QStringLiteral("N"), QStringLiteral("300")});
    parser.addOption({QStringLiteral("dir"), QStringLiteral("A short path for the database and, after a difference, the logs."), QStringLiteral("path")});
    parser.addOption({QStringLiteral("without"), QStringLiteral("Leaves out: faults, crashes, disputed-top-ups (several separated by commas)."), QStringLiteral("what")});
    parser.process(app);
    const std::uint64_t seed = parser.value(QStringLiteral("seed")).toULongLong();
    const QStringList without = parser.value(QStringLiteral("without")).split(u',');
    const QString dir = parser.isSet(QStringLiteral("dir")) ? parser.value(QStringLiteral("dir")) : QStringLiteral("/tmp/lectern-sim-%1-%2").arg(seed).arg(::getpid());
    const Switches switches{!without.contains(QStringLiteral("faults")), !without.contains(QStringLiteral("crashes")), !without.contains(QStringLiteral("disputed-top-ups"))};
    say(QStringLiteral("seed %1").arg(seed));
    // A share that divides nothing well shows where rounding goes.
    const int shareBps = static_cast<int>(Draw(seed).between(0, 4'999));
    auto stage = std::make_unique<Stage>(dir);
    Simulation simulation(*stage, seed, shareBps, switches);
    QElapsedTimer timer;
    timer.start();
    try {
        stage->start(shareBps);
        simulation.run(parser.value(QStringLiteral("facts")).toInt());
        sayCounts(simulation, *stage, timer.elapsed());
        say(QStringLiteral("no difference"));
    } catch (const Difference& difference) {
        sayCounts(simulation, *stage, timer.elapsed());
        say(QStringLiteral("DIFFERENCE with seed %1 after fact %2: %3").arg(seed).arg(simulation.happened()).arg(difference.text));
        stage->keep();
        say(QStringLiteral("The database and the logs are kept in %1 (tests/support/cluster.sh resume %1; psql -h %1 -U postgres -l).").arg(dir));
        // Nothing is destroyed: its destructors would drop the database.
        std::fflush(stdout);
        ::_exit(1);
    }
    stage.reset();
    return 0;
}
