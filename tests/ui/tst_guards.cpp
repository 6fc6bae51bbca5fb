#include "ui/kit/formfield.h"
#include "ui/theme/theme.h"
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;

/// What hands do without meaning it.
class TestGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(*qApp, ThemeMode::Light); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void aWheelOverAClosedChoiceScrollsThePageInstead()
    {
        QScrollArea area;
        auto* body = new QWidget;
        auto* lines = new QVBoxLayout(body);
        auto* box = new QComboBox;
        box->addItems({QStringLiteral("English"), QStringLiteral("Hebrew"), QStringLiteral("Japanese")});
        lines->addWidget(box);
        body->setMinimumHeight(2'000);
        area.setWidget(body);
        area.resize(300, 200);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        QVERIFY(area.verticalScrollBar()->maximum() > 0);
        QWheelEvent turn(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &turn);
        QCOMPARE(box->currentIndex(), 0);
        QVERIFY(area.verticalScrollBar()->value() > 0);
    }

    void theSecondClickPressesNothingThatHasAppearedThere()
    {
        QWidget page;
        page.resize(200, 100);
        QPushButton first(QStringLiteral("Confirm"), &page);
        QPushButton second(QStringLiteral("Cancel"), &page);
        for (QPushButton* button : {&first, &second}) button->setGeometry(0, 0, 200, 100);
        second.hide();
        QSignalSpy cancelled(&second, &QPushButton::clicked);
        connect(&first, &QPushButton::clicked, &page, [&] {
            first.hide();
            second.show();
        });
        page.show();
        const auto press = [](QWidget* on, QEvent::Type type) {
            for (const QEvent::Type one : {type, QEvent::MouseButtonRelease}) {
                QMouseEvent event(one, {20, 20}, on->mapToGlobal(QPointF(20, 20)), Qt::LeftButton, one == type ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
                QApplication::sendEvent(on, &event);
            }
        };
        press(&first, QEvent::MouseButtonPress);
        QVERIFY(second.isVisible());
        press(&second, QEvent::MouseButtonDblClick);
        QCOMPARE(cancelled.count(), 0);
        QTRY_VERIFY_WITH_TIMEOUT((press(&second, QEvent::MouseButtonPress), cancelled.count() > 0), 5'000); // and after a while it is a click again
    }

    void figuresThatAreTypedIntoAnAmountReplaceIt()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QWidget page;
        MoneyEdit edit(QStringLiteral("amount"), &page);
        edit.setMoney(Money::fromMinor(0, *Currency::fromCode(QStringLiteral("USD"))));
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        edit.amount()->clearFocus(); // a window gives it to its first field
        edit.amount()->setFocus(Qt::MouseFocusReason);
        QTRY_COMPARE(edit.amount()->selectedText(), QStringLiteral("0.00"));
        QTest::keyClicks(edit.amount(), QStringLiteral("50"));
        QCOMPARE(edit.money()->minor(), 5'000);
    }
};

QTEST_MAIN(TestGuards)
#include "tst_guards.moc"
