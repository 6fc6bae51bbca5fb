#include "fakes/fakeserver.h"
#include "items/auditmodel.h"
#include "items/cataloguemodel.h"
#include "items/accountlinesmodel.h"
#include "items/courselistmodel.h"
#include "items/coursestudentmodel.h"
#include "items/debtlistmodel.h"
#include "items/disputelistmodel.h"
#include "items/enrollmentlistmodel.h"
#include "items/notificationmodel.h"
#include "items/outlinemodel.h"
#include "items/paymentlistmodel.h"
#include "items/reconciliationmodel.h"
#include "items/refundlistmodel.h"
#include "items/reportmodel.h"
#include "items/reviewqueuemodel.h"
#include "items/subscriptionlistmodel.h"
#include "items/uploadlistmodel.h"
#include "items/userlistmodel.h"
#include "items/vaultentrymodel.h"
#include "items/vaultlistmodel.h"
#include "items/withdrawallinesmodel.h"
#include "items/withdrawallistmodel.h"
#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QtTest>

using namespace lectern;
using fakes::FakeServer;
using fakes::Mode;

class TestItems : public QObject
{
    Q_OBJECT

private:
    static bool ready(PagedListModel& model)
    {
        return QTest::qWaitFor([&] {
            return model.state() == PagedListModel::State::Ready || model.state() == PagedListModel::State::Failed;
        });
    }
    static QList<std::shared_ptr<PagedListModel>> all(FakeServer& s)
    {
        auto entries = std::make_shared<VaultEntryModel>(&s);
        entries->setVault(VaultId{QStringLiteral("v")});
        auto students = std::make_shared<CourseStudentModel>(&s);
        students->setCourse(CourseId{QStringLiteral("c")});
        auto accounts = std::make_shared<AccountLinesModel>(&s.statements);
        accounts->show(QStringLiteral("2026-10"), QStringLiteral("USD"));
        auto report = std::make_shared<ReportModel>(&s.books);
        report->show({ReportKind::Courses, QStringLiteral("USD"), fakes::ago(86400 * 30), fakes::ago(0)});
        return {accounts,
                report,
                std::make_shared<DisputeListModel>(&s.disputes),
                std::make_shared<ReconciliationModel>(&s.books),
                std::make_shared<DebtListModel>(&s.statements),
                std::make_shared<SubscriptionListModel>(&s.subscriptions),
                std::make_shared<WithdrawalLinesModel>(WithdrawalId{QStringLiteral("w")}, &s.statements),
                std::make_shared<RefundListModel>(&s, true),
                std::make_shared<CourseListModel>(&s, nullptr),
                std::make_shared<CourseListModel>(nullptr, &s),
                std::make_shared<ReviewQueueModel>(&s),
                std::make_shared<CatalogueModel>(&s),
                std::make_shared<EnrollmentListModel>(&s),
                std::make_shared<PaymentListModel>(&s, true),
                std::make_shared<VaultListModel>(&s),
                entries,
                std::make_shared<WithdrawalListModel>(&s),
                std::make_shared<UserListModel>(&s),
                std::make_shared<AuditModel>(&s),
                std::make_shared<NotificationModel>(&s),
                students};
    }

private Q_SLOTS:
    void everyModelKeepsTheContractOfItemModels()
    {
        FakeServer server(Mode::VeryFull);
        for (const auto& model : all(server)) {
            QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
            model->reload();
            QVERIFY(ready(*model));
            QVERIFY(model->rowCount({}) > 0);
            while (model->canFetchMore({}) && model->rowCount({}) < 250) {
                model->fetchMore({});
                QVERIFY(ready(*model));
            }
            for (int column = 0; column < model->columnCount({}); ++column) {
                QVERIFY2(!model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty(),
                         model->metaObject()->className());
                QVERIFY(!model->index(0, 0).data(IdRole).toString().isEmpty());
            }
        }
    }

