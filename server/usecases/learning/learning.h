#pragma once
#include "usecases/context.h"

namespace lectern::learning {

// The outline of a course. Writing: its teacher, once the course was approved. Each answers the whole outline.
[[nodiscard]] Result<Outline> outline(const Services& services, const Caller& caller, const CourseId& course);
[[nodiscard]] Result<Outline> addSection(const Services& services, const Caller& caller, const CourseId& course, const SectionForm& form);
[[nodiscard]] Result<Outline> editSection(const Services& services, const Caller& caller, const SectionId& id, const SectionForm& form);
[[nodiscard]] Result<Outline> removeSection(const Services& services, const Caller& caller, const SectionId& id);
[[nodiscard]] Result<Outline> addLecture(const Services& services, const Caller& caller, const SectionId& section, const LectureForm& form);
[[nodiscard]] Result<Outline> editLecture(const Services& services, const Caller& caller, const LectureId& id, const LectureForm& form);
[[nodiscard]] Result<Outline> removeLecture(const Services& services, const Caller& caller, const LectureId& id);
[[nodiscard]] Result<Outline> reorder(const Services& services, const Caller& caller, const CourseId& course, const OutlineOrder& order);
[[nodiscard]] Result<Outline> attach(const Services& services, const Caller& caller, const LectureId& lecture, const AttachmentForm& form);
[[nodiscard]] Result<Outline> detach(const Services& services, const Caller& caller, const AttachmentId& id);

// A student's side. Forbidden without access (not paid, refunded, suspended).
[[nodiscard]] Result<LearningCourse> learn(const Services& services, const Caller& caller, const EnrollmentId& id);
/// Keeps the maximum of the percentages; at 100 % of every lecture completes the enrollment and issues the certificate.
[[nodiscard]] Result<Enrollment> setProgress(const Services& services, const Caller& caller, const EnrollmentId& id, const LectureId& lecture, const ProgressForm& form);
[[nodiscard]] Result<Certificate> certificate(const Services& services, const Caller& caller, const EnrollmentId& id);
/// Public: by the code on the certificate.
[[nodiscard]] Result<Certificate> verifyCertificate(const Services& services, const QString& code);
[[nodiscard]] Result<Page<CourseStudent>> students(const Services& services, const Caller& caller, const CourseId& id, const PageRequest& page);

// Files.
struct UploadForm {
    QString name;
    QString mimeType;
    qint64 size = 0;
    QString sha256; ///< as the client computed it; empty: not given
};
[[nodiscard]] Result<StoredFile> createUpload(const Services& services, const Caller& caller, const UploadForm& form);
[[nodiscard]] Result<StoredFile> findUpload(const Services& services, const Caller& caller, const FileId& id);
[[nodiscard]] Result<Done> advanceUpload(const Services& services, const FileId& id, qint64 received);
/// Whether all that arrived is what its name and type claim: students must not meet a video that cannot be played.
[[nodiscard]] Result<Done> checkContent(const Services& services, const StoredFile& file);
[[nodiscard]] Result<StoredFile> completeUpload(const Services& services, const FileId& id, const QString& sha256);
[[nodiscard]] Result<Done> removeUpload(const Services& services, const Caller& caller, const FileId& id);
/// The complete file when the caller may read it.
[[nodiscard]] Result<StoredFile> readableFile(const Services& services, const Caller& caller, const FileId& id);
/// The complete file for a ticket that was checked already.
[[nodiscard]] Result<StoredFile> completeFile(const Services& services, const FileId& id);
/// Forgets uploads that nobody finished; answers their ids, whose parts on disk can go.
[[nodiscard]] Result<QList<FileId>> forgetAbandonedUploads(const Services& services, int olderThanHours);

} // namespace lectern::learning
