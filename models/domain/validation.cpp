#include "domain/validation.h"
#include "domain/passwords.h"
#include <QRegularExpression>

namespace lectern::validation {

namespace {

bool isForbidden(QChar c, bool multiLine)
{
    if (multiLine && (c == u'\n' || c == u'\t' || c == u'\r')) return false;
    // Bidirectional overrides and isolates let a title show something else than it says.
    const char16_t u = c.unicode();
    const bool bidi = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
    return c.category() == QChar::Other_Control || bidi;
}

std::optional<Error> checked(const QString& field, const QString& text, int max, int min, bool multiLine)
{
    const qsizetype length = text.trimmed().size();
    if (min > 0 && length == 0) return fieldError(field, QStringLiteral("Fill this in."));
    if (length < min) return fieldError(field, QStringLiteral("Write at least %1 characters.").arg(min));
    if (text.size() > max)
        return fieldError(field, QStringLiteral("This is %1 characters long; %2 fit.").arg(text.size()).arg(max));
    for (const QChar c : text) {
        if (isForbidden(c, multiLine))
            return fieldError(field, QStringLiteral("Remove the invisible control characters from this text."));
    }
    if (!text.isValidUtf16()) return fieldError(field, QStringLiteral("This text has broken characters in it."));
    return std::nullopt;
}

} // namespace

std::optional<Error> line(const QString& field, const QString& text, int max, int min)
{
    return checked(field, text, max, min, false);
}

std::optional<Error> text(const QString& field, const QString& text, int max, int min)
{
    return checked(field, text, max, min, true);
}

std::optional<Error> email(const QString& address)
{
    const QString field = QStringLiteral("email");
    if (auto error = line(field, address, 254)) return error;
    // The HTML standard's pattern for <input type=email>, with at least one dot in the domain.
    static const QRegularExpression shape(QStringLiteral(
        "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
        "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$"));
    if (!shape.match(address).hasMatch())
        return fieldError(field, QStringLiteral("This is not an e-mail address. It should look like name@example.org."));
    return std::nullopt;
}

std::optional<Error> password(const QString& password, const QString& email, const QString& name)
{
    const QString field = QStringLiteral("password");
    if (password.size() < kMinPassword)
        return fieldError(field, QStringLiteral("Use at least %1 characters.").arg(kMinPassword));
    if (password.size() > kMaxPassword)
        return fieldError(field, QStringLiteral("Use at most %1 characters.").arg(kMaxPassword));
    if (isObviousPassword(password, email, name)) {
        return fieldError(field, QStringLiteral("This password is easy to guess. Use several unrelated words, or "
                                                "something only you would think of."));
    }
    return std::nullopt;
}

std::optional<Error> registration(const RegisterForm& form)
{
    if (auto error = line(QStringLiteral("name"), form.name, kMaxName, 2)) return error;
    if (auto error = email(form.email)) return error;
    if (auto error = password(form.password, form.email, form.name)) return error;
    // Named, not excluded: a role that is added later is not open to everybody.
    if (form.role != Role::Student && form.role != Role::Teacher) {
        return fieldError(QStringLiteral("role"),
                          QStringLiteral("Register as a teacher or a student; an admin can change the role later."));
    }
    return std::nullopt;
}

std::optional<Error> draft(const CourseCard& card)
{
    if (auto error = line(QStringLiteral("title"), card.title, kMaxTitle)) return error;
    if (auto error = text(QStringLiteral("descriptionMarkdown"), card.descriptionMarkdown, kMaxMarkdown)) return error;
    if (!card.language.isEmpty() && !languages().contains(card.language))
        return fieldError(QStringLiteral("language"), QStringLiteral("Choose a language from the list."));
    return fee(card.fee);
}

std::optional<Error> submission(const CourseCard& card)
{
    if (auto error = line(QStringLiteral("title"), card.title, kMaxTitle, kMinTitle)) return error;
    if (card.categoryId.isEmpty()) return fieldError(QStringLiteral("categoryId"), QStringLiteral("Choose a category."));
    if (auto error = text(QStringLiteral("descriptionMarkdown"), card.descriptionMarkdown, kMaxMarkdown, kMinDescription))
        return error;
    if (card.language.isEmpty()) return fieldError(QStringLiteral("language"), QStringLiteral("Choose a language."));
    return draft(card);
}

Money smallestCharge(Currency currency)
{
    qint64 major = 1;
    for (int i = 0; i < currency.digits(); ++i) major *= 10;
    // Stripe refuses charges below about half a US dollar; one whole unit (a hundred of the small units) keeps clear of it.
    return Money::fromMinor(currency.digits() == 0 ? 100 : major, currency);
}

std::optional<Error> wholeSteps(const QString& field, const Money& amount)
{
    if (amount.isWholeSteps()) return std::nullopt;
    return fieldError(field, QStringLiteral("Payments in %1 cannot use the last decimal place; give %2, for example.").arg(amount.currency().code(), amount.cutToSteps().toDecimal()));
}

std::optional<Error> fee(const Money& fee)
{
    const QString field = QStringLiteral("fee");
    if (fee.isNegative()) return fieldError(field, QStringLiteral("A fee cannot be negative."));
    if (fee.isZero()) return std::nullopt;
    if (auto error = wholeSteps(field, fee)) return error;
    const qint64 minimum = smallestCharge(fee.currency()).minor();
    const qint64 maximum = fee.currency().digits() == 0 ? kMaxFeeMajor * 1000 : kMaxFeeMajor * minimum;
    if (fee.minor() < minimum || fee.minor() > maximum) {
        return fieldError(field, QStringLiteral("The fee must be 0 (free) or between %1 and %2 %3.")
                                     .arg(Money::fromMinor(minimum, fee.currency()).toDecimal(),
                                          Money::fromMinor(maximum, fee.currency()).toDecimal(), fee.currency().code()));
    }
    return std::nullopt;
}

std::optional<Error> decision(const DecisionForm& form, bool overturns)
{
    const bool needed = form.kind != DecisionKind::Approve || overturns;
    return text(QStringLiteral("reason"), form.reason, kMaxReason, needed ? 5 : 0);
}

std::optional<Error> lecture(const LectureForm& form)
{
    if (auto error = line(QStringLiteral("title"), form.title, kMaxTitle)) return error;
    if (form.durationSeconds < 0 || form.durationSeconds > 7 * 24 * 3600)
        return fieldError(QStringLiteral("durationSeconds"), QStringLiteral("This duration cannot be right."));
    return text(QStringLiteral("articleMarkdown"), form.articleMarkdown, kMaxMarkdown);
}

std::optional<Error> withdrawal(const WithdrawalForm& form, const Money& minimum, const Money& available)
{
    const QString field = QStringLiteral("amount");
    if (auto error = text(QStringLiteral("note"), form.note, kMaxReason)) return error;
    const Money& amount = form.amount;
    const QString code = amount.currency().code();
    if (amount.minor() < minimum.minor() || amount.minor() <= 0)
        return fieldError(field, QStringLiteral("Withdraw at least %1 %2.").arg(minimum.toDecimal(), code));
    if (auto error = wholeSteps(field, amount)) return error;
    if (amount.minor() > available.minor()) {
        return Error{ErrorCode::InsufficientFunds, field,
                     QStringLiteral("%1 %2 is available.").arg(available.toDecimal(), code), 0};
    }
    return std::nullopt;
}

QString normalizedTitle(const QString& title)
{
    return title.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
}

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("fr"), QStringLiteral("es"), QStringLiteral("it"),
            QStringLiteral("pt"), QStringLiteral("nl"), QStringLiteral("pl"), QStringLiteral("cs"), QStringLiteral("sv"),
            QStringLiteral("da"), QStringLiteral("fi"), QStringLiteral("no"), QStringLiteral("ru"), QStringLiteral("uk"),
            QStringLiteral("tr"), QStringLiteral("ar"), QStringLiteral("fa"), QStringLiteral("he"), QStringLiteral("hi"),
            QStringLiteral("zh"), QStringLiteral("ja"), QStringLiteral("ko"), QStringLiteral("vi"), QStringLiteral("id")};
}

} // namespace lectern::validation
