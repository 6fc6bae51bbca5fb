#pragma once
#include "domain/ids.h"
#include "domain/result.h"
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <optional>

namespace lectern {

enum class LectureKind { Video, Article, Document };
QString toText(LectureKind);
bool fromText(const QString&, LectureKind&);

/// A stored file: content-addressed by SHA-256, immutable.
struct StoredFile {
    FileId id;
    QString name;
    qint64 size = 0;
    QString mimeType;
    QString sha256; ///< lower-case hex; empty while the upload is incomplete
    qint64 received = 0; ///< bytes that the server has; == size when complete
    bool operator==(const StoredFile&) const = default;
};
QJsonObject toJson(const StoredFile&);
Result<StoredFile> storedFileFromJson(const QJsonObject&);

struct Attachment {
    AttachmentId id;
    QString title;
    StoredFile file;
    bool operator==(const Attachment&) const = default;
};

struct Lecture {
    LectureId id;
    SectionId sectionId;
    QString title;
    LectureKind kind = LectureKind::Article;
    QString articleMarkdown;         ///< Article only
    std::optional<StoredFile> file;  ///< Video and Document
    int durationSeconds = 0;         ///< Video: as the client measured it; 0 unknown
    QList<Attachment> attachments;
    // For a student:
    int progressPercent = 0;
    int positionSeconds = 0;
    bool operator==(const Lecture&) const = default;
};
QJsonObject toJson(const Lecture&);
Result<Lecture> lectureFromJson(const QJsonObject&);

struct Section {
    SectionId id;
    QString title;
    QList<Lecture> lectures;
    bool operator==(const Section&) const = default;
};

/// The content of a course in order.
struct Outline {
    QList<Section> sections;
    int version = 0; ///< grows with every change; send it back when reordering
    bool operator==(const Outline&) const = default;
};
QJsonObject toJson(const Outline&);
Result<Outline> outlineFromJson(const QJsonObject&);

struct SectionForm {
    QString title;
    bool operator==(const SectionForm&) const = default;
};
QJsonObject toJson(const SectionForm&);
Result<SectionForm> sectionFormFromJson(const QJsonObject&);

struct LectureForm {
    QString title;
    LectureKind kind = LectureKind::Article;
    QString articleMarkdown;
    std::optional<FileId> fileId;
    int durationSeconds = 0;
    bool operator==(const LectureForm&) const = default;
};
QJsonObject toJson(const LectureForm&);
Result<LectureForm> lectureFormFromJson(const QJsonObject&);

struct AttachmentForm {
    QString title;
    FileId fileId;
    bool operator==(const AttachmentForm&) const = default;
};
QJsonObject toJson(const AttachmentForm&);
Result<AttachmentForm> attachmentFormFromJson(const QJsonObject&);

/// The whole order at once; refused with Conflict when `version` is not the server's or an id is missing.
struct OutlineOrder {
    struct SectionOrder {
        SectionId id;
        QList<LectureId> lectures;
        bool operator==(const SectionOrder&) const = default;
    };
    int version = 0;
    QList<SectionOrder> sections;
    bool operator==(const OutlineOrder&) const = default;
};
QJsonObject toJson(const OutlineOrder&);
Result<OutlineOrder> outlineOrderFromJson(const QJsonObject&);

/// What stands between a course and its launch.
struct LaunchCheck {
    struct Item {
        QString code; ///< approved, has_lecture, uploads_complete, articles_filled
        bool ok = false;
        QString detail; ///< what to do when not ok
        bool operator==(const Item&) const = default;
    };
    QList<Item> items;
    [[nodiscard]] bool ready() const;
    bool operator==(const LaunchCheck&) const = default;
};
QJsonObject toJson(const LaunchCheck&);
Result<LaunchCheck> launchCheckFromJson(const QJsonObject&);

struct ProgressForm {
    int progressPercent = 0; ///< 0…100; the server keeps the maximum
    int positionSeconds = 0;
    bool operator==(const ProgressForm&) const = default;
};
QJsonObject toJson(const ProgressForm&);
Result<ProgressForm> progressFormFromJson(const QJsonObject&);

} // namespace lectern
