#include "usecases/plans/plans.h"
#include "domain/validation.h"

namespace lectern::plans {

using store::Row;
using store::Transaction;

namespace {

Plan toPlan(const Row& row)
{
    Plan plan;
    plan.id = row.id<PlanId>("id");
    plan.form.name = row.text("name");
    plan.form.kind = row.enumeration<PlanKind>("kind");
    plan.form.depositBps = row.small("deposit_bps");
    plan.form.balanceDays = row.small("balance_days");
    plan.form.count = row.small("count");
    plan.form.interval = row.enumeration<PlanInterval>("every");
    if (plan.form.kind == PlanKind::Subscription) {
        plan.form.price = row.optionalMoney("price_minor");
        plan.form.trialDays = row.small("trial_days");
    }
    plan.isArchived = !row.isNull("archived_at");
    plan.running = row.small("running");
    plan.createdAt = row.time("created_at");
    return plan;
}

/// With the courses that are sold by each now.
void countProducts(Transaction& transaction, QList<Plan>& plans)
{
    for (const Row& row : transaction.run("plans/count_products")) {
        for (Plan& plan : plans) {
            if (plan.id != row.id<PlanId>("plan_id")) continue;
            plan.courses = row.small("attached");
            plan.coursesByRule = row.small("by_rule");
        }
    }
}

Plan load(Transaction& transaction, const QString& id)
{
    QList<Plan> one{toPlan(*transaction.one("plans/find_plan", {{"id", id}}))};
    countProducts(transaction, one);
    return one.first();
}

PlanRule toRule(const Row& row)
{
    PlanRule rule;
    rule.id = row.id<PlanRuleId>("id");
    rule.categoryId = row.optionalId<CategoryId>("category_id");
    rule.categoryName = row.text("category_name");
    rule.teacherId = row.optionalId<UserId>("teacher_id");
    rule.teacherName = row.text("teacher_name");
    rule.minimum = row.optionalMoney("minimum_minor");
    rule.maximum = row.optionalMoney("maximum_minor");
    rule.planId = row.id<PlanId>("plan_id");
    rule.planName = row.text("plan_name");
    return rule;
}

QList<PlanRule> readRules(Transaction& transaction)
{
    QList<PlanRule> rules;
    for (const Row& row : transaction.run("plans/list_rules")) rules.append(toRule(row));
    return rules;
}

bool fits(const PlanRule& rule, const ProductFacts& product)
{
    const auto priced = [&](const std::optional<Money>& bound, bool isMinimum) {
        if (!bound) return true;
        if (bound->currency() != product.price.currency()) return false;
        return isMinimum ? product.price.minor() >= bound->minor() : product.price.minor() <= bound->minor();
    };
    return (!rule.categoryId || *rule.categoryId == product.category) && (!rule.teacherId || *rule.teacherId == product.teacher) && priced(rule.minimum, true) && priced(rule.maximum, false);
}

Sold soldBy(Transaction& transaction, const ProductFacts& product, const QList<PlanRule>& rules)
{
    Sold sold;
    for (const Row& row : transaction.run("plans/list_of_course", {{"course_id", product.course.value}})) sold.plans.append(toPlan(row));
    if (!sold.plans.isEmpty()) return sold;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        if (!fits(rules.at(i), product)) continue;
        const auto row = transaction.one("plans/find_plan", {{"id", rules.at(i).planId.value}});
        if (!row || !row->isNull("archived_at")) continue; // a plan that is offered no more lets the next rule decide
        return {{toPlan(*row)}, static_cast<int>(i) + 1};
    }
    return sold;
}

Product toProduct(Transaction& transaction, const Row& row, const QList<PlanRule>& rules)
{
    Product product;
    product.courseId = row.id<CourseId>("course_id");
    product.title = row.text("title");
    product.teacherName = row.text("teacher_name");
    product.categoryName = row.text("category_name");
    product.price = row.money("fee_minor");
    const Sold sold = soldBy(transaction, {product.courseId, row.id<CategoryId>("category_id"), row.id<UserId>("teacher_id"), product.price}, rules);
    for (const Plan& plan : sold.plans) {
        if (sold.rule == 0) product.planIds.append(plan.id);
        product.planNames.append(plan.form.name);
    }
    product.ruleNumber = sold.rule;
    return product;
}

store::Params paramsOf(const PlanForm& form)
{
    const bool isSubscription = form.kind == PlanKind::Subscription;
    return {{"name", form.name.trimmed()}, {"kind", toText(form.kind)}, {"deposit_bps", form.kind == PlanKind::Deposit ? form.depositBps : 0},
            {"balance_days", form.kind == PlanKind::Deposit ? form.balanceDays : 0}, {"count", form.kind == PlanKind::Instalments ? form.count : 0}, {"every", toText(form.interval)},
            {"price_minor", isSubscription ? store::orNull(form.price) : store::null()}, {"currency", isSubscription ? form.price->currency().code() : QString()}, {"trial_days", isSubscription ? form.trialDays.value_or(0) : 0}};
}

Error unknownPlan() { return makeError(ErrorCode::NotFound, QStringLiteral("There is no such plan.")); }

/// The rules with what they name looked up, or which of them names something that is not there.
Result<QList<PlanRule>> complete(Transaction& transaction, const PlanRules& wanted)
{
    if (auto error = validation::planRules(wanted)) return *error;
    QList<PlanRule> rules = wanted.rules;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        PlanRule& rule = rules[i];
        const QString path = QStringLiteral("rules[%1]").arg(i);
        if (!transaction.one("plans/find_plan", {{"id", rule.planId.value}})) return fieldError(path + QStringLiteral(".planId"), QStringLiteral("There is no such plan."));
        if (rule.categoryId && (!isUuid(rule.categoryId->value) || !transaction.one("courses/find_category", {{"id", rule.categoryId->value}}))) return fieldError(path + QStringLiteral(".categoryId"), QStringLiteral("There is no such category."));
        if (rule.teacherId && (!isUuid(rule.teacherId->value) || !transaction.one("accounts/find_user", {{"id", rule.teacherId->value}}))) return fieldError(path + QStringLiteral(".teacherId"), QStringLiteral("There is no such teacher."));
    }
    return rules;
}

} // namespace

