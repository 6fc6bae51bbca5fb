#include "http/route.h"
#include "usecases/reports/books.h"
#include "usecases/reports/statements.h"
#include "usecases/vaults/vaults.h"

namespace lectern::http {

namespace {

Result<Answer> payoutAccount(Call& c) { return answer(vaults::payoutAccount(c.services, c.caller.user->id)); }
Result<Answer> onboard(Call& c) { return answer(vaults::onboard(c.services, c.caller), 201); }
Result<Answer> accountOfVault(Call& c) { return answer(vaults::payoutAccountOf(c.services, c.id<VaultId>())); }

/// Where the gateway's pages come back to, in the system browser; Lectern itself looks again by itself.
Result<Answer> backFromGateway(Call& c)
{
    const QString text = c.query("again").isEmpty() ? QStringLiteral("Done. You can close this page and go back to Lectern.")
                                                    : QStringLiteral("This link has expired. Go back to Lectern and open a new one.");
    Answer answer;
    // The colours and the width of the checkout page, in the light and in the dark.
    const QByteArray style = "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;background:#fbfaf6;color:#1c1d21;font:16px/1.5 system-ui,sans-serif}"
                             "main{max-width:26rem;margin:1rem;padding:2rem;border:1px solid #e5e2d9;border-radius:10px;background:#fff}"
                             "h1{margin:0 0 .5rem;font-size:1.25rem;color:#0f766b}p{margin:0}"
                             "@media(prefers-color-scheme:dark){body{background:#17181b;color:#ecebe6}main{background:#1f2024;border-color:#33343a}h1{color:#5fc4b8}}";
    answer.raw = Response::text(200, "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Lectern</title><style>" + style
                                         + "</style></head><body><main><h1>Lectern</h1><p>" + text.toUtf8() + "</p></main></body></html>",
                                "text/html; charset=utf-8");
    return answer;
}

Result<reports::Period> periodOf(const Call& c)
{
    reports::Period period;
    period.currency = c.query("currency").toUpper();
    if (auto error = readTime(c, "from", period.from)) return *error;
    if (auto error = readTime(c, "until", period.until)) return *error;
    return period;
}

Result<Answer> statement(Call& c)
{
    const auto period = periodOf(c);
    return period ? answer(reports::statement(c.services, c.caller, c.id<VaultId>(), *period)) : Result<Answer>(period.error());
}

Result<Answer> statementCsv(Call& c)
{
    const auto period = periodOf(c);
    if (!period) return period.error();
    auto csv = reports::statementCsv(c.services, c.caller, c.id<VaultId>(), *period);
    if (!csv) return csv.error();
    Answer answer;
    answer.raw = Response::text(200, std::move(*csv), "text/csv; charset=utf-8").with("Cache-Control", "no-store").with("Content-Disposition", "attachment; filename=\"statement.csv\"");
    return answer;
}

Result<Answer> contents(Call& c) { return answer(reports::contents(c.services, c.caller, c.id<WithdrawalId>())); }
Result<Answer> month(Call& c) { return answer(reports::month(c.services, c.query("month"), c.query("currency").toUpper())); }
Result<Answer> debts(Call& c) { return answerPage(reports::debts(c.services, c.page())); }

Result<Answer> report(Call& c)
{
    ReportKind kind{};
    if (!fromText(c.path.value(QStringLiteral("kind")), kind)) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such report."));
    const auto period = periodOf(c);
    return period ? answer(reports::report(c.services, kind, *period)) : Result<Answer>(period.error());
}

Result<Answer> summary(Call& c) { return answer(books::summary(c.services)); }

Result<Answer> lines(Call& c)
{
    ReconciliationFilter filter;
    if (auto error = readEnum(c, "state", filter.state)) return *error;
    filter.text = c.query("text");
    return answerPage(books::lines(c.services, filter, c.page()));
}

Result<Answer> explain(Call& c)
{
    return withForm(c, explainFormFromJson, [&](const auto& form) { return answer(books::explain(c.services, c.caller, c.path.value(QStringLiteral("line")), form)); });
}

Result<Answer> clearSuspense(Call& c)
{
    return withForm(c, suspenseFormFromJson, [&](const auto& form) { return answer(books::clearSuspense(c.services, c.caller, form)); });
}

Result<Answer> run(Call& c)
{
    if (const auto done = books::reconcile(c.services, books::kOverlapSeconds); !done) return done.error();
    return answer(books::summary(c.services));
}

} // namespace

std::vector<Route> bookRoutes()
{
    return {
        {"GET", "/api/payout-account", Access::Teachers, payoutAccount},
        {"POST", "/api/payout-account/onboarding", Access::Teachers, onboard, RateClass::Payment},
        {"GET", "/api/admin/vaults/{id}/payout-account", Access::Admins, accountOfVault},
        {"GET", "/payouts/done", Access::Public, backFromGateway},
        {"GET", "/api/vaults/{id}/statement", Access::TeachersAndAdmins, statement},
        {"GET", "/api/vaults/{id}/statement.csv", Access::TeachersAndAdmins, statementCsv},
        {"GET", "/api/withdrawals/{id}/contents", Access::TeachersAndAdmins, contents},
        {"GET", "/api/admin/month", Access::Admins, month},
        {"GET", "/api/admin/debts", Access::Admins, debts},
        {"GET", "/api/admin/reports/{kind}", Access::Admins, report},
        {"GET", "/api/admin/reconciliation", Access::Admins, summary},
        {"GET", "/api/admin/reconciliation/lines", Access::Admins, lines},
        {"POST", "/api/admin/reconciliation/lines/{line}/explain", Access::Admins, explain, RateClass::None, true, true},
        {"POST", "/api/admin/reconciliation/suspense", Access::Admins, clearSuspense, RateClass::None, true, true},
        {"POST", "/api/admin/reconciliation/run", Access::Admins, run, RateClass::Payment},
    };
}

} // namespace lectern::http
