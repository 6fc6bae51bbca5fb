#include "sandbox/core/schema.h"

#include "sandbox/core/json.h"

namespace lectern::sandbox {

struct Schema::Field
{
    QString name;
    QString type; ///< str, text, id, int, bool, map, range, any, object, or choices with '|'
    bool required = false;
    bool array = false;
    std::vector<Field> members;
};

namespace {

using Fields = std::vector<Schema::Field>;

class Parser
{
public:
    explicit Parser(const char* text)
        : m_text(QString::fromLatin1(text))
    {
    }

    Fields fields()
    {
        Fields result;
        for (skipSpace(); m_at < m_text.size() && m_text.at(m_at) != u'}'; skipSpace()) {
            const QString name = word();
            if (name == "@list"_L1) {
                result.push_back({u"limit"_s, u"int"_s, false, false, {}});
                result.push_back({u"starting_after"_s, u"id"_s, false, false, {}});
                result.push_back({u"ending_before"_s, u"id"_s, false, false, {}});
                continue;
            }
            result.push_back(field(name));
        }
        ++m_at; // the closing brace
        return result;
    }

private:
    Schema::Field field(const QString& name)
    {
        Schema::Field result{name, u"str"_s, false, false, {}};
        for (; m_at < m_text.size();) {
            const QChar c = m_text.at(m_at);
            if (c == u'!') {
                result.required = true;
                ++m_at;
            } else if (c == u'[') {
                result.array = true;
                m_at += 2;
            } else if (c == u':') {
                ++m_at;
                result.type = word();
            } else if (c == u'{') {
                ++m_at;
                result.type = u"object"_s;
                result.members = fields();
            } else {
                break;
            }
        }
        return result;
    }

    QString word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (m_text.at(m_at).isLetterOrNumber() || u"_|@."_s.contains(m_text.at(m_at))))
            ++m_at;
        if (m_at == start)
            qFatal("schema: unexpected character at %lld in %s", static_cast<long long>(m_at), qPrintable(m_text));
        return m_text.mid(start, m_at - start);
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
    }

    QString m_text;
    qsizetype m_at = 0;
};

QString nested(const QString& prefix, const QString& key)
{
    return prefix.isEmpty() ? key : prefix + u'[' + key + u']';
}

ApiError invalid(const QString& message, const QString& param, const QString& code = {})
{
    ApiError error = invalidRequest(message, param, code);
    error.beforeWork = true;
    return error;
}

Refusal applyFields(const Fields& fields, QJsonObject& params, const QString& prefix);

Refusal checkMetadata(QJsonValue& value, const QString& name)
{
    if (value.isString() && value.toString().isEmpty()) return {};
    if (!value.isObject()) return invalid(u"Invalid object"_s, name);
    const QJsonObject map = value.toObject();
    if (map.size() > 50)
        return invalid(u"Metadata can have up to 50 keys, but you passed in %1."_s.arg(map.size()), name);
    for (auto it = map.begin(); it != map.end(); ++it) {
        if (!it.value().isString())
            return invalid(u"Invalid string: metadata values must be strings."_s, nested(name, it.key()));
        if (it.key().size() > 40)
            return invalid(
                u"Metadata keys can have up to 40 characters, but you passed in a key that is %1 characters. Invalid key: %2"_s
                    .arg(it.key().size())
                    .arg(it.key()),
                name);
        if (it.value().toString().size() > 500)
            return invalid(
                u"Metadata values can have up to 500 characters, but you passed in a value that is %1 characters. Invalid value: %2"_s
                    .arg(it.value().toString().size())
                    .arg(it.value().toString()),
                nested(name, it.key()));
    }
    return {};
}

Refusal checkInteger(QJsonValue& value, const QString& name)
{
    bool ok = false;
    const qint64 number = value.isString() ? value.toString().toLongLong(&ok) : 0;
    if (!ok) return invalid(u"Invalid integer: %1"_s.arg(value.toString()), name, u"parameter_invalid_integer"_s);
    value = number;
    return {};
}

Refusal checkRange(QJsonValue& value, const QString& name)
{
    if (!value.isObject()) {
        const Refusal refusal = checkInteger(value, name);
        if (!refusal) value = QJsonObject{{u"gte"_s, value}, {u"lte"_s, value}};
        return refusal;
    }
    static const Fields bounds = Parser("gt:int gte:int lt:int lte:int").fields();
    QJsonObject range = value.toObject();
    Refusal refusal = applyFields(bounds, range, name);
    value = range;
    return refusal;
}

