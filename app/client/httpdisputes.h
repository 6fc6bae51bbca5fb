#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpDisputes final : public DisputesGateway
{
public:
    explicit HttpDisputes(ApiClient* api) : m_api(api) {}
    Reply<Page<Dispute>> disputes(DisputeFilter filter, PageRequest page) override;
    Reply<DisputeEvidence> evidence(DisputeId id) override;
    Reply<Dispute> answer(DisputeId id, DisputeAnswer answer, QString idempotencyKey) override;

private:
    ApiClient* m_api;
};

} // namespace lectern
