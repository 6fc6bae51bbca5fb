#pragma once
#include "items/invitationlistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

class QCheckBox;
class QRadioButton;

namespace lectern {

class TableView;

/// Who may enroll in a course, how many; the codes that let people in, and who waits for a seat.
class AdmissionPage final : public PageFrame
{
    Q_OBJECT
public:
    AdmissionPage(const CourseSummary& course, AdmissionGateway* admission, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

private:
    QWidget* buildRules();
    QWidget* buildTiles();
    QWidget* buildInvitations();
    QWidget* buildWaiting();
    void load();
    void loadWaiting();
    void display(const Admission& admission);
    void showWaiting(const QList<WaitingStudent>& waiting);
    void showConsequence();
    void save();
    void invite();
    void revoke(const Invitation& invitation);
    [[nodiscard]] AdmissionForm form() const;

    CourseSummary m_course;
    AdmissionGateway* m_admission;
    Access m_access;
    InvitationListModel* m_model;
    Admission m_saved;
    QLabel* m_rule; ///< instead of the inputs, for who may not change it
    QRadioButton* m_open;
    QRadioButton* m_byInvitation;
    QCheckBox* m_limited;
    QSpinBox* m_seats;
    QLabel* m_consequence;
    QPushButton* m_save;
    Notice* m_notice;
    StatTile* m_tiles[4];
    TableView* m_table;
    QVBoxLayout* m_waiting;
    StateStack* m_states;
    RequestId m_load;
    RequestId m_waitingLoad;
};

} // namespace lectern