Refusal checkScalar(const QString& type, QJsonValue& value, const QString& name)
{
    if (!value.isString())
        return invalid(u"Invalid string: %1"_s.arg(value.isArray() ? u"[array]"_s : u"{hash}"_s), name);
    const QString text = value.toString();
    if (type == "text"_L1) return {};
    if (type == "str"_L1)
        return text.size() > 5000
                   ? Refusal(
                         invalid(u"Invalid string: %1…; must be at most 5000 characters"_s.arg(text.left(40)), name))
                   : Refusal();
    if (text.isEmpty())
        return invalid(u"You passed an empty string for '%1'. We assume empty values are an attempt to unset a "
                       u"parameter; however '%1' cannot be "
                       "unset. You should remove '%1' from your request or supply a non-empty value."_s.arg(name),
                       name, u"parameter_invalid_empty"_s);
    if (type == "id"_L1) return {};
    if (type == "bool"_L1) {
        if (text != "true"_L1 && text != "false"_L1) return invalid(u"Invalid boolean: %1"_s.arg(text), name);
        value = text == "true"_L1;
        return {};
    }
    const QStringList choices = type.split(u'|');
    if (!choices.contains(text))
        return invalid(u"Invalid %1: must be one of %2 or %3"_s.arg(
                           name, choices.mid(0, choices.size() - 1).join(u", "_s), choices.last()),
                       name);
    return {};
}

Refusal checkOne(const Schema::Field& field, QJsonValue& value, const QString& name)
{
    if (field.type == "any"_L1) return {};
    if (field.type == "int"_L1) return checkInteger(value, name);
    if (field.type == "map"_L1) return checkMetadata(value, name);
    if (field.type == "range"_L1) return checkRange(value, name);
    if (field.type == "object"_L1) {
        if (value.isString() && value.toString().isEmpty() && !field.required) {
            value = QJsonValue::Null; // unset
            return {};
        }
        if (!value.isObject()) return invalid(u"Invalid object"_s, name);
        QJsonObject object = value.toObject();
        Refusal refusal = applyFields(field.members, object, name);
        value = object;
        return refusal;
    }
    return checkScalar(field.type, value, name);
}

Refusal applyField(const Schema::Field& field, QJsonObject& params, const QString& name)
{
    QJsonValue value = params.value(field.name);
    if (!field.array) {
        Refusal refusal = checkOne(field, value, name);
        params.insert(field.name, value);
        return refusal;
    }
    if (value.isString() && value.toString().isEmpty()) {
        params.insert(field.name, QJsonArray());
        return {};
    }
    if (!value.isArray()) return invalid(u"Invalid array"_s, name);
    QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        QJsonValue entry = array.at(i);
        if (Refusal refusal = checkOne(field, entry, nested(name, QString::number(i)))) return refusal;
        array.replace(i, entry);
    }
    params.insert(field.name, array);
    return {};
}

Refusal applyFields(const Fields& fields, QJsonObject& params, const QString& prefix)
{
    QStringList unknown;
    const QStringList keys = params.keys();
    for (const QString& key : keys) {
        const bool known =
            std::any_of(fields.begin(), fields.end(), [&](const Schema::Field& field) { return field.name == key; });
        if (!known) unknown += nested(prefix, key);
    }
    if (!unknown.isEmpty()) return unknownParameter(unknown);
    for (const Schema::Field& field : fields) {
        if (field.required && !params.contains(field.name)) return missingParameter(nested(prefix, field.name));
    }
    for (const Schema::Field& field : fields) {
        if (!params.contains(field.name)) continue;
        if (Refusal refusal = applyField(field, params, nested(prefix, field.name))) return refusal;
    }
    return {};
}

} // namespace

Schema::Schema(const char* text)
    : m_fields(Parser(text).fields())
{
    m_fields.push_back({u"expand"_s, u"id"_s, false, true, {}});
}

Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;

Refusal Schema::apply(QJsonObject& params) const { return applyFields(m_fields, params, {}); }

} // namespace lectern::sandbox