    void subscriptionsSayWhatHappensOnWhichDay()
    {
        FakeServer server;
        SubscriptionListModel model(&server.subscriptions);
        model.reload();
        QVERIFY(ready(model));
        const auto value = [&](int row, int column) { return model.index(row, column).data(ValueRole); };
        QCOMPARE(value(0, SubscriptionListModel::Due).value<Money>(), fakes::usd(1900));
        QVERIFY(!value(1, SubscriptionListModel::Due).isValid());
        QCOMPARE(value(1, SubscriptionListModel::Then).toString(), QStringLiteral("renews"));
        QCOMPARE(value(3, SubscriptionListModel::Then).toString(), QStringLiteral("ends"));
        QVERIFY(!value(6, SubscriptionListModel::Next).isValid());
        QCOMPARE(model.index(0, SubscriptionListModel::State).data(Qt::DisplayRole).toString(), QStringLiteral("past_due"));
        SubscriptionFilter filter;
        filter.state = SubscriptionState::Trialing;
        model.setFilter(filter);
        QVERIFY(ready(model));
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void oneFilteredPaymentIsTheOnlyRow()
    {
        FakeServer server;
        PaymentListModel model(&server, true);
        model.reload();
        QVERIFY(ready(model));
        QVERIFY(model.rowCount() > 1);
        model.show({}, PaymentId{QStringLiteral("pay-2")});
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount() == 1; }));
        model.show({}, std::nullopt);
        QVERIFY(QTest::qWaitFor([&] { return model.rowCount() > 1; }));
    }

    void aMonthThatIsLeftDoesNotAnswerForTheNext()
    {
        FakeServer server;
        AccountLinesModel model(&server.statements);
        server.held.insert(QStringLiteral("month"));
        model.show(QStringLiteral("2026-09"), QStringLiteral("USD"));
        model.show(QStringLiteral("2026-10"), QStringLiteral("USD"));
        server.release(QStringLiteral("month"));
        QVERIFY(ready(model));
        QCOMPARE(model.report().month, QStringLiteral("2026-10"));
    }

    void aRowThatComesTwiceIsListedOnce()
    {
        class Twice final : public PagedModel<int>
        {
        public:
            int columnCount(const QModelIndex& = {}) const override { return 1; }

        protected:
            QVariant cell(const int& item, int) const override { return item; }
            QString key(const int& item) const override { return QString::number(item); }
            Reply<Page<int>> ask(const PageRequest&) override
            {
                return QtFuture::makeReadyFuture(Result<Page<int>>(Page<int>{{1, 2, 1, 3}, {}}));
            }
        };
        Twice model;
        model.reload();
        QVERIFY(ready(model));
        QCOMPARE(model.rowCount(), 3);
        model.reload();
        QVERIFY(ready(model));
        QCOMPARE(model.rowCount(), 3);
    }

    void whatIsDueSortsByItsDay()
    {
        const DueValue soon{fakes::ago(-86400)};
        const DueValue late{fakes::ago(-86400 * 5)};
        QVERIFY(sortValue(QVariant::fromValue(soon)).toDateTime() < sortValue(QVariant::fromValue(late)).toDateTime());
        QCOMPARE(plainValue(QVariant::fromValue(Month{QDate(2026, 10, 1)})), QStringLiteral("2026-10"));
    }

    void hundredThousandRowsComePageByPage()
    {
        FakeServer server;
        server.rows = 100'000;
        PaymentListModel model(&server, true);
        model.reload();
        QVERIFY(ready(model));
        QCOMPARE(model.rowCount(), PagedListModel::kPageSize);
        int pages = 1;
        while (model.canFetchMore({})) {
            model.fetchMore({});
            QVERIFY(ready(model));
            ++pages;
        }
        QCOMPARE(model.rowCount(), 100'000);
        QCOMPARE(pages, 1000);
        QCOMPARE(model.at(99'999).id.value, QStringLiteral("pay-99999"));
    }

    void reloadMergesByIdSoThatAPersistentIndexSurvives()
    {
        FakeServer server;
        PaymentListModel model(&server, true);
        model.reload();
        QVERIFY(ready(model));
        const QPersistentModelIndex third(model.index(3, 0));
        const QString id = third.data(IdRole).toString();
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.reload();
        QVERIFY(ready(model));
        QVERIFY(third.isValid());
        QCOMPARE(third.data(IdRole).toString(), id);
        QCOMPARE(resets.count(), 0);
    }

    void aStaleAnswerIsNotShown()
    {
        FakeServer server;
        server.held.insert(QStringLiteral("myCourses"));
        CourseListModel model(&server, nullptr);
        model.reload();
        CourseFilter filter;
        filter.state = CourseState::Draft;
        model.setFilter(filter);
        server.release(QStringLiteral("myCourses"));
        QVERIFY(ready(model));
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.at(row).state, CourseState::Draft);
        QCOMPARE(model.rowCount(), 2);
    }

    void aFailureKeepsTheRowsAndSaysWhy()
    {
        FakeServer server;
        PaymentListModel model(&server, true);
        model.reload();
        QVERIFY(ready(model));
        const int rows = model.rowCount();
        server.failNext.insert(QStringLiteral("allPayments"), makeError(ErrorCode::Offline));
        model.reload();
        QTRY_COMPARE(model.state(), PagedListModel::State::Failed);
        QCOMPARE(model.error().code, ErrorCode::Offline);
        QCOMPARE(model.rowCount(), rows);
    }

    void aModelMayGoWhileItsAnswerIsUnderWay()
    {
        FakeServer server;
        server.held.insert(QStringLiteral("allPayments"));
        {
            PaymentListModel model(&server, true);
            model.reload();
        }
        server.release(QStringLiteral("allPayments"));
        QCoreApplication::processEvents();
        QCOMPARE(server.calls.value(QStringLiteral("allPayments")), 1);
    }

    void movingALectureAnnouncesTheWholeOrder()
    {
        OutlineModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEditable(true);
        model.setOutline(fakes::outline(false, false));
        QSignalSpy moved(&model, &OutlineModel::orderChanged);
        const QModelIndex section = model.index(0, 0);
        const QString id = model.index(0, 0, section).data(IdRole).toString();
        std::unique_ptr<QMimeData> drag(model.mimeData({model.index(0, 0, section)}));
        model.dropMimeData(drag.get(), Qt::MoveAction, 1, 0, model.index(1, 0));
        QCOMPARE(moved.count(), 1);
        const auto order = moved.first().first().value<OutlineOrder>();
        QCOMPARE(order.version, 7);
        QCOMPARE(order.sections.at(1).lectures.at(1).value, id);
        QCOMPARE(order.sections.at(0).lectures.size(), 2);
        QVERIFY(!model.canDropMimeData(drag.get(), Qt::MoveAction, 0, 0, {}));
    }

    void movingDownAtTheEndGoesIntoTheNextSection()
    {
        OutlineModel model;
        model.setOutline(fakes::outline(false, false));
        const QModelIndex last = model.index(2, 0, model.index(0, 0));
        const QString id = last.data(IdRole).toString();
        QVERIFY(model.moveBy(last, 1));
        QCOMPARE(model.index(0, 0, model.index(1, 0)).data(IdRole).toString(), id);
        QVERIFY(!model.moveBy(model.index(0, 0), -1));
    }

    void anUploadIsToldOnceWhenComplete()
    {
        UploadListModel model;
        QSignalSpy done(&model, &UploadListModel::completed);
        auto* upload = new fakes::FakeUpload(QStringLiteral("a.mp4"), 100, nullptr);
        model.add(upload, QStringLiteral("content:1"));
        upload->set(Upload::State::Uploading, 40);
        QCOMPARE(model.index(0).data(UploadListModel::SentRole).toLongLong(), 40);
        upload->set(Upload::State::Complete, 100);
        upload->set(Upload::State::Complete, 100);
        QCOMPARE(done.count(), 1);
        QCOMPARE(model.unfinished(), 0);
    }

    void cancellingAnUnfinishedUploadTellsTheServer()
    {
        UploadListModel model;
        auto* upload = new fakes::FakeUpload(QStringLiteral("a.mp4"), 100, nullptr);
        model.add(upload, {});
        bool canceled = false;
        connect(upload, &QObject::destroyed, this, [&] { canceled = true; });
        model.remove(0);
        QVERIFY(upload->canceled);
        QTRY_VERIFY(canceled);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestItems)
#include "tst_items.moc"
