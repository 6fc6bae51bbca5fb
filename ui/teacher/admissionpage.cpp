#include "ui/teacher/admissionpage.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/tableview.h"
#include "ui/teacher/invitedialog.h"
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QRadioButton>

namespace lectern {

AdmissionPage::AdmissionPage(const CourseSummary& course, AdmissionGateway* admission, Access access, QWidget* parent)
    : PageFrame(course.title, parent)
    , m_course(course)
    , m_admission(admission)
    , m_access(access)
    , m_model(new InvitationListModel(admission, course.id, this))
{
    setBackVisible(true);
    setMaximumContentWidth(1120);
    setSubtitle(tr("Who may enroll"));
    addTitleWidget(new Chip(chip(course.state)));
    auto* body = new QWidget;
    auto* lines = column(space::l, {0, 0, space::s, space::l});
    lines->addWidget(buildTiles());
    lines->addWidget(buildRules());
    lines->addWidget(buildInvitations());
    lines->addWidget(buildWaiting());
    lines->addStretch();
    body->setLayout(lines);
    m_states = setContent(body, Skeleton::Shape::Detail, {}, true);
    m_states->setOfflineHint(tr("Seats are given out by the server; nobody gets in twice meanwhile."));
    connect(m_states, &StateStack::retry, this, &AdmissionPage::refresh);
    refresh();
}

QWidget* AdmissionPage::buildTiles()
{
    const struct
    {
        QString title;
        const char* iconName;
        Tone tone;
        const char* name;
    } looks[] = {{tr("Seats taken"), "system-users", Tone::Blue, "taken"},
                 {tr("Seats free"), "checkmark", Tone::Green, "free"},
                 {tr("On the waiting list"), "clock", Tone::Gold, "waiting"},
                 {tr("Offered a seat"), "license", Tone::Accent, "offered"}};
    auto* tiles = new QWidget;
    auto* flow = new FlowLayout(space::m, 180);
    for (int i = 0; i < 4; ++i) {
        m_tiles[i] = new StatTile(looks[i].title, QLatin1String(looks[i].iconName), looks[i].tone);
        m_tiles[i]->setObjectName(QStringLiteral("admission.") + QLatin1String(looks[i].name));
        flow->addWidget(m_tiles[i]);
    }
    tiles->setLayout(flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    tiles->setSizePolicy(policy);
    return tiles;
}

QWidget* AdmissionPage::buildRules()
{
    auto* card = new Card(tr("Rules"));
    m_open = new QRadioButton(tr("Everybody who finds the course may enroll"));
    m_open->setObjectName(QStringLiteral("admission.open"));
    m_byInvitation = new QRadioButton(tr("Only people with an invitation may enroll"));
    m_byInvitation->setObjectName(QStringLiteral("admission.invitation"));
    m_limited = new QCheckBox(tr("Limit the seats to"));
    m_limited->setObjectName(QStringLiteral("admission.limited"));
    m_seats = makeSpinBox(QStringLiteral("admission.seats"), 1, validation::kMaxSeats, 20);
    m_seats->setAccessibleName(tr("Number of seats"));
    m_seats->setFixedWidth(120);
    m_consequence = makeText(TextStyle::Muted, {});
    m_consequence->setObjectName(QStringLiteral("admission.consequence"));
    m_notice = new Notice(Tone::Red);
    m_save = makeButton(ButtonKind::Primary, tr("Save"), QStringLiteral("admission.save"));
    auto* limit = row(space::s);
    limit->addWidget(m_limited);
    limit->addWidget(m_seats);
    limit->addStretch();
    m_rule = makeText(TextStyle::Body, {});
    m_rule->setObjectName(QStringLiteral("admission.rule"));
    m_rule->hide();
    card->body()->setSpacing(space::m);
    card->body()->addWidget(m_rule);
    card->body()->addWidget(m_open);
    card->body()->addWidget(m_byInvitation);
    card->body()->addLayout(limit);
    card->body()->addWidget(m_consequence);
    card->body()->addWidget(m_notice);
    card->body()->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_open, &QRadioButton::toggled, this, &AdmissionPage::showConsequence);
    connect(m_limited, &QCheckBox::toggled, this, &AdmissionPage::showConsequence);
    connect(m_seats, &QSpinBox::valueChanged, this, &AdmissionPage::showConsequence);
    connect(m_save, &QPushButton::clicked, this, &AdmissionPage::save);
    if (m_access == Access::Full) return card;
    for (QWidget* input : std::initializer_list<QWidget*>{m_open, m_byInvitation, m_limited, m_seats, m_save}) input->hide();
    m_rule->show();
    return card;
}

QWidget* AdmissionPage::buildInvitations()
{
    auto* card = new Card(tr("Invitations"));
    auto* invite = makeButton(ButtonKind::Secondary, tr("Invite…"), QStringLiteral("admission.invite"), QStringLiteral("list-add"));
    invite->setEnabled(m_course.state == CourseState::Launched);
    invite->setVisible(m_access == Access::Full);
    connect(invite, &QPushButton::clicked, this, &AdmissionPage::invite);
    auto* head = row(space::m);
    head->addWidget(makeText(TextStyle::Muted, invite->isEnabled() ? tr("A code lets one person in, or as many as you say, until its day. It works for open courses too, for example to let somebody in for free.")
                                                                   : tr("People can be invited once the course is launched.")),
                    1);
    head->addWidget(invite, 0, Qt::AlignTop);
    card->body()->setSpacing(space::m);
    card->body()->addLayout(head);
    m_table = new TableView(m_model,
                            {{InvitationListModel::For, 0},
                             {InvitationListModel::Code, 160},
                             {InvitationListModel::State, 110},
                             {InvitationListModel::Used, 90, 640},
                             {InvitationListModel::Until, 130, 720}},
                            QStringLiteral("admission.invitations"));
    m_table->setMinimumHeight(220);
    m_table->setRowActions([this](QMenu* menu, int row) {
        const Invitation invitation = m_model->at(row);
        menu->addAction(icon(QStringLiteral("edit-copy")), tr("Copy the code"), this, [this, code = invitation.code] {
            QGuiApplication::clipboard()->setText(code);
            Q_EMIT toast(tr("Copied."), Tone::Green);
        });
        if (!invitation.isRevoked && m_access == Access::Full) menu->addAction(tr("Withdraw it…"), this, [this, invitation] { revoke(invitation); });
    });
    auto* states = new StateStack(m_table, Skeleton::Shape::Table,
                                  {QStringLiteral("license"), tr("Nobody was invited yet"), tr("Send codes by e-mail, or make one code for a whole class."), {}});
    states->follow(m_model);
    connect(states, &StateStack::retry, m_model, &PagedListModel::reload);
    states->setMinimumHeight(220);
    card->body()->addWidget(states);
    return card;
}

QWidget* AdmissionPage::buildWaiting()
{
    auto* card = new Card(tr("Waiting list"));
    card->setObjectName(QStringLiteral("admission.list"));
    m_waiting = column(space::s);
    card->body()->addLayout(m_waiting);
    return card;
}

void AdmissionPage::refresh()
{
    m_states->showLoading();
    load();
    loadWaiting();
    m_model->reload();
}

void AdmissionPage::onLive(const LiveMessage& message)
{
    if (message.topic != QStringLiteral("admission") && message.topic != QStringLiteral("enrollment")) return;
    // What is being changed in the form stays as it is.
    if (form() == AdmissionForm{m_saved.mode, m_saved.seats}) load();
    loadWaiting();
    m_model->reload();
}

void AdmissionPage::load()
{
    const quint64 id = m_load.next();
    whenDone(this, m_admission->admission(m_course.id), [this, id](const Result<Admission>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void AdmissionPage::loadWaiting()
{
    const quint64 id = m_waitingLoad.next();
    whenDone(this, m_admission->waiting(m_course.id), [this, id](const Result<Page<WaitingStudent>>& answer) {
        if (!m_waitingLoad.is(id)) return;
        if (answer) return showWaiting(answer->items);
        clearLayout(m_waiting);
        m_waiting->addWidget(makeText(TextStyle::Error, errorText(answer.error())));
    });
}

void AdmissionPage::display(const Admission& admission)
{
    m_saved = admission;
    (admission.mode == AdmissionMode::Open ? m_open : m_byInvitation)->setChecked(true);
    m_limited->setChecked(admission.seats > 0);
    if (admission.seats > 0) m_seats->setValue(admission.seats);
    m_rule->setText(QStringList{admission.mode == AdmissionMode::Open ? tr("Everybody who finds the course may enroll.") : tr("Only people with an invitation may enroll."),
                                admission.seats > 0 ? tr("There are %n seats.", nullptr, admission.seats) : tr("Seats are not limited.")}
                        .join(u' '));
    const int free = qMax(0, admission.seats - admission.taken - admission.offered);
    const QLocale locale;
    m_tiles[0]->setValue(locale.toString(admission.taken));
    m_tiles[1]->setValue(admission.seats > 0 ? locale.toString(free) : tr("no limit"));
    m_tiles[2]->setValue(locale.toString(admission.waiting));
    m_tiles[3]->setValue(locale.toString(admission.offered));
    showConsequence();
}

void AdmissionPage::showWaiting(const QList<WaitingStudent>& waiting)
{
    clearLayout(m_waiting);
    if (waiting.isEmpty()) {
        m_waiting->addWidget(makeText(TextStyle::Muted, tr("Nobody waits. When every seat is taken, students can join a list here, and each seat that becomes free is offered to the one who has waited longest.")));
        return;
    }
    int place = 0;
    for (const WaitingStudent& student : waiting) {
        auto* line = new QWidget;
        auto* cells = row(space::m);
        auto* number = makeLabel(TextStyle::Muted, QLocale().toString(++place));
        number->setFixedWidth(28);
        cells->addWidget(number);
        cells->addWidget(new ElidedLabel(TextStyle::Body, student.name), 1);
        cells->addWidget(makeLabel(TextStyle::Small, student.offeredUntil ? tr("offered until %1").arg(exactTime(*student.offeredUntil)) : tr("since %1").arg(longDayText(student.joinedAt.date()))));
        line->setLayout(cells);
        m_waiting->addWidget(line);
    }
}

AdmissionForm AdmissionPage::form() const { return {m_byInvitation->isChecked() ? AdmissionMode::Invitation : AdmissionMode::Open, m_limited->isChecked() ? m_seats->value() : 0}; }

void AdmissionPage::showConsequence()
{
    m_seats->setEnabled(m_limited->isChecked());
    const AdmissionForm wanted = form();
    QStringList words;
    if (wanted.mode == AdmissionMode::Invitation) words << tr("The course stays in the catalogue, and only people with a code can enroll.");
    if (wanted.seats == 0) words << tr("Nobody waits: there is a seat for everybody.");
    else if (wanted.seats < m_saved.taken) words << tr("%1 seats are taken already. Nobody loses a seat; new ones are given out when fewer than %2 are taken.").arg(m_saved.taken).arg(wanted.seats);
    else words << tr("When all %n seats are taken, students can join the waiting list. A payment that is under way holds a seat.", nullptr, wanted.seats);
    m_consequence->setText(words.join(u' '));
    m_save->setEnabled(wanted != AdmissionForm{m_saved.mode, m_saved.seats});
}

void AdmissionPage::save()
{
    m_notice->say({});
    m_save->setEnabled(false);
    whenDone(this, m_admission->changeAdmission(m_course.id, form()), [this](const Result<Admission>& answer) {
        if (!answer) {
            m_save->setEnabled(true);
            return m_notice->say(errorText(answer.error()));
        }
        display(*answer);
        Q_EMIT toast(tr("Saved."), Tone::Green);
    });
}

void AdmissionPage::invite()
{
    auto* dialog = new InviteDialog(m_course, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog] {
        whenDone(dialog, m_admission->invite(m_course.id, dialog->form()), [this, dialog](const Result<Page<Invitation>>& answer) {
            if (!answer) return dialog->fail(answer.error());
            const bool byMail = !dialog->form().emails.isEmpty();
            dialog->accept();
            m_model->reload();
            if (byMail) Q_EMIT toast(tr("%n invitations are on their way.", nullptr, static_cast<int>(answer->items.size())), Tone::Green);
            else if (!answer->items.isEmpty()) {
                QGuiApplication::clipboard()->setText(answer->items.first().code);
                Q_EMIT toast(tr("The code %1 is made and copied.").arg(answer->items.first().code), Tone::Green);
            }
        });
    });
    dialog->open();
}

void AdmissionPage::revoke(const Invitation& invitation)
{
    auto* dialog = new ConfirmDialog({tr("Withdraw the code?"), tr("Nobody can use %1 any more. Whoever has enrolled with it stays in.").arg(invitation.code), tr("Withdraw it"), {}, true}, QStringLiteral("revoke"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DialogFrame::submitted, this, [this, dialog, id = invitation.id] {
        whenDone(dialog, m_admission->revoke(id), [this, dialog](const Result<Invitation>& answer) {
            if (!answer) return dialog->fail(answer.error());
            dialog->accept();
            m_model->update(*answer);
        });
    });
    dialog->open();
}

} // namespace lectern
