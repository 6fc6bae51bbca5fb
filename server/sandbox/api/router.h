#pragma once
#include "sandbox/api/call.h"
#include "sandbox/core/schema.h"

#include <QString>
#include <memory>
#include <unordered_map>
#include <vector>

namespace lectern::sandbox {

/// Who may call a route.
enum class Access { Secret, SecretOrPublishable };
/// Whether a route can also be called for a connected account, by the Stripe-Account header.
enum class Scope { Platform, AnyAccount };

/// One route of the API: `{"POST", "/v1/payment_intents/:id/confirm", "payment_method:id …", confirm}`.
struct Route
{
    const char* method;
    const char* pattern; ///< `:id` matches one part
    const char* schema;  ///< see Schema
    Answer (*run)(Call&);
    Access access = Access::Secret;
    Scope scope = Scope::Platform;
};

/// The table of routes. Each file under resources/ adds its own; see addAllRoutes().
class Router
{
public:
    void add(std::initializer_list<Route> routes);

    struct Match
    {
        const Route* route = nullptr; ///< null: no such route
        const Schema* schema = nullptr;
        QStringList ids;
    };
    [[nodiscard]] Match find(const QString& method, const QString& path) const;

private:
    struct Entry
    {
        Route route;
        QStringList parts;
        Schema schema;
    };
    std::unordered_map<QString, std::vector<std::unique_ptr<Entry>>>
        m_byShape; ///< by method, second part and number of parts
};

} // namespace lectern::sandbox
