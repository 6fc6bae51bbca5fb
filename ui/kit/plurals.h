#pragma once
#include <QHash>
#include <QTranslator>

namespace lectern {

/// The sentences of the program are English and need no translation but this: "%n rows" for one row. What Qt takes
/// from a translation file for other languages, English has here.
class EnglishPlurals final : public QTranslator
{
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation, int n) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
    /// The singular of each sentence with a number in it; empty text where one and many read alike.
    [[nodiscard]] static const QHash<QString, QString>& singulars();
};

} // namespace lectern
