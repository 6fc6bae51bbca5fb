#include "gallery/registry.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/formfield.h"
#include <QDir>

namespace lectern::gallery {

namespace {

QWidget* iconCell(const QString& name)
{
    auto* cell = new QWidget;
    auto* lines = column(space::xs);
    auto* marks = row(space::s);
    for (const int size : {16, 18, 24}) {
        auto* mark = new QLabel;
        mark->setPixmap(icon(name).pixmap(size, size));
        marks->addWidget(mark);
    }
    marks->addStretch();
    lines->addLayout(marks);
    lines->addWidget(makeLabel(TextStyle::Small, name));
    cell->setLayout(lines);
    return cell;
}

} // namespace

/// Icons, chips, buttons and type on one sheet: the kit itself.
QWidget* kitSheet()
{
    auto* sheet = new QWidget;
    auto* all = column(space::l, {space::xl, space::xl, space::xl, space::xl});
    auto* buttons = row(space::s);
    for (const ButtonKind kind : {ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Danger,
                                  ButtonKind::DangerQuiet, ButtonKind::Quiet, ButtonKind::Link})
        buttons->addWidget(
            makeButton(kind, QStringLiteral("Button"), QStringLiteral("kit"), QStringLiteral("view-refresh")));
    buttons->addStretch();
    auto* chips = row(space::s);
    for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Gold, Tone::Red, Tone::Green, Tone::Blue})
        chips->addWidget(new Chip({QStringLiteral("Chip"), tone}));
    chips->addStretch();
    auto* icons = new QWidget;
    auto* flow = new FlowLayout(space::l, 150);
    for (const QString& file :
         QDir(QStringLiteral(":/lectern/icons"))
             .entryList({QStringLiteral("*-*.svg"), QStringLiteral("c*.svg"), QStringLiteral("l*.svg"),
                         QStringLiteral("u*.svg"), QStringLiteral("globe.svg"), QStringLiteral("notifications.svg")}))
        flow->addWidget(iconCell(file.section(u'.', 0, 0)));
    icons->setLayout(flow);
    all->addWidget(makeLabel(TextStyle::Display, QStringLiteral("Display 28")));
    all->addWidget(makeLabel(TextStyle::Title, QStringLiteral("Title 20")));
    all->addWidget(makeLabel(TextStyle::Lead, QStringLiteral("Lead 16")));
    all->addLayout(buttons);
    all->addLayout(chips);
    all->addWidget(icons, 1);
    for (const Tone tone : {Tone::Red, Tone::Gold, Tone::Green, Tone::Blue}) {
        auto* notice = new Notice(tone);
        notice->say(QStringLiteral("What happened, and what to do about it."), QStringLiteral("A notice"));
        all->addWidget(notice);
    }
    sheet->setLayout(all);
    return sheet;
}

} // namespace lectern::gallery
