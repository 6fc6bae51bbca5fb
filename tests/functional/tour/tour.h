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
    void refundSteps();
    void partialRefundSteps();
    void mailSteps();
    void pauseSteps();
    void walletSteps();
    void outsideSteps();
    void disputeSteps();
    void bookSteps();
    void payoutSteps();
    void planSteps();
    void subscriptionSteps();
    void offerSteps();
    void openTab(const QString& tabs, int index);
    void openCourse(const QString& title); ///< up to its purchase dialog
    void waitForRows(const QString& table, int atLeast);
    QJsonObject gateway(const QByteArray& method, const QString& path); ///< the sandbox, beside the client
    void showPage(const QUrl& url, const QString& text); ///< a public page of the server, in a window of its own

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
    std::unique_ptr<QWidget> m_page; ///< what showPage() opened; the picture shows it instead of the client
};

} // namespace lectern::tour
