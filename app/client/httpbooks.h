#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpBooks final : public BooksGateway
{
public:
    explicit HttpBooks(ApiClient* api) : m_api(api) {}
    Reply<ReconciliationSummary> reconciliation() override;
    Reply<Page<ReconciliationItem>> lines(ReconciliationFilter filter, PageRequest page) override;
    Reply<ReconciliationItem> explain(QString lineId, ExplainForm form, QString idempotencyKey) override;
    Reply<ReconciliationSummary> clearSuspense(SuspenseForm form, QString idempotencyKey) override;
    Reply<ReconciliationSummary> reconcileNow() override;
    Reply<Report> report(ReportKind kind, QString currency, QDateTime from, QDateTime until) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
