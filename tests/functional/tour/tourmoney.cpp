#include "tour.h"
#include <QDesktopServices>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTabBar>

// Every other way of money: wallets, money from outside, disputes, payouts to teachers, and the books.
namespace lectern::tour {

namespace {
const QString kDemoPassword = QStringLiteral("quiet harbour lantern");
const QString kAdmin = QStringLiteral("grace@harbour.example");
const QString kTomas = QStringLiteral("tomas@harbour.example");
const QString kOffered = QStringLiteral("Bread at home");
const QString kFromWallet = QStringLiteral("Street photography");
} // namespace

/// Stands for the system browser.
class Browser : public QObject
{
    Q_OBJECT

public:
    explicit Browser(QString scheme) : m_scheme(std::move(scheme)) { QDesktopServices::setUrlHandler(m_scheme, this, "open"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(m_scheme); }
    QUrl opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened = url; }

private:
    QString m_scheme;
};

QJsonObject Tour::gateway(const QByteArray& method, const QString& path)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(qEnvironmentVariable("LECTERN_TOUR_SANDBOX") + path));
    request.setRawHeader("Authorization", "Bearer sk_test_demo");
    if (path.startsWith(u"/sandbox/")) request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply* reply = network.sendCustomRequest(request, method, method == "POST" ? QByteArray("{}") : QByteArray());
    m_robot.until([reply] { return reply->isFinished(); }, path);
    if (reply->error() != QNetworkReply::NoError) throw StepFailed((path + u' ' + reply->errorString()).toStdString());
    return QJsonDocument::fromJson(reply->readAll()).object();
}

