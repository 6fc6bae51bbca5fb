#include "ui/kit/endchoice.h"
#include <QRadioButton>

namespace lectern {

EndChoice::EndChoice(const QString& name, const QString& later, const QString& now, QWidget* parent)
    : QWidget(parent)
    , m_now(new QRadioButton(now))
    , m_consequence(makeText(TextStyle::Body, {}))
{
    auto* whenOver = new QRadioButton(later);
    whenOver->setObjectName(name + QStringLiteral(".later"));
    m_now->setObjectName(name + QStringLiteral(".now"));
    m_consequence->setObjectName(name + QStringLiteral(".consequence"));
    auto* lines = column(space::l);
    lines->addWidget(whenOver);
    lines->addWidget(m_now);
    lines->addWidget(makeBox(m_consequence));
    setLayout(lines);
    const bool mayWait = !later.isEmpty();
    (mayWait ? whenOver : m_now)->setChecked(true);
    whenOver->setVisible(mayWait);
    m_now->setVisible(mayWait);
    connect(m_now, &QRadioButton::toggled, this, &EndChoice::changed);
}

bool EndChoice::isNow() const { return m_now->isChecked(); }

} // namespace lectern
