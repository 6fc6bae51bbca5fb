#include "sandbox/assets/assets.h"

#include "sandbox/core/json.h"

#include <QFile>

namespace lectern::sandbox {

namespace {

QByteArray fileAt(const QString& name)
{
    QFile file(u":/sandbox/js/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Stripe.js has its first address and one per release train of the API.
bool isStripeJs(const QString& path)
{
    static const QStringList paths{u"/v3"_s,
                                   u"/v3/"_s,
                                   u"/v3/stripe.js"_s,
                                   u"/acacia/stripe.js"_s,
                                   u"/basil/stripe.js"_s,
                                   u"/clover/stripe.js"_s,
                                   u"/dahlia/stripe.js"_s,
                                   u"/endive/stripe.js"_s};
    return paths.contains(path);
}

http::Response page(const QByteArray& body, const QByteArray& type)
{
    http::Response response = http::Response::text(200, body, type);
    response.with("Access-Control-Allow-Origin", "*");
    response.with("Cache-Control", "max-age=60");
    response.with("X-Content-Type-Options", "nosniff");
    // Other origins may load these scripts and show these frames: that is what they are for.
    response.with("Cross-Origin-Resource-Policy", "cross-origin");
    if (type.startsWith("text/html"))
        response.with(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors *");
    return response;
}

QByteArray typeOf(const QString& name)
{
    if (name.endsWith(".js"_L1)) return "text/javascript; charset=utf-8";
    return name.endsWith(".css"_L1) ? "text/css; charset=utf-8" : "text/html; charset=utf-8";
}

} // namespace

std::optional<http::Response> assetFor(const Options& options, const http::Request& request)
{
    Q_UNUSED(options)
    if (request.method != "GET" && request.method != "HEAD") return {};
    if (isStripeJs(request.path)) return page(fileAt(u"stripe.js"_s), typeOf(u".js"_s));
    if (request.path.startsWith("/sandbox/three_d_secure/"_L1))
        return page(fileAt(u"challenge.html"_s), typeOf(u".html"_s));
    if (request.path.startsWith("/sandbox/bank_transfers/"_L1))
        return page(fileAt(u"transfer.html"_s), typeOf(u".html"_s));
    if (!request.path.startsWith("/sandbox/js/"_L1)) return {};
    const QString name = request.path.section(u'/', 3);
    const QByteArray body = name.contains(u'/') ? QByteArray() : fileAt(name);
    if (body.isEmpty()) return http::Response::text(404, "No such file.\n");
    return page(body, typeOf(name));
}

} // namespace lectern::sandbox
