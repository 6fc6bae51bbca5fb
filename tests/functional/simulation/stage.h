#pragma once
#include "domain/accounts.h"
#include "simulation/client.h"
#include "simulation/model.h"
#include "support/httpschool.h"
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <atomic>
#include <mutex>

/// The real programs that a simulation drives, and how they are disturbed.
namespace lectern::simulation {

struct Teacher {
    Account account;
    QString vault;
};

struct Course {
    QString id;
    int teacher = 0;
    std::string currency;
    Minor fee = 0;
    Minor perWeek = 0; ///< zero: it has no subscription
};

/// What a teacher teaches by the hour.
struct Gig {
    QString id;
    int teacher = 0;
    std::string currency;
    Minor rate = 0;
};

/// Where it does not say otherwise, for the main thread alone.
class Stage
{
public:
    explicit Stage(const QString& dir);
    ~Stage(); ///< ends the programs and leaves nothing behind
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    /// Starts everything and opens a school without students; throws Difference when it does not come up.
    void start(int shareBps);
    /// Makes the school larger, while nothing is on its way.
    void growTo(int teacherCount, int studentCount);

    [[nodiscard]] QByteArray newKey() { return "simulation-" + QByteArray::number(++m_keys); }
    [[nodiscard]] Client& self() { return *m_self; }

    void restart(bool kill);
    /// Does what deeds asked for and starts what was killed. What ends without that is a difference.
    void supervise();
    // For any thread.
    void wantServerKilled() { ++m_wantedKills; }
    void wantDatabaseKilled() { ++m_wantedCrashes; }
    void giveUp() { m_over = true; }
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] bool traces() const { return m_traces; }
    [[nodiscard]] QString serverUrl() const { return m_school->daemon.configuredUrl(); }
    [[nodiscard]] QString sandboxUrl() const { return m_school->sandbox.url(); }
    /// Moves the clocks of server and gateway together by so much that a pause ends; the next pass() takes it off again. `client`: of the calling thread.
    void nudge(Client& client);

    /// The clocks are then so many seconds after the last pass(), however long it took. `isDown`: the server is killed before and comes back after.
    void pass(qint64 seconds, bool isDown = false);
    [[nodiscard]] QDateTime now() const { return QDateTime::currentDateTimeUtc().addSecs(m_offset); }
    /// When sessions may begin: the quarter of an hour at or after so many seconds since the last pass().
    [[nodiscard]] QDateTime quarterAfter(qint64 seconds) const;
    /// Where students are taxed, as far as it is known; empty: it is not.
    [[nodiscard]] std::vector<QString> countries();
    void clearFaults();
    /// How much is on its way between the gateway and the books.
    [[nodiscard]] int onTheWay();
    [[nodiscard]] Figures figures();
    /// The newest payment of a student for a course.
    struct Payment {
        QString id;
        QString intent;
    };
    [[nodiscard]] Payment paymentOf(int student, int course);
    /// Those of a student's newest subscription to a course, the first period first.
    [[nodiscard]] std::vector<Payment> periodsOf(int student, int course);
    /// Payouts of withdrawals, by the withdrawal.
    [[nodiscard]] QHash<QString, QString> payouts();

    struct Mails {
        int arrived = 0;  ///< different ones
        int repeated = 0; ///< that the mail server got again
        int waiting = 0;  ///< in the outbox
        int sent = 0;     ///< of the outbox
    };
    [[nodiscard]] Mails mails();
    /// Journals that chain and papers have not reached yet.
    [[nodiscard]] int unchained();
    /// Runs a command of lecternd; what it said when it failed.
    [[nodiscard]] QString complaint(const QStringList& command);
    /// Ends the programs and leaves files and database where they are.
    void keep();

    std::vector<Account> students;
    std::vector<Teacher> teachers;
    std::vector<Course> courses;
    std::vector<Gig> gigs;
    std::vector<Account> admins;
    QString platformVault;
    QString plan; ///< half now, half in a year
    struct Weekly {
        QString plan;
        QString trial; ///< the same after a week for nothing
        Minor price = 0;
    };
    std::map<std::string, Weekly> weekly; ///< by currency; every other course has both plans
    int kills = 0;
    int crashes = 0;

private:
    void makeCoupons();
    void makePlan();
    void makeWeekly();
    void addTeacher(const std::vector<std::string>& currencies);
    void launch(const Teacher& teacher, int number, const std::string& currency, int index);
    void offer(const Teacher& teacher, int number, const std::string& currency);
    void onboard(const Teacher& teacher, const std::vector<std::string>& currencies);
    void addStudents(int count);
    [[nodiscard]] Account accountOf(const QString& id, Role role);
    void advance(qint64 seconds, Client& client);
    void startServer();
    void killServer();
    void crashDatabase();
    Figures ofPeople();
    Figures ofBooks();
    test::Sql& sql() { return m_school->sql; }

    QString m_dir;
    test::TestCluster m_cluster;
    std::unique_ptr<test::MailServer> m_mail = std::make_unique<test::MailServer>();
    std::unique_ptr<test::HttpSchool> m_school;
    std::unique_ptr<Client> m_self;
    QHash<QString, int> m_studentNumbers, m_teacherNumbers, m_courseNumbers;
    std::mutex m_clockMutex;
    std::atomic<qint64> m_offset{0};
    QDateTime m_passed; ///< where the clocks were after the last pass()
    qint64 m_nudges = 0; ///< seconds that the clocks are ahead of the last whole step
    QElapsedTimer m_sincePass, m_sinceNudge;
    std::atomic<int> m_wantedKills{0}, m_wantedCrashes{0};
    std::atomic<bool> m_over{false};
    const bool m_traces = qEnvironmentVariableIsSet("SIMULATION_TRACE");
    int m_keys = 0;
};

QJsonObject moneyJson(Minor minor, const std::string& currency);

} // namespace lectern::simulation
