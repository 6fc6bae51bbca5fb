#include "sandbox/api/router.h"
#include "sandbox/core/ids.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

#include <QUrl>

namespace lectern::sandbox {

namespace {

Answer endpointOf(const Call& call)
{
    const QJsonObject* endpoint = call.sandbox.store.webhookEndpoints.find(call.ids.first());
    return endpoint ? Answer(*endpoint)
                    : Answer(noSuchObject(u"webhook endpoint"_s, call.ids.first(), u"webhook_endpoint"_s));
}

Refusal checkUrl(const Call& call)
{
    const QUrl url(call.text("url"_L1));
    const bool http = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!call.has("url"_L1) || (url.isValid() && http && !url.host().isEmpty())) return {};
    return invalidRequest(u"Invalid URL: An explicit scheme (such as https) must be provided."_s, u"url"_s,
                          u"url_invalid"_s);
}

Answer create(Call& call)
{
    if (Refusal refusal = checkUrl(call)) return *refusal;
    QJsonObject endpoint = shape(u"webhook_endpoint"_s);
    const QString id = longId("we_", '1');
    const QString secret = u"whsec_"_s + randomToken(32);
    endpoint["id"_L1] = id;
    endpoint["created"_L1] = call.sandbox.clock.now();
    copyParams(call, endpoint, {"url"_L1, "enabled_events"_L1, "description"_L1, "api_version"_L1});
    mergeMetadata(call, endpoint);
    call.sandbox.store.webhookEndpoints.put(endpoint);
    call.sandbox.store.webhookSecrets.put(
        {{u"id"_s, id}, {u"secret"_s, secret}, {u"connect"_s, call.flag("connect"_L1) ? u"only"_s : QString()}});
    endpoint["secret"_L1] = secret; // shown once, here
    return endpoint;
}

Answer retrieve(Call& call) { return endpointOf(call); }

Answer update(Call& call)
{
    Answer found = endpointOf(call);
    if (!found) return found;
    if (Refusal refusal = checkUrl(call)) return *refusal;
    QJsonObject endpoint = *found;
    copyParams(call, endpoint, {"url"_L1, "enabled_events"_L1, "description"_L1});
    mergeMetadata(call, endpoint);
    if (call.has("disabled"_L1)) endpoint["status"_L1] = call.flag("disabled"_L1) ? u"disabled"_s : u"enabled"_s;
    call.sandbox.store.webhookEndpoints.put(endpoint);
    return endpoint;
}

Answer remove(Call& call)
{
    Answer found = endpointOf(call);
    if (!found) return found;
    call.sandbox.store.webhookEndpoints.remove(call.ids.first());
    call.sandbox.store.webhookSecrets.remove(call.ids.first());
    return QJsonObject{{u"id"_s, call.ids.first()}, {u"object"_s, u"webhook_endpoint"_s}, {u"deleted"_s, true}};
}

Answer list(Call& call) { return listPage(call, call.sandbox.store.webhookEndpoints); }

} // namespace

void addWebhookEndpointRoutes(Router& router)
{
    router.add({
        {"POST", "/v1/webhook_endpoints",
         "url!:id enabled_events[]!:id description:str metadata:map api_version:id connect:bool", create},
        {"GET", "/v1/webhook_endpoints", "@list", list},
        {"GET", "/v1/webhook_endpoints/:id", "", retrieve},
        {"POST", "/v1/webhook_endpoints/:id", "url:id enabled_events[]:id description:str metadata:map disabled:bool",
         update},
        {"DELETE", "/v1/webhook_endpoints/:id", "", remove},
    });
}

} // namespace lectern::sandbox
