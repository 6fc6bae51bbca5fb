#pragma once
#include "domain/courses.h"

namespace lectern {

/// A topic that a teacher teaches live, by the hour. Derived from its revisions and from what the teacher and the admins did.
enum class GigState { Draft, InReview, Rejected, Offered, Paused, Suspended, Archived };
QString toText(GigState);
bool fromText(const QString&, GigState&);

/// Where its sessions are held.
enum class MeetingKind {
    Zoom,    ///< a meeting of its own for each session
    OwnLink, ///< one room of the teacher's, at Jitsi or the like
};
QString toText(MeetingKind);
bool fromText(const QString&, MeetingKind&);

/// The part that an admin approves.
struct GigCard {
    QString title;
    CategoryId categoryId;
    Money hourlyRate;      ///< what the teacher gets for an hour; the platform's fee comes on top
    QList<int> durations;  ///< minutes that may be booked, ascending
    QString descriptionMarkdown;
    QString language; ///< BCP 47
    MeetingKind meeting = MeetingKind::Zoom;
    QString meetingLink; ///< https, of OwnLink; never shown before a payment
    bool operator==(const GigCard&) const = default;
};
QJsonObject toJson(const GigCard&);
Result<GigCard> gigCardFromJson(const QJsonObject&);

/// As its teacher, or an admin, works on it.
struct Gig {
    GigId id;
    UserId teacherId;
    QString teacherName;
    QString categoryName;
    GigState state = GigState::Draft;
    int revision = 1; ///< newest one
    RevisionState revisionState = RevisionState::Draft;
    int approvedRevision = 0; ///< the one that students see; 0: none
    GigCard card;             ///< of the newest revision
    QString contentHash;      ///< of `card`; send it back with save and decision
    QString lastReason;       ///< of the newest rejection or suspension, while it stands
    int sessions = 0;         ///< that were held
    QDateTime createdAt;
    QDateTime updatedAt;
    bool operator==(const Gig&) const = default;
};
QJsonObject toJson(const Gig&);
Result<Gig> gigFromJson(const QJsonObject&);

/// Saves the working revision; refused with Conflict when `baseHash` is not what the server has.
struct GigSave {
    GigCard card;
    QString baseHash; ///< empty when creating
    bool operator==(const GigSave&) const = default;
};
QJsonObject toJson(const GigSave&);
Result<GigSave> gigSaveFromJson(const QJsonObject&);

/// What a reviewer needs on one screen.
struct GigReview {
    Gig gig;
    std::optional<GigCard> previous; ///< the approved revision, else the one last rejected
    QString previousCategoryName;
    int previousRevision = 0;
    QList<Decision> decisions; ///< newest first
    bool operator==(const GigReview&) const = default;
};
QJsonObject toJson(const GigReview&);
Result<GigReview> gigReviewFromJson(const QJsonObject&);

/// What a session costs, in its parts: session + fee + tax = total.
struct SessionPrice {
    int minutes = 0;
    Money session; ///< rate × time: the teacher's
    Money fee;     ///< the platform's
    Money tax;
    Money total;
    bool operator==(const SessionPrice&) const = default;
};
QJsonObject toJson(const SessionPrice&);
Result<SessionPrice> sessionPriceFromJson(const QJsonObject&);

/// Numbers of the rule of price.
struct SessionFee {
    int bps = 500;
    qint64 minimumMinor = 100;
};
/// Rate × time, to the nearest cent with halves up; the fee is that part of it, rounded likewise, but at least the minimum; the tax comes
/// on top of both. Nothing where it does not fit into the largest amount.
[[nodiscard]] std::optional<SessionPrice> sessionPrice(const Money& hourlyRate, int minutes, const SessionFee& fee, int taxBps);

/// A gig as students see it.
struct GigOffer {
    GigId id;
    QString title;
    QString summary; ///< first sentences as plain text
    QString descriptionMarkdown;
    QString categoryName;
    UserId teacherId;
    QString teacherName;
    QString teacherZone; ///< IANA
    QString language;
    Money hourlyRate;
    QList<SessionPrice> prices; ///< of each duration, for the student's country
    MeetingKind meeting = MeetingKind::Zoom;
    int sessions = 0; ///< that were held
    int noticeHours = 0;
    int freeCancelHours = 0;     ///< before the start, whole amount back
    int lateRefundPercent = 0;   ///< later, until the start
    bool operator==(const GigOffer&) const = default;
};
QJsonObject toJson(const GigOffer&);
Result<GigOffer> gigOfferFromJson(const QJsonObject&);

struct GigFilter {
    QString text;
    std::optional<CategoryId> category;
    bool operator==(const GigFilter&) const = default;
};

namespace validation {
inline constexpr int kShortestSession = 15;
inline constexpr int kLongestSession = 8 * 60;
/// What must hold to save: only what would not fit.
[[nodiscard]] std::optional<Error> gigDraft(const GigCard& card);
/// Everything that keeps it from being submitted, field by field.
[[nodiscard]] QList<Error> gigSubmission(const GigCard& card);
} // namespace validation

} // namespace lectern
