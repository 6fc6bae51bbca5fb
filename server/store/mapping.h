#pragma once
#include "domain/misc.h"
#include "domain/page.h"
#include "store/row.h"
#include <functional>

/// Rows to DTOs, in one place, for every statement that selects the same columns.
namespace lectern::store {

[[nodiscard]] User toUser(const Row& row);
[[nodiscard]] CourseCard toCard(const Row& row);
[[nodiscard]] CourseSummary toCourseSummary(const Row& row);
[[nodiscard]] CatalogueItem toCatalogueItem(const Row& row);
[[nodiscard]] Enrollment toEnrollment(const Row& row);
[[nodiscard]] Payment toPayment(const Row& row);
[[nodiscard]] Refund toRefund(const Row& row);
[[nodiscard]] Withdrawal toWithdrawal(const Row& row);
[[nodiscard]] Certificate toCertificate(const Row& row);
[[nodiscard]] StoredFile toFile(const Row& row, const char* idColumn = "file_id", const char* nameColumn = "file_name");

/// Cursors are opaque to clients: base64url of their parts.
[[nodiscard]] QString encodeCursor(const QStringList& parts);
/// Empty when there is no cursor, or it is not one of ours with that many parts.
[[nodiscard]] QStringList decodeCursor(const QString& cursor, int parts);

/// Makes a page of rows that were fetched with limit + 1.
template <class T>
Page<T> toPage(const Rows& rows, int limit, const std::function<T(const Row&)>& map, const std::function<QStringList(const Row&)>& cursor)
{
    Page<T> page;
    for (const Row& row : rows) {
        if (page.items.size() == limit) {
            page.nextCursor = encodeCursor(cursor(rows.at(limit - 1)));
            break;
        }
        page.items.append(map(row));
    }
    return page;
}

} // namespace lectern::store
