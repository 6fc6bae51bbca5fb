#include "domain/markup.h"
#include "domain/validation.h"
#include "target.h"

// Markdown and titles as people write them: summaries are short plain lines, and comparing titles is stable.
using namespace lectern;

void takeInput(const QByteArray& input)
{
    const QString text = QString::fromUtf8(input);
    for (const int max : {20, 160}) {
        const QString plain = plainText(text, max);
        hold(plain.size() <= max, "a summary is no longer than asked");
        hold(plain.simplified() == plain, "a summary is one line without needless space");
        hold(plain.isValidUtf16() || !text.isValidUtf16(), "a summary is not cut within a character");
    }
    const QString title = validation::normalizedTitle(text);
    hold(validation::normalizedTitle(title) == title, "a normalised title is normalised");
    (void)validation::line(QStringLiteral("title"), text, 120);
    (void)validation::text(QStringLiteral("text"), text, 2000);
    (void)validation::email(text);
    (void)validation::password(text, QStringLiteral("ada@school.test"), QStringLiteral("Ada"));
    for (const char* code : {"USD", "JPY", "KWD"}) {
        const Currency currency = *Currency::fromCode(QLatin1String(code));
        if (const auto money = Money::fromDecimal(text, currency)) {
            const auto again = Money::fromDecimal(money->toDecimal(), currency);
            hold(again.ok() && *again == *money, "an amount is written and read again as the same");
        }
    }
}

LECTERN_FUZZ_TARGET
