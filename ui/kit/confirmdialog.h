#pragma once
#include "ui/kit/dialogframe.h"
#include <functional>

namespace lectern {

/// One question with its consequence. Names and titles in it are text, never markup. It closes when the owner says
/// so: connect submitted() and call accept() at once, or when what was asked for has worked.
class ConfirmDialog final : public DialogFrame
{
    Q_OBJECT
public:
    struct Text
    {
        QString title;
        QString consequence;
        QString yes;
        QString no = {}; ///< empty: "Cancel"
        bool dangerous = false;
    };
    ConfirmDialog(const Text& text, const QString& name, QWidget* parent);
};

/// Asks, once at a time, whether what was typed may be forgotten; then `discard` runs. `why` empty: it is kept nowhere else.
void askToDiscard(QWidget* parent, const std::function<void()>& discard, const QString& why = {});

} // namespace lectern
