#include "domain/error.h"
#include "domain/disputes.h"
#include "domain/misc.h"
#include "domain/offline.h"
#include "domain/reconciliation.h"
#include "domain/statements.h"
#include "domain/wallets.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lectern;

/// Every DTO both ways, strictly: what is missing or mistyped is an error that names its path.
class TestCodec : public QObject
{
    Q_OBJECT

    struct Dto {
        const char* name;
        QJsonObject sample;
        std::function<Result<QJsonObject>(const QJsonObject&)> reparse; ///< from JSON and back
    };

    static QJsonValue valueAt(const QJsonObject& object, const QStringList& path)
    {
        QJsonValue value = object;
        for (const QString& name : path) value = value.toObject().value(name);
        return value;
    }
    static QJsonObject with(QJsonObject object, const QStringList& path, const QJsonValue& value)
    {
        const QString name = path.first();
        if (path.size() == 1) {
            if (value.isUndefined()) object.remove(name);
            else object.insert(name, value);
        } else {
            object.insert(name, with(object.value(name).toObject(), path.mid(1), value));
        }
        return object;
    }

    template <class T>
    static Dto dto(const char* name, Result<T> (*parse)(const QJsonObject&))
    {
        const auto reparse = [parse](const QJsonObject& object) -> Result<QJsonObject> {
            const auto value = parse(object);
            return value ? Result<QJsonObject>(toJson(*value)) : Result<QJsonObject>(value.error());
        };
        // A default-constructed DTO has no times yet; the errors say where they go.
        QJsonObject sample = toJson(T{});
        for (int i = 0; i < 20; ++i) {
            const auto result = reparse(sample);
            if (result) break;
            sample = with(sample, result.error().field.split(u'.'), QStringLiteral("2026-03-01T12:34:56.789Z"));
        }
        return {name, sample, reparse};
    }

    static const QList<Dto>& all()
    {
        static const QList<Dto> list{dto("User", userFromJson), dto("Session", sessionFromJson), dto("RegisterForm", registerFormFromJson), dto("LoginForm", loginFormFromJson),
                                     dto("ServerInfo", serverInfoFromJson), dto("Category", categoryFromJson), dto("CourseCard", courseCardFromJson), dto("CourseSummary", courseSummaryFromJson),
                                     dto("Course", courseFromJson), dto("CourseSave", courseSaveFromJson), dto("ReviewItem", reviewItemFromJson), dto("ReviewDetail", reviewDetailFromJson),
                                     dto("DecisionForm", decisionFormFromJson), dto("CatalogueItem", catalogueItemFromJson), dto("StoredFile", storedFileFromJson), dto("Lecture", lectureFromJson),
                                     dto("Outline", outlineFromJson), dto("SectionForm", sectionFormFromJson), dto("LectureForm", lectureFormFromJson), dto("AttachmentForm", attachmentFormFromJson),
                                     dto("OutlineOrder", outlineOrderFromJson), dto("LaunchCheck", launchCheckFromJson), dto("ProgressForm", progressFormFromJson), dto("Enrollment", enrollmentFromJson),
                                     dto("EnrollForm", enrollFormFromJson), dto("CoursePage", coursePageFromJson), dto("LearningCourse", learningCourseFromJson), dto("Certificate", certificateFromJson),
                                     dto("CourseStudent", courseStudentFromJson), dto("Payment", paymentFromJson), dto("Checkout", checkoutFromJson), dto("EnrollResult", enrollResultFromJson),
                                     dto("CreateIntentForm", createIntentFormFromJson), dto("ConfirmForm", confirmFormFromJson), dto("Vault", vaultFromJson), dto("VaultEntry", vaultEntryFromJson),
                                     dto("VaultSeries", vaultSeriesFromJson), dto("WithdrawalForm", withdrawalFormFromJson), dto("Withdrawal", withdrawalFromJson),
                                     dto("WithdrawalDecision", withdrawalDecisionFromJson), dto("Notification", notificationFromJson), dto("LiveMessage", liveMessageFromJson),
                                     dto("StudentWallet", studentWalletFromJson), dto("WalletEntry", walletEntryFromJson), dto("TopUpForm", topUpFormFromJson),
                                     dto("OfflineReceiptForm", offlineReceiptFormFromJson), dto("OfflineReceipt", offlineReceiptFromJson), dto("PurchaseQuote", purchaseQuoteFromJson),
                                     dto("FiscalDocument", fiscalDocumentFromJson), dto("Dispute", disputeFromJson), dto("DisputeEvidence", disputeEvidenceFromJson), dto("DisputeAnswer", disputeAnswerFromJson),
                                     dto("PayoutAccount", payoutAccountFromJson), dto("OnboardingLink", onboardingLinkFromJson), dto("Statement", statementFromJson),
                                     dto("WithdrawalContents", withdrawalContentsFromJson), dto("MonthReport", monthReportFromJson), dto("DebtLine", debtLineFromJson),
                                     dto("ReconciliationItem", reconciliationItemFromJson), dto("ReconciliationSummary", reconciliationSummaryFromJson), dto("Report", reportFromJson),
                                     dto("AuditEntry", auditEntryFromJson), dto("Badges", badgesFromJson), dto("Overview", overviewFromJson)};
        return list;
    }