void Tour::waitForRows(const QString& table, int atLeast)
{
    auto* view = qobject_cast<QAbstractItemView*>(m_robot.see(table));
    if (!view) throw StepFailed(table.toStdString() + " is not a table");
    m_robot.until([view, atLeast] { return view->model()->rowCount() >= atLeast; }, QStringLiteral("%1 lines in %2").arg(atLeast).arg(table), 60'000);
}

void Tour::openCourse(const QString& title)
{
    go(QStringLiteral("catalogue"));
    m_robot.type(QStringLiteral("catalogue.search"), title);
    m_robot.pickRow(QStringLiteral("catalogue.grid"), title, false);
    m_robot.click(QStringLiteral("course.enroll"));
    m_robot.see(QStringLiteral("purchase.pay"));
    m_robot.settle();
}

void Tour::walletSteps()
{
    step(QStringLiteral("receipt-papers"), [this] {
        go(QStringLiteral("payments"));
        m_robot.pickRow(QStringLiteral("payments.table"), m_title, false);
        m_robot.see(QStringLiteral("papers.open"), 30'000);
    });
    step(QStringLiteral("wallet-empty"), [this] {
        go(QStringLiteral("wallet"));
        m_robot.see(QStringLiteral("wallet.topUp"));
    });
    step(QStringLiteral("top-up"), [this] {
        m_robot.click(QStringLiteral("wallet.topUp"));
        m_robot.type(QStringLiteral("topUp.amount"), QStringLiteral("60.00"));
        m_robot.see(QStringLiteral("topUp.submit"));
    });
    step(QStringLiteral("top-up-paid"), [this] {
        m_robot.click(QStringLiteral("topUp.submit"));
        m_checkout.waitReady();
        m_checkout.typeCard(QStringLiteral("4242424242424242"));
        m_checkout.pay();
        m_robot.see(QStringLiteral("checkout.settled"), 30'000);
    });
    step(QStringLiteral("purchase-from-wallet"), [this] {
        openCourse(kFromWallet);
        m_robot.click(QStringLiteral("purchase.way.wallet"));
        m_robot.seeText(QStringLiteral("from my wallet"));
    });
    step(QStringLiteral("bought-from-wallet"), [this] {
        m_robot.click(QStringLiteral("purchase.pay"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("purchase.pay")); }, QStringLiteral("the purchase"));
    });
    step(QStringLiteral("wallet-history"), [this] {
        go(QStringLiteral("wallet"));
        waitForRows(QStringLiteral("wallet.entries"), 2);
    });
}

void Tour::outsideSteps()
{
    step(QStringLiteral("purchase-by-transfer"), [this] {
        openCourse(kOffered);
        m_robot.click(QStringLiteral("purchase.way.bank_transfer"));
        m_robot.seeText(QStringLiteral("Reserve my place"));
    });
    step(QStringLiteral("how-to-pay"), [this] {
        m_robot.click(QStringLiteral("purchase.pay"));
        m_robot.see(QStringLiteral("howToPay.submit"));
        m_robot.settle();
    });
    step(QStringLiteral("place-waits"), [this] {
        m_robot.click(QStringLiteral("howToPay.submit"));
        go(QStringLiteral("payments"));
        openTab(QStringLiteral("payments.tabs"), 0);
        m_robot.pickRow(QStringLiteral("payments.table"), kOffered, false);
        m_robot.settle();
    });
    step(QStringLiteral("waiting-payments"), [this] {
        logOut();
        logIn(kAdmin, kDemoPassword);
        go(QStringLiteral("payments"));
        m_robot.click(QStringLiteral("filter.waiting_offline"));
        m_robot.pickRow(QStringLiteral("adminPayments.table"), QStringLiteral("Otto Lind"), false);
        m_robot.see(QStringLiteral("payments.receipt"));
    });
    step(QStringLiteral("receipt-dialog"), [this] {
        m_robot.click(QStringLiteral("payments.receipt"));
        m_robot.type(QStringLiteral("receipt.reference"), QStringLiteral("Statement 47, line 3"));
        m_robot.type(QStringLiteral("receipt.note"), QStringLiteral("Came without the reference; Otto confirmed it by phone."));
    });
    step(QStringLiteral("receipt-recorded"), [this] {
        m_robot.click(QStringLiteral("receipt.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("receipt.reference")); }, QStringLiteral("the receipt"));
        m_robot.click(QStringLiteral("filter.succeeded"));
        m_robot.pickRow(QStringLiteral("adminPayments.table"), QStringLiteral("Otto Lind"), false);
        m_robot.settle();
    });
}

void Tour::disputeSteps()
{
    step(QStringLiteral("disputes"), [this] {
        go(QStringLiteral("disputes"));
        waitForRows(QStringLiteral("disputes.table"), 1);
        m_robot.see(QStringLiteral("disputes.answer"));
    });
    step(QStringLiteral("dispute-evidence"), [this] {
        if (m_robot.sees(QStringLiteral("disputes.showEvidence"))) m_robot.click(QStringLiteral("disputes.showEvidence"));
        m_robot.see(QStringLiteral("dispute.evidence"));
        m_robot.settle();
    });
    step(QStringLiteral("dispute-answer"), [this] {
        m_robot.click(QStringLiteral("disputes.answer"));
        m_robot.see(QStringLiteral("disputeAnswer.statement"));
        m_robot.see(QStringLiteral("disputeAnswer.submit"));
    });
    step(QStringLiteral("dispute-answered"), [this] {
        m_robot.click(QStringLiteral("disputeAnswer.submit"));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("disputeAnswer.submit")); }, QStringLiteral("the answer to be sent"), 30'000);
        m_robot.settle();
    });
    step(QStringLiteral("dispute-won"), [this] {
        const QJsonArray disputes = gateway("GET", QStringLiteral("/v1/disputes?limit=1")).value(QLatin1String("data")).toArray();
        (void)gateway("POST", QStringLiteral("/sandbox/disputes/%1/win").arg(disputes.first().toObject().value(QLatin1String("id")).toString()));
        m_robot.until([this] { return !m_robot.sees(QStringLiteral("disputes.answer")) && Robot::showsText(QStringLiteral("Won")); }, QStringLiteral("the dispute to be won"), 30'000);
        m_robot.settle();
    });
}

void Tour::bookSteps()
{
    step(QStringLiteral("reconciliation"), [this] {
        go(QStringLiteral("reconciliation"));
        m_robot.click(QStringLiteral("reconciliation.check"));
        waitForRows(QStringLiteral("reconciliation.table"), 5);
        m_robot.settle();
    });
    step(QStringLiteral("reports-days"), [this] {
        go(QStringLiteral("reports"));
        waitForRows(QStringLiteral("reports.table"), 3);
    });
    for (const char* kind : {"months", "courses", "categories", "teachers", "states", "conversion", "failures"}) {
        step(QStringLiteral("reports-") + QLatin1String(kind), [this, kind] {
            m_robot.click(QStringLiteral("filter.") + QLatin1String(kind));
            m_robot.settle();
        });
    }
    step(QStringLiteral("month-end"), [this] {
        m_robot.click(QStringLiteral("reports.monthEnd"));
        waitForRows(QStringLiteral("month.table"), 3);
    });
    step(QStringLiteral("debts"), [this] {
        m_robot.click(QStringLiteral("page.back"));
        m_robot.click(QStringLiteral("reports.debts"));
        m_robot.settle();
    });
}

void Tour::payoutSteps()
{
    step(QStringLiteral("payouts-not-set-up"), [this] {
        logOut();
        logIn(m_teacherMail, {});
        go(QStringLiteral("vault"));
        m_robot.see(QStringLiteral("payouts.setUp"));
    });
    step(QStringLiteral("payouts-ready"), [this] {
        const Browser browser(QStringLiteral("http"));
        m_robot.click(QStringLiteral("payouts.setUp"));
        m_robot.until([&] { return !browser.opened.isEmpty(); }, QStringLiteral("the gateway's page to be opened"));
        // http://…/setup/e/<account>/<token>
        (void)gateway("POST", QStringLiteral("/sandbox/accounts/%1/onboard").arg(browser.opened.path().section(u'/', 3, 3)));
        m_robot.until([] { return Robot::showsText(QStringLiteral("Withdrawals go to your bank account.")); }, QStringLiteral("payouts to be set up"), 30'000);
    });
    step(QStringLiteral("statement"), [this] {
        logOut();
        logIn(kTomas, kDemoPassword);
        go(QStringLiteral("vault"));
        m_robot.click(QStringLiteral("vault.statement"));
        m_robot.see(QStringLiteral("statement.submit"), 30'000);
        m_robot.settle();
    });
    step(QStringLiteral("withdrawals-of-the-vault"), [this] {
        m_robot.click(QStringLiteral("statement.cancel"));
        qobject_cast<QTabBar*>(m_robot.see(QStringLiteral("vault.tabs")))->setCurrentIndex(1);
        m_robot.pickRow(QStringLiteral("vault.withdrawals"), QStringLiteral("250.00"), false);
        m_robot.see(QStringLiteral("vault.contents"));
    });
    step(QStringLiteral("withdrawal-contents"), [this] {
        m_robot.click(QStringLiteral("vault.contents"));
        waitForRows(QStringLiteral("contents.lines"), 1);
        m_robot.settle();
    });
    step(QStringLiteral("contents-closed"), [this] { m_robot.click(QStringLiteral("contents.submit")); });
}

} // namespace lectern::tour

#include "tourmoney.moc"
