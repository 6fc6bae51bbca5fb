#pragma once
#include "items/giglistmodel.h"
#include "ui/admin/gigreview.h"
#include "ui/kit/pageframe.h"

namespace lectern {

class SearchField;
class TableView;

/// Every topic that is taught by the hour, with what was decided about it; a decision can be changed here.
class GigsPage final : public PageFrame
{
    Q_OBJECT
public:
    GigsPage(GigsGateway* gigs, Access access, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    void onLive(const LiveMessage& message) override;
    [[nodiscard]] QWidget* searchField() const override;

private:
    GigListModel* m_model;
    SearchField* m_search;
    TableView* m_table;
    GigReviewPanel* m_panel;
};

} // namespace lectern