Sold soldBy(Transaction& transaction, const ProductFacts& product) { return soldBy(transaction, product, readRules(transaction)); }

namespace {
/// A trial of a course is had once.
bool mayTry(Transaction& transaction, const CourseId& course, const std::optional<UserId>& student)
{
    return student && !transaction.one("subscriptions/had_trial", {{"student_id", student->value}, {"course_id", course.value}})->boolean("had");
}
} // namespace

QList<PlanOffer> offersFor(Transaction& transaction, const ProductFacts& product, const OfferPrices& prices, const QDate& today)
{
    QList<PlanOffer> offers;
    if (prices.total.minor() <= 0) return offers;
    const Money smallest = validation::smallestCharge(prices.total.currency());
    for (const Plan& plan : soldBy(transaction, product).plans) {
        const bool isSubscription = plan.form.kind == PlanKind::Subscription;
        PlanForm form = plan.form;
        if (form.trialDays.value_or(0) > 0 && !mayTry(transaction, product.course, prices.student)) form.trialDays = 0;
        if (isSubscription && plan.form.price->currency() != product.price.currency()) continue;
        const QList<PlannedLine> lines = planLines(form, isSubscription ? prices.withTax(*plan.form.price) : prices.total, today);
        const bool canBePaid = std::all_of(lines.begin(), lines.end(), [&](const PlannedLine& line) { return line.amount.minor() >= smallest.minor(); });
        if (!canBePaid || (lines.size() < 2 && !isSubscription)) continue;
        offers.append({plan.id, plan.form.name, plan.form.kind, lines, isSubscription ? std::optional(plan.form.interval) : std::nullopt});
    }
    return offers;
}

Result<Page<Plan>> list(const Services& services)
{
    return services.database.inTransaction<Page<Plan>>([](Transaction& transaction) -> Result<Page<Plan>> {
        Page<Plan> page;
        for (const Row& row : transaction.run("plans/list_plans")) page.items.append(toPlan(row));
        countProducts(transaction, page.items);
        return page;
    });
}

Result<Plan> create(const Services& services, const Caller& caller, const PlanForm& form)
{
    if (auto error = validation::plan(form)) return *error;
    return services.database.inTransaction<Plan>([&](Transaction& transaction) -> Result<Plan> {
        const QString id = newUuid7();
        transaction.exec("plans/insert_plan", paramsOf(form).add("id", id).add("now", services.clock.now()));
        audit(transaction, services, caller, QStringLiteral("plan.create"), form.name, id);
        return load(transaction, id);
    });
}

Result<Plan> edit(const Services& services, const Caller& caller, const PlanId& id, const PlanForm& form)
{
    if (auto error = validation::plan(form)) return *error;
    return services.database.inTransaction<Plan>([&](Transaction& transaction) -> Result<Plan> {
        if (transaction.exec("plans/update_plan", paramsOf(form).add("id", id.value)) == 0) return unknownPlan();
        audit(transaction, services, caller, QStringLiteral("plan.edit"), form.name, id.value);
        return load(transaction, id.value);
    });
}

