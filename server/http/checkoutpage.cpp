#include "http/checkoutpage.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/admissions/admissions.h"
#include "usecases/learning/learning.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/payments.h"
#include <QFile>
#include <QJsonArray>
#include <QUrl>

namespace lectern::http {

namespace {

QByteArray page(const char* name)
{
    QFile file(QStringLiteral(":/lectern/checkout/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("The page %s is missing", name);
    return file.readAll();
}

Result<Done> checkTicket(const Call& call)
{
    const QString subject = QStringLiteral("checkout:") + call.path.value(QStringLiteral("id"));
    if (call.services.tokens.verifyTicket(call.query("ticket"), subject, call.services.clock.now())) return Done{};
    return makeError(ErrorCode::Forbidden, QStringLiteral("This checkout link has expired. Open the payment in Lectern again."));
}

/// Scripts from us and the gateway alone; no inline script, no framing of ours by others.
QByteArray policyFor(const Policy& policy)
{
    const QByteArray gateway = policy.gatewayHosts.join(u' ').toLatin1();
    return "default-src 'none'; script-src 'self' " + gateway + "; style-src 'self'; img-src 'self' data: " + gateway + "; font-src 'self'; connect-src 'self' " + gateway +
           "; frame-src " + gateway + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

QByteArray forHtml(const QJsonObject& object)
{
    // Inside a script element "<" could end it early; in JSON the escape means the same.
    return QJsonDocument(object).toJson(QJsonDocument::Compact).replace('<', "\\u003c");
}

Response html(int status, const QByteArray& body, const QByteArray& policy)
{
    return Response::text(status, body, "text/html; charset=utf-8").with("Content-Security-Policy", policy).with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff").with("Cache-Control", "no-store");
}

/// The page with the gateway's form in it.
Answer formPage(const Policy& policy, const QJsonObject& config)
{
    QByteArray body = page("checkout.html");
    body.replace("{{organisation}}", policy.organisation.toHtmlEscaped().toUtf8());
    body.replace("{{stripeJs}}", policy.stripeJsUrl.toHtmlEscaped().toUtf8());
    body.replace("{{config}}", forHtml(config));
    return Answer{200, {}, html(200, body, policyFor(policy))};
}

} // namespace

Result<Answer> checkoutPage(Call& call)
{
    if (const auto ticket = checkTicket(call); !ticket) return ticket.error();
    const auto data = payments::checkoutPage(call.services, call.id<PaymentId>());
    if (!data) return data.error();
    const Policy& policy = call.services.policy;
    const Payment& payment = data->payment;
    const Money byCard = payment.amount.minus(payment.walletPart).value_or(payment.amount);
    QJsonArray kept;
    for (const SavedMethod& method : data->cards) {
        const QString expires = method.expiryYear > 0 ? QStringLiteral("%1/%2").arg(method.expiryMonth, 2, 10, QLatin1Char('0')).arg(method.expiryYear % 100, 2, 10, QLatin1Char('0')) : QString();
        kept.append(QJsonObject{{QStringLiteral("id"), method.id}, {QStringLiteral("label"), methods::labelOf(method)}, {QStringLiteral("expires"), expires}});
    }
    const QJsonObject config{{QStringLiteral("clientSecret"), data->clientSecret}, {QStringLiteral("publishableKey"), policy.publishableKey},
                             {QStringLiteral("amount"), byCard.toDecimal()}, {QStringLiteral("currency"), payment.amount.currency().code()},
                             {QStringLiteral("course"), payment.courseTitle}, {QStringLiteral("state"), toText(payment.state)}, {QStringLiteral("kind"), payment.isForBundle ? QStringLiteral("bundle") : toText(payment.kind)}, {QStringLiteral("kept"), kept},
                             {QStringLiteral("mayKeep"), data->mayKeep}, {QStringLiteral("keeps"), data->keeps},
                             {QStringLiteral("keepUrl"), QStringLiteral("/checkout/%1/keep?ticket=%2").arg(payment.id.value, QString::fromLatin1(QUrl::toPercentEncoding(call.query("ticket"))))},
                             {QStringLiteral("statusUrl"), QStringLiteral("/checkout/%1/status?ticket=%2").arg(payment.id.value, QString::fromLatin1(QUrl::toPercentEncoding(call.query("ticket"))))}};
    return formPage(policy, config);
}

Result<Answer> setupPage(Call& call)
{
    const QString setup = call.path.value(QStringLiteral("setup"));
    if (!call.services.tokens.verifyTicket(call.query("ticket"), QStringLiteral("setup:") + setup, call.services.clock.now()))
        return makeError(ErrorCode::Forbidden, QStringLiteral("This link has expired. Begin again in Lectern."));
    const auto secret = methods::clientSecretOf(call.services, setup);
    if (!secret) return secret.error();
    const Policy& policy = call.services.policy;
    const QJsonObject config{{QStringLiteral("mode"), QStringLiteral("setup")}, {QStringLiteral("clientSecret"), *secret}, {QStringLiteral("publishableKey"), policy.publishableKey},
                             {QStringLiteral("amount"), QString()}, {QStringLiteral("currency"), policy.defaultCurrency.code()}, {QStringLiteral("course"), QStringLiteral("Save a payment method")},
                             {QStringLiteral("promise"), QStringLiteral("Nothing is charged now.")}, {QStringLiteral("state"), QString()}};
    return formPage(policy, config);
}

/// Says in a link from which school it is.
static QByteArray fromHere(const Call& call) { return "?server=" + QUrl::toPercentEncoding(call.services.policy.publicUrl); }

Result<Answer> returnPage(Call& call)
{
    const bool cancelled = !call.query("cancelled").isEmpty();
    QByteArray body = page("return.html");
    const auto fill = [&](const char* name, const QString& value) { body.replace(QByteArray("{{") + name + "}}", value.toHtmlEscaped().toUtf8()); };
    fill("organisation", call.services.policy.organisation);
    body.replace("{{from}}", fromHere(call));
    fill("kind", cancelled ? QString() : QStringLiteral("busy"));
    fill("title", cancelled ? QStringLiteral("Nothing was paid") : QStringLiteral("Thank you"));
    fill("text", cancelled ? QStringLiteral("Your place is kept for a while. Pay later, or choose another way to pay in Lectern.")
                           : QStringLiteral("As soon as your payment has arrived, your course opens in Lectern. That takes seconds with a card and days with a bank."));
    return Answer{200, {}, html(200, body, "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")};
}

Result<Answer> checkoutStatus(Call& call)
{
    if (const auto ticket = checkTicket(call); !ticket) return ticket.error();
    Caller reader = call.caller;
    User system;
    system.role = Role::Admin; // the ticket is the right to see this one payment
    reader.user = system;
    const auto payment = payments::find(call.services, reader, call.id<PaymentId>());
    if (!payment) return payment.error();
    return Answer{200, {{QStringLiteral("state"), toText(payment->state)}}, std::nullopt};
}

Result<Answer> checkoutKeep(Call& call)
{
    if (const auto ticket = checkTicket(call); !ticket) return ticket.error();
    const auto body = call.json();
    if (!body) return body.error();
    const QJsonValue keep = body->value(QLatin1String("keep"));
    if (!keep.isBool()) return fieldError(QStringLiteral("keep"), QStringLiteral("Say true or false."));
    const auto done = payments::keepMethod(call.services, call.id<PaymentId>(), keep.toBool());
    return done ? Result<Answer>(Answer{200, {{QStringLiteral("keep"), keep.toBool()}}, std::nullopt}) : Result<Answer>(done.error());
}

Result<Answer> checkoutAsset(Call& call)
{
    const QString name = call.path.value(QStringLiteral("name"));
    if (name == u"checkout.js") return Answer{200, {}, Response::text(200, page("checkout.js"), "text/javascript; charset=utf-8").with("X-Content-Type-Options", "nosniff")};
    if (name == u"checkout.css") return Answer{200, {}, Response::text(200, page("checkout.css"), "text/css; charset=utf-8").with("X-Content-Type-Options", "nosniff")};
    return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file."));
}

Result<Answer> verifyPage(Call& call)
{
    const auto certificate = learning::verifyCertificate(call.services, call.path.value(QStringLiteral("code")));
    if (!certificate && certificate.error().code != ErrorCode::NotFound) return certificate.error();
    const bool genuine = certificate && !certificate->revoked;
    QByteArray body = page("verify.html");
    const auto fill = [&](const char* name, const QString& value) { body.replace(QByteArray("{{") + name + "}}", value.toHtmlEscaped().toUtf8()); };
    fill("organisation", call.services.policy.organisation);
    fill("verdictClass", genuine ? QStringLiteral("good") : QStringLiteral("bad"));
    fill("verdict", genuine ? QStringLiteral("This certificate is genuine") : certificate ? QStringLiteral("This certificate was revoked") : QStringLiteral("No certificate has this code"));
    fill("student", certificate ? certificate->studentName : QString());
    fill("course", certificate ? certificate->courseTitle : QStringLiteral("Compare the code with the paper, character by character."));
    fill("teacher", certificate ? QStringLiteral("Taught by ") + certificate->teacherName : QString());
    fill("issued", certificate ? QStringLiteral("Issued on ") + QLocale(QLocale::English).toString(certificate->issuedAt.date(), QStringLiteral("d MMMM yyyy")) : QString());
    fill("code", certificate ? certificate->code : QString());
    return Answer{genuine ? 200 : 404, {}, html(genuine ? 200 : 404, body, "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")};
}

Result<Answer> invitePage(Call& call)
{
    const QString code = invitationCode(call.path.value(QStringLiteral("code")));
    const auto invitation = admissions::describe(call.services, code);
    if (!invitation && invitation.error().code != ErrorCode::NotFound) return invitation.error();
    QByteArray body = page("invite.html");
    const auto fill = [&](const char* name, const QString& value) { body.replace(QByteArray("{{") + name + "}}", value.toHtmlEscaped().toUtf8()); };
    fill("organisation", call.services.policy.organisation);
    const bool isGift = invitation && !invitation->giftFrom.isEmpty();
    fill("title", isGift ? QStringLiteral("%1 has a course for you").arg(invitation->giftFrom) : invitation ? invitation->courseId ? QStringLiteral("You are invited") : QStringLiteral("%1 recommends this school").arg(invitation->referredBy) : QStringLiteral("This invitation is over"));
    fill("text", invitation ? invitation->courseId ? invitation->courseTitle : QStringLiteral("See what you can learn here.") : invitation.error().detail);
    fill("code", invitation ? code : QString());
    // Only letters, digits and dashes: what invitationCode() answers.
    body.replace("{{open}}", invitation ? "  <p><a class=\"button\" href=\"lectern://invite/" + code.toLatin1() + fromHere(call) + "\">Open in Lectern</a></p>\n" : QByteArray());
    fill("how", invitation ? QStringLiteral("Or open Lectern, sign in or register as a student, choose \u201cI have a code\u201d in the catalogue and type this code.") : QString());
    fill("address", invitation ? QStringLiteral("The address of this school in Lectern: %1").arg(call.services.policy.publicUrl) : QString());
    const int status = invitation ? 200 : 404;
    return Answer{status, {}, html(status, body, "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")};
}

} // namespace lectern::http
