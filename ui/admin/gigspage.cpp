#include "ui/admin/gigspage.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/listdetail.h"
#include "ui/kit/tableview.h"

namespace lectern {

GigsPage::GigsPage(GigsGateway* gigs, Access access, QWidget* parent)
    : PageFrame(tr("Topics by the hour"), parent)
    , m_model(new GigListModel(gigs, this))
    , m_search(new SearchField(tr("Topic or teacher"), QStringLiteral("gigs.search")))
    , m_panel(new GigReviewPanel(gigs, access))
{
    setBackVisible(true);
    setMaximumContentWidth(1440);
    auto* bar = new FilterBar;
    bar->add(m_search);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, [this] { m_model->setText(m_search->text().trimmed()); });
    m_table = new TableView(m_model,
                            {{GigListModel::Title, 0},
                             {GigListModel::Teacher, 150, 640},
                             {GigListModel::Category, 130, 900},
                             {GigListModel::Rate, 90, 560},
                             {GigListModel::State, 120},
                             {GigListModel::Held, 60, 1000},
                             {GigListModel::Changed, 110, 760}},
                            QStringLiteral("gigs.table"));
    auto* body = new ListDetail(m_table, m_panel, 440);
    connect(m_table, &TableView::selected, this, [this, body](int row) {
        body->setDetailVisible(row >= 0);
        if (row >= 0) m_panel->open(m_model->at(row).id);
    });
    connect(m_panel, &GigReviewPanel::decided, this, [this](const Gig& gig) {
        m_model->update(gig);
        m_panel->open(gig.id);
        Q_EMIT toast(tr("“%1”: %2.").arg(gig.card.title, chip(gig.state).text), Tone::Green);
    });
    auto* states = setContent(body, Skeleton::Shape::Table, {QStringLiteral("view-calendar"), tr("No topics"), tr("What teachers offer by the hour is here, from the day on that it is submitted."), {}}, false);
    states->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

QWidget* GigsPage::searchField() const { return m_search; }

void GigsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("review") || message.topic == QStringLiteral("gig")) refresh();
}

} // namespace lectern
