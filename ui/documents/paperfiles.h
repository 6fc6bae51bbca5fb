#pragma once
#include "domain/offline.h"
#include <functional>

class QWidget;

/// A receipt or credit note as a file.
namespace lectern::papers {

/// Hands its PDF to the system's viewer. What went wrong, in words; empty: nothing.
[[nodiscard]] QString open(const FiscalDocument& paper);
/// Asks where to, and writes it there; `tell` hears what became of it.
void save(const FiscalDocument& paper, QWidget* parent, std::function<void(const QString& text)> tell);

} // namespace lectern::papers
