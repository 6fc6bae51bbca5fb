#include "domain/misc.h"
#include "target.h"
#include <QJsonDocument>

// The DTO codec: what is read is written and read again as the same. First line: name of the function; then JSON.
using namespace lectern;

namespace {

template <class T>
void readWriteRead(Result<T> (*parse)(const QJsonObject&), const QJsonObject& object)
{
    const auto first = parse(object);
    if (!first) {
        hold(first.error().code == ErrorCode::InvalidInput && !first.error().field.isEmpty(), "a refusal names the member");
        return;
    }
    const QByteArray written = QJsonDocument(toJson(*first)).toJson(QJsonDocument::Compact);
    const auto second = parse(QJsonDocument::fromJson(written).object());
    hold(second.ok() && *second == *first, "what was read is written and read again as the same");
}

#define LECTERN_READER(function) {#function, [](const QJsonObject& object) { readWriteRead(function, object); }}
const struct {
    const char* name;
    void (*run)(const QJsonObject&);
} kReaders[] = {
    LECTERN_READER(userFromJson),
    LECTERN_READER(sessionFromJson),
    LECTERN_READER(registerFormFromJson),
    LECTERN_READER(loginFormFromJson),
    LECTERN_READER(serverInfoFromJson),
    LECTERN_READER(passwordChangeFromJson),
    LECTERN_READER(passwordResetFromJson),
    LECTERN_READER(storedFileFromJson),
    LECTERN_READER(lectureFromJson),
    LECTERN_READER(outlineFromJson),
    LECTERN_READER(sectionFormFromJson),
    LECTERN_READER(lectureFormFromJson),
    LECTERN_READER(attachmentFormFromJson),
    LECTERN_READER(outlineOrderFromJson),
    LECTERN_READER(launchCheckFromJson),
    LECTERN_READER(progressFormFromJson),
    LECTERN_READER(categoryFromJson),
    LECTERN_READER(courseCardFromJson),
    LECTERN_READER(courseSummaryFromJson),
    LECTERN_READER(courseFromJson),
    LECTERN_READER(courseSaveFromJson),
    LECTERN_READER(reviewItemFromJson),
    LECTERN_READER(reviewDetailFromJson),
    LECTERN_READER(decisionFormFromJson),
    LECTERN_READER(catalogueItemFromJson),
    LECTERN_READER(enrollmentFromJson),
    LECTERN_READER(enrollFormFromJson),
    LECTERN_READER(coursePageFromJson),
    LECTERN_READER(learningCourseFromJson),
    LECTERN_READER(certificateFromJson),
    LECTERN_READER(courseStudentFromJson),
    LECTERN_READER(notificationFromJson),
    LECTERN_READER(liveMessageFromJson),
    LECTERN_READER(auditEntryFromJson),
    LECTERN_READER(badgesFromJson),
    LECTERN_READER(overviewFromJson),
    LECTERN_READER(paymentFromJson),
    LECTERN_READER(checkoutFromJson),
    LECTERN_READER(enrollResultFromJson),
    LECTERN_READER(createIntentFormFromJson),
    LECTERN_READER(confirmFormFromJson),
    LECTERN_READER(refundFromJson),
    LECTERN_READER(refundQuoteFromJson),
    LECTERN_READER(refundFormFromJson),
    LECTERN_READER(refundDecisionFromJson),
    LECTERN_READER(vaultFromJson),
    LECTERN_READER(vaultEntryFromJson),
    LECTERN_READER(vaultSeriesFromJson),
    LECTERN_READER(withdrawalFormFromJson),
    LECTERN_READER(withdrawalFromJson),
    LECTERN_READER(withdrawalDecisionFromJson),
};

} // namespace

void takeInput(const QByteArray& input)
{
    const auto [name, text] = split(input);
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject()) return;
    for (const auto& reader : kReaders) {
        if (name == reader.name) reader.run(document.object());
    }
}

LECTERN_FUZZ_TARGET
