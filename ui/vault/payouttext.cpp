#include "ui/vault/payouttext.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct PayoutText
{
    Q_DECLARE_TR_FUNCTIONS(PayoutText)
};

struct Words
{
    const char* end; ///< of the gateway's name
    const char* text;
};

QString plain(const QString& name) { return name.left(1).toUpper() + name.mid(1); }

} // namespace

// The names are Stripe's (docs.stripe.com/connect/required-verification-information) with spaces for dots and underscores.
// The same name comes for an individual, a representative or a person of a company, so the end of it tells.
QStringList dueTexts(const QStringList& names)
{
    static const Words words[] = {{"business type", QT_TRANSLATE_NOOP("PayoutText", "whether a person or a company is paid")},
                                  {"business profile mcc", QT_TRANSLATE_NOOP("PayoutText", "the line of business")},
                                  {"business profile url", QT_TRANSLATE_NOOP("PayoutText", "a web page")},
                                  {"product description", QT_TRANSLATE_NOOP("PayoutText", "what is sold")},
                                  {"external account", QT_TRANSLATE_NOOP("PayoutText", "the bank account")},
                                  {"tos acceptance date", QT_TRANSLATE_NOOP("PayoutText", "agreement to the gateway's terms")},
                                  {"tos acceptance ip", QT_TRANSLATE_NOOP("PayoutText", "agreement to the gateway's terms")},
                                  {"first name", QT_TRANSLATE_NOOP("PayoutText", "the name")},
                                  {"last name", QT_TRANSLATE_NOOP("PayoutText", "the name")},
                                  {"company name", QT_TRANSLATE_NOOP("PayoutText", "the company's name")},
                                  {"company tax id", QT_TRANSLATE_NOOP("PayoutText", "the company's tax number")},
                                  {"dob day", QT_TRANSLATE_NOOP("PayoutText", "the date of birth")},
                                  {"dob month", QT_TRANSLATE_NOOP("PayoutText", "the date of birth")},
                                  {"dob year", QT_TRANSLATE_NOOP("PayoutText", "the date of birth")},
                                  {"address line1", QT_TRANSLATE_NOOP("PayoutText", "the address")},
                                  {"address city", QT_TRANSLATE_NOOP("PayoutText", "the address")},
                                  {"address state", QT_TRANSLATE_NOOP("PayoutText", "the address")},
                                  {"address postal code", QT_TRANSLATE_NOOP("PayoutText", "the address")},
                                  {"email", QT_TRANSLATE_NOOP("PayoutText", "an e-mail address")},
                                  {"phone", QT_TRANSLATE_NOOP("PayoutText", "a phone number")},
                                  {"id number", QT_TRANSLATE_NOOP("PayoutText", "the identity or tax number")},
                                  {"ssn last 4", QT_TRANSLATE_NOOP("PayoutText", "the identity or tax number")},
                                  {"verification document", QT_TRANSLATE_NOOP("PayoutText", "a picture of an identity document")},
                                  {"verification additional document", QT_TRANSLATE_NOOP("PayoutText", "a proof of the address")}};
    QStringList texts;
    for (const QString& name : names) {
        QString text = plain(name).toLower();
        for (const Words& one : words)
            if (name.endsWith(QLatin1String(one.end))) text = PayoutText::tr(one.text);
        if (!texts.contains(text)) texts.append(text);
    }
    return texts;
}

QString disabledText(const QString& reason)
{
    static const Words words[] = {{"requirements past due", QT_TRANSLATE_NOOP("PayoutText", "Payouts are stopped until what is missing is given.")},
                                  {"pending verification", QT_TRANSLATE_NOOP("PayoutText", "The gateway checks what was given.")},
                                  {"under review", QT_TRANSLATE_NOOP("PayoutText", "The gateway looks at the account.")},
                                  {"platform paused", QT_TRANSLATE_NOOP("PayoutText", "The school has stopped payouts to this account.")}};
    for (const Words& one : words)
        if (reason.endsWith(QLatin1String(one.end))) return PayoutText::tr(one.text);
    if (reason.startsWith(QStringLiteral("rejected"))) return PayoutText::tr("The gateway has closed this account.");
    return plain(reason);
}

} // namespace lectern
