#include "fakes/fakeserver.h"
#include "ui/admin/paperspage.h"
#include "ui/admin/paymentspage.h"
#include "ui/documents/fiscalpdf.h"
#include "ui/documents/paperlist.h"
#include "ui/documents/papertext.h"
#include "ui/kit/tableview.h"
#include "ui/student/mypaymentspage.h"
#include "ui/student/takebackdialog.h"
#include <QDesktopServices>
#include <QPdfDocument>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// The receipts and credit notes of a student, and the choice of where returned money goes.
class TestStudentPapers : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void onOpened(const QUrl& url) { m_opened = url; }

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static int pagesOf(const QByteArray& pdf)
    {
        QBuffer buffer;
        buffer.setData(pdf);
        buffer.open(QIODevice::ReadOnly);
        QPdfDocument document;
        document.load(&buffer);
        return document.pageCount();
    }
    QUrl m_opened;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    void ratesAreExact()
    {
        QCOMPARE(rateText(1900), QStringLiteral("19%"));
        QCOMPARE(rateText(550), QStringLiteral("5.5%"));
        QCOMPARE(rateText(725), QStringLiteral("7.25%"));
        QCOMPARE(rateText(5), QStringLiteral("0.05%"));
    }

    void aReceiptIsOneSheetWithASafeName()
    {
        FiscalDocument paper = fakes::fiscalDocuments(true).first();
        paper.number = QStringLiteral("R/2026..\\17");
        paper.description = QString(900, u'W');
        QCOMPARE(pagesOf(fiscalPdf(paper)), 1);
        QVERIFY(!fiscalFileName(paper).contains(u'/'));
        QVERIFY(!fiscalFileName(paper).contains(u'\\'));
        QVERIFY(fiscalFileName(paper).endsWith(QStringLiteral(".pdf")));
    }

    void theChosenPaymentShowsItsPapersAndOpensThem()
    {
        FakeServer server;
        MyPaymentsPage page(server.gateways());
        page.resize(1200, 800);
        page.show();
        QTRY_COMPARE(page.findChildren<QPushButton*>(QStringLiteral("papers.open")).size(), 2);
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "onOpened");
        page.findChildren<QPushButton*>(QStringLiteral("papers.open")).first()->click();
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QVERIFY(m_opened.isLocalFile());
        QFile file(m_opened.toLocalFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(pagesOf(file.readAll()), 1);
    }

    void whatIsNotSettledHasNoPapers()
    {
        FakeServer server;
        MyPaymentsPage page(server.gateways());
        page.resize(1200, 800);
        page.show();
        QTRY_VERIFY(page.findChild<PaperList*>()->isVisible());
        page.findChild<TableView*>()->selectRow(2);
        QTRY_VERIFY(!page.findChild<PaperList*>()->isVisible());
    }

    void staffOpenThePapersOfEveryPayment()
    {
        FakeServer server;
        PaymentsPage page(&server, &server, &server.purchases, Access::ReadOnly);
        page.resize(1300, 800);
        page.show();
        QTRY_COMPARE(page.findChildren<QPushButton*>(QStringLiteral("papers.open")).size(), 2);
        PapersPage list(&server.purchases);
        list.resize(1300, 800);
        list.show();
        auto* table = list.findChild<TableView*>();
        QTRY_VERIFY(table->currentRow() == 0);
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "onOpened");
        m_opened.clear();
        Q_EMIT table->opened(0);
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QVERIFY(m_opened.isLocalFile());
    }

    void aReceiptSaysWhatTheWalletPaid()
    {
        FiscalDocument paper = fakes::fiscalDocuments(false).first();
        paper.kind = DocumentKind::Receipt;
        paper.method = PaymentMethod::Card;
        paper.total = fakes::usd(2'900);
        paper.walletPart = fakes::usd(2'000);
        QBuffer buffer;
        buffer.setData(fiscalPdf(paper));
        buffer.open(QIODevice::ReadOnly);
        QPdfDocument document;
        document.load(&buffer);
        const QString text = document.getAllText(0).text();
        QVERIFY2(text.contains(QStringLiteral("$9.00")) && text.contains(QStringLiteral("wallet $20.00")), qPrintable(text));
    }

    void papersThatCannotBeLoadedSaySo()
    {
        FakeServer server;
        server.failNext.insert(QStringLiteral("documents"), makeError(ErrorCode::Unavailable));
        PaperList list(server.gateways().purchases);
        list.showPapersOf(PaymentId{QStringLiteral("pay-0")});
        list.show();
        QTRY_VERIFY(find<QPushButton>(&list, "papers.retry")->isVisible());
        find<QPushButton>(&list, "papers.retry")->click();
        QTRY_COMPARE(list.findChildren<QPushButton*>(QStringLiteral("papers.save")).size(), 2);
        QVERIFY(!find<QPushButton>(&list, "papers.retry")->isVisible());
    }

    void theStudentChoosesWhereTheMoneyGoes()
    {
        FakeServer server;
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "takeBack.submit")->isEnabled());
        QVERIFY(find<QLabel>(&dialog, "takeBack.terms")->text().contains(QStringLiteral("the way you paid")));
        find<QRadioButton>(&dialog, "takeBack.way.wallet")->click();
        QVERIFY(find<QLabel>(&dialog, "takeBack.terms")->text().contains(QStringLiteral("wallet at once")));
        QSignalSpy done(&dialog, &TakeBackDialog::done);
        find<QPushButton>(&dialog, "takeBack.submit")->click();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(server.lastTakeBack.toWallet, std::optional(true));
    }

    void anOpenDisputeBlocksIt()
    {
        FakeServer server;
        RefundQuote quote = fakes::refundQuote(true);
        quote.blocked =
            QStringLiteral("Your bank disputes this payment; until that is decided nothing can be returned.");
        server.quoteAnswer = quote;
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        dialog.show();
        QTRY_VERIFY(find<Notice>(&dialog, "takeBack.why")->isVisible());
        QCOMPARE(find<Notice>(&dialog, "takeBack.why")->text(), quote.blocked);
        QVERIFY(!find<QPushButton>(&dialog, "takeBack.submit")->isEnabled());
        QVERIFY(!find<QRadioButton>(&dialog, "takeBack.way.wallet")->isVisible());
    }

    void whatCameFromTheWalletAloneLeavesNoChoice()
    {
        FakeServer server;
        RefundQuote quote = fakes::refundQuote(true);
        quote.walletPart = quote.refundable;
        server.quoteAnswer = quote;
        TakeBackDialog dialog({QStringLiteral("pay-0")}, QStringLiteral("Piano"), &server, nullptr);
        dialog.show();
        QTRY_VERIFY(find<QPushButton>(&dialog, "takeBack.submit")->isEnabled());
        QVERIFY(!find<QRadioButton>(&dialog, "takeBack.way.wallet")->isVisible());
        QVERIFY(find<QLabel>(&dialog, "takeBack.terms")->text().contains(QStringLiteral("wallet")));
    }
};

QTEST_MAIN(TestStudentPapers)
#include "tst_studentpapers.moc"
