#include "ui/kit/plurals.h"
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
};

QTEST_MAIN(TestText)
#include "tst_text.moc"
