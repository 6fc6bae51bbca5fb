#include "checkoutrobot.h"
#include <QProcess>
#include <QTest>
#include <QWebEngineView>

namespace lectern::tour {

QWebEngineView* CheckoutRobot::view()
{
    auto* found = qobject_cast<QWebEngineView*>(m_robot.see(QStringLiteral("checkout.view")));
    if (!found) throw StepFailed("checkout.view is not a web view");
    return found;
}

QVariant CheckoutRobot::ask(const QString& script)
{
    QVariant answer;
    bool done = false;
    view()->page()->runJavaScript(script, [&](const QVariant& value) {
        answer = value;
        done = true;
    });
    m_robot.until([&] { return done; }, QStringLiteral("the page to answer"));
    return answer;
}

void CheckoutRobot::waitReady()
{
    m_robot.until([this] { return ask(QStringLiteral("!!document.getElementById('pay') && !document.getElementById('pay').disabled && !document.getElementById('form').hidden")).toBool(); },
                  QStringLiteral("the payment form"), 30'000);
    m_robot.settle();
}

void CheckoutRobot::x(const QStringList& arguments)
{
    QProcess xdotool;
    xdotool.start(QStringLiteral("xdotool"), arguments);
    // Not waitForFinished(): the window has to answer the events meanwhile.
    m_robot.until([&] { return xdotool.state() == QProcess::NotRunning; }, QStringLiteral("xdotool"));
}

void CheckoutRobot::clickAt(const QPointF& point)
{
    const QPoint global = view()->mapToGlobal(point.toPoint());
    x({QStringLiteral("mousemove"), QString::number(global.x()), QString::number(global.y()), QStringLiteral("click"), QStringLiteral("1")});
    m_robot.settle();
}

void CheckoutRobot::typeCard(const QString& number)
{
    view()->activateWindow();
    view()->setFocus();
    const QVariantList box = ask(QStringLiteral("(() => { window.scrollTo(0, 0); const r = document.querySelector('#element iframe').getBoundingClientRect();"
                                                " return [r.left, r.top, r.width, r.height]; })()")).toList();
    // The number is the first field of the form.
    clickAt({box.at(0).toDouble() + 100, box.at(1).toDouble() + 76});
    const auto type = [this](const QString& text) {
        x({QStringLiteral("key"), QStringLiteral("ctrl+a")}); // backspace in an empty field would go back to the one before
        x({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("20"), text});
    };
    type(number); // whole numbers and dates move on to the next field by themselves
    m_robot.settle();
    type(QStringLiteral("1234"));
    m_robot.settle();
    type(QStringLiteral("123"));
    for (int skipped = 0; skipped < 3; ++skipped) x({QStringLiteral("key"), QStringLiteral("Tab")}); // name, country
    m_robot.settle();
    type(QStringLiteral("94103"));
    m_robot.settle();
}

void CheckoutRobot::pay()
{
    const QVariantList box = ask(QStringLiteral("(() => { const b = document.getElementById('pay'); b.scrollIntoView({block: 'center'}); const r = b.getBoundingClientRect();"
                                                " return [r.left + r.width / 2, r.top + r.height / 2]; })()")).toList();
    clickAt({box.at(0).toDouble(), box.at(1).toDouble()});
}

void CheckoutRobot::answerChallenge(bool complete)
{
    // The challenge is a frame over everything; its first button completes, the second one fails.
    m_robot.until([this] { return ask(QStringLiteral("[...document.querySelectorAll('iframe')].some(f => { const r = f.getBoundingClientRect(); return r.height > window.innerHeight * 0.8; })")).toBool(); },
                  QStringLiteral("the 3-D Secure challenge"), 20'000);
    m_robot.settle();
    m_robot.settle();
    view()->setFocus();
    if (!complete) x({QStringLiteral("key"), QStringLiteral("Tab")}); // the first button has the focus
    x({QStringLiteral("key"), QStringLiteral("Return")});
}

void CheckoutRobot::waitForPageText(const QString& text)
{
    m_robot.until([&] { return ask(QStringLiteral("document.body.innerText")).toString().contains(text, Qt::CaseInsensitive); }, QStringLiteral("\"%1\" on the page").arg(text), 30'000);
}

} // namespace lectern::tour
