#include "ui/admin/couponspage.h"
#include "ui/admin/coupondialog.h"
#include "ui/admin/couponusesdialog.h"
#include "ui/kit/exports.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"
#include <QMenu>

namespace lectern {

CouponsPage::CouponsPage(const Gateways& gateways, const User& user, Access access, QWidget* parent)
    : PageFrame(tr("Coupons"), parent)
    , m_gateways(gateways)
    , m_user(user)
    , m_access(access)
    , m_model(new CouponListModel(gateways.coupons, couponText, this))
{
    setMaximumContentWidth(1560);
    setSubtitle(user.role == Role::Teacher ? tr("Codes for your own courses. They come out of your share.") : tr("Codes that take something off the price, and who bears it."));
    buildTools();
    m_table = new TableView(m_model,
                            {{CouponListModel::Code, 0},
                             {CouponListModel::Terms, 210, 620},
                             {CouponListModel::State, 110},
                             {CouponListModel::Uses, 90, 520},
                             {CouponListModel::Until, 110, 760},
                             {CouponListModel::Revenue, 110, 860}},
                            QStringLiteral("coupons.table"));
    m_table->setRowActions([this](QMenu* menu, int row) {
        menu->addAction(tr("Save its codes as CSV…"), this, [this, coupon = m_model->at(row)] { saveCodes(coupon); });
        if (m_access == Access::Full) menu->addAction(tr("Edit…"), this, [this, coupon = m_model->at(row)] { edit(coupon); });
    });
    connect(m_table, &TableView::selected, this, &CouponsPage::showSelected);
    connect(m_table, &TableView::opened, this, [this](int row) {
        if (m_access == Access::Full) edit(m_model->at(row));
    });
    m_body = new ListDetail(m_table, buildPanel(), 340);
    auto* states = setContent(m_body, Skeleton::Shape::Table,
                              {QStringLiteral("coupon"), tr("No coupons yet"), tr("A coupon is a code that takes a percentage or an amount off the price, as often and as long as you say."),
                               access == Access::Full ? tr("New coupon") : QString()},
                              false);
    states->setOfflineHint(tr("Codes that students have go on working; the server checks them."));
    states->follow(m_model);
    connect(states, &StateStack::emptyAction, this, [this] { edit(std::nullopt); });
    m_table->keepSelected();
    m_model->reload();
}

QWidget* CouponsPage::searchField() const { return m_search; }

void CouponsPage::buildTools()
{
    if (m_access == Access::Full) {
        auto* create = makeButton(ButtonKind::Primary, tr("New coupon"), QStringLiteral("coupons.new"), QStringLiteral("list-add"));
        addAction(create);
        connect(create, &QPushButton::clicked, this, [this] { edit(std::nullopt); });
    }
    auto* bar = new FilterBar;
    m_search = new SearchField(tr("Code or name"), QStringLiteral("coupons.search"));
    m_chips = new FilterChips(tr("State"));
    m_chips->add({}, tr("All"));
    for (const CouponState state : {CouponState::Active, CouponState::Scheduled, CouponState::UsedUp, CouponState::Expired, CouponState::Archived}) m_chips->add(toText(state), chip(state).text);
    m_chips->setCurrent({});
    bar->add(m_search);
    bar->add(m_chips);
    addTools(bar);
    connect(m_chips, &FilterChips::chosen, this, &CouponsPage::applyFilter);
    connect(m_search, &SearchField::searched, this, &CouponsPage::applyFilter);
}

void CouponsPage::applyFilter()
{
    CouponFilter filter;
    filter.text = m_search->text().trimmed();
    CouponState state{};
    if (fromText(m_chips->current(), state)) filter.state = state;
    m_model->setFilter(filter);
}

QWidget* CouponsPage::buildPanel()
{
    auto* card = new Card(nullptr, space::l);
    card->setObjectName(QStringLiteral("coupons.detail"));
    card->body()->setSpacing(space::m);
    m_code = makeText(TextStyle::Lead, {});
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name = makeText(TextStyle::Muted, {});
    m_chip = new Chip;
    m_terms = makeText(TextStyle::Strong, {});
    m_limits = makeText(TextStyle::Body, {});
    m_outcome = makeText(TextStyle::Body, {});
    m_outcome->setObjectName(QStringLiteral("coupons.outcome"));
    m_problem = new Notice(Tone::Red);
    auto* chips = row(space::s);
    chips->addWidget(m_chip);
    chips->addStretch();
    card->body()->addWidget(m_code);
    card->body()->addWidget(m_name);
    card->body()->addLayout(chips);
    card->body()->addWidget(makeDivider());
    for (QWidget* part : std::initializer_list<QWidget*>{m_terms, m_limits}) card->body()->addWidget(part);
    card->body()->addWidget(makeDivider());
    card->body()->addWidget(m_outcome);
    m_uses = makeButton(ButtonKind::Secondary, tr("Who used it"), QStringLiteral("coupons.uses"));
    m_codes = makeButton(ButtonKind::Secondary, tr("Save the codes as CSV…"), QStringLiteral("coupons.codes"), QStringLiteral("document-save"));
    card->body()->addWidget(m_uses);
    card->body()->addWidget(m_codes);
    connect(m_uses, &QPushButton::clicked, this, &CouponsPage::showUses);
    connect(m_codes, &QPushButton::clicked, this, [this] { saveCodes(m_current); });
    if (m_access == Access::Full) {
        m_edit = makeButton(ButtonKind::Secondary, tr("Edit…"), QStringLiteral("coupons.edit"), QStringLiteral("document-edit"));
        m_archive = makeButton(ButtonKind::Quiet, {}, QStringLiteral("coupons.archive"));
        card->body()->addWidget(m_edit);
        card->body()->addWidget(m_archive);
        connect(m_edit, &QPushButton::clicked, this, [this] { edit(m_current); });
        connect(m_archive, &QPushButton::clicked, this, [this] { setArchived(m_current.state != CouponState::Archived); });
    }
    card->body()->addWidget(m_problem);
    return card;
}

void CouponsPage::showSelected(int row)
{
    m_body->setDetailVisible(row >= 0);
    if (row < 0) return;
    m_current = m_model->at(row);
    const CouponForm& form = m_current.form;
    m_code->setText(form.bulkCount > 0 ? tr("%1-…").arg(form.code) : form.code);
    m_name->setText(m_current.ownerName.isEmpty() ? form.name : tr("%1 · of %2").arg(form.name, m_current.ownerName));
    m_chip->setSpec(chip(m_current.state));
    m_terms->setText(couponText(form));
    QStringList limits;
    limits << (form.funding == CouponFunding::Teacher ? tr("The teacher bears it.") : tr("The school bears it, at most its share of the sale."));
    if (form.bulkCount > 0) limits << tr("%1 codes, each for one use.").arg(form.bulkCount);
    if (form.maxUses > 0) limits << tr("%n uses in all.", nullptr, form.maxUses);
    if (form.maxUsesPerStudent > 0) limits << (form.maxUsesPerStudent == 1 ? tr("Once for each student.") : tr("%1 times for each student.").arg(form.maxUsesPerStudent));
    if (form.firstPurchaseOnly) limits << tr("For a first purchase.");
    if (form.validFrom) limits << tr("From %1.").arg(longDayText(form.validFrom->date()));
    if (form.validUntil) limits << tr("Until %1.").arg(longDayText(form.validUntil->addSecs(-1).date()));
    if (!m_current.courseTitles.isEmpty()) limits << tr("For %1.").arg(m_current.courseTitles.join(QStringLiteral(", ")));
    if (!form.categoryIds.isEmpty()) limits << tr("For %n categories.", nullptr, int(form.categoryIds.size()));
    if (form.isAdvertised) limits << tr("Students see it where they pay.");
    m_limits->setText(limits.join(u' '));
    QStringList outcome;
    for (qsizetype i = 0; i < m_current.discounts.size(); ++i) outcome << tr("%1 taken off, %2 paid").arg(moneyText(m_current.discounts.at(i)), moneyText(m_current.revenue.value(i)));
    QString uses = m_current.uses == 0 ? tr("Not used yet.") : tr("Used %n times: %1.", nullptr, m_current.uses).arg(outcome.join(QStringLiteral("; ")));
    if (m_current.reserved > 0) uses += u' ' + tr("%1 being paid.").arg(m_current.reserved);
    m_outcome->setText(uses);
    m_codes->setVisible(form.bulkCount > 0);
    if (m_archive) m_archive->setText(m_current.state == CouponState::Archived ? tr("Let it work again") : tr("Archive"));
}

void CouponsPage::edit(const std::optional<Coupon>& coupon)
{
    auto* dialog = new CouponDialog(coupon, m_gateways, m_user, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CouponDialog::done, this, [this, isNew = !coupon](const Coupon& saved) {
        Q_EMIT toast(isNew ? tr("%1 works now.").arg(saved.form.code) : tr("Saved"), Tone::Green);
        m_model->update(saved);
        if (isNew) {
            // Whatever was looked for before must not hide it.
            m_search->clear();
            m_chips->setCurrent({});
            applyFilter();
            m_table->selectId(saved.id.value);
        }
        refresh();
        if (isNew && saved.form.bulkCount > 0) saveCodes(saved);
    });
    dialog->open();
}

void CouponsPage::setArchived(bool archived)
{
    // Undone with the same button, so it happens at once.
    m_archive->setEnabled(false);
    whenDone(this, m_gateways.coupons->setArchived(m_current.id, archived), [this, archived](const Result<Coupon>& answer) {
        m_archive->setEnabled(true);
        m_problem->say(answer ? QString() : errorText(answer.error()));
        if (!answer) return;
        Q_EMIT toast(archived ? tr("Archived. Nobody can use it until you let it work again.") : tr("It works again."), Tone::Neutral);
        m_model->update(*answer);
        refresh();
    });
}

void CouponsPage::saveCodes(const Coupon& coupon)
{
    whenDone(this, m_gateways.coupons->codesCsv(coupon.id), [this, coupon](const Result<QByteArray>& answer) {
        if (!answer) return m_problem->say(errorText(answer.error()));
        saveCsv(this, QStringLiteral("codes-") + coupon.form.code, [csv = *answer] { return csv; }, [this](const QString&) { Q_EMIT toast(tr("Saved"), Tone::Green); });
    });
}

void CouponsPage::showUses()
{
    auto* dialog = new CouponUsesDialog(m_current, m_gateways.coupons, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace lectern
