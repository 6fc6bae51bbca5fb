#include "ui/kit/plurals.h"

namespace lectern {

const QHash<QString, QString>& EnglishPlurals::singulars()
{
    static const QHash<QString, QString> table = [] {
        const char* const pairs[][2] = {
            {"%n similar", ""},
            {"%n changes since version %1", "%n change since version %1"},
            {"%n rows so far; more come as you scroll", "%n row so far; more come as you scroll"},
            {"%n rows", "%n row"},
            {"%n debts, by the oldest part", "%n debt, by the oldest part"},
            {"At most %n figures after the “%1”. %2", "At most %n figure after the “%1”. %2"},
            {"Try again in %n s.", ""},
            {"%n min ago", ""},
            {"in %n min", ""},
            {"%n h ago", ""},
            {"in %n h", ""},
            {"%n days ago", "%n day ago"},
            {"in %n days", "in %n day"},
            {"%n weeks", "%n week"},
            {"%n days", "%n day"},
            {"%n hours", "%n hour"},
            {"%n sessions held", "%n session held"},
            {"%n times are free", "%n time is free"},
            {"%n days free", "%n day free"},
            {"First %n days free", "First day free"},
            {"the first %n days are free", "the first day is free"},
            {"Used %n times: %1.", "Used once: %1."},
            {"For %n categories.", "For %n category."},
            {"%n uses in all.", "%n use in all."},
            {"Tried %n times.", "Tried once."},
            {"Tried %n times: %1", "Tried once: %1"},
            {"%n students pay by it. What they agreed to stays as it is; only later purchases follow the change.", "%n student pays by it. What was agreed to stays as it is; only later purchases follow the change."},
            {"You are offline. Next attempt in %n s.", ""},
            {"%n waiting", ""},
            {"A sale is pending for %n days, then it is available.", "A sale is pending for %n day, then it is available."},
            {"Section with %n lectures", "Section with %n lecture"},
            {"in %n launched courses", "in %n launched course"},
            {"Its %n lectures go with it. This cannot be undone.", "Its %n lecture goes with it. This cannot be undone."},
            {"%n lectures", "%n lecture"},
            {"Due in %n days", "Due in %n day"},
            {"%n lines in all; the first 500 are listed.", ""},
            {"%n students", "%n student"},
            {"%n seats are left.", "One seat is left."},
            {"There are %n seats.", "There is one seat."},
            {"%n people came by it", "One person came by it"},
            {"%n enrollments are theirs.", "one enrollment is theirs."},
            {"When all %n seats are taken, students can join the waiting list. A payment that is under way holds a seat.",
             "When the seat is taken, students can join the waiting list. A payment that is under way holds a seat."},
            {"%n invitations are on their way.", "The invitation is on its way."},
            {"One code, for up to %n people, good until %1.", "One code, for one person, good until %1."},
            {"%n days to change your mind, as long as you have seen at most %1% of the course.",
             "%n day to change your mind, as long as you have seen at most %1% of the course."},
            {"%n days to change your mind, as long as the code was not used.", "%n day to change your mind, as long as the code was not used."},
        };
        QHash<QString, QString> made;
        for (const auto& pair : pairs)
            made.insert(QString::fromUtf8(pair[0]), QString::fromUtf8(pair[1]));
        return made;
    }();
    return table;
}

QString EnglishPlurals::translate(const char*, const char* source, const char*, int n) const
{
    if (n != 1 || !source) return {};
    const QString singular = singulars().value(QString::fromUtf8(source));
    return singular.isEmpty() ? QString() : singular;
}

} // namespace lectern
