#pragma once
#include "items/reply.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// A live session under review: its card, what changed, and the decision.
class GigReviewPanel final : public QWidget
{
    Q_OBJECT
public:
    GigReviewPanel(GigsGateway* gigs, Access access, QWidget* parent = nullptr);
    void open(const GigId& id);

Q_SIGNALS:
    void decided(const lectern::Gig& gig);

private:
    void display(const GigReview& review);
    void showFacts(const GigReview& review);
    void showDecisions(const GigReview& review);
    void decide(DecisionKind kind);

    GigsGateway* m_gigs;
    Access m_access;
    GigId m_id;
    GigReview m_review;
    StateStack* m_states;
    QLabel* m_title;
    QLabel* m_meta;
    Chip* m_chip;
    Notice* m_conflict;
    QHBoxLayout* m_buttons;
    QVBoxLayout* m_facts;
    MarkdownView* m_description;
    QWidget* m_decisionsCard;
    QVBoxLayout* m_decisions;
    RequestId m_request;
};

} // namespace lectern
