#include "usecases/bundles/bundles.h"
#include "usecases/bundles/bundlerow.h"
#include "usecases/enrollments/pricing.h"

namespace lectern::bundles {

using store::Row;
using store::Transaction;

namespace {

Error noSuchBundle() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such bundle.")); }

/// The courses are there, and of one currency.
std::optional<Error> problemOf(Transaction& transaction, const BundleForm& form)
{
    if (auto error = validation::bundle(form)) return error;
    std::optional<Currency> currency;
    for (const CourseId& id : form.courses) {
        const auto course = isUuid(id.value) ? transaction.one("courses/find_for_sale", {{"id", id.value}}) : std::nullopt;
        if (!course) return fieldError(QStringLiteral("courses"), QStringLiteral("One of the courses is not there, or not approved yet. Choose again."));
        const Currency own = course->money("fee_minor").currency();
        if (currency && *currency != own) return fieldError(QStringLiteral("courses"), QStringLiteral("“%1” is priced in %2, the others in %3. A bundle has one currency.").arg(course->text("title"), own.code(), currency->code()));
        currency = own;
    }
    return std::nullopt;
}

store::Params paramsOf(const BundleForm& form)
{
    return {{"kind", toText(form.kind)}, {"title", form.title.trimmed()}, {"description", form.description.trimmed()}, {"discount_bps", form.discountBps}, {"funding", toText(form.funding)}};
}

void writeCourses(Transaction& transaction, const QString& id, const QList<CourseId>& courses)
{
    transaction.exec("bundles/delete_courses", {{"bundle_id", id}});
    int position = 0;
    for (const CourseId& course : courses) transaction.exec("bundles/insert_course", {{"bundle_id", id}, {"position", ++position}, {"course_id", course.value}});
}

Bundle loaded(Transaction& transaction, const Services& services, const QString& id) { return toBundle(transaction, services, *transaction.one("bundles/find_bundle", {{"id", id}}), std::nullopt); }

} // namespace

Bundle toBundle(Transaction& transaction, const Services& services, const Row& row, const std::optional<UserId>& student)
{
    Bundle bundle;
    bundle.id = row.id<BundleId>("id");
    bundle.form.kind = row.enumeration<BundleKind>("kind");
    bundle.form.title = row.text("title");
    bundle.form.description = row.text("description");
    bundle.form.discountBps = row.small("discount_bps");
    bundle.form.funding = row.enumeration<CouponFunding>("funding");
    bundle.state = row.enumeration<BundleState>("state");
    bundle.sold = student ? 0 : row.small("sold");
    bundle.createdAt = row.time("created_at");
    for (const Row& line : transaction.run("bundles/list_courses", {{"bundle_id", row.text("id")}, {"student_id", store::orNull(student)}})) {
        BundleCourse course;
        course.courseId = line.id<CourseId>("course_id");
        course.title = line.text("title");
        course.teacherName = line.text("teacher_name");
        course.price = line.money("fee_minor");
        course.discounted = course.price.minus(discountOf(services, row, line, services.policy.country)).value_or(course.price);
        course.isOnOffer = line.text("state") == u"launched";
        course.coverFileId = line.optionalId<FileId>("cover_file_id");
        course.enrollmentId = line.optionalId<EnrollmentId>("enrollment_id");
        course.progressPercent = line.small("progress_percent");
        course.isCompleted = line.boolean("is_completed");
        if (student && !course.enrollmentId) {
            const auto sold = transaction.one("courses/find_for_sale", {{"id", course.courseId.value}});
            const Currency currency = bundle.courses.isEmpty() ? course.price.currency() : bundle.courses.first().price.currency();
            if (sold) course.note = obstacle(transaction, services, *student, *sold, currency);
        }
        bundle.form.courses << course.courseId;
        bundle.courses << course;
    }
    qint64 price = 0, total = 0;
    const Currency currency = bundle.courses.isEmpty() ? Currency() : bundle.courses.first().price.currency();
    for (const BundleCourse& course : std::as_const(bundle.courses)) {
        if (!course.isOnOffer || course.price.currency() != currency) continue;
        price += course.price.minor();
        total += course.discounted.minor();
    }
    bundle.price = Money::fromMinor(price, currency);
    bundle.total = Money::fromMinor(total, currency);
    return bundle;
}

Money discountOf(const Services& services, const Row& bundle, const Row& course, const QString& country)
{
    const Money price = course.money("fee_minor");
    const int bps = bundle.small("discount_bps");
    const Money wanted = Money::fromMinor(price.minor() / 10'000 * bps + price.minor() % 10'000 * bps / 10'000, price.currency()).cutToSteps();
    if (bundle.enumeration<CouponFunding>("funding") != CouponFunding::Platform) return wanted;
    const auto list = enrollments::priceWithTax(services.policy, price, country, course.text("category_name"));
    const Money share = ledger::split(list.net, enrollments::shareOf(course, services.policy)).platform;
    return Money::fromMinor(std::min(wanted.minor(), share.minor()), price.currency()).cutToSteps();
}

Result<Page<Bundle>> all(const Services& services)
{
    return services.database.inTransaction<Page<Bundle>>([&](Transaction& transaction) -> Result<Page<Bundle>> {
        Page<Bundle> page;
        for (const Row& row : transaction.run("bundles/list_bundles", {{"state", store::null()}})) page.items.append(toBundle(transaction, services, row, std::nullopt));
        return page;
    });
}

Result<Page<Bundle>> onSale(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Page<Bundle>>([&](Transaction& transaction) -> Result<Page<Bundle>> {
        Page<Bundle> page;
        for (const Row& row : transaction.run("bundles/list_bundles", {{"state", toText(BundleState::OnSale)}})) page.items.append(toBundle(transaction, services, row, caller.user->id));
        return page;
    });
}

Result<Bundle> create(const Services& services, const Caller& caller, const BundleForm& form)
{
    return services.database.inTransaction<Bundle>([&](Transaction& transaction) -> Result<Bundle> {
        if (auto error = problemOf(transaction, form)) return *error;
        const QString id = newUuid7();
        transaction.exec("bundles/insert_bundle", paramsOf(form).add("id", id).add("created_by", caller.user->id.value).add("now", services.clock.now()));
        writeCourses(transaction, id, form.courses);
        audit(transaction, services, caller, QStringLiteral("bundle.create"), form.title.trimmed(), id, QStringLiteral("%1 courses, %2 % off").arg(form.courses.size()).arg(form.discountBps / 100.0));
        return loaded(transaction, services, id);
    });
}

Result<Bundle> edit(const Services& services, const Caller& caller, const BundleId& id, const BundleForm& form)
{
    return services.database.inTransaction<Bundle>([&](Transaction& transaction) -> Result<Bundle> {
        if (!transaction.one("bundles/lock_bundle", {{"id", id.value}})) return noSuchBundle();
        if (auto error = problemOf(transaction, form)) return *error;
        transaction.exec("bundles/update_bundle", paramsOf(form).add("id", id.value));
        writeCourses(transaction, id.value, form.courses);
        audit(transaction, services, caller, QStringLiteral("bundle.edit"), form.title.trimmed(), id.value, QStringLiteral("%1 courses, %2 % off").arg(form.courses.size()).arg(form.discountBps / 100.0));
        return loaded(transaction, services, id.value);
    });
}

Result<Bundle> setState(const Services& services, const Caller& caller, const BundleId& id, BundleState state)
{
    return services.database.inTransaction<Bundle>([&](Transaction& transaction) -> Result<Bundle> {
        const auto row = transaction.one("bundles/lock_bundle", {{"id", id.value}});
        if (!row) return noSuchBundle();
        const auto before = row->enumeration<BundleState>("state");
        if (state == BundleState::Draft && before != BundleState::Draft) return makeError(ErrorCode::InvalidState, QStringLiteral("It was on sale before. Archive it instead."));
        transaction.exec("bundles/set_state", {{"id", id.value}, {"state", toText(state)}});
        audit(transaction, services, caller, QStringLiteral("bundle.state"), row->text("title"), id.value, toText(state));
        return loaded(transaction, services, id.value);
    });
}

} // namespace lectern::bundles
