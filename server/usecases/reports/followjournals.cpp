#include "store/journalchain.h"
#include "usecases/reports/books.h"

namespace lectern::books {

using store::packed;
using store::Row;
using store::Transaction;

namespace {

/// "R-2026" or "C-2026"; empty for a journal that needs no paper.
QString seriesOf(const QString& kind, int year)
{
    if (kind == u"sale" || kind == u"top_up" || kind == u"refund_returned" || kind == u"dispute_won") return QStringLiteral("R-%1").arg(year);
    if (kind == u"refund" || kind == u"dispute_opened") return QStringLiteral("C-%1").arg(year);
    return {};
}

/// Numbers follow the journals: without gaps, and the same whoever runs the job.
void issueDocuments(Transaction& transaction, const Services& services, const store::Rows& journals)
{
    QMap<QString, QStringList> bySeries;
    for (const Row& row : journals) {
        const QString series = seriesOf(row.text("kind"), row.small("year"));
        if (!series.isEmpty()) bySeries[series] << row.text("id");
    }
    QStringList ids, series, numbers, kinds;
    for (auto it = bySeries.cbegin(); it != bySeries.cend(); ++it) {
        qint64 number = transaction.one("reports/take_numbers", {{"series", it.key()}, {"count", it.value().size()}})->integer("last") - it.value().size();
        for (const QString& id : it.value()) {
            ids << id;
            series << it.key();
            numbers << QString::number(++number);
            kinds << toText(it.key().startsWith(u'R') ? DocumentKind::Receipt : DocumentKind::CreditNote);
        }
    }
    if (ids.isEmpty()) return;
    const auto made = transaction.run("reports/insert_documents", {{"journals", packed(ids)}, {"series", packed(series)}, {"numbers", packed(numbers)}, {"kinds", packed(kinds)},
                                                  {"seller", services.policy.organisation}, {"seller_details", services.policy.sellerDetails}});
    for (const Row& row : made) publish(transaction, services, row.id<UserId>("student_id"), QStringLiteral("payment"), row.text("payment_id"));
    publishToRole(transaction, services, Role::Admin, QStringLiteral("payment"), {});
}

/// The next journals up to `upto`; 0 when all are done.
Result<int> followSome(const Services& services, qint64 upto)
{
    return services.database.inTransaction<int>([&](Transaction& transaction) -> Result<int> {
        const store::Params mark{{"name", QStringLiteral("chain")}};
        transaction.exec("reports/insert_mark", mark);
        const qint64 after = transaction.one("reports/lock_mark", mark)->integer("upto");
        const store::Rows journals = transaction.run("reports/journals_to_follow", {{"after", after}, {"upto", upto}});
        if (journals.isEmpty()) return 0;
        const auto head = transaction.one("reports/chain_head");
        QString hash = head ? head->text("hash") : QString::fromLatin1(store::kChainStart);
        QStringList ids, hashes;
        for (const Row& row : journals) {
            hash = store::chainHash(hash, row.text("body"));
            ids << row.text("id");
            hashes << hash;
        }
        transaction.exec("reports/insert_chain", {{"ids", packed(ids)}, {"hashes", packed(hashes)}});
        issueDocuments(transaction, services, journals);
        transaction.exec("reports/set_mark", store::Params(mark).add("upto", journals.at(journals.size() - 1).integer("id")));
        return static_cast<int>(journals.size());
    });
}

FiscalDocument toDocument(const Row& row)
{
    FiscalDocument document;
    document.id = row.id<DocumentId>("id");
    document.kind = row.enumeration<DocumentKind>("kind");
    document.number = row.text("number");
    document.receiptNumber = row.text("receipt_number");
    document.paymentId = row.id<PaymentId>("payment_id");
    document.seller = row.text("seller");
    document.sellerDetails = row.text("seller_details");
    document.buyerName = row.text("buyer_name");
    document.buyerEmail = row.text("buyer_email");
    document.buyerCountry = row.text("buyer_country");
    document.description = row.text("description");
    document.net = row.money("net_minor");
    document.tax = row.money("tax_minor");
    document.taxBps = row.small("tax_bps");
    document.total = row.money("total_minor");
    document.method = row.enumeration<PaymentMethod>("method");
    document.walletPart = row.money("wallet_minor");
    document.issuedAt = row.time("issued_at");
    return document;
}

} // namespace

Result<int> followJournals(const Services& services)
{
    // With the writers' lock no journal below the last one can appear any more; the work itself goes on without it.
    const auto upto = services.database.inTransaction<qint64>([](Transaction& transaction) -> Result<qint64> {
        transaction.run("vaults/lock_posting_exclusive");
        return transaction.one("reports/last_journal")->integer("upto");
    });
    if (!upto) return upto.error();
    int count = 0;
    for (;;) {
        const auto some = followSome(services, *upto);
        if (!some) return some.error();
        if (*some == 0) return count;
        count += *some;
    }
}

Result<Page<FiscalDocument>> documentsOf(const Services& services, const Caller& caller, const PaymentId& payment)
{
    return services.database.inTransaction<Page<FiscalDocument>>([&](Transaction& transaction) -> Result<Page<FiscalDocument>> {
        const auto row = transaction.one("payments/find_payment", {{"id", payment.value}});
        if (!row || (!isStaff(caller.user->role) && row->id<UserId>("student_id") != caller.user->id)) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment."));
        Page<FiscalDocument> page;
        for (const Row& one : transaction.run("reports/list_payment_documents", {{"payment_id", payment.value}})) page.items.append(toDocument(one));
        return page;
    });
}

Result<Page<FiscalDocument>> documents(const Services& services, const QString& text, const PageRequest& page)
{
    return services.database.inTransaction<Page<FiscalDocument>>([&](Transaction& transaction) -> Result<Page<FiscalDocument>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const int offset = cursor.isEmpty() ? 0 : cursor.first().toInt();
        const auto rows = transaction.run("reports/list_documents", {{"pattern", text.isEmpty() ? store::null() : store::likePattern(text)}, {"limit", limit + 1}, {"offset", offset}});
        return store::toPage<FiscalDocument>(rows, limit, toDocument, [&](const Row&) { return QStringList{QString::number(offset + limit)}; });
    });
}

} // namespace lectern::books
