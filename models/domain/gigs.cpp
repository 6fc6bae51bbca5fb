#include "domain/gigs.h"
#include "domain/enumtext.h"
#include "domain/fields/gigs.h"
#include "domain/validation.h"
#include <QUrl>

namespace lectern {

LECTERN_ENUM(GigState, {GigState::Draft, "draft"}, {GigState::InReview, "in_review"}, {GigState::Rejected, "rejected"}, {GigState::Offered, "offered"}, {GigState::Paused, "paused"}, {GigState::Suspended, "suspended"}, {GigState::Archived, "archived"})
LECTERN_ENUM(MeetingKind, {MeetingKind::Zoom, "zoom"}, {MeetingKind::OwnLink, "own_link"})

LECTERN_JSON(GigCard, gigCardFromJson)
LECTERN_JSON(Gig, gigFromJson)
LECTERN_JSON(GigSave, gigSaveFromJson)
LECTERN_JSON(GigReview, gigReviewFromJson)
LECTERN_JSON(SessionPrice, sessionPriceFromJson)
LECTERN_JSON(GigOffer, gigOfferFromJson)

namespace {

/// `numerator` / `denominator` of an amount, halves up, in what the gateway can move.
std::optional<Money> part(const Money& amount, qint64 numerator, qint64 denominator)
{
    qint64 product = 0;
    if (__builtin_mul_overflow(amount.minor(), numerator, &product)) return std::nullopt;
    const qint64 unit = denominator * amount.currency().step();
    return Money::fromMinor((product + unit / 2) / unit * amount.currency().step(), amount.currency());
}

} // namespace

std::optional<SessionPrice> sessionPrice(const Money& hourlyRate, int minutes, const SessionFee& fee, int taxBps)
{
    const auto session = part(hourlyRate, minutes, 60);
    if (!session) return std::nullopt;
    const auto share = part(*session, fee.bps, 10'000);
    const auto least = part(validation::smallestCharge(hourlyRate.currency()), fee.minimumMinor, 100);
    if (!share || !least) return std::nullopt;
    SessionPrice price{minutes, *session, share->minor() < least->minor() ? *least : *share, {}, {}};
    const auto net = price.session.plus(price.fee);
    const auto tax = net ? part(*net, taxBps, 10'000) : std::nullopt;
    const auto total = tax ? net->plus(*tax) : std::nullopt;
    if (!total) return std::nullopt;
    price.tax = *tax;
    price.total = *total;
    return price;
}

namespace validation {

namespace {

std::optional<Error> durations(const QList<int>& minutes)
{
    const QString name = QStringLiteral("durations");
    if (minutes.size() > 8) return fieldError(name, QStringLiteral("Offer at most 8 durations."));
    for (qsizetype i = 0; i < minutes.size(); ++i) {
        if (minutes.at(i) < kShortestSession || minutes.at(i) > kLongestSession || minutes.at(i) % 5 != 0)
            return fieldError(name, QStringLiteral("A session takes from %1 minutes to %2 hours, in steps of 5 minutes.").arg(kShortestSession).arg(kLongestSession / 60));
        if (i > 0 && minutes.at(i) <= minutes.at(i - 1)) return fieldError(name, QStringLiteral("Give each duration once, the shortest first."));
    }
    return std::nullopt;
}

std::optional<Error> link(const GigCard& card)
{
    if (card.meeting != MeetingKind::OwnLink || card.meetingLink.isEmpty()) return std::nullopt;
    const QUrl url(card.meetingLink, QUrl::StrictMode);
    const bool isGood = url.isValid() && url.scheme() == u"https" && !url.host().isEmpty() && url.userInfo().isEmpty() && card.meetingLink.size() <= 500;
    return isGood ? std::nullopt : std::optional(fieldError(QStringLiteral("meetingLink"), QStringLiteral("Give the address of your room, like https://meet.jit.si/your-room.")));
}

/// What is wrong with what is there, one for each field.
QList<Error> draftProblems(const GigCard& card)
{
    QList<Error> all;
    const auto add = [&](const std::optional<Error>& error) {
        if (error) all.append(*error);
    };
    add(line(QStringLiteral("title"), card.title, kMaxTitle));
    if (!card.language.isEmpty() && !languages().contains(card.language)) all.append(fieldError(QStringLiteral("language"), QStringLiteral("Choose a language from the list.")));
    if (auto error = fee(card.hourlyRate)) {
        error->field = QStringLiteral("hourlyRate");
        all.append(*error);
    }
    add(durations(card.durations));
    add(link(card));
    add(text(QStringLiteral("descriptionMarkdown"), card.descriptionMarkdown, kMaxMarkdown));
    return all;
}

} // namespace

std::optional<Error> gigDraft(const GigCard& card)
{
    const QList<Error> all = draftProblems(card);
    return all.isEmpty() ? std::nullopt : std::optional(all.first());
}

QList<Error> gigSubmission(const GigCard& card)
{
    QList<Error> all;
    const auto add = [&](const std::optional<Error>& error) {
        if (error && std::ranges::none_of(all, [&](const Error& one) { return one.field == error->field; })) all.append(*error);
    };
    const auto need = [&](bool isMissing, const char* field, const QString& say) {
        if (isMissing) add(fieldError(QLatin1String(field), say));
    };
    add(line(QStringLiteral("title"), card.title, kMaxTitle, kMinTitle));
    need(card.categoryId.isEmpty(), "categoryId", QStringLiteral("Choose a category."));
    need(card.language.isEmpty(), "language", QStringLiteral("Choose a language."));
    need(card.hourlyRate.isZero(), "hourlyRate", QStringLiteral("Say what an hour with you costs."));
    need(card.durations.isEmpty(), "durations", QStringLiteral("Offer at least one duration."));
    need(card.meeting == MeetingKind::OwnLink && card.meetingLink.isEmpty(), "meetingLink", QStringLiteral("Give the address of your room, like https://meet.jit.si/your-room."));
    add(text(QStringLiteral("descriptionMarkdown"), card.descriptionMarkdown, kMaxMarkdown, kMinDescription));
    for (const Error& error : draftProblems(card)) add(error);
    return all;
}

} // namespace validation

} // namespace lectern
