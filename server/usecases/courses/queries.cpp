#include "usecases/reports/statements.h"
#include "usecases/courses/courserow.h"
#include "usecases/admissions/admissions.h"
#include "usecases/courses/courses.h"
#include "usecases/learning/outline.h"
#include <QRegularExpression>

namespace lectern::courses {

using store::Row;
using store::Transaction;

Result<Course> find(const Services& services, const Caller& caller, const CourseId& id)
{
    return services.database.inTransaction<Course>([&](Transaction& transaction) -> Result<Course> {
        auto course = load(transaction, id);
        if (course && !isStaff(caller.user->role) && course->teacherId != caller.user->id)
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such course among yours."));
        return course;
    });
}

Result<Page<CourseSummary>> list(const Services& services, const std::optional<UserId>& teacher, const CourseFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<CourseSummary>>([&](Transaction& transaction) -> Result<Page<CourseSummary>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const auto rows = transaction.run(
            "courses/list_courses", {{"teacher", store::orNull(teacher)},
                                     {"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)},
                                     {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()},
                                     {"category", store::orNull(filter.category)},
                                     {"cursor_at", cursor.isEmpty() ? store::null() : QVariant(cursor.at(0))},
                                     {"cursor_id", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))},
                                     {"limit", limit + 1}});
        return store::toPage<CourseSummary>(rows, limit, store::toCourseSummary, [](const Row& row) {
            return QStringList{row.time("updated_at").toString(Qt::ISODateWithMs), row.text("id")};
        });
    });
}

Result<Page<ReviewItem>> reviewQueue(const Services& services, const PageRequest& page)
{
    return services.database.inTransaction<Page<ReviewItem>>([&](Transaction& transaction) -> Result<Page<ReviewItem>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const auto rows = transaction.run("courses/list_review_queue", {{"cursor_at", cursor.isEmpty() ? store::null() : QVariant(cursor.at(0))},
                                                                        {"cursor_id", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))},
                                                                        {"limit", limit + 1}});
        const auto map = [](const Row& row) {
            const auto gig = row.optionalId<GigId>("gig_id");
            return ReviewItem{gig ? CourseId() : row.id<CourseId>("id"), row.small("number"), row.text("title"), row.text("teacher_name"), row.text("category_name"),
                              row.money("fee_minor"), row.time("submitted_at"), row.small("similar_titles"), row.boolean("after_launch"),
                              row.small("rejections"), gig};
        };
        return store::toPage<ReviewItem>(rows, limit, map, [](const Row& row) {
            return QStringList{row.time("submitted_at").toString(Qt::ISODateWithMs), row.text("id")};
        });
    });
}

Result<ReviewDetail> review(const Services& services, const CourseId& id)
{
    return services.database.inTransaction<ReviewDetail>([&](Transaction& transaction) -> Result<ReviewDetail> {
        auto course = load(transaction, id);
        if (!course) return course.error();
        ReviewDetail detail;
        detail.course = *course;
        detail.categoryName = transaction.one("courses/find_course", {{"id", id.value}})->text("category_name");
        // Compare with what students have; before that, with what was submitted last time.
        int previous = course->approvedRevision != course->revision ? course->approvedRevision : 0;
        if (previous == 0 && course->revision > 1) previous = course->revision - 1;
        if (previous > 0) {
            const auto row = transaction.one("courses/find_revision", {{"course_id", id.value}, {"number", previous}});
            detail.previous = store::toCard(*row);
            detail.previousCategoryName = row->text("category_name");
            detail.previousRevision = previous;
        }
        for (const Row& row : transaction.run("courses/list_similar", {{"course_id", id.value}}))
            detail.similar.append({row.id<CourseId>("id"), row.text("title"), row.text("teacher_name"), row.enumeration<CourseState>("state"), row.small("percent")});
        for (const CourseEvent& event : course->history) {
            DecisionKind kind{};
            if (fromText(event.kind, kind)) detail.decisions.append({kind, event.revision, event.reason, event.actorName, event.at});
        }
        return detail;
    });
}

