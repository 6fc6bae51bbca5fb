#pragma once
#include "domain/courses.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// A decision about a course, with its consequence. `overturns`: another decision stood before.
class DecisionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    DecisionDialog(const Course& course, DecisionKind kind, bool overturns, QWidget* parent);
    /// Names the revision and the hash that the admin looked at.
    [[nodiscard]] DecisionForm form() const;

protected:
    std::optional<Error> check() override;

private:
    Course m_course;
    DecisionKind m_kind;
    bool m_overturns;
    QPlainTextEdit* m_reason;
};

} // namespace lectern
