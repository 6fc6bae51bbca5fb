#include "domain/validation.h"
#include "usecases/coupons/couponrow.h"
#include "usecases/coupons/coupons.h"
#include "usecases/enrollments/pricing.h"
#include <QRandomGenerator>

namespace lectern::coupons {

using store::Row;
using store::Transaction;

CouponForm formOf(const Row& row)
{
    CouponForm form;
    form.code = row.text("code");
    form.name = row.text("name");
    form.kind = row.enumeration<CouponKind>("kind");
    form.percentBps = row.small("percent_bps");
    form.amount = row.optionalMoney("amount_minor");
    form.minimum = row.optionalMoney("minimum_minor");
    form.maximumDiscount = row.optionalMoney("maximum_minor");
    form.funding = row.enumeration<CouponFunding>("funding");
    form.validFrom = row.optionalTime("valid_from");
    form.validUntil = row.optionalTime("valid_until");
    form.maxUses = row.small("max_uses");
    form.maxUsesPerStudent = row.small("max_uses_per_student");
    form.firstPurchaseOnly = row.boolean("first_purchase_only");
    form.isAdvertised = row.boolean("is_advertised");
    form.bulkCount = row.small("bulk_count");
    return form;
}

namespace {

CouponState stateOf(const Row& row, const QDateTime& now)
{
    if (!row.isNull("archived_at")) return CouponState::Archived;
    if (!row.isNull("valid_until") && row.time("valid_until") <= now) return CouponState::Expired;
    if (!row.isNull("valid_from") && row.time("valid_from") > now) return CouponState::Scheduled;
    const qint64 limit = row.integer("bulk_count") > 0 ? row.integer("bulk_count") : row.integer("max_uses");
    return limit > 0 && row.integer("uses") >= limit ? CouponState::UsedUp : CouponState::Active;
}

/// With its courses and what came of it.
Coupon whole(Transaction& transaction, const Services& services, const Row& row)
{
    Coupon coupon;
    coupon.id = row.id<CouponId>("id");
    coupon.form = formOf(row);
    coupon.state = stateOf(row, services.clock.now());
    coupon.ownerName = row.text("owner_name");
    coupon.uses = row.small("uses");
    coupon.reserved = row.small("reserved");
    coupon.createdAt = row.time("created_at");
    const store::Params id{{"coupon_id", coupon.id.value}};
    for (const Row& scope : transaction.run("coupons/list_scope", id)) {
        if (scope.isNull("course_id")) {
            coupon.form.categoryIds.append(scope.id<CategoryId>("category_id"));
        } else {
            coupon.form.courseIds.append(scope.id<CourseId>("course_id"));
            coupon.courseTitles << scope.text("title");
        }
    }
    for (const Row& sum : transaction.run("coupons/sum_uses", id)) {
        coupon.discounts.append(sum.money("discount_minor"));
        coupon.revenue.append(sum.money("paid_minor"));
    }
    return coupon;
}

bool isOwn(const Caller& caller, const Row& row) { return isStaff(caller.user->role) || row.text("teacher_id") == caller.user->id.value; }

Result<Coupon> loaded(Transaction& transaction, const Services& services, const QString& id) { return whole(transaction, services, *transaction.one("coupons/find_coupon", {{"id", id}})); }

Error unknown() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such coupon.")); }

/// Courses and categories exist, and a teacher's coupon is for the teacher's own courses and cost.
std::optional<Error> mayHave(Transaction& transaction, const Caller& caller, const CouponForm& form)
{
    const bool isTeacher = caller.user->role == Role::Teacher;
    if (isTeacher && form.funding != CouponFunding::Teacher) return fieldError(QStringLiteral("funding"), QStringLiteral("Your coupons come out of your own share."));
    if (isTeacher && !form.categoryIds.isEmpty()) return fieldError(QStringLiteral("categoryIds"), QStringLiteral("Name courses of yours instead of categories."));
    for (const CourseId& id : form.courseIds) {
        const auto row = isUuid(id.value) ? transaction.one("learning/find_outline_owner", {{"id", id.value}}) : std::nullopt;
        if (!row || (isTeacher && row->id<UserId>("teacher_id") != caller.user->id)) return fieldError(QStringLiteral("courseIds"), QStringLiteral("There is no such course among yours."));
    }
    for (const CategoryId& id : form.categoryIds) {
        if (!isUuid(id.value) || !transaction.one("courses/find_category", {{"id", id.value}})) return fieldError(QStringLiteral("categoryIds"), QStringLiteral("There is no such category."));
    }
    return std::nullopt;
}

void writeScope(Transaction& transaction, const QString& id, const CouponForm& form)
{
    transaction.exec("coupons/delete_scope", {{"coupon_id", id}});
    for (const CourseId& course : form.courseIds) transaction.exec("coupons/insert_scope", {{"coupon_id", id}, {"course_id", course.value}, {"category_id", store::null()}});
    for (const CategoryId& category : form.categoryIds) transaction.exec("coupons/insert_scope", {{"coupon_id", id}, {"course_id", store::null()}, {"category_id", category.value}});
}

store::Params conditionsOf(const CouponForm& form)
{
    QString currency;
    for (const auto& money : {form.amount, form.minimum, form.maximumDiscount}) {
        if (money) currency = money->currency().code();
    }
    const bool isPercentage = form.kind == CouponKind::Percentage;
    return {{"name", form.name.trimmed()}, {"percent_bps", isPercentage ? form.percentBps : 0}, {"amount_minor", isPercentage ? store::null() : store::orNull(form.amount)}, {"minimum_minor", store::orNull(form.minimum)},
            {"maximum_minor", isPercentage ? store::orNull(form.maximumDiscount) : store::null()}, {"currency", currency}, {"funding", toText(form.funding)},
            {"valid_from", store::orNull(form.validFrom)}, {"valid_until", store::orNull(form.validUntil)}, {"max_uses", form.maxUses},
            {"max_uses_per_student", form.maxUsesPerStudent}, {"first_purchase_only", form.firstPurchaseOnly}, {"is_advertised", form.isAdvertised && form.bulkCount == 0}};
}

/// Letters and digits that are not taken for each other when read aloud or from paper.
QString randomPart()
{
    static const QString alphabet = QStringLiteral("ABCDEFGHJKMNPQRSTUVWXYZ23456789");
    QString part;
    for (int i = 0; i < 8; ++i) part += alphabet.at(QRandomGenerator::system()->bounded(alphabet.size()));
    return part;
}

/// One code, or as many as wanted; AlreadyExists when the one is taken.
Result<Done> writeCodes(Transaction& transaction, const QString& id, const CouponForm& form)
{
    QStringList keys, codes;
    if (form.bulkCount == 0) {
        codes << form.code.simplified().remove(u' ');
        keys << couponKey(form.code);
    }
    QSet<QString> made;
    while (made.size() < form.bulkCount) made.insert(couponKey(form.code) + u'-' + randomPart());
    for (const QString& code : made) {
        codes << code;
        keys << code;
    }
    const qint64 written = transaction.exec("coupons/insert_codes", {{"coupon_id", id}, {"codes", store::packed(codes)}, {"keys", store::packed(keys)}});
    if (written == keys.size()) return Done{};
    return Error{ErrorCode::AlreadyExists, QStringLiteral("code"), QStringLiteral("This code is taken. Choose another one."), 0};
}

} // namespace

Result<Page<Coupon>> list(const Services& services, const Caller& caller, const CouponFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Coupon>>([&](Transaction& transaction) -> Result<Page<Coupon>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const bool isTeacher = caller.user->role == Role::Teacher;
        const auto rows = transaction.run("coupons/list_coupons", {{"teacher_id", isTeacher ? QVariant(caller.user->id.value) : store::null()},
                                                                   {"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)}, {"code_key", couponKey(filter.text)},
                                                                   {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()}, {"now", services.clock.now()},
                                                                   {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        return store::toPage<Coupon>(rows, limit, [&](const Row& row) { return whole(transaction, services, row); }, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

Result<Coupon> create(const Services& services, const Caller& caller, const CouponForm& form)
{
    if (auto error = validation::coupon(form)) return *error;
    return services.database.inTransaction<Coupon>([&](Transaction& transaction) -> Result<Coupon> {
        if (auto error = mayHave(transaction, caller, form)) return *error;
        const QString id = newUuid7();
        const bool isTeacher = caller.user->role == Role::Teacher;
        transaction.exec("coupons/insert_coupon", conditionsOf(form).add("id", id).add("teacher_id", isTeacher ? QVariant(caller.user->id.value) : store::null()).add("code", form.code.simplified().remove(u' '))
                                                      .add("kind", toText(form.kind)).add("bulk_count", form.bulkCount).add("created_by", caller.user->id.value).add("now", services.clock.now()));
        if (const auto written = writeCodes(transaction, id, form); !written) return written.error();
        writeScope(transaction, id, form);
        audit(transaction, services, caller, QStringLiteral("coupon.create"), form.code, id, form.name);
        return loaded(transaction, services, id);
    });
}

Result<Coupon> edit(const Services& services, const Caller& caller, const CouponId& id, const CouponForm& form)
{
    if (auto error = validation::coupon(form)) return *error;
    return services.database.inTransaction<Coupon>([&](Transaction& transaction) -> Result<Coupon> {
        const auto row = transaction.one("coupons/lock_coupon", {{"id", id.value}});
        if (!row || !isOwn(caller, *row)) return unknown();
        if (auto error = mayHave(transaction, caller, form)) return *error;
        if (couponKey(form.code) != couponKey(row->text("code")) || form.bulkCount != row->small("bulk_count")) return fieldError(QStringLiteral("code"), QStringLiteral("The codes of a coupon stay as they are. Make a new coupon instead."));
        if (toText(form.kind) != row->text("kind")) return fieldError(QStringLiteral("kind"), QStringLiteral("A coupon keeps its kind. Make a new one instead."));
        transaction.exec("coupons/update_coupon", conditionsOf(form).add("id", id.value));
        writeScope(transaction, id.value, form);
        audit(transaction, services, caller, QStringLiteral("coupon.edit"), row->text("code"), id.value, form.name);
        return loaded(transaction, services, id.value);
    });
}

Result<Coupon> setArchived(const Services& services, const Caller& caller, const CouponId& id, bool archived)
{
    return services.database.inTransaction<Coupon>([&](Transaction& transaction) -> Result<Coupon> {
        const auto row = transaction.one("coupons/lock_coupon", {{"id", id.value}});
        if (!row || !isOwn(caller, *row)) return unknown();
        transaction.exec("coupons/set_archived", {{"id", id.value}, {"archived_at", archived ? QVariant(services.clock.now()) : store::null()}});
        audit(transaction, services, caller, archived ? QStringLiteral("coupon.archive") : QStringLiteral("coupon.restore"), row->text("code"), id.value);
        return loaded(transaction, services, id.value);
    });
}

Result<Page<CouponUse>> uses(const Services& services, const Caller& caller, const CouponId& id, const PageRequest& page)
{
    return services.database.inTransaction<Page<CouponUse>>([&](Transaction& transaction) -> Result<Page<CouponUse>> {
        const auto coupon = transaction.one("coupons/find_coupon", {{"id", id.value}});
        if (!coupon || !isOwn(caller, *coupon)) return unknown();
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run("coupons/list_uses", {{"coupon_id", id.value}, {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
        const auto map = [](const Row& row) {
            CouponUse use;
            use.code = row.text("code");
            use.studentName = row.text("student_name");
            use.courseTitle = row.text("course_title");
            use.discount = row.money("discount_minor");
            use.paid = row.money("paid_minor");
            use.isReserved = row.text("state") == u"reserved";
            use.overLimit = row.boolean("over_limit");
            use.paymentId = row.optionalId<PaymentId>("payment_id");
            use.at = row.time("at");
            return use;
        };
        return store::toPage<CouponUse>(rows, limit, map, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

Result<QByteArray> codesCsv(const Services& services, const Caller& caller, const CouponId& id)
{
    return services.database.inTransaction<QByteArray>([&](Transaction& transaction) -> Result<QByteArray> {
        const auto coupon = transaction.one("coupons/find_coupon", {{"id", id.value}});
        if (!coupon || !isOwn(caller, *coupon)) return unknown();
        QByteArray csv("code,used by,course,used at\r\n");
        // A spreadsheet must not take what a person typed for a formula.
        const auto cell = [](QString text) {
            if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.at(0))) text.prepend(u'\'');
            return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
        };
        for (const Row& row : transaction.run("coupons/list_codes", {{"coupon_id", id.value}})) {
            const QString at = row.isNull("at") ? QString() : row.time("at").toString(Qt::ISODate);
            csv += QStringList{cell(row.text("code")), cell(row.text("student_name")), cell(row.text("course_title")), cell(at)}.join(u',').toUtf8() + "\r\n";
        }
        return csv;
    });
}

Result<PurchaseQuote> check(const Services& services, const Caller& caller, const CouponCheckForm& form)
{
    if (couponKey(form.code).isEmpty()) return fieldError(QStringLiteral("coupon"), QStringLiteral("Type a code."));
    if (!isUuid(form.courseId.value)) return makeError(ErrorCode::NotFound, QStringLiteral("This course is not on offer."));
    return enrollments::quote(services, caller, form.courseId, form.country.value_or(QString()), form.code, form.gift.value_or(false));
}

Result<Page<CouponOffer>> offers(const Services& services, const Caller& caller, const CourseId& course)
{
    return services.database.inTransaction<Page<CouponOffer>>([&](Transaction& transaction) -> Result<Page<CouponOffer>> {
        Page<CouponOffer> page;
        for (const Row& row : transaction.run("coupons/list_offers", {{"course_id", course.value}, {"student_id", caller.user->id.value}, {"now", services.clock.now()}})) {
            const CouponForm form = formOf(row);
            const QString percent = QString::number(form.percentBps / 100) + (form.percentBps % 100 ? u'.' + QStringLiteral("%1").arg(form.percentBps % 100, 2, 10, QLatin1Char('0')) : QString());
            const QString terms = form.kind == CouponKind::Fixed ? QStringLiteral("%1 off").arg(amountText(*form.amount)) : QStringLiteral("%1 % off").arg(percent);
            page.items.append({form.code, terms, form.validUntil});
        }
        return page;
    });
}

} // namespace lectern::coupons
