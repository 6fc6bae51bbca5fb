#pragma once
#include "domain/codec.h"
#include "domain/subscriptions.h"
#include "domain/fields/plans.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Subscription> {
    static constexpr auto all = std::make_tuple(
        field("id", &Subscription::id),
        field("enrollmentId", &Subscription::enrollmentId),
        field("enrollmentState", &Subscription::enrollmentState),
        field("courseId", &Subscription::courseId),
        field("courseTitle", &Subscription::courseTitle),
        field("studentId", &Subscription::studentId),
        field("studentName", &Subscription::studentName),
        field("planId", &Subscription::planId),
        field("planName", &Subscription::planName),
        field("price", &Subscription::price),
        field("interval", &Subscription::interval),
        field("state", &Subscription::state),
        field("endsAtPeriodEnd", &Subscription::endsAtPeriodEnd),
        field("trialEndsAt", &Subscription::trialEndsAt),
        field("periodEndsAt", &Subscription::periodEndsAt),
        field("due", &Subscription::due),
        field("suspendsOn", &Subscription::suspendsOn),
        field("failure", &Subscription::failure),
        field("createdAt", &Subscription::createdAt),
        field("endedAt", &Subscription::endedAt));
};

template <>
struct Fields<SubscriptionInvoice> {
    static constexpr auto all = std::make_tuple(
        field("id", &SubscriptionInvoice::id),
        field("number", &SubscriptionInvoice::number),
        field("state", &SubscriptionInvoice::state),
        field("total", &SubscriptionInvoice::total),
        field("due", &SubscriptionInvoice::due),
        field("periodStart", &SubscriptionInvoice::periodStart),
        field("periodEnd", &SubscriptionInvoice::periodEnd),
        field("paymentId", &SubscriptionInvoice::paymentId),
        field("createdAt", &SubscriptionInvoice::createdAt));
};

template <>
struct Fields<SubscriptionChangeForm> {
    static constexpr auto all = std::make_tuple(
        field("planId", &SubscriptionChangeForm::planId),
        field("at", &SubscriptionChangeForm::at),
        field("expectedDue", &SubscriptionChangeForm::expectedDue));
};

template <>
struct Fields<SubscriptionChange> {
    static constexpr auto all = std::make_tuple(
        field("planId", &SubscriptionChange::planId),
        field("planName", &SubscriptionChange::planName),
        field("price", &SubscriptionChange::price),
        field("interval", &SubscriptionChange::interval),
        field("unused", &SubscriptionChange::unused),
        field("dueNow", &SubscriptionChange::dueNow),
        field("nextAt", &SubscriptionChange::nextAt),
        field("at", &SubscriptionChange::at));
};

template <>
struct Fields<SubscriptionEndForm> {
    static constexpr auto all = std::make_tuple(
        field("now", &SubscriptionEndForm::now),
        field("reason", &SubscriptionEndForm::reason));
};

} // namespace lectern::json
