#pragma once
#include "usecases/bookings/bookings.h"

namespace lectern::bookings {

[[nodiscard]] Booking toBooking(const store::Row& row, const Policy& policy);
[[nodiscard]] Booking loaded(store::Transaction& transaction, const Services& services, const BookingId& id);
[[nodiscard]] Error noSuchBooking();
/// What a job has to do; nothing when the database is away.
[[nodiscard]] QStringList idsOf(const Services& services, const char* statement, const store::Params& params);
/// One of the two, as the other one and mails name them.
struct Side {
    UserId id;
    QString name;
    QString zone; ///< IANA
};
[[nodiscard]] Side sideOf(const Booking& booking, BookingParty party);
/// Teacher of student, and the other way round.
[[nodiscard]] BookingParty otherOf(BookingParty party);
/// As whom the caller acts; whoever is none of the two, as an admin.
[[nodiscard]] BookingParty partyOf(const Caller& caller, const Booking& booking);
/// Whether the caller is its student, its teacher or staff.
[[nodiscard]] bool maySee(const Caller& caller, const Booking& booking);
/// Locked, after its payment; the payment's row is there when one was settled. NotFound for whoever may not see it.
struct Locked {
    Booking booking;
    std::optional<store::Row> payment;
    store::Row row;
    bool isQuestioned = false; ///< by a bank that has not decided yet
};
[[nodiscard]] Result<Locked> lock(store::Transaction& transaction, const Services& services, const Caller& caller, const BookingId& id);
/// "Friday 27 March 2026, 10:00 (Europe/Berlin)".
[[nodiscard]] QString whenText(const QDateTime& moment, const QString& zone);

enum class Invite { None, Request, Cancel }; ///< what calendars are told
/// Tells one side, by notification and mail. With an invitation calendars take it up, change it or drop it.
void tell(store::Transaction& transaction, const Services& services, const Booking& booking, BookingParty to, const QString& kind, const QString& title, const QString& text, Invite invite = Invite::None);
/// The same to both.
void tellBoth(store::Transaction& transaction, const Services& services, const Booking& booking, const QString& kind, const QString& title, const QString& text, Invite invite = Invite::None);
/// What calendars are told when it does not take place: nothing to those that never had it. Counts the entry's sequence up.
[[nodiscard]] Invite withdrawn(store::Transaction& transaction, const BookingId& id);
/// Both sides load it again.
void publishBoth(store::Transaction& transaction, const Services& services, const Booking& booking);
/// The next state of one that goes on or was held; `expiresAt` is of what waits to be paid.
void become(store::Transaction& transaction, const BookingId& id, BookingState to, const std::optional<QDateTime>& expiresAt = {});
/// Until when one that is asked for now has to be confirmed: there is an hour left to pay it, or half of the time that there is.
[[nodiscard]] QDateTime confirmableUntil(const Services& services, const QDateTime& startsAt);
/// Until when a session that is confirmed now has to be paid.
[[nodiscard]] QDateTime payableUntil(const Services& services, const QDateTime& startsAt);
/// Ends it: frees the time and the meeting. Money and news are the caller's.
void end(store::Transaction& transaction, const Services& services, const Booking& booking, BookingState state, BookingParty by, const QString& reason);
/// Payments that are still open: those that the gateway does not know end at once, the ids of the others are answered, to be cancelled after the commit.
[[nodiscard]] QStringList closePayments(store::Transaction& transaction, const Services& services, const BookingId& id, const QString& except = {});
/// What is over holds no time any more, also just before its job comes. Its intents are ended by a job: nobody's request waits for the gateway.
void freeOverdue(const Services& services);
/// Until when its money stays pending at least.
[[nodiscard]] QDateTime heldUntil(const Policy& policy, const QDateTime& endsAt);

/// iCalendar (RFC 5545, RFC 5546) for the mail of one side.
[[nodiscard]] QString invitation(const Services& services, const Booking& booking, BookingParty to, const QString& email, int sequence, Invite invite);

} // namespace lectern::bookings
