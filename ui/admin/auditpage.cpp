#include "ui/admin/auditpage.h"
#include "ui/admin/auditentrydialog.h"
#include "ui/kit/tableview.h"

namespace lectern {

AuditPage::AuditPage(ReportsGateway* reports, QWidget* parent)
    : PageFrame(tr("Audit trail"), parent)
    , m_model(new AuditModel(reports, this))
    , m_search(new SearchField(tr("Person, action or subject"), QStringLiteral("audit.search")))
    , m_span(new FilterChips(tr("Span of time")))
{
    setSubtitle(tr("Nothing here can be changed or deleted. Enter or a double click shows a line in full."));
    m_span->add({}, tr("All"));
    m_span->add(QStringLiteral("1"), tr("Today"));
    m_span->add(QStringLiteral("7"), tr("7 days"));
    m_span->add(QStringLiteral("30"), tr("30 days"));
    m_span->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_span);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, &AuditPage::applyFilter);
    connect(m_span, &FilterChips::chosen, this, &AuditPage::applyFilter);
    auto* table = new TableView(m_model,
                                {{AuditModel::At, 170},
                                 {AuditModel::Actor, 150},
                                 {AuditModel::Action, 216},
                                 {AuditModel::Subject, 200},
                                 {AuditModel::Detail, 0, 700},
                                 {AuditModel::Address, 130, 1000}},
                                QStringLiteral("audit.table"));
    auto* states = setContent(table, Skeleton::Shape::Table,
                              {QStringLiteral("view-history"),
                               tr("No entries"),
                               tr("Every decision, payout, login and change of a role leaves a line here."),
                               {}},
                              false);
    states->follow(m_model);
    connect(table, &TableView::opened, this, [this](int row) {
        auto* dialog = new AuditEntryDialog(m_model->at(row), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    m_model->reload();
}

void AuditPage::applyFilter()
{
    AuditFilter filter;
    filter.text = m_search->text().trimmed();
    const int days = m_span->current().toInt();
    if (days == 1)
        filter.from = QDateTime(QDate::currentDate(), QTime(0, 0)).toUTC();
    else if (days > 0)
        filter.from = QDateTime(QDate::currentDate().addDays(-days), QTime(0, 0)).toUTC();
    m_model->setFilter(filter);
}

} // namespace lectern
