#pragma once
#include "domain/payments.h"
#include <QDate>

namespace lectern {

enum class PlanKind {
    Once,        ///< one payment
    Deposit,     ///< a part at once, the rest some days later
    Instalments, ///< equal parts at an interval; what does not divide goes on the first
    Subscription, ///< a price of its own for each period, until it is cancelled
};
QString toText(PlanKind);
bool fromText(const QString&, PlanKind&);
enum class PlanInterval { Week, Month, Year };
QString toText(PlanInterval);
bool fromText(const QString&, PlanInterval&);

struct PlanForm {
    QString name;
    PlanKind kind = PlanKind::Instalments;
    int depositBps = 0;  ///< Deposit: 100 to 9900 of the total
    int balanceDays = 0; ///< Deposit: 1 to 365 days until the rest is due
    int count = 0;       ///< Instalments: 2 to 36
    PlanInterval interval = PlanInterval::Month; ///< Instalments, Subscription
    std::optional<Money> price = {};    ///< Subscription: of a period; offered for courses of its currency
    std::optional<int> trialDays = {};  ///< Subscription: 0 to 365 days before the first payment
    bool operator==(const PlanForm&) const = default;
};
QJsonObject toJson(const PlanForm&);
Result<PlanForm> planFormFromJson(const QJsonObject&);

/// A way to spread a price over time, of no course in particular.
struct Plan {
    PlanId id;
    PlanForm form;
    bool isArchived = false; ///< offered no more; what runs goes on
    int courses = 0;         ///< launched courses that it is attached to
    int coursesByRule = 0;   ///< launched courses that a rule sells by it
    int running = 0;         ///< schedules and subscriptions that are not over
    QDateTime createdAt;
    bool operator==(const Plan&) const = default;
};
QJsonObject toJson(const Plan&);
Result<Plan> planFromJson(const QJsonObject&);

/// The first rule whose conditions all hold picks the plan of a course that has none attached.
struct PlanRule {
    PlanRuleId id;
    std::optional<CategoryId> categoryId;
    QString categoryName;
    std::optional<UserId> teacherId;
    QString teacherName;
    std::optional<Money> minimum; ///< price from, and of that currency
    std::optional<Money> maximum; ///< price up to
    PlanId planId;
    QString planName;
    bool operator==(const PlanRule&) const = default;
};
QJsonObject toJson(const PlanRule&);
Result<PlanRule> planRuleFromJson(const QJsonObject&);
/// All rules, in their order; saved as a whole.
struct PlanRules {
    QList<PlanRule> rules;
    bool operator==(const PlanRules&) const = default;
};
QJsonObject toJson(const PlanRules&);
Result<PlanRules> planRulesFromJson(const QJsonObject&);

/// One payment of a plan as it would be, or was, agreed to.
struct PlannedLine {
    int number = 1;
    QDateTime dueOn; ///< midnight UTC of the day
    Money amount;
    bool operator==(const PlannedLine&) const = default;
};
QJsonObject toJson(const PlannedLine&);
Result<PlannedLine> plannedLineFromJson(const QJsonObject&);

/// A plan as a student is offered it, for one price.
struct PlanOffer {
    PlanId planId;
    QString name;
    PlanKind kind = PlanKind::Instalments;
    QList<PlannedLine> lines; ///< Subscription: the first payment alone
    std::optional<PlanInterval> interval = {}; ///< Subscription: of the payments after it
    bool operator==(const PlanOffer&) const = default;
};
QJsonObject toJson(const PlanOffer&);
Result<PlanOffer> planOfferFromJson(const QJsonObject&);

/// A launched course as something that is sold, with the plans that it is sold by.
struct Product {
    CourseId courseId;
    QString title;
    QString teacherName;
    QString categoryName;
    Money price;
    QList<PlanId> planIds; ///< attached
    QStringList planNames; ///< attached, or that of the rule
    int ruleNumber = 0;    ///< position of the rule that applies, from 1; 0: plans are attached, or no rule fits
    bool operator==(const Product&) const = default;
};
QJsonObject toJson(const Product&);
Result<Product> productFromJson(const QJsonObject&);
struct ProductForm {
    CourseId courseId;
    QList<PlanId> planIds; ///< empty: by the rules
    bool operator==(const ProductForm&) const = default;
};
QJsonObject toJson(const ProductForm&);
Result<ProductForm> productFormFromJson(const QJsonObject&);

/// The payments of a plan for `total`, beginning on `start`. Days of months are those of `start` where the month has them
/// (31 Jan, 28 Feb, 31 Mar). Adds up to the total; the remainder is on the first. Of a subscription `total` is the price of a
/// period, and its line the first payment, after the trial.
[[nodiscard]] QList<PlannedLine> planLines(const PlanForm& plan, const Money& total, const QDate& start);

namespace validation {
[[nodiscard]] std::optional<Error> plan(const PlanForm& form);
[[nodiscard]] std::optional<Error> planRules(const PlanRules& rules);
}

} // namespace lectern
