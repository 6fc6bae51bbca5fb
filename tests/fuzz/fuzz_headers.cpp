// Range and Upload-Metadata are read by functions that only their files see.
#include "../../server/http/controllers/learning.cpp"
#include "../../server/http/uploads.cpp"
#include "http/addresses.h"
#include "target.h"

// Headers and queries of any caller. First line: the header; then the query.
using namespace lectern;
using namespace lectern::http;

namespace {

void rangeStaysInTheFile(const QByteArray& header)
{
    for (const qint64 size : {qint64(0), qint64(1), qint64(1000), std::numeric_limits<qint64>::max()}) {
        const auto range = rangeOf(header, size);
        if (!range || range->first > range->second || range->first >= size) continue; // the whole file, or 416
        hold(range->first >= 0 && range->second < size, "a range lies within the file");
    }
}

} // namespace

void takeInput(const QByteArray& input)
{
    const auto [header, query] = split(input);
    rangeStaysInTheFile(header);
    rangeStaysInTheFile("bytes=" + header);
    (void)metadataOf(header);
    const Networks trusted({QStringLiteral("127.0.0.1"), QStringLiteral("10.0.0.0/8"), QStringLiteral("::1")});
    const QString peer = QStringLiteral("192.0.2.1");
    hold(clientAddress(peer, header, trusted) == peer, "an untrusted peer is who it is");
    (void)clientAddress(QStringLiteral("127.0.0.1"), header, trusted);
    QStringList wrong;
    const Networks written(QString::fromUtf8(header).split(u','), &wrong);
    (void)written.contains(peer);
    Request request;
    request.headers = {{"Range", header}};
    request.query = QUrlQuery(QString::fromUtf8(query));
    hold(request.header("range") == header, "names of headers know no case");
    for (const char16_t* key : {u"cursor", u"limit", u"text", u"ticket"}) (void)request.queryValue(QStringView(key));
}

LECTERN_FUZZ_TARGET
