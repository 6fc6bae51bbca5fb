#pragma once
#include <QLineEdit>

namespace lectern {

/// A line that hides what is typed, with a button in it that shows it.
[[nodiscard]] QLineEdit* makePasswordEdit(const QString& name);
/// What a new password still lacks, said while it is typed; what it needs while it is empty.
[[nodiscard]] QString passwordHint(const QString& password, const QString& email, const QString& name);

} // namespace lectern
