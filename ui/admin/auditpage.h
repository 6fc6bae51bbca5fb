#pragma once
#include "items/auditmodel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"

namespace lectern {

/// Who did what, when and from where.
class AuditPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit AuditPage(ReportsGateway* reports, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    QWidget* searchField() const override { return m_search; }

private:
    void applyFilter();
    AuditModel* m_model;
    SearchField* m_search;
    FilterChips* m_span;
};

} // namespace lectern
