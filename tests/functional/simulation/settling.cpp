#include "simulation/simulation.h"
#include <QElapsedTimer>
#include <QTime>
#include <QTest>

namespace lectern::simulation {

namespace {
/// Time moves in steps that never end near the 14 days of a hold: 335 hours are before, 340 are after it.
constexpr qint64 kStepSeconds = 5 * 3'600;
constexpr int kPatienceMs = 15'000;
} // namespace

void Simulation::clearFaults()
{
    m_stage.sandbox().clearFaults();
    m_stage.sandbox().flush();
}

/// Everything arrives and is compared, then time passes and it is compared again.
void Simulation::settle()
{
    ++m_settles;
    clearFaults();
    await("after the facts");
    const qint64 steps = m_draw.between(1, m_draw.chance(50) ? 30 : 10);
    m_stage.pass(steps * kStepSeconds);
    m_model.advance(steps * kStepSeconds);
    await("after time has passed");
    look();
    m_used.clear();
    m_waitingPairs.clear();
    drawReserved();
    for (const char* currency : {"USD", "EUR", "JPY", "KWD"}) {
        m_spendable[currency] = m_stage.availableAtGateway(currency);
        m_revenueThen[currency] = m_model.platformAvailable(currency);
    }
}

/// The jobs run at once after a start. What waits for a pause (an attempt that failed, a look-up) gets it by a nudge of the clocks.
void Simulation::await(const char* when)
{
    QString difference;
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (attempt > 0) m_stage.nudge();
        // An orderly end waits for the clients' open connections; a kill is quicker, and the harder test.
        m_stage.restart(attempt > 0 || m_draw.chance(90));
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < kPatienceMs) {
            m_stage.ensureServer();
            if (m_stage.isQuiet()) {
                difference = firstDifference();
                if (qEnvironmentVariableIsSet("SIMULATION_TRACE")) qInfo("%s %s %d.%d %lld ms: %s", qPrintable(QTime::currentTime().toString(QStringLiteral("hh:mm:ss.zzz"))), when, m_settles, attempt, timer.elapsed(), qPrintable(difference));
                if (difference.isEmpty()) return;
            }
            // What a delayed event set off may be delayed or retried, too.
            m_stage.sandbox().flush();
            QTest::qWait(100);
        }
    }
    if (difference.isEmpty()) difference = QStringLiteral("events never stop coming");
    throw Difference{QStringLiteral("%1, comparison %2: %3").arg(QLatin1String(when)).arg(m_settles).arg(difference)};
}

QString Simulation::firstDifference()
{
    const Figures expected = m_model.figures();
    const Figures actual = m_stage.figures();
    QStringList all;
    const auto report = [&](const std::string& name) {
        const auto wanted = expected.find(name);
        const auto got = actual.find(name);
        const Minor a = wanted == expected.end() ? 0 : wanted->second;
        const Minor b = got == actual.end() ? 0 : got->second;
        if (a != b) all << QStringLiteral("%1\n  expected: %2\n  actual:   %3").arg(QString::fromStdString(name)).arg(a).arg(b);
    };
    for (const auto& [name, value] : expected) report(name);
    for (const auto& [name, value] : actual) {
        if (!expected.contains(name)) report(name);
    }
    return all.join(u'\n');
}

/// Vaults in which nothing is sold until the next comparison, so that something can be taken out of them.
void Simulation::drawReserved()
{
    m_reserved.clear();
    for (const Course& course : m_stage.courses) {
        if (m_settles > 2 && m_draw.chance(40)) m_reserved.insert({course.teacher, course.currency});
    }
}

void Simulation::look()
{
    if (const QString said = m_stage.complaint({QStringLiteral("verify-ledger")}); !said.isEmpty()) throw Difference{QStringLiteral("lecternd verify-ledger:\n") + said};
    if (m_settles % 8 != 0) return;
    if (const QString said = m_stage.complaint({QStringLiteral("reconcile")}); !said.isEmpty()) throw Difference{QStringLiteral("lecternd reconcile:\n") + said};
}

} // namespace lectern::simulation
