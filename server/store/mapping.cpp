#include "store/mapping.h"

namespace lectern::store {

User toUser(const Row& row)
{
    return {row.id<UserId>("id"), row.text("name"), row.text("email"), row.enumeration<Role>("role"),
            row.enumeration<UserState>("state"), row.text("country"), row.time("created_at")};
}

CourseCard toCard(const Row& row)
{
    CourseCard card;
    card.title = row.text("title");
    card.categoryId = row.id<CategoryId>("category_id");
    card.fee = row.money("fee_minor");
    card.descriptionMarkdown = row.text("description");
    card.language = row.text("language");
    card.level = row.enumeration<Level>("level");
    card.coverFileId = row.optionalId<FileId>("cover_file_id");
    return card;
}

CourseSummary toCourseSummary(const Row& row)
{
    CourseSummary course;
    course.id = row.id<CourseId>("id");
    course.title = row.text("title");
    course.categoryName = row.text("category_name");
    course.teacherId = row.id<UserId>("teacher_id");
    course.teacherName = row.text("teacher_name");
    course.fee = row.money("fee_minor");
    course.state = row.enumeration<CourseState>("state");
    course.pendingRevision = row.boolean("pending_revision");
    course.students = row.small("students");
    course.revenue = row.money("revenue");
    course.completionPercent = row.small("completion");
    course.coverFileId = row.optionalId<FileId>("cover_file_id");
    course.updatedAt = row.time("updated_at");
    return course;
}

CatalogueItem toCatalogueItem(const Row& row)
{
    CatalogueItem item;
    item.id = row.id<CourseId>("course_id");
    item.slug = row.text("slug");
    item.title = row.text("title");
    item.summary = row.text("summary");
    item.categoryName = row.text("category_name");
    item.teacherName = row.text("teacher_name");
    item.language = row.text("language");
    item.level = row.enumeration<Level>("level");
    item.fee = row.money("fee_minor");
    item.students = row.small("students");
    item.lectures = row.small("lectures");
    item.coverFileId = row.optionalId<FileId>("cover_file_id");
    return item;
}

Enrollment toEnrollment(const Row& row)
{
    Enrollment enrollment;
    enrollment.id = row.id<EnrollmentId>("id");
    enrollment.courseId = row.id<CourseId>("course_id");
    enrollment.courseTitle = row.text("course_title");
    enrollment.teacherName = row.text("teacher_name");
    enrollment.studentId = row.id<UserId>("student_id");
    enrollment.studentName = row.text("student_name");
    enrollment.state = row.enumeration<EnrollmentState>("state");
    enrollment.price = row.money("price_minor");
    enrollment.progressPercent = row.small("progress_percent");
    enrollment.coverFileId = row.optionalId<FileId>("cover_file_id");
    enrollment.paymentId = row.optionalId<PaymentId>("payment_id");
    enrollment.expiresAt = row.optionalTime("expires_at");
    if (!row.isNull("certificate_code")) enrollment.certificateCode = row.text("certificate_code");
    enrollment.createdAt = row.time("created_at");
    enrollment.updatedAt = row.time("updated_at");
    return enrollment;
}

Payment toPayment(const Row& row)
{
    Payment payment;
    payment.id = row.id<PaymentId>("id");
    payment.kind = row.enumeration<PaymentKind>("kind");
    payment.method = row.enumeration<PaymentMethod>("method");
    payment.enrollmentId = row.id<EnrollmentId>("enrollment_id");
    payment.courseId = row.id<CourseId>("course_id");
    payment.courseTitle = row.text("course_title");
    payment.studentId = row.id<UserId>("student_id");
    payment.studentName = row.text("student_name");
    payment.teacherName = row.text("teacher_name");
    payment.amount = row.money("amount_minor");
    payment.refunded = row.money("refunded_minor");
    payment.disputed = row.money("disputed_minor");
    payment.walletPart = row.money("wallet_minor");
    payment.tax = row.money("tax_minor");
    payment.taxBps = row.small("tax_bps");
    payment.fee = row.optionalMoney("fee_minor");
    payment.receiptNumber = row.text("receipt_number");
    payment.teacherShare = row.money("teacher_minor");
    payment.platformShare = row.money("platform_minor");
    payment.state = row.enumeration<PaymentState>("state");
    payment.failureMessage = row.text("failure_message");
    payment.gatewayId = row.text("gateway_id");
    payment.createdAt = row.time("created_at");
    payment.settledAt = row.optionalTime("settled_at");
    payment.discount = row.money("discount_minor");
    payment.couponCode = row.text("coupon_code");
    payment.instalment = row.small("line_number");
    payment.instalments = row.small("line_count");
    payment.standing = row.enumeration<PaymentStanding>("standing");
    payment.isGift = row.boolean("is_gift");
    payment.isForBundle = row.boolean("is_for_bundle");
    payment.bookingId = row.optionalId<BookingId>("booking_id");
    payment.transferReference = row.text("transfer_reference");
    payment.sessionAt = row.optionalTime("session_at");
    return payment;
}

Refund toRefund(const Row& row)
{
    Refund refund;
    refund.id = row.id<RefundId>("id");
    refund.paymentId = row.id<PaymentId>("payment_id");
    refund.courseTitle = row.text("course_title");
    refund.studentName = row.text("student_name");
    refund.amount = row.money("amount_minor");
    refund.state = row.enumeration<RefundState>("state");
    refund.reason = row.text("reason");
    refund.requestedBy = row.text("requested_by_name");
    refund.decidedBy = row.text("decided_by_name");
    refund.failure = row.text("failure");
    refund.gatewayId = row.text("gateway_id");
    refund.channel = row.enumeration<RefundChannel>("channel");
    refund.reversal = row.boolean("reversal");
    refund.createdAt = row.time("created_at");
    refund.finishedAt = row.optionalTime("finished_at");
    return refund;
}

Withdrawal toWithdrawal(const Row& row)
{
    Withdrawal withdrawal;
    withdrawal.id = row.id<WithdrawalId>("id");
    withdrawal.vaultId = row.id<VaultId>("vault_id");
    withdrawal.vaultKind = row.enumeration<VaultKind>("vault_kind");
    withdrawal.ownerName = row.text("owner_name");
    withdrawal.amount = row.money("amount_minor");
    withdrawal.state = row.enumeration<WithdrawalState>("state");
    withdrawal.note = row.text("note");
    withdrawal.reason = row.text("reason");
    withdrawal.gatewayId = row.text("gateway_id");
    withdrawal.transferId = row.text("transfer_id");
    withdrawal.reference = row.text("reference");
    withdrawal.decidedBy = row.text("decided_by");
    withdrawal.approvedBy = row.text("approved_by").split(QChar(30), Qt::SkipEmptyParts);
    for (const QString& id : row.text("approved_by_ids").split(QChar(30), Qt::SkipEmptyParts)) withdrawal.approvedByIds.append(UserId{id});
    withdrawal.requestedAt = row.time("requested_at");
    withdrawal.decidedAt = row.optionalTime("decided_at");
    withdrawal.finishedAt = row.optionalTime("finished_at");
    return withdrawal;
}

Certificate toCertificate(const Row& row)
{
    Certificate certificate;
    certificate.id = row.id<CertificateId>("id");
    certificate.code = row.text("code");
    certificate.studentName = row.text("student_name");
    certificate.courseTitle = row.text("course_title");
    certificate.teacherName = row.text("teacher_name");
    certificate.issuedAt = row.time("issued_at");
    certificate.revoked = !row.isNull("revoked_at");
    return certificate;
}

StoredFile toFile(const Row& row, const char* idColumn, const char* nameColumn)
{
    return {row.id<FileId>(idColumn), row.text(nameColumn), row.integer("size_bytes"), row.text("mime_type"),
            row.text("sha256"), row.integer("received")};
}

QString encodeCursor(const QStringList& parts)
{
    return QString::fromLatin1(
        parts.join(QChar(0x1F)).toUtf8().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QStringList decodeCursor(const QString& cursor, int parts)
{
    if (cursor.isEmpty()) return {};
    const QByteArray bytes = QByteArray::fromBase64(cursor.toLatin1(), QByteArray::Base64UrlEncoding);
    const QStringList list = QString::fromUtf8(bytes).split(QChar(0x1F));
    return list.size() == parts && !list.join(QString()).contains(QChar(0)) ? list : QStringList();
}

} // namespace lectern::store
