#include "tour.h"
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QScreen>
#include <QTextStream>

namespace lectern::tour {

namespace {
const QString kPassword = QStringLiteral("seven green umbrellas");
}

Tour::Tour(Application& client, QString outDir, QString mediaDir) : m_client(client), m_out(std::move(outDir)), m_media(std::move(mediaDir))
{
    const QString stamp = QString::number(QDateTime::currentSecsSinceEpoch() % 1'000'000);
    m_title = QStringLiteral("Ukulele in an afternoon ") + stamp;
    m_teacherMail = QStringLiteral("ada.%1@harbour.example").arg(stamp);
    m_studentMail = QStringLiteral("otto.%1@mail.example").arg(stamp);
}

bool Tour::run()
{
    for (const auto& part : {&Tour::teacherSteps, &Tour::reviewSteps, &Tour::buildSteps, &Tour::studentSteps, &Tour::paymentSteps, &Tour::learningSteps,
                             &Tour::walletSteps, &Tour::planSteps, &Tour::subscriptionSteps, &Tour::outsideSteps, &Tour::offerSteps, &Tour::disputeSteps, &Tour::payoutSteps, &Tour::vaultSteps, &Tour::adminSteps, &Tour::bookSteps,
                             &Tour::refundSteps, &Tour::partialRefundSteps, &Tour::mailSteps}) {
        if (m_ok) (this->*part)();
    }
    writeReport();
    return m_ok;
}

void Tour::shot(const QString& name)
{
    m_robot.settle();
    QWidget* window = m_page ? m_page.get() : m_client.window();
    const QRect area(window->mapToGlobal(QPoint(0, 0)), window->size());
    const QPixmap picture = QGuiApplication::primaryScreen()->grabWindow(0, area.x(), area.y(), area.width(), area.height());
    picture.save(m_out + QStringLiteral("/%1-%2.png").arg(++m_number, 2, 10, QLatin1Char('0')).arg(name));
}

void Tour::step(const QString& name, const std::function<void()>& what)
{
    if (!m_ok) return;
    QElapsedTimer timer;
    timer.start();
    QString problem;
    try {
        what();
    } catch (const StepFailed& failure) {
        problem = QString::fromStdString(failure.what());
        m_ok = false;
    }
    QJsonObject line{{QStringLiteral("name"), name}, {QStringLiteral("ok"), problem.isEmpty()}, {QStringLiteral("ms"), timer.elapsed()}};
    if (!problem.isEmpty()) line.insert(QStringLiteral("problem"), problem);
    m_steps.append(line);
    shot(name);
    QTextStream(stdout) << (problem.isEmpty() ? "ok    " : "FAIL  ") << name << "  " << problem << Qt::endl;
}

void Tour::writeReport() const
{
    QFile file(m_out + QStringLiteral("/tour.json"));
    if (!file.open(QIODevice::WriteOnly)) return;
    file.write(QJsonDocument(QJsonObject{{QStringLiteral("steps"), m_steps}, {QStringLiteral("ok"), m_ok}}).toJson());
}

void Tour::registerAs(const QString& name, const QString& email, bool teacher)
{
    m_robot.click(QStringLiteral("login.register"));
    m_robot.click(teacher ? QStringLiteral("register.teacher") : QStringLiteral("register.student"));
    m_robot.type(QStringLiteral("register.name"), name);
    m_robot.type(QStringLiteral("register.email"), email);
    m_robot.type(QStringLiteral("register.password"), kPassword);
    m_robot.click(QStringLiteral("register.submit"));
    m_robot.see(QStringLiteral("nav.user"));
}

void Tour::logIn(const QString& email, const QString& password)
{
    m_robot.type(QStringLiteral("login.email"), email);
    m_robot.type(QStringLiteral("login.password"), password.isEmpty() ? kPassword : password);
    m_robot.click(QStringLiteral("login.submit"));
    m_robot.see(QStringLiteral("nav.user"));
}

void Tour::logOut()
{
    m_robot.click(QStringLiteral("nav.user"));
    m_robot.click(QStringLiteral("settings.logout"));
    m_robot.see(QStringLiteral("login.email"));
}

void Tour::go(const QString& place)
{
    m_robot.click(QStringLiteral("nav.") + place);
    m_robot.settle();
}

} // namespace lectern::tour
