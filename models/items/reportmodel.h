#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// The rows of one report, by time or the largest first.
class ReportModel final : public PagedModel<ReportRow>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Label,         ///< QString, QDate of a day, Month, PaymentState or DeclineCode, by the kind of report
        Count,         ///< int
        Views,         ///< int
        Enrolled,      ///< int
        EnrolledShare, ///< Percent of the views
        PaidShare,     ///< Percent of those who enrolled
        Gross,         ///< Money
        Refunded,      ///< Money
        Teacher,       ///< Money
        Platform,      ///< Money
        ColumnCount,
    };
    explicit ReportModel(BooksGateway* books, QObject* parent = nullptr);
    struct Query {
        ReportKind kind = ReportKind::Days;
        QString currency;
        QDateTime from;
        QDateTime until;
        bool operator==(const Query&) const = default;
    };
    [[nodiscard]] const Query& query() const { return m_query; }
    [[nodiscard]] const Report& report() const { return *m_report; }
    /// Reloads.
    void show(const Query& query);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const ReportRow& item, int column) const override;
    QString key(const ReportRow& item) const override { return item.key; }
    Reply<Page<ReportRow>> ask(const PageRequest& page) override;

private:
    BooksGateway* m_books;
    Query m_query;
    std::shared_ptr<Report> m_report; ///< shared with an answer that may come when the model is gone
};

} // namespace lectern
