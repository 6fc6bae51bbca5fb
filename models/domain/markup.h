#pragma once
#include "domain/courses.h"

namespace lectern {

/// Plain text of Markdown for summaries and search: no markup, no HTML, white space collapsed, at most `max`
/// characters, cut at a word with an ellipsis.
[[nodiscard]] QString plainText(const QString& markdown, int max);
/// SHA-256 (lower-case hex) over the canonical JSON of a card: what an approval names.
[[nodiscard]] QString contentHash(const QJsonObject& card);
[[nodiscard]] QString contentHash(const CourseCard& card);
/// The fields in which two cards differ, in the order of the form, as a reviewer reads them.
[[nodiscard]] QList<CardChange> difference(const CourseCard& before, const QString& beforeCategory,
                                           const CourseCard& after, const QString& afterCategory);

} // namespace lectern
