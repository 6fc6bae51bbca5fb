#pragma once
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace lectern::sandbox {

/// Objects of one kind by id, in order of creation, with look-up by a few of their fields.
class Collection
{
public:
    using Filter = std::function<bool(const QJsonObject&)>;

    /// `indexed`: fields with string values that lists are filtered by.
    explicit Collection(QStringList indexed = {})
        : m_indexed(std::move(indexed))
    {
    }

    [[nodiscard]] const QJsonObject* find(const QString& id) const;
    /// Inserts, or replaces the object of the same id at its place. `owner` is the connected account that a new object
    /// belongs to, empty for the platform; a replaced object keeps its owner.
    void put(const QJsonObject& object, const QString& owner = {});
    /// The connected account that an object belongs to; empty for the platform's, and for unknown ids.
    [[nodiscard]] QString ownerOf(const QString& id) const;
    void remove(const QString& id);
    void clear();
    [[nodiscard]] qsizetype size() const { return m_rows.size(); }
    /// Grows with every change: lets the owner see that there is something to save.
    [[nodiscard]] quint64 version() const { return m_version; }

    struct Query
    {
        QString field; ///< indexed field that must equal `value`; empty: all
        QString value;
        Filter filter;                            ///< null: all
        std::optional<QString> owner = QString(); ///< whose objects; nothing: everybody's
        QString startingAfter;
        QString endingBefore;
        qsizetype limit = 10;
    };
    struct Page
    {
        QList<QJsonObject> objects; ///< newest first
        bool hasMore = false;
    };
    [[nodiscard]] Page page(const Query& query) const;
    /// All that match, whoever owns them, oldest first.
    [[nodiscard]] QList<QJsonObject> all(const QString& field = {}, const QString& value = {}) const;

private:
    struct Row
    {
        QJsonObject object;
        qsizetype position;
        QString owner;
    };
    using Positions = std::vector<qsizetype>;

    void index(const QJsonObject& object, qsizetype position);
    void unindex(const QJsonObject& object, qsizetype position);
    [[nodiscard]] const Positions* positionsFor(const Query& query) const;

    QStringList m_indexed;
    QHash<QString, Row> m_rows;
    std::vector<QString> m_order; ///< ids by position; empty where removed
    QHash<QString, QHash<QString, Positions>> m_index;
    QHash<QString, Positions> m_byOwner; ///< of connected accounts only
    quint64 m_version = 0;
};

} // namespace lectern::sandbox
