#pragma once
#include "simulation/model.h"
#include "support/httpschool.h"
#include <QJsonArray>
#include <QJsonDocument>

/// The real programs that a simulation drives, and how they are disturbed.
namespace lectern::simulation {

struct Student {
    test::Person person;
    int number = 0;
};

struct Teacher {
    test::Person person;
    QString vault;
};

struct Course {
    QString id;
    int teacher = 0;
    std::string currency;
    Minor fee = 0;
};

/// A difference that ends the run; what it was is printed with the seed.
struct Difference {
    QString text;
};

class Stage
{
public:
    explicit Stage(const QString& dir);
    ~Stage(); ///< ends the programs and leaves nothing behind
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    /// Starts everything and opens a small school; throws Difference when it does not come up.
    void start(int shareBps);

    /// Sends until there is a definite answer: what was lost on the way is asked for again with the same key, as clients do.
    test::Reply call(test::Person& who, const QByteArray& method, const QString& path, const QJsonObject& body = {}, const QByteArray& key = {});
    /// The same, and anything but `status` is a difference.
    QJsonObject must(test::Person& who, const QByteArray& method, const QString& path, const QJsonObject& body = {}, const QByteArray& key = {});
    QJsonObject control(const QString& path, const QJsonObject& body = {});
    [[nodiscard]] QByteArray newKey() { return "simulation-" + QByteArray::number(++m_keys); }

    int addStudent();
    void restart(bool kill);
    void ensureServer();
    void killServer() { m_school->daemon.kill(); ++kills; }
    void crashDatabase();
    /// Moves the clocks of server and gateway, together. A nudge ends a pause; the next pass() takes it off again.
    void nudge();
    void pass(qint64 seconds);
    [[nodiscard]] QDateTime now() const { return QDateTime::currentDateTimeUtc().addSecs(m_offset); }
    /// Nothing is on its way between the gateway and the books.
    [[nodiscard]] bool isQuiet();
    [[nodiscard]] Figures figures();
    [[nodiscard]] Minor availableAtGateway(const std::string& currency);
    /// Mails that the mail server got more than once.
    [[nodiscard]] int repeatedMails() const;
    [[nodiscard]] int mailCount() const { return static_cast<int>(m_mail->mails().size()); }
    /// Runs a command of lecternd; what it said when it failed.
    [[nodiscard]] QString complaint(const QStringList& command);
    /// Ends the programs and leaves files and database where they are.
    void keep();

    test::SandboxProcess& sandbox() { return m_school->sandbox; }
    test::Sql& sql() { return m_school->sql; }

    std::vector<Student> students;
    std::vector<Teacher> teachers;
    std::vector<Course> courses;
    std::vector<test::Person> admins;
    QString platformVault;
    int kills = 0;
    int crashes = 0;

private:
    void addTeacher(const std::vector<std::string>& currencies);
    void onboard(Teacher& teacher, const std::vector<std::string>& currencies);
    void renew(test::Person& who);
    void advance(qint64 seconds);
    Figures ofPeople();
    Figures ofBooks();

    QString m_dir;
    test::TestCluster m_cluster;
    std::unique_ptr<test::MailServer> m_mail = std::make_unique<test::MailServer>();
    std::unique_ptr<test::HttpSchool> m_school;
    QHash<QString, int> m_studentNumbers, m_teacherNumbers, m_courseNumbers;
    qint64 m_offset = 0;
    qint64 m_nudges = 0; ///< seconds that the clocks are ahead of the last whole step
    int m_keys = 0;
};

QJsonObject moneyJson(Minor minor, const std::string& currency);

} // namespace lectern::simulation
