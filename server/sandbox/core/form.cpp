#include "sandbox/core/form.h"

#include "sandbox/core/json.h"

#include <vector>

namespace lectern::sandbox {

namespace {

constexpr int MaxDepth = 10;
constexpr int MaxPairs = 2000;

struct Node
{
    QString key;
    QString value;
    std::vector<Node> children;
};

QString decoded(QByteArray part)
{
    part.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part));
}

/// `a[b][c]` → a, b, c. Empty when brackets do not match or the path is too deep.
QStringList keyPath(const QString& key)
{
    const qsizetype open = key.indexOf(u'[');
    if (open <= 0) return {key};
    QStringList path{key.left(open)};
    qsizetype at = open;
    while (at < key.size()) {
        const qsizetype close = key.indexOf(u']', at);
        if (key.at(at) != u'[' || close < 0 || path.size() >= MaxDepth) return {};
        path += key.mid(at + 1, close - at - 1);
        at = close + 1;
    }
    return path;
}

Node& child(Node& parent, const QString& key, bool last)
{
    // `a[]` appends; `a[][x]` and every other key reuse the node of that name.
    if (!(key.isEmpty() && last)) {
        for (Node& node : parent.children) {
            if (node.key == key) return node;
        }
    }
    parent.children.push_back({key, {}, {}});
    return parent.children.back();
}

QJsonValue toJson(const Node& node)
{
    if (node.children.empty()) return node.value;
    bool isArray = true;
    for (const Node& entry : node.children) {
        bool number = entry.key.isEmpty();
        if (!number) entry.key.toUInt(&number);
        isArray = isArray && number;
    }
    if (isArray) {
        QJsonArray array;
        for (const Node& entry : node.children)
            array.append(toJson(entry));
        return array;
    }
    QJsonObject object;
    for (const Node& entry : node.children)
        object.insert(entry.key, toJson(entry));
    return object;
}

} // namespace

Expected<QJsonObject> decodeForm(const QByteArray& encoded)
{
    Node root;
    int pairs = 0;
    for (const QByteArray& pair : encoded.split('&')) {
        if (pair.isEmpty()) continue;
        const qsizetype equals = pair.indexOf('=');
        const QString key = decoded(equals < 0 ? pair : pair.left(equals));
        const QStringList path = keyPath(key);
        if (path.isEmpty() || ++pairs > MaxPairs)
            return invalidRequest(u"Invalid request parameters: could not parse '%1'."_s.arg(key.left(100)),
                                  key.left(100));
        Node* node = &root;
        for (qsizetype i = 0; i < path.size(); ++i)
            node = &child(*node, path.at(i), i + 1 == path.size());
        node->value = equals < 0 ? QString() : decoded(pair.mid(equals + 1));
    }
    QJsonObject object;
    for (const Node& entry : root.children)
        object.insert(entry.key, toJson(entry));
    return object;
}

} // namespace lectern::sandbox
