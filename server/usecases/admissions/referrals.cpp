#include "usecases/admissions/admissions.h"
#include "usecases/codes.h"

// Students who bring others.
namespace lectern::admissions {

using store::Transaction;

namespace {
constexpr int kRemembered = 30; ///< days for which a friend's link counts
} // namespace

Result<Referral> referral(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Referral>([&](Transaction& transaction) -> Result<Referral> {
        const store::Params key{{"student_id", caller.user->id.value}};
        auto row = transaction.one("admissions/find_referral", key);
        if (!row) {
            transaction.exec("admissions/insert_referral_code", store::Params(key).add("code", newReadableCode()).add("now", services.clock.now()));
            row = transaction.one("admissions/find_referral", key);
        }
        const QString code = row->text("code");
        return Referral{code, services.policy.publicUrl + QStringLiteral("/invite/") + code, row->small("came"), row->small("enrolled")};
    });
}

void keepSource(Transaction& transaction, const Services& services, const UserId& student, const QString& enrollment, EnrollmentSource otherwise)
{
    const auto referred = transaction.one("admissions/referrer_of", {{"student_id", student.value}, {"since", services.clock.now().addDays(-kRemembered)}});
    const EnrollmentSource source = referred ? EnrollmentSource::Referral : otherwise;
    transaction.exec("enrollments/set_source", {{"id", enrollment}, {"source", toText(source)}, {"referrer_id", referred ? QVariant(referred->text("referrer_id")) : store::null()}});
}

std::optional<Result<Redeemed>> follow(Transaction& transaction, const Services& services, const Caller& caller, const QString& code)
{
    const auto referrer = transaction.one("admissions/find_referrer", {{"code", code}});
    if (!referrer) return std::nullopt;
    if (referrer->id<UserId>("student_id") == caller.user->id) return Result<Redeemed>(fieldError(QStringLiteral("code"), QStringLiteral("This is your own code. Send it to somebody else.")));
    transaction.exec("admissions/upsert_referral", {{"student_id", caller.user->id.value}, {"referrer_id", referrer->text("student_id")}, {"now", services.clock.now()}});
    return Result<Redeemed>(Redeemed{std::nullopt, {}, false, referrer->text("name")});
}

} // namespace lectern::admissions
