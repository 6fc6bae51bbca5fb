#pragma once
#include "domain/admissions.h"
#include "domain/codec.h"

// Wire names of the members, in wire order. Only the .cpp files of this target include this.
namespace lectern::json {

template <>
struct Fields<Admission> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &Admission::courseId),
        field("mode", &Admission::mode),
        field("seats", &Admission::seats),
        field("taken", &Admission::taken),
        field("waiting", &Admission::waiting),
        field("offered", &Admission::offered));
};

template <>
struct Fields<AdmissionForm> {
    static constexpr auto all = std::make_tuple(
        field("mode", &AdmissionForm::mode),
        field("seats", &AdmissionForm::seats));
};

template <>
struct Fields<Invitation> {
    static constexpr auto all = std::make_tuple(
        field("id", &Invitation::id),
        field("courseId", &Invitation::courseId),
        field("code", &Invitation::code),
        field("email", &Invitation::email),
        field("seats", &Invitation::seats),
        field("used", &Invitation::used),
        field("isFree", &Invitation::isFree),
        field("createdBy", &Invitation::createdBy),
        field("createdAt", &Invitation::createdAt),
        field("expiresAt", &Invitation::expiresAt),
        field("isRevoked", &Invitation::isRevoked));
};

template <>
struct Fields<InvitationForm> {
    static constexpr auto all = std::make_tuple(
        field("emails", &InvitationForm::emails),
        field("seats", &InvitationForm::seats),
        field("isFree", &InvitationForm::isFree),
        field("validDays", &InvitationForm::validDays));
};

template <>
struct Fields<WaitingStudent> {
    static constexpr auto all = std::make_tuple(
        field("id", &WaitingStudent::id),
        field("name", &WaitingStudent::name),
        field("joinedAt", &WaitingStudent::joinedAt),
        field("offeredUntil", &WaitingStudent::offeredUntil));
};

template <>
struct Fields<StudentAdmission> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &StudentAdmission::courseId),
        field("byInvitation", &StudentAdmission::byInvitation),
        field("isInvited", &StudentAdmission::isInvited),
        field("isFree", &StudentAdmission::isFree),
        field("seatsLeft", &StudentAdmission::seatsLeft),
        field("place", &StudentAdmission::place),
        field("offeredUntil", &StudentAdmission::offeredUntil));
};

template <>
struct Fields<RedeemForm> {
    static constexpr auto all = std::make_tuple(
        field("code", &RedeemForm::code));
};

template <>
struct Fields<Redeemed> {
    static constexpr auto all = std::make_tuple(
        field("courseId", &Redeemed::courseId),
        field("courseTitle", &Redeemed::courseTitle),
        field("isFree", &Redeemed::isFree),
        field("referredBy", &Redeemed::referredBy),
        field("enrollmentId", &Redeemed::enrollmentId),
        field("giftFrom", &Redeemed::giftFrom),
        field("giftMessage", &Redeemed::giftMessage));
};

template <>
struct Fields<Referral> {
    static constexpr auto all = std::make_tuple(
        field("code", &Referral::code),
        field("link", &Referral::link),
        field("came", &Referral::came),
        field("enrolled", &Referral::enrolled));
};

} // namespace lectern::json
