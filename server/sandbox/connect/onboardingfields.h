#pragma once
#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace lectern::sandbox {

/// One thing that the onboarding page asks for. It may answer several requirements: a date of birth answers three.
struct OnboardingField
{
    QString name; ///< of the input, and the requirement or the start of the requirements that it answers
    QString label;
    QString group;
    QString type; ///< of the HTML input
    QString autocomplete;
    QString sample;
};

/// The inputs for what is due in a country. Requirements that the page has no input of its own for are asked for by
/// their names.
[[nodiscard]] QList<OnboardingField> fieldsFor(const QStringList& due, const QString& country);
/// A value that answers one requirement in tests.
[[nodiscard]] QJsonValue sampleAnswer(const QString& requirement);
/// What is wrong with a value that was typed in, as a sentence; empty when nothing is. `today`: Unix seconds.
[[nodiscard]] QString problemWith(const OnboardingField& field, const QString& value, qint64 today);

} // namespace lectern::sandbox
