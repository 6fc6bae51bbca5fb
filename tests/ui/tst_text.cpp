#include "ui/kit/plurals.h"
#include "ui/kit/scale.h"
#include "ui/kit/text.h"
#include "ui/theme/theme.h"
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace lectern;

class TestText : public QObject
{
    Q_OBJECT

private:
    static Money money(qint64 minor, const char* code)
    {
        return Money::fromMinor(minor, *Currency::fromCode(QString::fromLatin1(code)));
    }
    static double luminance(const QColor& color)
    {
        const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
    }
    static double contrast(const QColor& a, const QColor& b)
    {
        const double x = luminance(a);
        const double y = luminance(b);
        return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
    }

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void amountsFollowTheLocaleAndTheCurrency()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(moneyText(money(123456789, "USD")), QStringLiteral("$1,234,567.89"));
        QCOMPARE(moneyText(money(-500, "EUR")), QStringLiteral("−€5.00"));
        QCOMPARE(moneyText(money(1200, "JPY")), QStringLiteral("¥1,200"));
        QCOMPARE(moneyText(money(1234, "KWD")), QStringLiteral("KWD\u00a01.234"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(moneyText(money(123456, "EUR")), QStringLiteral("1.234,56\u00a0€"));
    }

    void withoutALocaleAmountsReadAsInEnglish()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(moneyText(money(1490, "USD")), QStringLiteral("$14.90"));
        QCOMPARE(valueText(QVariant::fromValue(FeeValue{money(0, "USD")})), QStringLiteral("Free"));
        QCOMPARE(valueText(QVariant::fromValue(money(0, "USD"))), QStringLiteral("$0.00"));
    }

