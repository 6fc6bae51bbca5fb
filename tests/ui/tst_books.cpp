#include "fakes/fakeserver.h"
#include "ui/admin/debtspage.h"
#include "ui/admin/disputeanswerdialog.h"
#include "ui/admin/disputespage.h"
#include "ui/admin/evidencefiles.h"
#include "ui/admin/evidenceview.h"
#include "ui/admin/paymentspage.h"
#include "ui/admin/refunddialog.h"
#include "ui/admin/withdrawalcontentspage.h"
#include "ui/admin/withdrawalspage.h"
#include "ui/kit/tableview.h"
#include <QCheckBox>
#include <QDateEdit>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;

/// What an admin does with money beyond cards and withdrawals: disputes, receipts, two approvals, the books.
class TestBooks : public QObject
{
    Q_OBJECT

private:
    template <class T>
    static T* find(QWidget* in, const char* name)
    {
        return in->findChild<T*>(QString::fromLatin1(name));
    }
    static void show(QWidget& page)
    {
        page.resize(1280, 800);
        page.show();
    }
    static QPushButton* button(QWidget& page, const char* name) { return find<QPushButton>(&page, name); }
    static void giveReason(QWidget& page, const char* text)
    {
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        QVERIFY(dialog);
        find<QPlainTextEdit>(dialog, "reason.text")->setPlainText(QString::fromLatin1(text));
        find<QPushButton>(dialog, "reason.submit")->click();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::instance().install(*qApp, ThemeMode::Light);
    }

    // ------------------------------------------------------------ disputes

