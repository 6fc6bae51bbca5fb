#include "ui/admin/paperspage.h"
#include "ui/documents/paperfiles.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

PapersPage::PapersPage(PurchaseGateway* purchases, QWidget* parent)
    : PageFrame(tr("Receipts"), parent)
    , m_model(new PaperListModel(purchases, this))
    , m_search(new SearchField(tr("Number, buyer or course"), QStringLiteral("paperList.search")))
{
    setMaximumContentWidth(1560);
    setSubtitle(tr("Receipts and credit notes, numbered without gaps. Enter or a double click opens one."));
    auto* bar = new FilterBar;
    bar->add(m_search);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, [this] { m_model->setText(m_search->text().trimmed()); });
    m_table = new TableView(m_model,
                            {{PaperListModel::Number, 150},
                             {PaperListModel::Kind, 120, 760},
                             {PaperListModel::Buyer, 150, 520},
                             {PaperListModel::Description, 0},
                             {PaperListModel::Net, 100, 1000},
                             {PaperListModel::Tax, 90, 900},
                             {PaperListModel::Total, 110},
                             {PaperListModel::Issued, 120, 640}},
                            QStringLiteral("paperList.table"));
    m_table->setRowActions([this](QMenu* menu, int row) {
        menu->addAction(tr("Open PDF"), this, [this, paper = m_model->at(row)] { open(paper); });
        menu->addAction(tr("Save…"), this, [this, paper = m_model->at(row)] {
            papers::save(paper, this, [this](const QString& text) { Q_EMIT toast(text, Tone::Neutral); });
        });
        menu->addAction(tr("Show the payment"), this, [this, id = m_model->at(row).paymentId] { Q_EMIT paymentWanted(id); });
    });
    connect(m_table, &TableView::opened, this, [this](int row) { open(m_model->at(row)); });
    auto* states = setContent(m_table, Skeleton::Shape::Table,
                              {QStringLiteral("view-list-details"), tr("No receipts yet"), tr("A receipt is issued for each payment that settles, a credit note for each refund."), {}}, false);
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

void PapersPage::open(const FiscalDocument& paper)
{
    if (const QString problem = papers::open(paper); !problem.isEmpty()) Q_EMIT toast(problem, Tone::Red);
}

} // namespace lectern