Result<QList<Category>> categories(const Services& services)
{
    return services.database.inTransaction<QList<Category>>([&](Transaction& transaction) -> Result<QList<Category>> {
        QList<Category> list;
        for (const Row& row : transaction.run("courses/list_categories")) list.append({row.id<CategoryId>("id"), row.text("name"), row.small("courses")});
        return list;
    });
}

namespace {

/// What a person typed as a tsquery: every word must occur, the last one may be a beginning.
QString tsQuery(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("[\\p{L}\\p{N}]+"));
    QStringList words;
    auto matches = word.globalMatch(text.left(200));
    while (matches.hasNext() && words.size() < 12) words << matches.next().captured();
    return words.isEmpty() ? QString() : words.join(QStringLiteral(" & ")) + QStringLiteral(":*");
}

const char* statementFor(CatalogueSort sort, bool hasText)
{
    switch (sort) {
    case CatalogueSort::Relevance: return hasText ? "courses/search_relevance" : "courses/search_newest";
    case CatalogueSort::Newest: return "courses/search_newest";
    case CatalogueSort::PriceAscending: return "courses/search_price_up";
    case CatalogueSort::PriceDescending: return "courses/search_price_down";
    case CatalogueSort::MostStudents: return "courses/search_students";
    }
    return "courses/search_newest";
}

} // namespace

Result<Page<CatalogueItem>> search(const Services& services, const CatalogueFilter& filter, const PageRequest& page)
{
    const QString query = tsQuery(filter.text);
    if (!filter.text.trimmed().isEmpty() && query.isEmpty()) return Page<CatalogueItem>{}; // only punctuation: nothing matches
    return services.database.inTransaction<Page<CatalogueItem>>([&](Transaction& transaction) -> Result<Page<CatalogueItem>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 2);
        const int limit = limitOf(page);
        const char* statement = statementFor(filter.sort, !query.isEmpty());
        store::Params params{{"category", store::orNull(filter.category)},
                             {"language", store::orNull(filter.language)},
                             {"level", filter.level ? QVariant(toText(*filter.level)) : store::null()},
                             {"min", filter.minMinor ? QVariant(*filter.minMinor) : store::null()},
                             {"max", filter.maxMinor ? QVariant(*filter.maxMinor) : store::null()},
                             {"cursor_key", cursor.isEmpty() ? store::null() : QVariant(cursor.at(0))},
                             {"cursor_id", cursor.isEmpty() ? store::null() : QVariant(cursor.at(1))},
                             {"limit", limit + 1}};
        params.add("query", store::orNull(query));
        return store::toPage<CatalogueItem>(transaction.run(statement, params), limit, store::toCatalogueItem,
                                            [](const Row& row) { return QStringList{row.text("sort_key"), row.text("course_id")}; });
    });
}

Result<CoursePage> coursePage(const Services& services, const Caller& caller, const CourseId& id)
{
    return services.database.inTransaction<CoursePage>([&](Transaction& transaction) -> Result<CoursePage> {
        const auto row = transaction.one("courses/find_listing", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
        CoursePage result;
        result.item = store::toCatalogueItem(*row);
        result.descriptionMarkdown = row->text("description");
        result.sections = learning::loadOutline(transaction, id).sections;
        for (Section& section : result.sections) {
            for (Lecture& lecture : section.lectures) { // what it is called, not what it says
                lecture.articleMarkdown.clear();
                lecture.file.reset();
                lecture.attachments.clear();
            }
        }
        if (!caller.user) return result;
        if (caller.user->role == Role::Student) reports::countView(transaction, services, id);
        if (const auto mine = transaction.one("enrollments/find_for_student", {{"student_id", caller.user->id.value}, {"course_id", id.value}}))
            result.enrollment = store::toEnrollment(*transaction.one("enrollments/find_enrollment", {{"id", mine->text("id")}}));
        if (caller.user->role == Role::Student) result.admission = admissions::standing(transaction, services, caller.user->id, id);
        return result;
    });
}

} // namespace lectern::courses
