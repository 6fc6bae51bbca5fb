#pragma once
#include "domain/codec.h"
#include "domain/plans.h"
#include "domain/fields/payments.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<PlanForm> {
    static constexpr auto all = std::make_tuple(
        field("name", &PlanForm::name),
        field("kind", &PlanForm::kind),
        field("depositBps", &PlanForm::depositBps),
        field("balanceDays", &PlanForm::balanceDays),
        field("count", &PlanForm::count),
        field("interval", &PlanForm::interval),
        field("price", &PlanForm::price),
        field("trialDays", &PlanForm::trialDays));
};

template <>
struct Fields<Plan> {
    static constexpr auto all = std::make_tuple(
        field("id", &Plan::id),
        field("form", &Plan::form),
        field("isArchived", &Plan::isArchived),
        field("courses", &Plan::courses),
        field("coursesByRule", &Plan::coursesByRule),
        field("running", &Plan::running),
        field("createdAt", &Plan::createdAt));
};

template <>
struct Fields<PlanRule> {
    static constexpr auto all = std::make_tuple(
        field("id", &PlanRule::id),
        field("categoryId", &PlanRule::categoryId),
        field("categoryName", &PlanRule::categoryName),
        field("teacherId", &PlanRule::teacherId),
        field("teacherName", &PlanRule::teacherName),
        field("minimum", &PlanRule::minimum),
        field("maximum", &PlanRule::maximum),
        field("planId", &PlanRule::planId),
        field("planName", &PlanRule::planName));
};

template <>
struct Fields<PlanRules> {
    static constexpr auto all = std::make_tuple(
        field("rules", &PlanRules::rules));
};

template <>
struct Fields<PlannedLine> {
    static constexpr auto all = std::make_tuple(
        field("number", &PlannedLine::number),
        field("dueOn", &PlannedLine::dueOn),
        field("amount", &PlannedLine::amount));
};

template <>
struct Fields<PlanOffer> {
    static constexpr auto all = std::make_tuple(
        field("planId", &PlanOffer::planId),
        field("name", &PlanOffer::name),
        field("kind", &PlanOffer::kind),
        field("lines", &PlanOffer::lines),
        field("interval", &PlanOffer::interval));
};

template <>
struct Fields<Product> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &Product::courseId),
        field("title", &Product::title),
        field("teacherName", &Product::teacherName),
        field("categoryName", &Product::categoryName),
        field("price", &Product::price),
        field("planIds", &Product::planIds),
        field("planNames", &Product::planNames),
        field("ruleNumber", &Product::ruleNumber));
};

template <>
struct Fields<ProductForm> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &ProductForm::courseId),
        field("planIds", &ProductForm::planIds));
};

} // namespace lectern::json
