#include "items/reportmodel.h"

namespace lectern {

ReportModel::ReportModel(BooksGateway* books, QObject* parent)
    : PagedModel(parent)
    , m_books(books)
    , m_report(std::make_shared<Report>())
{
}

namespace {

QVariant label(ReportKind kind, const ReportRow& item)
{
    PaymentState state{};
    switch (kind) {
    case ReportKind::Days:
        return QDate::fromString(item.key, Qt::ISODate);
    case ReportKind::Months:
        return QVariant::fromValue(Month{QDate::fromString(item.key + QStringLiteral("-01"), Qt::ISODate)});
    case ReportKind::States:
        if (PaymentStanding standing{}; fromText(item.key, standing)) return QVariant::fromValue(standing);
        return fromText(item.key, state) ? QVariant::fromValue(state) : QVariant(item.label);
    case ReportKind::Sources:
        if (EnrollmentSource source{}; fromText(item.key, source)) return QVariant::fromValue(source);
        break;
    case ReportKind::Courses:
    case ReportKind::Coupons:
    case ReportKind::Categories:
    case ReportKind::Teachers:
    case ReportKind::Conversion:
        break;
    case ReportKind::Failures:
        return QVariant::fromValue(DeclineCode{item.key});
    }
    return item.label;
}

QVariant share(int part, int whole)
{
    return QVariant::fromValue(Percent{whole > 0 ? int(100LL * part / whole) : 0});
}

} // namespace

void ReportModel::show(const Query& query)
{
    m_query = query;
    m_report = std::make_shared<Report>();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    reload();
}

QVariant ReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const ReportKind kind = m_query.kind;
    switch (section) {
    case Label:
        return kind == ReportKind::Days         ? tr("Day")
               : kind == ReportKind::Months     ? tr("Month")
               : kind == ReportKind::Categories ? tr("Category")
               : kind == ReportKind::Teachers   ? tr("Teacher")
               : kind == ReportKind::Coupons    ? tr("Coupon")
               : kind == ReportKind::Sources    ? tr("Source")
               : kind == ReportKind::States     ? tr("State")
               : kind == ReportKind::Failures   ? tr("Why")
                                                : tr("Course");
    case Count:
        return kind == ReportKind::Failures     ? tr("Declined")
               : kind == ReportKind::States     ? tr("Payments")
               : kind == ReportKind::Conversion ? tr("Got in")
                                                : tr("Sales");
    case Views:
        return tr("Opened the page");
    case Enrolled:
        return tr("Enrolled");
    case EnrolledShare:
        return tr("Of the views");
    case PaidShare:
        return tr("Got in, of those");
    case Gross:
        return tr("Amount");
    case Refunded:
        return tr("Taken back"); // by refunds and disputes
    case Teacher:
        return tr("Teachers");
    case Platform:
        return tr("Platform");
    default:
        return {};
    }
}

QVariant ReportModel::cell(const ReportRow& item, int column) const
{
    switch (column) {
    case Label:
        return label(m_query.kind, item);
    case Count:
        return item.count;
    case Views:
        return item.views;
    case Enrolled:
        return item.enrolled;
    case EnrolledShare:
        return share(item.enrolled, item.views);
    case PaidShare:
        return item.isFree ? QVariant::fromValue(Percent{100, tr("Free")}) : share(item.count, item.enrolled);
    case Gross:
        return QVariant::fromValue(item.gross);
    case Refunded:
        return QVariant::fromValue(item.refunded);
    case Teacher:
        return QVariant::fromValue(item.teacher);
    case Platform:
        return QVariant::fromValue(item.platform);
    default:
        return {};
    }
}

Reply<Page<ReportRow>> ReportModel::ask(const PageRequest& page)
{
    Q_UNUSED(page) // it comes whole
    return m_books->report(m_query.kind, m_query.currency, m_query.from, m_query.until).then([report = m_report](const Result<Report>& answer) -> Result<Page<ReportRow>> {
        if (!answer) return answer.error();
        *report = *answer;
        return Page<ReportRow>{answer->rows, {}};
    });
}

} // namespace lectern
