#pragma once
// Precompiled once for every test of the server side.
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QTest>
#include <QVariant>
#include <functional>
#include <memory>
#include <optional>
