#pragma once
#include "gateways/gateways.h"
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QListWidget;
class QSpinBox;

namespace lectern {

/// A bundle as it is sold: its courses in order, and what is taken off.
class BundleEditDialog final : public DialogFrame
{
    Q_OBJECT
public:
    BundleEditDialog(const std::optional<Bundle>& bundle, const Gateways& gateways, QWidget* parent);
    [[nodiscard]] BundleForm form() const;

Q_SIGNALS:
    void done(const lectern::Bundle& bundle);

protected:
    std::optional<Error> check() override;

private:
    QWidget* buildCourses();
    void loadCourses();
    void showLeft();
    void addChosen();
    void move(int by);
    void showConsequence();
    void send();
    void insert(const QString& id, const QString& title, const Money& fee);

    std::optional<Bundle> m_bundle;
    Gateways m_gateways;
    QComboBox* m_kind;
    QLineEdit* m_title;
    QPlainTextEdit* m_description;
    QSpinBox* m_percent;
    QComboBox* m_funding;
    QComboBox* m_all;
    QPushButton* m_addIt;
    QList<CourseSummary> m_onOffer;      ///< launched courses, to be added
    QListWidget* m_chosen; ///< in order
    QLabel* m_consequence;
};

} // namespace lectern
