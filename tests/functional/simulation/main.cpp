#include "simulation/simulation.h"
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>
#include <unistd.h>

using namespace lectern::simulation;

namespace {

constexpr qint64 kSaysEachMs = 60'000; ///< a long run is seen to go on

void say(const QString& text) { QTextStream(stdout) << text << Qt::endl; }

void sayCounts(const Simulation& simulation, const Stage& stage, qint64 ms)
{
    say(QStringLiteral("%1 facts in %2 rounds and %3 s, server killed %4 times, database %5 times, decisions %6")
            .arg(simulation.happened()).arg(simulation.rounds()).arg(static_cast<double>(ms) / 1000, 0, 'f', 1).arg(stage.kills).arg(stage.crashes).arg(simulation.digest(), 16, 16, QLatin1Char('0')));
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
    parser.addOption({QStringLiteral("clients"), QStringLiteral("How many of them happen side by side; changes nothing of what is decided."), QStringLiteral("n"), QStringLiteral("6")});
    parser.addOption({QStringLiteral("dir"), QStringLiteral("A short path for the database and, after a difference, the logs."), QStringLiteral("path")});
    parser.addOption({QStringLiteral("without"), QStringLiteral("Leaves out: faults, crashes (several separated by commas)."), QStringLiteral("what")});
    parser.addOption({QStringLiteral("wrong-after"), QStringLiteral("Moves one cent in the model after so many facts: the run must then end with a difference."), QStringLiteral("N"), QStringLiteral("0")});
    parser.process(app);
    const QStringList without = parser.value(QStringLiteral("without")).split(u',');
    Settings settings;
    settings.seed = parser.value(QStringLiteral("seed")).toULongLong();
    // A share that divides nothing well shows where rounding goes.
    settings.shareBps = static_cast<int>(Draw(settings.seed).between(0, 4'999));
    settings.clients = std::max(1, parser.value(QStringLiteral("clients")).toInt());
    settings.faults = !without.contains(QStringLiteral("faults"));
    settings.crashes = !without.contains(QStringLiteral("crashes"));
    settings.wrongAfter = parser.value(QStringLiteral("wrong-after")).toInt();
    const QString dir = parser.isSet(QStringLiteral("dir")) ? parser.value(QStringLiteral("dir")) : QStringLiteral("/tmp/lectern-sim-%1-%2").arg(settings.seed).arg(::getpid());
    say(QStringLiteral("seed %1").arg(settings.seed));
    auto stage = std::make_unique<Stage>(dir);
    Simulation simulation(*stage, settings);
    QElapsedTimer timer;
    timer.start();
    try {
        stage->start(settings.shareBps);
        qint64 lastSaid = 0;
        simulation.run(parser.value(QStringLiteral("facts")).toInt(), [&] {
            if (timer.elapsed() - lastSaid < kSaysEachMs) return;
            lastSaid = timer.elapsed();
            say(QStringLiteral("%1 facts in %2 s, no difference yet").arg(simulation.happened()).arg(lastSaid / 1000));
        });
        sayCounts(simulation, *stage, timer.elapsed());
        say(QStringLiteral("no difference"));
    } catch (const Difference& difference) {
        sayCounts(simulation, *stage, timer.elapsed());
        say(QStringLiteral("DIFFERENCE with seed %1 after fact %2: %3").arg(settings.seed).arg(simulation.happened()).arg(difference.text));
        stage->keep();
        say(QStringLiteral("The database and the logs are kept in %1 (tests/support/cluster.sh resume %1; psql -h %1 -U postgres -l).").arg(dir));
        // Nothing is destroyed: its destructors would drop the database.
        std::fflush(stdout);
        ::_exit(1);
    }
    stage.reset();
    return 0;
}
