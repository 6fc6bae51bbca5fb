#include "gallery/registry.h"
#include "ui/theme/theme.h"
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace lectern;

/// The gallery knows every page and dialog, and each can be made and shown in each of its states.
class TestGalleryPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(*qApp, ThemeMode::Light); }

    void everyPageAndDialogIsInTheGallery()
    {
        static const QRegularExpression type(QStringLiteral("^class (\\w+(?:Page|Dialog)) (?:final )?: public"),
                                             QRegularExpression::MultilineOption);
        QSet<QString> known;
        for (const gallery::Entry& entry : gallery::entries())
            known.insert(entry.name.section(u'-', 0, 0));
        QStringList missing;
        int found = 0;
        QDirIterator files(QStringLiteral(LECTERN_UI_SOURCES), {QStringLiteral("*.h")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = type.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                ++found;
                const QString name = matches.next().captured(1);
                if (!known.contains(name)) missing.append(name);
            }
        }
        QVERIFY(found > 25);
        QCOMPARE(missing, QStringList());
    }

    void everyStateCanBeShown_data()
    {
        QTest::addColumn<int>("index");
        const auto entries = gallery::entries();
        for (int i = 0; i < int(entries.size()); ++i)
            QTest::newRow(qPrintable(entries.at(i).name)) << i;
    }

    void everyStateCanBeShown()
    {
        QFETCH(int, index);
        const gallery::Entry entry = gallery::entries().at(index);
        QVERIFY(!entry.modes.isEmpty());
        for (const fakes::Mode mode : entry.modes) {
            fakes::FakeServer server(mode);
            const std::unique_ptr<QWidget> widget(entry.make(server));
            if (!entry.dialog) widget->resize(900, 640);
            widget->show();
            for (int i = 0; i < 5; ++i)
                QCoreApplication::processEvents();
            QVERIFY(!widget->grab().isNull());
        }
    }

    void everyInputHasANameForScreenReaders()
    {
        for (const gallery::Entry& entry : gallery::entries()) {
            fakes::FakeServer server(fakes::Mode::Full);
            const std::unique_ptr<QWidget> widget(entry.make(server));
            QList<QWidget*> inputs;
            for (auto* input : widget->findChildren<QLineEdit*>())
                inputs.append(input);
            for (auto* input : widget->findChildren<QComboBox*>())
                inputs.append(input);
            for (auto* input : widget->findChildren<QPlainTextEdit*>())
                inputs.append(input);
            for (QWidget* input : std::as_const(inputs)) {
                if (input->objectName().startsWith(QStringLiteral("qt_"))) continue;
                bool named = !input->accessibleName().isEmpty();
                for (const QLabel* label : widget->findChildren<QLabel*>())
                    named = named || label->buddy() == input;
                QVERIFY2(named, qPrintable(entry.name + u' ' + input->objectName()));
            }
        }
    }
};

QTEST_MAIN(TestGalleryPages)
#include "tst_gallerypages.moc"
