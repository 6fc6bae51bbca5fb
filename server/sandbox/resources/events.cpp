#include "sandbox/api/router.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

Answer retrieve(Call& call)
{
    const bool visible = call.find(call.sandbox.store.events, call.ids.first()) != nullptr;
    const QJsonObject event = visible ? call.sandbox.events.object(call.ids.first()) : QJsonObject();
    return event.isEmpty() ? Answer(noSuchObject(u"event"_s, call.ids.first(), u"id"_s)) : Answer(event);
}

/// `charge.*` stands for every type of charge events.
bool typeMatches(const QString& pattern, const QString& type)
{
    return pattern.endsWith(u'*') ? type.startsWith(QStringView(pattern).chopped(1)) : pattern == type;
}

Answer list(Call& call)
{
    Sandbox& sandbox = call.sandbox;
    const QString type = call.text("type"_L1);
    QStringList types;
    for (const QJsonValue& entry : call.params.value("types"_L1).toArray())
        types += entry.toString();
    if (!type.isEmpty() && !types.isEmpty())
        return invalidRequest(u"You may only specify one of these parameters: type, types."_s, u"types"_s);
    const bool byDelivery = call.has("delivery_success"_L1);
    const bool delivered = call.flag("delivery_success"_L1);
    const bool wildcard = type.endsWith(u'*');
    ListQuery query{u"type"_s, wildcard ? QString() : type};
    if (wildcard) types += type;
    if (!types.isEmpty() || byDelivery) {
        query.filter = [&sandbox, types, byDelivery, delivered](const QJsonObject& head) {
            const QString headType = head.value("type"_L1).toString();
            const bool wanted = types.isEmpty() || std::any_of(types.begin(), types.end(), [&](const QString& one) {
                                    return typeMatches(one, headType);
                                });
            return wanted &&
                   (!byDelivery || delivered == (sandbox.events.pending(head.value("id"_L1).toString()) == 0));
        };
    }
    query.render = [&sandbox](const QJsonObject& head) {
        return sandbox.events.object(head.value("id"_L1).toString());
    };
    return listPage(call, sandbox.store.events, query);
}

} // namespace

void addEventRoutes(Router& router)
{
    router.add({
        {"GET", "/v1/events", "@list created:range type:id types[]:id delivery_success:bool", list, Access::Secret,
         Scope::AnyAccount},
        {"GET", "/v1/events/:id", "", retrieve, Access::Secret, Scope::AnyAccount},
    });
}

} // namespace lectern::sandbox
