#include "sandbox/connect/onboarding.h"

#include "sandbox/connect/accounts.h"
#include "sandbox/connect/onboardingfields.h"
#include "sandbox/core/form.h"
#include "sandbox/core/ids.h"
#include "sandbox/core/json.h"
#include "sandbox/sandbox.h"

#include <QFile>

namespace lectern::sandbox {

namespace {

constexpr qint64 SessionSeconds = 3'600;

QString escaped(const QString& text) { return text.toHtmlEscaped(); }

http::Response page(int status, const QString& title, const QString& content)
{
    QFile file(u":/sandbox/js/onboarding.html"_s);
    QString html = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    html.replace(u"{{title}}"_s, escaped(title)).replace(u"{{content}}"_s, content);
    http::Response response = http::Response::text(status, html.toUtf8(), "text/html; charset=utf-8");
    // Chromium holds the redirect after a form against form-action too, and that one goes back to the platform.
    response.with("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; "
                                             "form-action 'self' http: https:; frame-ancestors 'none'");
    response.with("Cache-Control", "no-store").with("Referrer-Policy", "no-referrer");
    response.with("X-Content-Type-Options", "nosniff");
    return response;
}

http::Response redirect(const QString& url)
{
    http::Response response = http::Response::text(303, {});
    response.with("Location", QUrl(url).toEncoded()).with("Cache-Control", "no-store");
    return response;
}

http::Response gone()
{
    return page(404, u"This link does not work"_s,
                u"<h1>This link does not work</h1><p>Go back to where you came from and ask for a new one.</p>"_s);
}

QString inputFor(const OnboardingField& field, const QString& value, const QString& problem)
{
    const QString id = QString(field.name).replace(u'.', u'-');
    const QString described =
        problem.isEmpty() ? QString() : u" aria-invalid=\"true\" aria-describedby=\"%1-problem\""_s.arg(id);
    const QString hint = problem.isEmpty()
                             ? QString()
                             : u"<span class=\"problem\" id=\"%1-problem\">%2</span>"_s.arg(id, escaped(problem));
    if (field.type == "checkbox"_L1)
        return u"<p class=\"check\"><input type=\"checkbox\" id=\"%1\" name=\"%2\"%3%4><label for=\"%1\">%5</label>%6</p>"_s
            .arg(id, escaped(field.name), value.isEmpty() ? QString() : u" checked"_s, described, escaped(field.label),
                 hint);
    return u"<p><label for=\"%1\">%2</label><input type=\"%3\" id=\"%1\" name=\"%4\" value=\"%5\" autocomplete=\"%6\"%7>%8</p>"_s
        .arg(id, escaped(field.label), field.type, escaped(field.name), escaped(value), field.autocomplete, described,
             hint);
}

QString formAround(const QJsonObject& link, const QString& inputs, const QString& buttons)
{
    return u"<form method=\"post\" action=\"/setup/s/%1\" novalidate>%2<p class=\"buttons\">%3<a href=\"%4\">Continue later</a></p></form>"_s
        .arg(link.value("session"_L1).toString(), inputs, buttons, escaped(link.value("return_url"_L1).toString()));
}

http::Response askForType(const QJsonObject& link)
{
    const auto choice = [](const QString& value, const QString& label) {
        return u"<p class=\"check\"><input type=\"radio\" id=\"%1\" name=\"business_type\" value=\"%1\"%3><label for=\"%1\">%2</label></p>"_s
            .arg(value, label, value == "individual"_L1 ? u" checked"_s : QString());
    };
    const QString inputs = u"<fieldset><legend>Who is paid?</legend>"_s +
                           choice(u"individual"_s, u"I am, as a person"_s) +
                           choice(u"company"_s, u"A company or an organisation"_s) + u"</fieldset>"_s;
    return page(200, u"Set up payouts"_s,
                u"<h1>Set up payouts</h1>"_s + formAround(link, inputs, u"<button>Continue</button>"_s));
}

http::Response askForDetails(const QJsonObject& link, const QList<OnboardingField>& fields, const QJsonObject& values,
                             const QHash<QString, QString>& problems)
{
    QString inputs;
    QString group;
    for (const OnboardingField& field : fields) {
        if (field.group != group) {
            if (!group.isEmpty()) inputs += u"</fieldset>"_s;
            inputs += u"<fieldset><legend>%1</legend>"_s.arg(escaped(field.group));
            group = field.group;
        }
        inputs += inputFor(field, values.value(field.name).toString(), problems.value(field.name));
    }
    if (!group.isEmpty()) inputs += u"</fieldset>"_s;
    const QString summary =
        problems.isEmpty() ? QString() : u"<p class=\"problem\" role=\"alert\">Some of this needs another look.</p>"_s;
    const QString buttons = u"<button name=\"action\" value=\"submit\">Submit</button>"
                            "<button name=\"action\" value=\"fill\" class=\"quiet\">Fill in test data</button>"_s;
    return page(problems.isEmpty() ? 200 : 422, u"Set up payouts"_s,
                u"<h1>Set up payouts</h1>"_s + summary + formAround(link, inputs, buttons));
}

http::Response show(const Sandbox& sandbox, const QJsonObject& link)
{
    const QStringList due = dueFields(sandbox, link.value("account"_L1).toString());
    if (due.contains("business_type"_L1)) return askForType(link);
    if (due.isEmpty()) return redirect(link.value("return_url"_L1).toString());
    const QJsonObject* account = sandbox.store.accounts.find(link.value("account"_L1).toString());
    return askForDetails(link, fieldsFor(due, account->value("country"_L1).toString()), {}, {});
}

/// Turns what was typed in into answers by the names of the requirements, and makes the bank account.
QJsonObject answersFrom(Sandbox& sandbox, const QString& account, const QList<OnboardingField>& fields,
                        const QJsonObject& values, const QString& address)
{
    QJsonObject answers;
    for (const OnboardingField& field : fields) {
        const QString value = values.value(field.name).toString();
        if (field.name == "individual.dob"_L1) {
            const QDate date = QDate::fromString(value, Qt::ISODate);
            answers["individual.dob.day"_L1] = date.day();
            answers["individual.dob.month"_L1] = date.month();
            answers["individual.dob.year"_L1] = date.year();
        } else if (field.name == "tos_acceptance"_L1) {
            answers["tos_acceptance.date"_L1] = sandbox.clock.now();
            answers["tos_acceptance.ip"_L1] = address;
        } else if (field.name == "external_account.account_number"_L1) {
            const QString holder = QString(values.value("individual.first_name"_L1).toString() + u' ' +
                                           values.value("individual.last_name"_L1).toString())
                                       .trimmed();
            std::ignore = addBankAccount(sandbox, account, value,
                                         values.value("external_account.routing_number"_L1).toString(), holder);
        } else if (!field.name.startsWith("external_account."_L1)) {
            answers[field.name] = value;
        }
    }
    return answers;
}

http::Response submit(Sandbox& sandbox, const QJsonObject& link, const http::Request& request)
{
    const QString id = link.value("account"_L1).toString();
    const QJsonObject* stored = sandbox.store.accounts.find(id);
    const Expected<QJsonObject> form = decodeForm(request.body);
    if (!stored || !form) return gone();
    const QJsonObject account = *stored;
    const QStringList due = dueFields(sandbox, id);
    if (due.contains("business_type"_L1)) {
        const QString type = form->value("business_type"_L1).toString();
        if (type != "individual"_L1 && type != "company"_L1) return askForType(link);
        updateAccount(sandbox, account, {{u"business_type"_s, type}});
        return show(sandbox, link);
    }
    const QList<OnboardingField> fields = fieldsFor(due, account.value("country"_L1).toString());
    QJsonObject values;
    QHash<QString, QString> problems;
    const bool fill = form->value("action"_L1).toString() == "fill"_L1;
    for (const OnboardingField& field : fields) {
        const QString given = form->value(field.name).toString().trimmed();
        values[field.name] = fill && given.isEmpty() ? field.sample : given;
        const QString problem = fill ? QString() : problemWith(field, given, sandbox.clock.now());
        if (!problem.isEmpty()) problems.insert(field.name, problem);
    }
    if (fill || !problems.isEmpty()) return askForDetails(link, fields, values, problems);
    updateAccount(sandbox, account, answersFrom(sandbox, id, fields, values, request.remoteAddress));
    return redirect(link.value("return_url"_L1).toString());
}

http::Response openLink(Sandbox& sandbox, const QString& token)
{
    const QJsonObject* stored = sandbox.store.accountLinks.find(token);
    if (!stored) return gone();
    QJsonObject link = *stored;
    if (link.contains("session"_L1) || link.value("expires_at"_L1).toInteger() <= sandbox.clock.now())
        return redirect(link.value("refresh_url"_L1).toString());
    link["session"_L1] = randomToken(24);
    link["session_ends"_L1] = sandbox.clock.now() + SessionSeconds;
    sandbox.store.accountLinks.put(link);
    return show(sandbox, link);
}

} // namespace

QJsonObject makeAccountLink(Sandbox& sandbox, const QString& account, const LinkTargets& targets)
{
    const QString token = randomToken(24);
    const qint64 expires = sandbox.clock.now() + sandbox.config.accountLinkSeconds;
    sandbox.store.accountLinks.put({{u"id"_s, token},
                                    {u"account"_s, account},
                                    {u"expires_at"_s, expires},
                                    {u"refresh_url"_s, targets.refreshUrl},
                                    {u"return_url"_s, targets.returnUrl}});
    return {{u"object"_s, u"account_link"_s},
            {u"created"_s, sandbox.clock.now()},
            {u"expires_at"_s, expires},
            {u"url"_s, QString(sandbox.options.publicUrl + u"/setup/e/"_s + account + u'/' + token)}};
}

http::Response onboardingPage(Sandbox& sandbox, const http::Request& request)
{
    const QStringList parts = request.path.split(u'/'); // "", "setup", "e" or "s", …
    if (parts.value(2) == "e"_L1 && parts.size() == 5 && request.method == "GET") return openLink(sandbox, parts.at(4));
    if (parts.value(2) != "s"_L1 || parts.size() != 4 || parts.at(3).isEmpty()) return gone();
    const QList<QJsonObject> links = sandbox.store.accountLinks.all(u"session"_s, parts.at(3));
    if (links.isEmpty()) return gone();
    const QJsonObject link = links.first();
    if (link.value("session_ends"_L1).toInteger() <= sandbox.clock.now())
        return redirect(link.value("refresh_url"_L1).toString());
    return request.method == "POST" ? submit(sandbox, link, request) : show(sandbox, link);
}

} // namespace lectern::sandbox
