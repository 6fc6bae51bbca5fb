#pragma once
#include "domain/courses.h"

/// Who and what the demo's school consists of. Plain data.
namespace lectern::demo {

inline constexpr const char* kPassword = "quiet harbour lantern";

struct Person {
    const char* name;
    const char* email;
};

enum class Fate { Launched, LaunchedWithRevision, Suspended, Approved, InReview, Rejected, Draft, Archived };

struct CoursePlan {
    const char* title;
    int teacher;
    int category;
    qint64 feeMinor;
    const char* language;
    Level level;
    const char* description;
    QStringList sections; ///< "Section|Lecture|Lecture…"
    Fate fate;
    int popularity; ///< 0…10
};

[[nodiscard]] QStringList categories();
[[nodiscard]] Person admin();
[[nodiscard]] QList<Person> teachers();
[[nodiscard]] QList<Person> students();
[[nodiscard]] QList<CoursePlan> courses();
/// A few paragraphs of Markdown for an article lecture.
[[nodiscard]] QString article(const QString& lecture, const QString& course);

} // namespace lectern::demo
