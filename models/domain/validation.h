#pragma once
#include "domain/misc.h"

/// The rules of input, the same on both sides: the client says them while typing, the server enforces them.
/// Each returns the first thing that is wrong, or nothing.
namespace lectern::validation {

inline constexpr int kMaxName = 120;
inline constexpr int kMaxTitle = 120;
inline constexpr int kMinTitle = 3;
inline constexpr int kMaxMarkdown = 50'000;
inline constexpr int kMinDescription = 40;
inline constexpr int kMaxReason = 2'000;
inline constexpr int kMaxMessage = 1'000; ///< of a student, to a teacher
inline constexpr int kMinPassword = 10;
inline constexpr int kMaxPassword = 256;
inline constexpr qint64 kMaxFeeMajor = 10'000; ///< largest course fee in whole units of its currency

/// One line of text: not empty, no longer than `max`, no NUL or other control character, no bidirectional override.
[[nodiscard]] std::optional<Error> line(const QString& field, const QString& text, int max, int min = 1);
/// Text of several lines; tab and line feed allowed.
[[nodiscard]] std::optional<Error> text(const QString& field, const QString& text, int max, int min = 0);
[[nodiscard]] std::optional<Error> email(const QString& address);
[[nodiscard]] std::optional<Error> password(const QString& password, const QString& email, const QString& name);
[[nodiscard]] std::optional<Error> registration(const RegisterForm& form);
/// What must hold to save a draft: only what would not fit.
[[nodiscard]] std::optional<Error> draft(const CourseCard& card);
/// What must hold to submit for review: everything.
[[nodiscard]] std::optional<Error> submission(const CourseCard& card);
/// The least that the gateway takes by card.
[[nodiscard]] Money smallestCharge(Currency currency);
/// 0 (free) or at least the gateway's minimum charge, at most kMaxFeeMajor.
[[nodiscard]] std::optional<Error> fee(const Money& fee);
/// Amounts that the gateway cannot move: of currencies with three digits the last one must be 0.
[[nodiscard]] std::optional<Error> wholeSteps(const QString& field, const Money& amount);
[[nodiscard]] std::optional<Error> decision(const DecisionForm& form, bool overturns);
[[nodiscard]] std::optional<Error> lecture(const LectureForm& form);
[[nodiscard]] std::optional<Error> withdrawal(const WithdrawalForm& form, const Money& minimum, const Money& available);

/// Title as compared for uniqueness: NFKC, case-folded, white space collapsed.
[[nodiscard]] QString normalizedTitle(const QString& title);
/// ISO 639 codes offered for courses.
[[nodiscard]] QStringList languages();

} // namespace lectern::validation
