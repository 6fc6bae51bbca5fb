#pragma once
#include "sandbox/core/apierror.h"

#include <memory>
#include <vector>

namespace lectern::sandbox {

/// The parameters that one route takes, written as text beside the route:
///
///     amount!:int currency!:str metadata:map automatic_payment_methods{enabled!:bool allow_redirects:always|never}
///     payment_method_types[]:str created:range
///
/// `!` required; types: str (an empty one unsets), text (the same, however long), id (never empty), int, bool, map
/// (metadata), range (a time or gt/gte/lt/lte), any; `a|b` a choice; `{…}` an object; `[]` an array of. `expand` is
/// always taken; the word
/// `@list` adds limit, starting_after and ending_before.
class Schema
{
public:
    explicit Schema(const char* text);
    ~Schema();
    Schema(Schema&&) noexcept;

    /// Turns the strings of a decoded form into typed values in place, or says what Stripe would say.
    [[nodiscard]] Refusal apply(QJsonObject& params) const;

    struct Field;

private:
    std::vector<Field> m_fields;
};

} // namespace lectern::sandbox
