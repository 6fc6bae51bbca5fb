#include "http/authenticator.h"
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace lectern;

/// resources/openapi.yaml and the route table say the same: every path, method, role and key. The file is read line by
/// line in the shape it is kept in; a line of another shape fails the test.
class TestOpenApi : public QObject
{
    Q_OBJECT

    struct Operation {
        QString roles;
        bool isSecured = false;
        bool needsKey = false;
        QSet<QString> pathParameters;
        bool operator==(const Operation&) const = default;
    };
    QMap<QString, Operation> m_described; ///< by "GET /path"

    static QSet<QString> placeholdersOf(const QString& path)
    {
        static const QRegularExpression placeholder(QStringLiteral("\\{(\\w+)\\}"));
        QSet<QString> names;
        auto matches = placeholder.globalMatch(path);
        while (matches.hasNext()) names << matches.next().captured(1);
        return names;
    }
    static QString rolesOf(http::Access access)
    {
        switch (access) {
        case http::Access::Public: return QStringLiteral("public");
        case http::Access::Anybody: return QStringLiteral("any role");
        case http::Access::Students: return QStringLiteral("students");
        case http::Access::Teachers: return QStringLiteral("teachers");
        case http::Access::Admins: return QStringLiteral("admins");
        case http::Access::TeachersAndAdmins: return QStringLiteral("teachers and admins");
        }
        return {};
    }
    /// Operations that are no rows of the route table: uploads (tus), live updates, the webhook, operational paths.
    static bool isElsewhere(const QString& path)
    {
        static const QStringList others{QStringLiteral("/api/uploads"), QStringLiteral("/api/uploads/{id}"), QStringLiteral("/api/live"), QStringLiteral("/api/webhooks/stripe"), QStringLiteral("/healthz"),
                                        QStringLiteral("/readyz"), QStringLiteral("/metrics")};
        return others.contains(path);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(LECTERN_OPENAPI));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression pathLine(QStringLiteral("^  (/\\S*):$"));
        static const QRegularExpression methodLine(QStringLiteral("^    (get|put|post|patch|delete|head|options):$"));
        static const QRegularExpression roleLine(QStringLiteral("^      x-roles: \"?([a-z ]+)\"?$"));
        static const QRegularExpression parameterLine(QStringLiteral("^ +- \\{name: (\\w+), in: path, required: true"));
        bool inPaths = false;
        QString path;
        QString operation;
        QSet<QString> ofPath;
        for (const QByteArray& raw : file.readAll().split('\n')) {
            const QString line = QString::fromUtf8(raw);
            if (!line.startsWith(u' ') && !line.isEmpty()) inPaths = line == u"paths:";
            if (!inPaths) continue;
            if (const auto match = pathLine.match(line); match.hasMatch()) {
                path = match.captured(1);
                operation.clear();
                ofPath.clear();
            } else if (const auto method = methodLine.match(line); method.hasMatch()) {
                operation = method.captured(1).toUpper() + u' ' + path;
                QVERIFY2(!m_described.contains(operation), qPrintable(operation));
                m_described[operation].pathParameters = ofPath;
            } else if (const auto parameter = parameterLine.match(line); parameter.hasMatch()) {
                if (operation.isEmpty()) ofPath << parameter.captured(1);
                else m_described[operation].pathParameters << parameter.captured(1);
            } else if (const auto roles = roleLine.match(line); roles.hasMatch()) {
                m_described[operation].roles = roles.captured(1);
            } else if (line == u"      security: [{bearer: []}]") {
                m_described[operation].isSecured = true;
            } else if (line.contains(QStringLiteral("#/components/parameters/idempotencyKey"))) {
                m_described[operation].needsKey = true;
            }
        }
        QVERIFY(m_described.size() > 60);
    }

    void everyRouteIsDescribed_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < http::allRoutes().size(); ++i) QTest::addRow("%s %s", http::allRoutes().at(i).method, http::allRoutes().at(i).pattern) << static_cast<int>(i);
    }

    void everyRouteIsDescribed()
    {
        QFETCH(int, index);
        const http::Route& route = http::allRoutes().at(static_cast<size_t>(index));
        const QString path = QString::fromLatin1(route.pattern);
        const QString name = QString::fromLatin1(route.method) + u' ' + path;
        QVERIFY2(m_described.contains(name), qPrintable(name + QStringLiteral(" is missing in openapi.yaml")));
        const Operation& operation = m_described[name];
        QCOMPARE(operation.isSecured, route.access != http::Access::Public);
        QCOMPARE(operation.roles.isEmpty() ? QStringLiteral("public") : operation.roles, rolesOf(route.access));
        QCOMPARE(operation.needsKey, route.idempotent);
        QCOMPARE(operation.pathParameters, placeholdersOf(path));
    }

    void nothingElseIsDescribed()
    {
        QSet<QString> routes;
        for (const http::Route& route : http::allRoutes()) routes << QString::fromLatin1(route.method) + u' ' + QString::fromLatin1(route.pattern);
        for (auto it = m_described.cbegin(); it != m_described.cend(); ++it) QVERIFY2(routes.contains(it.key()) || isElsewhere(it.key().section(u' ', 1)), qPrintable(it.key()));
        for (const char* name : {"POST /api/webhooks/stripe", "POST /api/uploads", "GET /healthz"}) QVERIFY2(m_described.contains(QLatin1String(name)), name);
    }

    void noTwoRoutesAnswerTheSamePath()
    {
        QSet<QString> seen;
        static const QRegularExpression placeholder(QStringLiteral("\\{\\w+\\}"));
        for (const http::Route& route : http::allRoutes()) {
            const QString shape = QString::fromLatin1(route.method) + u' ' + QString::fromLatin1(route.pattern).replace(placeholder, QStringLiteral("{}"));
            QVERIFY2(!seen.contains(shape), qPrintable(shape));
            seen << shape;
        }
    }
};

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