    static bool isMoney(const QJsonValue& value) { return value.isObject() && value.toObject().keys() == QStringList{QStringLiteral("currency"), QStringLiteral("minor")}; }
    static QJsonObject money(const QJsonValue& minor, const QJsonValue& currency) { return {{QStringLiteral("minor"), minor}, {QStringLiteral("currency"), currency}}; }

    /// Values of other types than the member has.
    static QList<QJsonValue> mistyped(const QJsonValue& value)
    {
        const QString usd = QStringLiteral("USD");
        if (isMoney(value)) {
            return {4999, QStringLiteral("49.99"), QJsonArray(), QJsonValue::Null, QJsonObject(), money(4999, usd), money(QStringLiteral("49.99"), usd), money(QStringLiteral("+5"), usd), money(QStringLiteral("05"), usd),
                    money(QStringLiteral(" 5"), usd), money(QString(), usd), money(QStringLiteral("9223372036854775808"), usd), money(QStringLiteral("5"), QStringLiteral("XXX")), money(QStringLiteral("5"), QJsonValue::Null)};
        }
        switch (value.type()) {
        case QJsonValue::Null: return {QJsonArray{1}}; // an optional of whatever type
        case QJsonValue::Bool: return {0, 1, QStringLiteral("true"), QJsonValue::Null, QJsonArray(), QJsonObject()};
        case QJsonValue::Double: return {QStringLiteral("1"), true, QJsonValue::Null, 1.5, 1e300, -1e300, 9007199254740994.0, QJsonArray{1}, QJsonObject()};
        case QJsonValue::String: return {1, true, QJsonValue::Null, QJsonArray{QStringLiteral("x")}, QJsonObject()};
        case QJsonValue::Array: return {1, QStringLiteral("x"), QJsonValue::Null, QJsonObject(), QJsonArray{QJsonArray()}};
        case QJsonValue::Object: return {1, QStringLiteral("x"), QJsonValue::Null, QJsonArray()};
        case QJsonValue::Undefined: break;
        }
        return {};
    }

    static void checkMembers(const Dto& dto, const QStringList& path)
    {
        const QJsonObject object = valueAt(dto.sample, path).toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QStringList here = path + QStringList(it.key());
            const QString name = here.join(u'.');
            const auto without = dto.reparse(with(dto.sample, here, QJsonValue(QJsonValue::Undefined)));
            if (it.value().isNull()) {
                QVERIFY2(without.ok(), qPrintable(name)); // absent means the same as null
            } else {
                QVERIFY2(!without.ok(), qPrintable(name));
                QCOMPARE(without.error().field, name);
            }
            for (const QJsonValue& wrong : mistyped(it.value())) {
                const auto result = dto.reparse(with(dto.sample, here, wrong));
                QVERIFY2(!result.ok(), qPrintable(name + QStringLiteral(" took ") + QString::fromUtf8(QJsonDocument(QJsonArray{wrong}).toJson())));
                QCOMPARE(result.error().code, ErrorCode::InvalidInput);
                QVERIFY2(result.error().field == name || result.error().field == name + QStringLiteral("[0]"), qPrintable(result.error().field));
            }
            if (it.value().isObject() && !isMoney(it.value())) checkMembers(dto, here);
        }
    }

