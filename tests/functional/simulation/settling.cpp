#include "simulation/simulation.h"
#include <QElapsedTimer>
#include <QTest>
#include <QTime>

namespace lectern::simulation {

namespace {
/// Time moves in steps of which a week has a whole number, so that no period of a subscription ends while facts happen; and which never end near the 11 days of a
/// hold: 259 hours are before, 266 are after it. Sessions begin two hours after one, so that they are over well before the next.
constexpr int kPatienceMs = 60'000; // without any progress: on a busy machine a start alone may take long
constexpr int kFirstPatienceMs = 2'000; // what waits for a pause only gets it by a nudge
constexpr int kMostShown = 12;
} // namespace

/// Everything arrives and is compared, then time passes and it is compared again.
void Simulation::settle()
{
    ++m_settles;
    m_stage.clearFaults();
    await("after the facts");
    namePapers();
    qint64 steps = m_draw.between(1, m_draw.chance(50) ? 30 : 10);
    if (m_draw.chance(40)) steps = stepsToRenewal().value_or(steps);
    passTime(steps * Model::kStepSeconds);
    await("after time has passed");
    m_stage.clearFaults(); // what nothing has met yet would meet the comparison itself
    namePapers();
    verify(false);
    beginRound();
}

/// The jobs run at once after a start. What waits for a pause (an attempt that failed, a look-up) gets it by a nudge of the clocks.
void Simulation::await(const char* when)
{
    QStringList found;
    qsizetype left = -1; // of what is on its way, or else differs
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (attempt > 0) m_stage.nudge(m_stage.self());
        // An orderly end waits for the clients' open connections; a kill is quicker, and the harder test.
        m_stage.restart(attempt > 0 || m_settings.crashes);
        QElapsedTimer patience;
        for (patience.start(); patience.elapsed() < (attempt < 2 ? kFirstPatienceMs : kPatienceMs);) {
            m_stage.supervise();
            QElapsedTimer looking;
            looking.start();
            qsizetype now = 1'000'000 + m_stage.onTheWay();
            if (now == 1'000'000) {
                found = differences();
                now = found.size();
            }
            if (m_stage.traces()) qInfo("%s %s %d.%d, %lld ms: %lld left, %s", qPrintable(QTime::currentTime().toString(QStringLiteral("hh:mm:ss.zzz"))), when, m_settles, attempt, patience.elapsed(), static_cast<long long>(now), qPrintable(found.value(0)));
            if (now == 0) return;
            if (now != std::exchange(left, now)) patience.restart();
            // What a delayed event set off may be delayed or retried, too.
            m_stage.clearFaults();
            QTest::qWait(static_cast<int>(std::max<qint64>(100, looking.elapsed())));
        }
    }
    const QString text = found.isEmpty() ? QStringLiteral("events never stop coming") : QStringLiteral("%1 figures; the first are:\n%2").arg(found.size()).arg(found.mid(0, kMostShown).join(u'\n'));
    throw Difference{QStringLiteral("%1, comparison %2: %3").arg(QLatin1String(when)).arg(m_settles).arg(text)};
}

QStringList Simulation::differences()
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
    return all;
}

/// What the facts of the next round may count on.
void Simulation::beginRound()
{
    m_used.clear();
    m_livesIn.clear();
    m_countries = m_stage.countries();
    m_waitingPairs.clear();
    m_paidOut.clear();
    m_room.clear();
    m_reserved.clear();
    m_payouts = m_stage.payouts();
    for (const Course& course : m_stage.courses) {
        const Owner vault{course.teacher, course.currency};
        m_room[vault] = m_model.vault(vault).available;
        // Vaults in which nothing is sold, so that something can be taken that goes beyond the sale.
        if (m_settles > 2 && m_draw.chance(25)) m_reserved.insert(vault);
    }
    for (const char* currency : {"USD", "EUR", "JPY", "KWD"}) {
        m_spendable[currency] = m_model.gatewayNet(currency); // a step is longer than money is pending there
        m_revenueThen[currency] = m_model.platformAvailable(currency);
    }
}

/// The books in themselves, and beside the gateway's movements. It reads everything, so it grows rarer as they grow.
void Simulation::verify(bool isLast)
{
    const int often = 1 + m_settles / 25;
    if (isLast || m_settles % often == 0) {
        if (const QString said = m_stage.complaint({QStringLiteral("verify-ledger")}); !said.isEmpty()) throw Difference{QStringLiteral("lecternd verify-ledger:\n") + said};
    }
    if (!isLast && m_settles % (8 * often) != 0) return;
    if (const QString said = m_stage.complaint({QStringLiteral("reconcile")}); !said.isEmpty()) throw Difference{QStringLiteral("lecternd reconcile:\n") + said};
}

/// What follows more slowly: chain and papers, and mails, each of which arrives once.
void Simulation::end()
{
    m_stage.nudge(m_stage.self()); // a mail that was under way at a kill is sent again after two minutes
    m_stage.restart(true);
    constexpr int kLongestMs = 15 * 60'000;
    const auto isDone = [this] { return m_stage.unchained() == 0 && m_stage.mails().waiting == 0; };
    if (!QTest::qWaitFor(isDone, kLongestMs)) throw Difference{QStringLiteral("at the end %1 journals are not chained and %2 mails not sent").arg(m_stage.unchained()).arg(m_stage.mails().waiting)};
    verify(true);
    const Stage::Mails mails = m_stage.mails();
    if (mails.arrived != mails.sent) throw Difference{QStringLiteral("mails that arrived\n  expected: %1\n  actual:   %2").arg(mails.sent).arg(mails.arrived)};
    const int killed = m_stage.kills + m_stage.crashes;
    if (mails.repeated > killed) throw Difference{QStringLiteral("mails sent again\n  expected: at most %1 (one for each time that the server or the database was killed)\n  actual:   %2").arg(killed).arg(mails.repeated)};
}

} // namespace lectern::simulation
