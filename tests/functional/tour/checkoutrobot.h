#pragma once
#include "robot.h"

class QWebEngineView;

namespace lectern::tour {

/// Types a card into the payment form of the checkout view. The fields are in the gateway's frame, where no script of
/// ours reaches: only the keyboard and the mouse do.
class CheckoutRobot
{
public:
    explicit CheckoutRobot(Robot& robot) : m_robot(robot) {}
    void waitReady();
    void typeCard(const QString& number);
    void pay();
    /// Presses a button of the 3-D Secure challenge.
    void answerChallenge(bool complete);
    void waitForPageText(const QString& text);

private:
    [[nodiscard]] QWebEngineView* view();
    QVariant ask(const QString& script);
    void x(const QStringList& arguments); ///< real X events, by xdotool
    void clickAt(const QPointF& point);
    Robot& m_robot;
};

} // namespace lectern::tour
