#include "domain/content.h"
#include "domain/enumtext.h"
#include "domain/fields/content.h"

namespace lectern {

LECTERN_ENUM(LectureKind, {LectureKind::Video, "video"}, {LectureKind::Article, "article"}, {LectureKind::Document, "document"})

bool LaunchCheck::ready() const
{
    for (const Item& item : items) {
        if (!item.ok) return false;
    }
    return !items.isEmpty();
}

LECTERN_JSON(StoredFile, storedFileFromJson)
LECTERN_JSON(Lecture, lectureFromJson)
LECTERN_JSON(Outline, outlineFromJson)
LECTERN_JSON(SectionForm, sectionFormFromJson)
LECTERN_JSON(LectureForm, lectureFormFromJson)
LECTERN_JSON(AttachmentForm, attachmentFormFromJson)
LECTERN_JSON(OutlineOrder, outlineOrderFromJson)
LECTERN_JSON(LaunchCheck, launchCheckFromJson)
LECTERN_JSON(ProgressForm, progressFormFromJson)

} // namespace lectern