private Q_SLOTS:
    void everyDtoRoundTripsAndNamesWhatIsWrong_data()
    {
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < all().size(); ++i) QTest::newRow(all().at(i).name) << static_cast<int>(i);
    }

    void everyDtoRoundTripsAndNamesWhatIsWrong()
    {
        QFETCH(int, index);
        const Dto& dto = all().at(index);
        QVERIFY(!dto.sample.isEmpty());
        const auto again = dto.reparse(dto.sample);
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().field));
        QCOMPARE(*again, dto.sample);
        QJsonObject more = dto.sample;
        more.insert(QStringLiteral("somethingNewer"), true); // a newer peer may say more
        QCOMPARE(*dto.reparse(more), dto.sample);
        checkMembers(dto, {});
        QVERIFY(!dto.reparse({}).ok());
    }

    void pathsReachIntoLists()
    {
        Outline outline;
        outline.sections = {{newId<SectionId>(), QStringLiteral("A"), {}}, {newId<SectionId>(), QStringLiteral("B"), {Lecture{}, Lecture{}}}};
        QJsonObject object = toJson(outline);
        QCOMPARE(outlineFromJson(object).value(), outline);
        QJsonArray sections = object.value(QStringLiteral("sections")).toArray();
        QJsonObject second = sections.at(1).toObject();
        QJsonArray lectures = second.value(QStringLiteral("lectures")).toArray();
        QJsonObject lecture = lectures.at(1).toObject();
        lecture.insert(QStringLiteral("kind"), QStringLiteral("dance"));
        lectures[1] = lecture;
        second.insert(QStringLiteral("lectures"), lectures);
        sections[1] = second;
        object.insert(QStringLiteral("sections"), sections);
        QCOMPARE(outlineFromJson(object).error().field, QStringLiteral("sections[1].lectures[1].kind"));
    }

    void filledValuesSurvive()
    {
        Enrollment enrollment;
        enrollment.id = newId<EnrollmentId>();
        enrollment.courseTitle = QStringLiteral("Piano 🎹 \"für\" Anfänger \\ \u202F日本語\n");
        enrollment.price = Money::fromMinor(std::numeric_limits<qint64>::max(), *Currency::fromCode(QStringLiteral("KWD")));
        enrollment.state = EnrollmentState::Suspended;
        enrollment.coverFileId = newId<FileId>();
        enrollment.expiresAt = QDateTime(QDate(2026, 12, 31), QTime(23, 59, 59, 999), Qt::UTC);
        enrollment.createdAt = QDateTime(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC);
        enrollment.updatedAt = QDateTime(QDate(9999, 12, 31), QTime(0, 0), Qt::UTC);
        enrollment.certificateCode = QString();
        QCOMPARE(enrollmentFromJson(toJson(enrollment)).value(), enrollment);
        const QByteArray wire = QJsonDocument(toJson(enrollment)).toJson();
        QCOMPARE(enrollmentFromJson(QJsonDocument::fromJson(wire).object()).value(), enrollment);
    }

    void timesAreUtcWhateverTheOffset()
    {
        QJsonObject user = toJson(User{newId<UserId>(), QStringLiteral("Ada"), {}, Role::Student, UserState::Active, {}, QDateTime::currentDateTimeUtc()});
        user.insert(QStringLiteral("createdAt"), QStringLiteral("2026-03-01T12:00:00+02:00"));
        QCOMPARE(userFromJson(user)->createdAt, QDateTime(QDate(2026, 3, 1), QTime(10, 0), Qt::UTC));
        QCOMPARE(userFromJson(user)->createdAt.timeSpec(), Qt::UTC);
        for (const char* wrong : {"", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "12:00", "1767225600"}) {
            user.insert(QStringLiteral("createdAt"), QLatin1String(wrong));
            QVERIFY2(!userFromJson(user).ok(), wrong);
        }
    }

    void errorNamesAreStableAndUnique()
    {
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            names << toText(code);
            QCOMPARE(errorCodeFromText(toText(code)), code);
        }
        QCOMPARE(names.size(), static_cast<int>(ErrorCode::Internal) + 1);
        QCOMPARE(errorCodeFromText(QStringLiteral("something new")), ErrorCode::Internal);
        QCOMPARE(toText(ErrorCode::InvalidInput), QStringLiteral("invalid_input"));
    }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"
