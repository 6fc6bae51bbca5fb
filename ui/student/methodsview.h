#pragma once
#include "items/reply.h"
#include "ui/kit/formfield.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// What the payment provider keeps for the student: which one plans are collected from, and ways to add and remove.
class MethodsView final : public QWidget
{
    Q_OBJECT
public:
    explicit MethodsView(MethodsGateway* methods, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void setupWanted(const lectern::MethodSetup& setup);
    void toast(const QString& text, lectern::Tone tone);

private:
    void display(const QList<SavedMethod>& methods);
    QWidget* lineOf(const SavedMethod& method);
    void take(const Result<QList<SavedMethod>>& answer);
    void add();
    void remove(const SavedMethod& method);
    void showUnused();
    void giveBack(const Money& amount);

    MethodsGateway* m_methods;
    StateStack* m_states;
    QVBoxLayout* m_lines;
    QVBoxLayout* m_unused; ///< of bank transfers
    QPushButton* m_add;
    Notice* m_problem;
    RequestId m_request;
    RequestId m_balance;
};

} // namespace lectern
