#pragma once
#include "app/session/application.h"
#include "checkoutrobot.h"
#include <QJsonArray>
#include <QJsonObject>

namespace lectern::tour {

/// The main job from the teacher's registration to the certificate, through the real windows.
class Tour
{
public:
    Tour(Application& client, QString outDir, QString mediaDir);
    /// True when every step worked. Writes NN-name.png for each step and tour.json.
    bool run();

private:
    void step(const QString& name, const std::function<void()>& what);
    void shot(const QString& name);
    void logIn(const QString& email, const QString& password);
    void logOut();
    void go(const QString& place);
    void registerAs(const QString& name, const QString& email, bool teacher);
    void writeReport() const;

    void teacherSteps();
    void reviewSteps();
    void buildSteps();
    void studentSteps();
    void paymentSteps();
    void vaultSteps();
    void learningSteps();
    void adminSteps();

    Application& m_client;
    Robot m_robot;
    CheckoutRobot m_checkout{m_robot};
    QString m_out;
    QString m_media;
    QString m_title;
    QString m_teacherMail;
    QString m_studentMail;
    QJsonArray m_steps;
    int m_number = 0;
    bool m_ok = true;
};

} // namespace lectern::tour
