#include "domain/markup.h"
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRegularExpression>

namespace lectern {

QString plainText(const QString& markdown, int max)
{
    static const QRegularExpression html(QStringLiteral("<[^>]*>"));
    static const QRegularExpression image(QStringLiteral("!\\[[^\\]]*\\]\\([^)]*\\)"));
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression marks(QStringLiteral("(^|\\n)\\s*(?:#+|>|[-*+]|\\d+\\.)\\s+|[*_`~]{1,3}|\\n-{3,}"));
    QString text = markdown;
    text.remove(html).remove(image).replace(link, QStringLiteral("\\1")).replace(marks, QStringLiteral("\\1"));
    text = text.simplified();
    if (text.size() <= max) return text;
    qsizetype cut = text.lastIndexOf(u' ', max - 1);
    if (cut < max / 2) cut = max - 1;
    if (text.at(cut - 1).isHighSurrogate()) --cut;
    return text.left(cut) + u'…';
}

QString contentHash(const QJsonObject& card)
{
    const QByteArray canonical = QJsonDocument(card).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex());
}

QString contentHash(const CourseCard& card) { return contentHash(toJson(card)); }

QList<CardChange> difference(const CourseCard& before, const QString& beforeCategory, const CourseCard& after,
                             const QString& afterCategory)
{
    QList<CardChange> changes;
    const auto compare = [&changes](const char* field, const QString& a, const QString& b) {
        if (a != b) changes.append({QString::fromLatin1(field), a, b});
    };
    const auto amount = [](const Money& money) { return money.toDecimal() + u' ' + money.currency().code(); };
    compare("title", before.title, after.title);
    compare("categoryId", beforeCategory, afterCategory);
    compare("fee", amount(before.fee), amount(after.fee));
    compare("language", before.language, after.language);
    compare("level", toText(before.level), toText(after.level));
    compare("descriptionMarkdown", before.descriptionMarkdown, after.descriptionMarkdown);
    compare("coverFileId", before.coverFileId ? before.coverFileId->value : QString(),
            after.coverFileId ? after.coverFileId->value : QString());
    return changes;
}

} // namespace lectern
