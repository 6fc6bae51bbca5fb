#include "store/journalchain.h"
#include <QCryptographicHash>

namespace lectern::store {

QString chainHash(const QString& before, const QString& journalText)
{
    return QString::fromLatin1(QCryptographicHash::hash((before + u'\n' + journalText).toUtf8(), QCryptographicHash::Sha256).toHex());
}

Result<ChainHead> chainHead(Database& database)
{
    return database.inTransaction<ChainHead>([](Transaction& transaction) -> Result<ChainHead> {
        const auto row = transaction.one("reports/chain_head");
        return row ? ChainHead{row->integer("journal_id"), row->text("hash")} : ChainHead{0, QString::fromLatin1(kChainStart)};
    });
}

QStringList verifyChain(Transaction& transaction, const std::optional<ChainHead>& known)
{
    QStringList problems;
    QString before = QString::fromLatin1(kChainStart);
    qint64 last = 0;
    bool knownSeen = !known || known->journal == 0;
    for (;;) {
        const Rows rows = transaction.run("reports/chained_journals", {{"after", last}});
        if (rows.isEmpty()) break;
        for (const Row& row : rows) {
            const qint64 id = row.integer("id");
            const QString expected = chainHash(before, row.text("body"));
            if (row.text("hash") != expected) {
                problems << QStringLiteral("The chain breaks at journal %1: it, or one before it, is not what was booked.").arg(id);
                return problems;
            }
            if (known && known->journal == id) {
                knownSeen = true;
                if (known->hash != expected) problems << QStringLiteral("Journal %1 does not have the hash that was exported: the books were rewritten.").arg(id);
            }
            before = expected;
            last = id;
        }
    }
    if (!knownSeen) problems << QStringLiteral("Journal %1, which was exported as a head, is not in the chain.").arg(known->journal);
    if (const auto row = transaction.one("reports/unchained_before", {{"upto", last}}))
        problems << QStringLiteral("Journal %1 is not in the chain, though later ones are.").arg(row->text("id"));
    return problems;
}

} // namespace lectern::store