Result<Plan> setArchived(const Services& services, const Caller& caller, const PlanId& id, bool archived)
{
    return services.database.inTransaction<Plan>([&](Transaction& transaction) -> Result<Plan> {
        if (transaction.exec("plans/set_archived", {{"id", id.value}, {"archived_at", archived ? QVariant(services.clock.now()) : store::null()}}) == 0) return unknownPlan();
        const Plan plan = load(transaction, id.value);
        audit(transaction, services, caller, archived ? QStringLiteral("plan.archive") : QStringLiteral("plan.restore"), plan.form.name, id.value);
        return plan;
    });
}

Result<PlanRules> rules(const Services& services)
{
    return services.database.inTransaction<PlanRules>([](Transaction& transaction) -> Result<PlanRules> { return PlanRules{readRules(transaction)}; });
}

Result<PlanRules> saveRules(const Services& services, const Caller& caller, const PlanRules& wanted)
{
    return services.database.inTransaction<PlanRules>([&](Transaction& transaction) -> Result<PlanRules> {
        const auto complete = plans::complete(transaction, wanted);
        if (!complete) return complete.error();
        transaction.run("plans/lock_rules");
        transaction.exec("plans/delete_rules");
        int position = 0;
        for (const PlanRule& rule : *complete) {
            const std::optional<Money> priced = rule.minimum ? rule.minimum : rule.maximum;
            transaction.exec("plans/insert_rule", {{"id", newUuid7()}, {"position", ++position}, {"category_id", store::orNull(rule.categoryId)}, {"teacher_id", store::orNull(rule.teacherId)},
                                                   {"minimum_minor", store::orNull(rule.minimum)}, {"maximum_minor", store::orNull(rule.maximum)}, {"currency", priced ? priced->currency().code() : QString()}, {"plan_id", rule.planId.value}});
        }
        audit(transaction, services, caller, QStringLiteral("plan.rules"), QStringLiteral("%1 rules").arg(position), {});
        return PlanRules{readRules(transaction)};
    });
}

namespace {

Result<Page<Product>> pageOf(Transaction& transaction, const QString& text, const PageRequest& page, const QList<PlanRule>& rules)
{
    const QStringList cursor = store::decodeCursor(page.cursor, 1);
    const int limit = limitOf(page);
    const auto rows = transaction.run("plans/list_products", {{"pattern", text.isEmpty() ? store::null() : store::likePattern(text)}, {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())}, {"limit", limit + 1}});
    return store::toPage<Product>(rows, limit, [&](const Row& row) { return toProduct(transaction, row, rules); }, [](const Row& row) { return QStringList{row.text("course_id")}; });
}

} // namespace

Result<Page<Product>> products(const Services& services, const QString& text, const PageRequest& page)
{
    return services.database.inTransaction<Page<Product>>([&](Transaction& transaction) { return pageOf(transaction, text, page, readRules(transaction)); });
}

Result<Page<Product>> preview(const Services& services, const PlanRules& wanted, const PageRequest& page)
{
    return services.database.inTransaction<Page<Product>>([&](Transaction& transaction) -> Result<Page<Product>> {
        const auto rules = complete(transaction, wanted);
        if (!rules) return rules.error();
        return pageOf(transaction, {}, page, *rules);
    });
}

Result<Product> attach(const Services& services, const Caller& caller, const ProductForm& form)
{
    if (form.planIds.size() > 10) return fieldError(QStringLiteral("planIds"), QStringLiteral("Attach at most 10 plans."));
    return services.database.inTransaction<Product>([&](Transaction& transaction) -> Result<Product> {
        const auto course = isUuid(form.courseId.value) ? transaction.one("plans/find_product", {{"course_id", form.courseId.value}}) : std::nullopt;
        if (!course) return fieldError(QStringLiteral("courseId"), QStringLiteral("There is no such launched course."));
        transaction.exec("plans/detach_plans", {{"course_id", form.courseId.value}});
        int position = 0;
        for (const PlanId& id : form.planIds) {
            const auto plan = isUuid(id.value) ? transaction.one("plans/find_plan", {{"id", id.value}}) : std::nullopt;
            if (!plan || !plan->isNull("archived_at")) return fieldError(QStringLiteral("planIds"), QStringLiteral("There is no such plan in use."));
            transaction.exec("plans/attach_plan", {{"course_id", form.courseId.value}, {"plan_id", id.value}, {"position", ++position}});
        }
        audit(transaction, services, caller, QStringLiteral("plan.attach"), course->text("title"), form.courseId.value, QStringLiteral("%1 plans").arg(position));
        return toProduct(transaction, *course, readRules(transaction));
    });
}

} // namespace lectern::plans
