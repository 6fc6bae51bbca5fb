#include "checkoutrobot.h"
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

void CheckoutRobot::key(int code, const QString& text)
{
    QWidget* target = view()->focusProxy();
    QTest::sendKeyEvent(QTest::Click, target, static_cast<Qt::Key>(code), text, Qt::NoModifier);
    QTest::qWait(12);
}

void CheckoutRobot::clickAt(const QPointF& point)
{
    QWidget* target = view()->focusProxy();
    QTest::mouseMove(target, point.toPoint());
    QTest::mouseClick(target, Qt::LeftButton, {}, point.toPoint());
    m_robot.settle();
}

void CheckoutRobot::typeCard(const QString& number)
{
    view()->setFocus();
    const QVariantList box = ask(QStringLiteral("(() => { window.scrollTo(0, 0); const r = document.querySelector('#element iframe').getBoundingClientRect();"
                                                " return [r.left, r.top, r.width, r.height]; })()")).toList();
    // The number is the first field of the form.
    clickAt({box.at(0).toDouble() + 90, box.at(1).toDouble() + 48});
    const auto field = [this](const QString& text) {
        for (int i = 0; i < 24; ++i) key(Qt::Key_Backspace);
        for (int i = 0; i < 24; ++i) key(Qt::Key_Delete);
        for (const QChar c : text) key(c.unicode(), QString(c));
        key(Qt::Key_Tab, QStringLiteral("\t"));
    };
    field(number);
    field(QStringLiteral("1234"));
    field(QStringLiteral("123"));
    key(Qt::Key_Tab, QStringLiteral("\t")); // country
    field(QStringLiteral("94103"));
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
    key(Qt::Key_Tab, QStringLiteral("\t"));
    if (!complete) key(Qt::Key_Tab, QStringLiteral("\t"));
    key(Qt::Key_Return, QStringLiteral("\r"));
}

void CheckoutRobot::waitForPageText(const QString& text)
{
    m_robot.until([&] { return ask(QStringLiteral("document.body.innerText")).toString().contains(text, Qt::CaseInsensitive); }, QStringLiteral("\"%1\" on the page").arg(text), 30'000);
}

} // namespace lectern::tour