    void everySentenceWithANumberHasASingular()
    {
        static const QRegularExpression sentence(QStringLiteral("\"([^\"\\n]*%n[^\"\\n]*)\""));
        QDirIterator files(QStringLiteral(LECTERN_UI_SOURCES), {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        QStringList missing;
        int found = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName().endsWith(QStringLiteral("plurals.cpp"))) continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = sentence.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                ++found;
                const QString text = matches.next().captured(1);
                if (!EnglishPlurals::singulars().contains(text)) missing.append(text);
            }
        }
        QVERIFY(found > 15);
        QCOMPARE(missing, QStringList());
        EnglishPlurals plurals;
        QCOMPARE(plurals.translate("x", "%n rows", nullptr, 1), QStringLiteral("%n row"));
        QVERIFY(plurals.translate("x", "%n rows", nullptr, 2).isEmpty());
    }

    void theSmallestAmountDoesNotOverflow()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(moneyText(money(std::numeric_limits<qint64>::min(), "USD")),
                 QStringLiteral("−$92,233,720,368,547,758.08"));
    }

    void csvQuotesWhatNeedsIt()
    {
        QCOMPARE(csvLine({QStringLiteral("a,b"), QStringLiteral("say \"hi\""), QStringLiteral("plain")}),
                 QStringLiteral("\"a,b\",\"say \"\"hi\"\"\",plain"));
    }

    void everyErrorHasWords()
    {
        for (int code = 0; code <= int(ErrorCode::Internal); ++code)
            QVERIFY2(errorText(makeError(ErrorCode(code))).size() > 10, qPrintable(QString::number(code)));
        QCOMPARE(errorText(makeError(ErrorCode::Conflict, QStringLiteral("From the server."))),
                 QStringLiteral("From the server."));
    }

    void textIsReadableInBothThemes()
    {
        for (const Tokens& t : {Tokens::light(), Tokens::darkened()}) {
            for (const QColor& ink : {t.ink, t.inkSoft, t.inkFaint}) {
                for (const QColor& ground : {t.card, t.paper})
                    QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + ground.name()));
            }
            QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
            for (int tone = 0; tone < kToneCount; ++tone)
                QVERIFY2(contrast(t.tone[tone], t.toneSoft[tone]) >= 4.5,
                         qPrintable(t.tone[tone].name() + t.toneSoft[tone].name()));
        }
    }

    void theStyleSheetKnowsEveryToken()
    {
        for (const Tokens& t : {Tokens::light(), Tokens::darkened()}) {
            const QString sheet = styleSheetOf(t);
            QVERIFY(!sheet.contains(u'@'));
            QVERIFY(sheet.contains(t.accent.name()));
        }
    }

    void everyActionThatTheServerWritesHasWords()
    {
        static const QRegularExpression name(QStringLiteral("\"([a-z_]+\\.[a-z_]+)\""));
        QDirIterator files(QStringLiteral(LECTERN_SERVER_SOURCES), {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        QStringList actions;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
            for (const QString& line : lines) {
                if (!line.contains(QStringLiteral(" audit(")) && !line.contains(QStringLiteral("replacePassword("))) continue;
                for (auto found = name.globalMatch(line); found.hasNext();)
                    actions << found.next().captured(1);
            }
        }
        for (const DecisionKind kind : {DecisionKind::Approve, DecisionKind::Reject, DecisionKind::Suspend, DecisionKind::Reinstate})
            actions << QStringLiteral("course.") + toText(kind);
        QVERIFY2(actions.size() > 50, qPrintable(QString::number(actions.size())));
        // A name without words shows with a colon after its first part.
        for (const QString& action : std::as_const(actions))
            QVERIFY2(!auditText(action).contains(u':'), qPrintable(action));
    }

    void codesInTheAuditTrailAreWords()
    {
        QCOMPARE(auditDetailText(QStringLiteral("enrollment.order"), QStringLiteral("$49.00 by bank_transfer; agreed to the refund policy of 14 days and 30 %")),
                 QStringLiteral("$49.00, bank transfer; agreed to the refund policy of 14 days and 30 %"));
        QCOMPARE(auditDetailText(QStringLiteral("dispute.open"), QStringLiteral("product_not_received")), QStringLiteral("the course was not received"));
        QCOMPARE(auditDetailText(QStringLiteral("account.role"), QStringLiteral("student → teacher: asked by mail")), QStringLiteral("Student → Teacher: asked by mail"));
        QCOMPARE(auditDetailText(QStringLiteral("receipt.record"), QStringLiteral("bank_transfer DE-77")), QStringLiteral("Bank transfer DE-77"));
        QCOMPARE(auditDetailText(QStringLiteral("course.reject"), QStringLiteral("revision 2. Too short: add a section.")), QStringLiteral("Version 2. Too short: add a section."));
        QVERIFY(!auditDetailText(QStringLiteral("schedule.move"), QStringLiteral("to 2026-12-01: holiday")).contains(QStringLiteral("2026-12-01")));
        QCOMPARE(auditDetailText(QStringLiteral("bundle.state"), QStringLiteral("on_sale")), QStringLiteral("On sale"));
        QCOMPARE(auditDetailText(QStringLiteral("coupon.edit"), QStringLiteral("Any words by anybody")), QStringLiteral("Any words by anybody"));
    }

    void everyAccountOfTheLedgerHasWords()
    {
        QFile file(QStringLiteral(LECTERN_SERVER_SOURCES "/ledger/reading.cpp"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression name(QStringLiteral("AccountKind::\\w+, \"([a-z_]+)\""));
        int seen = 0;
        for (auto found = name.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext(); ++seen) {
            const QString account = found.next().captured(1);
            QVERIFY2(accountText(account).at(0).isUpper(), qPrintable(account));
        }
        QVERIFY(seen >= 12);
    }

    void axesHaveRoundSteps_data()
    {
        QTest::addColumn<double>("highest");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<double>("step");
        QTest::newRow("nothing") << 0.0 << true << 1.0;
        QTest::newRow("one") << 1.0 << true << 1.0;
        QTest::newRow("three") << 3.0 << true << 1.0;
        QTest::newRow("ten") << 10.0 << true << 5.0;
        QTest::newRow("forty-nine") << 49.0 << true << 20.0;
        QTest::newRow("fifty") << 50.0 << false << 20.0;
        QTest::newRow("ninety") << 90.0 << true << 25.0;
        QTest::newRow("money below one") << 0.4 << false << 0.1;
        QTest::newRow("nine") << 9.0 << false << 2.5;
        QTest::newRow("much") << 1234.0 << true << 500.0;
        QTest::newRow("very much") << 7.3e9 << true << 2e9;
    }

    void axesHaveRoundSteps()
    {
        QFETCH(double, highest);
        QFETCH(bool, whole);
        QFETCH(double, step);
        const Scale scale = scaleFor(highest, whole);
        QVERIFY(scale.top >= highest);
        QVERIFY(scale.ticks >= 2 && scale.ticks <= 6);
        QCOMPARE(scale.top / (scale.ticks - 1), step);
        if (whole) QCOMPARE(scale.decimals, 0);
    }
};

QTEST_MAIN(TestText)
#include "tst_text.moc"