    void evidenceIsReadAndEditedBeforeItIsSentOnce()
    {
        FakeServer server;
        DisputesPage page(server.gateways());
        show(page);
        QTRY_VERIFY(button(page, "disputes.answer")->isVisible());
        QVERIFY(find<QLabel>(&page, "disputes.next")->text().contains(QStringLiteral("$89.00")));
        button(page, "disputes.answer")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("disputeAnswer"));
        QVERIFY(dialog);
        auto* submit = find<QPushButton>(dialog, "disputeAnswer.submit");
        QTRY_VERIFY(submit->isEnabled());
        QString evidence;
        for (const auto* label : find<QWidget>(dialog, "dispute.evidence")->findChildren<QLabel*>())
            evidence += label->text();
        for (const char* word : {"agreed to the terms", "opened", "R-2026-000017", "14 days"})
            QVERIFY2(evidence.contains(QLatin1String(word)), word);
        auto* statement = find<QPlainTextEdit>(dialog, "disputeAnswer.statement");
        find<QCheckBox>(dialog, "evidence.receipt")->setChecked(false);
        statement->setPlainText(QStringLiteral("short"));
        submit->click();
        QCOMPARE(server.calls.value(QStringLiteral("answerDispute")), 0);
        statement->setPlainText(QStringLiteral("The student has opened four lectures and asked for no refund."));
        server.failNext.insert(QStringLiteral("answerDispute"), makeError(ErrorCode::GatewayBusy));
        submit->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("answerDispute")), 1);
        QSignalSpy answered(&page, &DisputesPage::answered);
        QTRY_VERIFY(submit->isEnabled());
        submit->click();
        QTRY_COMPARE(answered.count(), 1);
        QVERIFY(!server.disputes.lastAnswer.accept);
        QVERIFY(server.disputes.lastAnswer.statement.startsWith(QStringLiteral("The student")));
        QCOMPARE(server.keys.at(0), server.keys.at(1));
    }

    void acceptingTheLossSaysWhatIsGone()
    {
        FakeServer server;
        DisputesPage page(server.gateways());
        show(page);
        QTRY_VERIFY(button(page, "disputes.accept")->isVisible());
        button(page, "disputes.accept")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("acceptLoss"));
        QString words;
        for (const auto* label : dialog->findChildren<QLabel*>())
            words += label->text();
        QVERIFY(words.contains(QStringLiteral("$71.20")) && words.contains(QStringLiteral("$15.00")));
        find<QPushButton>(dialog, "acceptLoss.submit")->click();
        QTRY_VERIFY(server.disputes.lastAnswer.accept);
    }

    void whatWasSentShowsWhoAndWhenAndCannotBeAnsweredAgain()
    {
        FakeServer server;
        DisputesPage page(server.gateways());
        show(page);
        QTRY_VERIFY(button(page, "disputes.answer")->isVisible());
        page.findChild<TableView*>()->selectRow(3);
        QVERIFY(!button(page, "disputes.answer")->isVisible());
        QVERIFY(find<QLabel>(&page, "disputes.next")->text().contains(QStringLiteral("Ines Moreau sent the evidence")));
        button(page, "disputes.showEvidence")->click();
        QTRY_VERIFY(find<QWidget>(&page, "dispute.evidence")->isVisible());
        QVERIFY(find<QWidget>(&page, "dispute.evidence")->findChildren<QPlainTextEdit*>().isEmpty());
    }

    // ------------------------------------------------------------ receipts

    void aTransferIsRecordedWithItsReference()
    {
        FakeServer server;
        PaymentsPage page(&server, &server, &server.purchases);
        show(page);
        find<QPushButton>(&page, "filter.waiting_offline")->click();
        QVERIFY(server.lastPaymentFilter.waitingOffline);
        QTRY_VERIFY(button(page, "payments.receipt")->isVisible());
        button(page, "payments.receipt")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("receipt"));
        QVERIFY(!find<QLineEdit>(dialog, "receipt.amount")->isEnabled());
        QCOMPARE(find<QDateEdit>(dialog, "receipt.day")->maximumDate(), QDate::currentDate());
        auto* submit = find<QPushButton>(dialog, "receipt.submit");
        submit->click();
        QCOMPARE(server.calls.value(QStringLiteral("recordReceipt")), 0);
        QTest::keyClicks(find<QLineEdit>(dialog, "receipt.reference"), QStringLiteral("DE-77"));
        QSignalSpy changed(&page, &PaymentsPage::receiptsChanged);
        submit->click();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(server.purchases.lastReceipt.method, PaymentMethod::BankTransfer);
        QCOMPARE(server.purchases.lastReceipt.reference, QStringLiteral("DE-77"));
        QCOMPARE(server.purchases.lastReceipt.amount, fakes::usd(7900));
        QCOMPARE(server.purchases.lastReceipt.receivedOn.time(), QTime(0, 0));
    }

    void aMistakenReceiptIsReversedWithAReason()
    {
        FakeServer server;
        PaymentsPage page(&server, &server, &server.purchases);
        show(page);
        QTRY_VERIFY(page.findChild<TableView*>()->currentRow() == 0);
        page.findChild<TableView*>()->selectRow(4);
        QTRY_VERIFY(find<QPushButton>(&page, "payments.reverse"));
        // The one that was reversed before has no button any more.
        QCOMPARE(page.findChildren<QLabel*>(QStringLiteral("payment.receipt")).size(), 2);
        QCOMPARE(page.findChildren<QPushButton*>(QStringLiteral("payments.reverse")).size(), 1);
        button(page, "payments.reverse")->click();
        giveReason(page, "The transfer was for another course.");
        QTRY_COMPARE(server.purchases.lastReversal, QStringLiteral("The transfer was for another course."));
    }

    void aRefundCanGoIntoTheWallet()
    {
        FakeServer server;
        RefundDialog dialog(fakes::payments(false).first(), &server, nullptr);
        dialog.show();
        auto* submit = find<QPushButton>(&dialog, "refund.submit");
        QTRY_VERIFY(submit->isEnabled());
        find<QComboBox>(&dialog, "refund.way")->setCurrentIndex(1);
        QVERIFY(find<QLabel>(&dialog, "refund.consequence")->text().contains(QStringLiteral("wallet")));
        find<QPlainTextEdit>(&dialog, "refund.reason")->setPlainText(QStringLiteral("A lesson was missing."));
        submit->click();
        QTRY_COMPARE(server.lastRefund.toWallet, std::optional(true));
    }

    void taxIsSharedExactlyWithTheWhole()
    {
        RefundQuote quote = fakes::refundQuote(true);
        quote.paid = quote.refundable = fakes::usd(11'900);
        quote.taxPart = fakes::usd(1'900);
        quote.teacherPart = fakes::usd(8'000);
        quote.platformPart = fakes::usd(2'000);
        const auto whole = RefundDialog::consequenceOf(quote, quote.refundable);
        QCOMPARE(whole.teacher, fakes::usd(8'000));
        QCOMPARE(whole.platform, fakes::usd(2'000));
        QCOMPARE(whole.tax, fakes::usd(1'900));
        const auto half = RefundDialog::consequenceOf(quote, fakes::usd(5'950));
        QCOMPARE(half.teacher.minor() + half.platform.minor() + half.tax.minor(), 5'950);
        QCOMPARE(half.tax, fakes::usd(950));
    }

    void aPaymentInDisputeIsNotRefunded()
    {
        FakeServer server;
        server.quoteAnswer = fakes::refundQuote(true);
        server.quoteAnswer->blocked = QStringLiteral("A dispute is open; the bank decides about this money.");
        RefundDialog dialog(fakes::payments(false).first(), &server, nullptr);
        dialog.show();
        QTRY_VERIFY(dialog.findChild<Notice*>()->isVisible() || !dialog.findChildren<Notice*>().isEmpty());
        QTest::qWait(20);
        QVERIFY(!find<QPushButton>(&dialog, "refund.submit")->isEnabled());
    }

    // ------------------------------------------------------------ withdrawals

    void theSecondApprovalIsAskedForAndARefusalIsTheServersWords()
    {
        FakeServer server;
        WithdrawalsPage page(&server, &server.payoutAccounts, UserId{QStringLiteral("u-admin")});
        show(page);
        QTRY_VERIFY(button(page, "withdrawals.approve")->isVisible());
        page.findChild<TableView*>()->selectRow(1);
        auto* note = find<Notice>(&page, "withdrawals.approvals");
        QVERIFY(note->isVisible());
        QVERIFY(note->text().contains(QStringLiteral("Approved by Ada Kimura")));
        // The teacher of this one has an account that may not be paid to.
        QTRY_VERIFY(find<QLabel>(&page, "withdrawals.account")->text().contains(QStringLiteral("identity document")));
        button(page, "withdrawals.approve")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("reason"));
        server.failNext.insert(QStringLiteral("decideWithdrawal"),
                               makeError(ErrorCode::Forbidden, QStringLiteral("You have approved this already; another admin must.")));
        find<QPushButton>(dialog, "reason.submit")->click();
        QTRY_VERIFY(dialog->findChild<Notice*>()->isVisible());
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->findChild<Notice*>()->text().contains(QStringLiteral("another admin")));
    }

    void whoHasApprovedWaitsForAnotherAdmin()
    {
        FakeServer server;
        WithdrawalsPage page(&server, &server.payoutAccounts, UserId{QStringLiteral("u-ada")});
        show(page);
        QTRY_VERIFY(button(page, "withdrawals.approve")->isVisible());
        QVERIFY(button(page, "withdrawals.approve")->isEnabled());
        page.findChild<TableView*>()->selectRow(1);
        QVERIFY(!button(page, "withdrawals.approve")->isEnabled());
        QVERIFY(!button(page, "withdrawals.byHand")->isEnabled());
        QVERIFY(button(page, "withdrawals.reject")->isEnabled());
        QVERIFY(find<Notice>(&page, "withdrawals.approvals")->text().contains(QStringLiteral("another admin")));
    }

    void paidByHandNeedsTheReference()
    {
        FakeServer server;
        WithdrawalsPage page(&server, &server.payoutAccounts, UserId{QStringLiteral("u-admin")});
        show(page);
        QTRY_VERIFY(button(page, "withdrawals.byHand")->isVisible());
        button(page, "withdrawals.byHand")->click();
        auto* dialog = page.findChild<QDialog*>(QStringLiteral("byHand"));
        find<QPushButton>(dialog, "byHand.submit")->click();
        QCOMPARE(server.calls.value(QStringLiteral("decideWithdrawal")), 0);
        QTest::keyClicks(find<QLineEdit>(dialog, "byHand.reference"), QStringLiteral("SEPA 1"));
        find<QPushButton>(dialog, "byHand.submit")->click();
        QTRY_COMPARE(server.calls.value(QStringLiteral("decideWithdrawal")), 1);
        QVERIFY(server.lastWithdrawalDecision.approve);
        QCOMPARE(server.lastWithdrawalDecision.reference, std::optional(QStringLiteral("SEPA 1")));
    }

    void whatAWithdrawalContainsAddsUpAndLeadsToThePayments()
    {
        FakeServer server;
        const WithdrawalContents contents = fakes::withdrawalContents(false);
        qint64 sum = 0;
        for (const VaultEntry& line : contents.lines)
            sum += line.moved.minor();
        QCOMPARE(sum, contents.withdrawal.amount.minor());
        WithdrawalContentsPage page(fakes::withdrawals(false).first(), &server.statements);
        show(page);
        QTRY_VERIFY(page.findChild<TableView*>()->view()->model()->rowCount() > 0);
        QSignalSpy wanted(&page, &WithdrawalContentsPage::paymentWanted);
        page.findChild<TableView*>()->selectRow(0);
        button(page, "contents.payment")->click();
        QCOMPARE(wanted.count(), 1);
        page.findChild<TableView*>()->selectRow(4); // a release belongs to no payment
        QVERIFY(!button(page, "contents.payment")->isEnabled());
    }

    void theEvidenceEndsWithItsLastWord()
    {
        FakeServer server;
        DisputeAnswerDialog dialog(fakes::disputes(false).first(), server.gateways(), nullptr);
        dialog.show();
        auto* evidence = find<QWidget>(&dialog, "dispute.evidence");
        QTRY_VERIFY(evidence->isVisible() && evidence->findChildren<QLabel*>().size() > 4);
        QTest::qWait(30);
        int bottom = 0;
        for (const QLabel* label : evidence->findChildren<QLabel*>())
            bottom = qMax(bottom, label->mapTo(evidence->parentWidget(), label->rect().bottomLeft()).y());
        const QWidget* padded = evidence->parentWidget();
        const int seen = padded->parentWidget()->height();
        QVERIFY2(padded->height() <= qMax(seen, bottom + 2 * space::l), qPrintable(QStringLiteral("%1 high, words end at %2").arg(padded->height()).arg(bottom)));
    }

    void theReceiptAndAFileGoToTheBankWithTheAnswer()
    {
        FakeServer server;
        DisputeAnswerDialog dialog(fakes::disputes(false).first(), server.gateways(), nullptr);
        dialog.show();
        auto* withReceipt = find<QCheckBox>(&dialog, "evidence.receipt");
        QTRY_VERIFY(withReceipt->isVisible());
        auto* files = dialog.findChild<EvidenceFiles*>();
        QTemporaryDir folder;
        const auto write = [&](const char* name, const QByteArray& bytes) {
            QFile file(folder.filePath(QLatin1String(name)));
            if (file.open(QIODevice::WriteOnly)) file.write(bytes);
            return file.fileName();
        };
        files->choose(write("chat.txt", "words"));
        QVERIFY(find<QLabel>(&dialog, "evidence.note")->text().contains(QStringLiteral("PDF, JPEG and PNG only")));
        files->choose(write("large.pdf", "%PDF-1.4\n" + QByteArray(5'000'000, 'x')));
        QVERIFY(find<QLabel>(&dialog, "evidence.note")->text().contains(QStringLiteral("at most")));
        files->choose(write("chat.pdf", "%PDF-1.4\n"));
        QVERIFY(find<QLabel>(&dialog, "evidence.note")->text().contains(QStringLiteral("chat.pdf")));
        QTRY_VERIFY(dialog.submitButton()->isEnabled());
        QSignalSpy done(&dialog, &DisputeAnswerDialog::done);
        dialog.submitButton()->click();
        const auto finish = [&](Upload::State state) {
            auto* upload = files->findChild<fakes::FakeUpload*>();
            if (upload) upload->set(state, upload->bytesTotal(), makeError(ErrorCode::Offline));
            return upload != nullptr;
        };
        QVERIFY(finish(Upload::State::Failed));
        QVERIFY(!dialog.isBusy()); // nothing was sent, nothing is lost
        dialog.submitButton()->click();
        QVERIFY(finish(Upload::State::Complete)); // the receipt
        QTRY_VERIFY(files->receiptFile());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(finish(Upload::State::Complete)); // the file
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(server.disputes.lastAnswer.receiptFile);
        QVERIFY(server.disputes.lastAnswer.otherFile);
    }

    void theWithdrawalsOfAMonthAreTakenAwayAgainByTheirChips()
    {
        FakeServer server;
        WithdrawalsPage page(&server, server.gateways().payoutAccounts, {}, Access::Full);
        show(page);
        page.showMonth(QDate(2026, 10, 1), QStringLiteral("USD"));
        const QDateTime october(QDate(2026, 10, 1), QTime(0, 0), Qt::UTC);
        QTRY_COMPARE(server.lastWithdrawals.from, std::optional(october));
        QCOMPARE(server.lastWithdrawals.until, std::optional(october.addMonths(1)));
        QCOMPARE(server.lastWithdrawals.kind, std::optional(VaultKind::Teacher));
        auto* time = find<QPushButton>(&page, "payments.scope.time");
        QVERIFY(time);
        QCOMPARE(time->text(), QStringLiteral("Sent to teachers, or come back, in October 2026"));
        time->click();
        QTRY_VERIFY(!server.lastWithdrawals.from);
        QVERIFY(!server.lastWithdrawals.kind);
        page.showAll();
        QTRY_COMPARE(server.lastWithdrawals, WithdrawalFilter{});
    }

    void everyStateOfAWithdrawalCanBeLookedFor()
    {
        FakeServer server;
        WithdrawalsPage page(&server, server.gateways().payoutAccounts, {}, Access::Full);
        show(page);
        for (const char* state : {"requested", "approved", "sending", "sent", "paid", "failed", "returned", "rejected", "cancelled"})
            QVERIFY2(find<QPushButton>(&page, (QByteArray("filter.") + state).constData()), state);
    }

    void theWithdrawalOfThePlatformHasAName()
    {
        Withdrawal ours = fakes::withdrawals(false).first();
        ours.vaultKind = VaultKind::Platform;
        ours.ownerName.clear();
        QCOMPARE(WithdrawalListModel::ownerText(ours), QStringLiteral("The platform"));
        FakeServer server;
        WithdrawalContentsPage page(ours, &server.statements);
        bool named = false;
        for (const QLabel* label : page.findChildren<QLabel*>())
            named = named || label->text().contains(QStringLiteral("Withdrawal of the platform,"));
        QVERIFY(named);
    }

    void bothWhoApprovedAreNamed()
    {
        FakeServer server;
        WithdrawalListModel model(&server);
        model.reload();
        QTRY_VERIFY(model.rowCount() > 3);
        Withdrawal paid = model.at(3);
        paid.approvedBy = {QStringLiteral("Grace"), QStringLiteral("Ada")};
        model.update(paid);
        QCOMPARE(model.index(3, WithdrawalListModel::DecidedBy).data(ValueRole).toString(), QStringLiteral("Grace, Ada"));
    }

    void aTitleThatIsCutIsWholeInItsTooltip()
    {
        FakeServer server;
        DisputesPage page(server.gateways());
        page.resize(700, 640);
        page.show();
        auto* table = page.findChild<TableView*>();
        QTRY_VERIFY(table->view()->model()->rowCount() > 0);
        const QModelIndex title = table->view()->model()->index(0, DisputeListModel::Course);
        const QPoint at = table->view()->visualRect(title).center();
        QHelpEvent help(QEvent::ToolTip, at, table->view()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(table->view()->viewport(), &help);
        QVERIFY2(QToolTip::text().startsWith(title.data().toString()), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void whatWasSentToABankCanBeOpened()
    {
        FakeServer server;
        EvidenceView view;
        DisputeEvidence evidence;
        evidence.receipt = QStringLiteral("R-1");
        evidence.receiptFile = FileId{QStringLiteral("file-1")};
        evidence.otherFile = FileId{QStringLiteral("file-2")};
        evidence.otherFileName = QStringLiteral("letters.pdf");
        view.show(evidence, true);
        QSignalSpy wanted(&view, &EvidenceView::fileWanted);
        for (auto* link : view.findChildren<QPushButton*>(QStringLiteral("evidence.open"))) link->click();
        QCOMPARE(wanted.count(), 2);
        QCOMPARE(wanted.last().first().value<FileId>().value, QStringLiteral("file-2"));
    }

    void aDebtLeadsToItsVault()
    {
        FakeServer server;
        DebtsPage page(&server.statements);
        show(page);
        auto* table = page.findChild<TableView*>();
        QTRY_VERIFY(table->view()->model()->rowCount() > 0);
        QSignalSpy wanted(&page, &DebtsPage::vaultWanted);
        Q_EMIT table->opened(0);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(table->allCsv().contains(QStringLiteral("39.20")));
        QVERIFY(table->allCsv().contains(QStringLiteral("Over 90 days")));
        // By age of the oldest part: 94, 41, 17 and 3 days.
        const auto sum = [&page](int age) { return find<StatTile>(&page, qPrintable(QStringLiteral("debts.age.%1").arg(age)))->accessibleDescription(); };
        QCOMPARE(sum(0), moneyText(fakes::usd(3'920 * 7)));
        QCOMPARE(sum(1), moneyText(fakes::usd(3'920 * 2)));
        QCOMPARE(sum(2), QStringLiteral("—"));
        QCOMPARE(sum(3), moneyText(fakes::usd(3'920)));
    }
};

QTEST_MAIN(TestBooks)
#include "tst_books.moc"
