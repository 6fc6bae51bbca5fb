#include "ui/student/giftdialog.h"
#include "ui/student/coursedetailpage.h"
#include "domain/statemachine.h"
#include "ui/student/codedialog.h"
#include "ui/student/purchasedialog.h"

namespace lectern {

namespace {

QString iconFor(LectureKind kind)
{
    switch (kind) {
    case LectureKind::Video:
        return QStringLiteral("media-playback-start");
    case LectureKind::Article:
        return QStringLiteral("draw-text");
    case LectureKind::Document:
        return QStringLiteral("document-preview");
    }
    return {};
}

} // namespace

CourseDetailPage::CourseDetailPage(const CourseId& id, const Gateways& gateways, CoverStore* covers, QWidget* parent)
    : PageFrame(tr("Course"), parent)
    , m_id(id)
    , m_gateways(gateways)
    , m_cover(new CoverLabel(covers))
    , m_description(new MarkdownView)
    , m_outline(column(space::s))
    , m_columns(row(space::xl))
    , m_offer(buildOffer())
    , m_bio(makeText(TextStyle::Muted, {}))
{
    setBackVisible(true);
    setMaximumContentWidth(1120);
    auto* left = column(space::l);
    m_cover->setFixedHeight(240);
    left->addWidget(m_cover);
    auto* about = new Card(tr("About this course"));
    about->body()->addWidget(m_description);
    left->addWidget(about);
    auto* outline = new Card(tr("What is inside"));
    outline->body()->addLayout(m_outline);
    left->addWidget(outline);
    auto* teacher = new Card(tr("Your teacher"));
    teacher->body()->addWidget(m_bio);
    left->addWidget(teacher);
    left->addStretch();
    auto* right = column(0);
    right->addWidget(m_offer);
    right->addStretch();
    m_columns->addLayout(left, 1);
    m_columns->addLayout(right);
    auto* body = new QWidget;
    body->setLayout(m_columns);
    m_columns->setContentsMargins(0, 0, space::s, space::l);
    m_states = setContent(body, Skeleton::Shape::Detail, {}, true);
    m_states->setOfflineHint(
        tr("This page comes from the server. Your courses under My learning stay where they are."));
    refresh();
}

QWidget* CourseDetailPage::buildOffer()
{
    auto* card = new Card;
    m_price = new MoneyLabel(textsize::display);
    m_state = new Chip;
    m_button = makeButton(ButtonKind::Primary, tr("Enroll"), QStringLiteral("course.enroll"));
    m_button->setMinimumHeight(40);
    m_facts = makeText(TextStyle::Muted, {});
    m_promise = makeText(TextStyle::Small, {});
    m_promise->setObjectName(QStringLiteral("course.promise"));
    m_promise->hide();
    m_beside = makeText(TextStyle::Muted, {});
    m_beside->setObjectName(QStringLiteral("course.beside"));
    m_beside->hide();
    m_notice = new Notice;
    m_seats = makeText(TextStyle::Body, {});
    m_seats->setObjectName(QStringLiteral("course.seats"));
    m_seats->hide();
    m_leave = makeButton(ButtonKind::Link, tr("Leave the waiting list"), QStringLiteral("course.leave"));
    m_leave->hide();
    m_give = makeButton(ButtonKind::Link, tr("Give as a gift…"), QStringLiteral("course.give"));
    m_give->hide();
    connect(m_give, &QPushButton::clicked, this, &CourseDetailPage::askGift);
    connect(m_leave, &QPushButton::clicked, this, [this] { wait(false); });
    auto* top = row(space::s);
    top->addWidget(m_price, 1);
    top->addWidget(m_state);
    card->body()->addLayout(top);
    card->body()->addWidget(m_beside);
    card->body()->addWidget(m_notice);
    card->body()->addWidget(m_seats);
    card->body()->addWidget(m_button);
    card->body()->addWidget(m_leave, 0, Qt::AlignLeft);
    card->body()->addWidget(m_give, 0, Qt::AlignLeft);
    card->body()->addWidget(m_promise);
    card->body()->addWidget(makeDivider());
    card->body()->addWidget(m_facts);
    connect(m_button, &QPushButton::clicked, this, &CourseDetailPage::act);
    return card;
}

void CourseDetailPage::refresh()
{
    m_states->showLoading();
    whenDone(this, m_gateways.accounts->serverInfo(), [this](const Result<ServerInfo>& answer) {
        if (!answer) return;
        m_refundDays = answer->refundDays;
        m_refundMaxPercent = answer->refundMaxPercent;
        showOffer();
    });
    const quint64 id = m_load.next();
    whenDone(this, m_gateways.catalogue->coursePage(m_id), [this, id](const Result<CoursePage>& answer) {
        if (!m_load.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        display(*answer);
        m_states->showContent();
    });
}

void CourseDetailPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("enrollment") || message.topic == QStringLiteral("payment") || message.topic == QStringLiteral("admission")) refresh();
}

void CourseDetailPage::display(const CoursePage& page)
{
    m_page = page;
    const CatalogueItem& item = page.item;
    setTitle(item.title);
    setSubtitle(tr("%1 · by %2").arg(item.categoryName, item.teacherName));
    m_cover->setCover(item.coverFileId, item.title);
    m_description->setMarkdownText(page.descriptionMarkdown);
    m_bio->setText(page.teacherBio.isEmpty() ? item.teacherName : tr("%1\n%2").arg(item.teacherName, page.teacherBio));
    showOutline(page.sections);
    int seconds = 0;
    for (const Section& section : page.sections) {
        for (const Lecture& lecture : section.lectures)
            seconds += lecture.durationSeconds;
    }
    QStringList facts{tr("Level: %1").arg(levelText(item.level)), tr("Language: %1").arg(languageName(item.language)),
                      tr("%n lectures", nullptr, item.lectures)};
    if (seconds > 0) facts.append(tr("%1 of video").arg(durationText(seconds)));
    facts.append(tr("%n students", nullptr, item.students));
    facts.append(tr("A certificate when you have done everything"));
    m_facts->setText(facts.join(u'\n'));
    askPayment();
    askPlans();
    showOffer();
}

/// Not in, and nothing under way.
bool CourseDetailPage::mayBuy() const
{
    const auto& enrollment = m_page.enrollment;
    return !enrollment || (!states::grantsAccess(enrollment->state) && enrollment->state != EnrollmentState::Suspended && enrollment->state != EnrollmentState::AwaitingPayment);
}

/// By what else than one payment it is sold to this student.
void CourseDetailPage::askPlans()
{
    const bool isSold = !m_page.item.fee.isZero() && mayBuy() && !(m_page.admission && m_page.admission->isFree);
    if (!isSold || !m_gateways.purchases) return m_plans.clear();
    const quint64 id = m_plansLoad.next();
    whenDone(this, m_gateways.purchases->quote(m_id, {}), [this, id](const Result<PurchaseQuote>& answer) {
        if (!m_plansLoad.is(id) || !answer) return; // the price stands there without them
        m_plans = answer->plans;
        showOffer();
    });
}

void CourseDetailPage::showOutline(const QList<Section>& sections)
{
    clearLayout(m_outline);
    if (sections.isEmpty())
        m_outline->addWidget(makeText(TextStyle::Muted, tr("The lectures are listed after you enroll.")));
    for (const Section& section : sections) {
        auto* block = new QWidget;
        auto* lines = column(space::s - 2, {0, space::xs, 0, space::xs});
        lines->addWidget(new ElidedLabel(TextStyle::Strong, section.title));
        for (const Lecture& lecture : section.lectures) {
            auto* line = row(space::s);
            auto* mark = new QLabel;
            mark->setPixmap(icon(iconFor(lecture.kind)).pixmap(16, 16));
            line->addWidget(mark);
            line->addWidget(new ElidedLabel(TextStyle::Body, lecture.title), 1);
            line->addWidget(makeLabel(TextStyle::Small, lecture.durationSeconds > 0
                                                            ? durationText(lecture.durationSeconds)
                                                            : lectureKindText(lecture.kind)));
            lines->addLayout(line);
        }
        block->setLayout(lines);
        m_outline->addWidget(block);
    }
}

void CourseDetailPage::showOffer()
{
    m_state->setSpec(m_page.enrollment ? chip(m_page.enrollment->state) : ChipSpec{});
    const bool in = m_page.enrollment && states::grantsAccess(m_page.enrollment->state);
    const bool unpaid = m_page.enrollment && m_page.enrollment->state == EnrollmentState::AwaitingPayment;
    const bool closed = m_page.enrollment && m_page.enrollment->state == EnrollmentState::Suspended;
    m_button->setText(in                         ? tr("Continue learning")
                      : closed                   ? tr("See your payments")
                      : unpaid && m_waiting      ? tr("How to pay")
                      : unpaid && m_page.enrollment->paymentId ? tr("Finish the payment")
                      : unpaid                   ? tr("Finish enrolling")
                      : m_page.item.fee.isZero() ? tr("Enroll for free")
                                                 : tr("Enroll for %1").arg(feeText(m_page.item.fee)));
    const auto& admission = m_page.admission;
    const bool asks = admission && !in && !closed && !unpaid;
    const bool needsCode = asks && admission->byInvitation && !admission->isInvited;
    const bool isFull = asks && !needsCode && admission->seatsLeft == 0;
    const bool waits = isFull && admission->place;
    if (needsCode) m_button->setText(tr("Enter a code"));
    else if (isFull) m_button->setText(tr("Join the waiting list"));
    else if (asks && admission->isFree) m_button->setText(tr("Enroll for free"));
    if (unpaid && admission && admission->isFree) m_button->setText(tr("Enroll for free"));
    showPrice(asks || unpaid, needsCode || isFull);
    m_button->setVisible(!waits);
    m_leave->setVisible(asks && admission->place);
    m_give->setVisible(!m_page.item.fee.isZero() && !(m_page.admission && (m_page.admission->byInvitation || m_page.admission->seatsLeft == 0)));
    m_seats->setText(asks || (unpaid && admission && admission->isFree) ? admissionText() : QString());
    m_seats->setVisible(!m_seats->text().isEmpty());
    m_promise->setText(m_refundDays > 0
                           ? tr("%n days to change your mind, as long as you have seen at most %1% of the course.",
                                nullptr, m_refundDays)
                                 .arg(m_refundMaxPercent)
                           : QString());
    // Promised is only what the server has said.
    if (closed) {
        m_notice->setTone(Tone::Gold);
        m_notice->say(tr("A payment for it is overdue, or your bank questions one. Your progress is kept."), tr("This course is closed for the moment"));
    }
    m_promise->setVisible(!in && !closed && !needsCode && !isFull && !(asks && admission->isFree) && !m_page.item.fee.isZero() && m_refundDays > 0);
}

/// What it costs this student: with an invitation that pays nothing, and what it would cost others.
void CourseDetailPage::showPrice(bool isAsked, bool isClosed)
{
    const Money fee = m_page.item.fee;
    const bool isInvited = isAsked && m_page.admission && m_page.admission->isFree && !fee.isZero();
    m_price->setText(isInvited ? tr("Free for you") : feeText(fee));
    m_beside->setText(isInvited ? tr("instead of %1: your invitation pays for it").arg(moneyText(fee)) : isClosed || !mayBuy() ? QString() : plansText(m_plans));
    m_beside->setVisible(!m_beside->text().isEmpty());
}

QString CourseDetailPage::admissionText() const
{
    const StudentAdmission& admission = *m_page.admission;
    if (admission.byInvitation && !admission.isInvited) return tr("This course is by invitation. Your teacher has a code for you.");
    if (admission.offeredUntil) return tr("A seat is kept for you until %1.").arg(exactTime(*admission.offeredUntil));
    if (admission.place) return tr("You are number %1 on the waiting list. You get a message when a seat is yours.").arg(*admission.place);
    if (admission.seatsLeft == 0)
        return admission.isFree ? tr("Every seat is taken. Your invitation does not keep one: join the waiting list, and the next seat that becomes free is offered to you. It costs you nothing then.")
                                : tr("Every seat is taken. On the waiting list you are offered the next one that becomes free.");
    QStringList words;
    if (admission.isInvited && !admission.isFree) words << tr("You are invited."); // of one that pays, the price says it
    if (admission.seatsLeft && *admission.seatsLeft <= 10) words << tr("%n seats are left.", nullptr, *admission.seatsLeft);
    return words.join(u' ');
}

void CourseDetailPage::refused(const Error& error)
{
    m_notice->setTone(Tone::Red);
    m_notice->say(errorText(error));
    if (error.code == ErrorCode::InvalidState) refresh(); // seats came or went since the page was loaded
}

void CourseDetailPage::askCode()
{
    auto* dialog = new CodeDialog(m_gateways.admission, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CodeDialog::redeemed, this, [this](const Redeemed& redeemed) {
        if (redeemed.enrollmentId) return Q_EMIT learnWanted(*redeemed.enrollmentId); // a gift
        if (redeemed.courseId == m_id || !redeemed.courseId) return refresh();
        m_notice->setTone(Tone::Accent);
        m_notice->say(tr("The code is for “%1”. You find that course in the catalogue.").arg(redeemed.courseTitle), tr("Another course"));
    });
    dialog->open();
}

void CourseDetailPage::wait(bool join)
{
    m_busy = true;
    QPushButton* pressed = join ? m_button : m_leave;
    pressed->setEnabled(false);
    whenDone(this, join ? m_gateways.admission->join(m_id) : m_gateways.admission->leave(m_id), [this, pressed](const Result<StudentAdmission>& answer) {
        m_busy = false;
        pressed->setEnabled(true);
        if (!answer) return refused(answer.error());
        m_page.admission = *answer;
        showOffer();
    });
}

void CourseDetailPage::askPayment()
{
    m_waiting.reset();
    const quint64 id = m_paymentLoad.next();
    const auto& enrollment = m_page.enrollment;
    if (!enrollment || enrollment->state != EnrollmentState::AwaitingPayment || !enrollment->paymentId) return;
    // Cash and transfers are not finished in the checkout view: the button then says how to pay.
    whenDone(this, m_gateways.payments->payment(*enrollment->paymentId), [this, id](const Result<Payment>& answer) {
        if (!m_paymentLoad.is(id) || !answer || !waitsForReceipt(*answer)) return;
        m_waiting = offlinePayment(*answer, m_page.enrollment->expiresAt);
        showOffer();
    });
}

void CourseDetailPage::act()
{
    if (m_busy) return;
    m_notice->say({});
    const auto& enrollment = m_page.enrollment;
    if (enrollment && states::grantsAccess(enrollment->state)) return Q_EMIT learnWanted(enrollment->id);
    if (enrollment && enrollment->state == EnrollmentState::Suspended) return Q_EMIT paymentsWanted();
    if (enrollment && enrollment->state == EnrollmentState::AwaitingPayment && m_page.admission && m_page.admission->isFree) return enrollForFree();
    if (m_waiting) return openHowToPay(*m_waiting);
    // Without a payment there is nothing to go on with: a trial was begun or given up, and how to pay is chosen again.
    if (enrollment && enrollment->state == EnrollmentState::AwaitingPayment && enrollment->paymentId) return Q_EMIT resumeWanted(enrollment->id);
    if (const auto& admission = m_page.admission; admission && !(enrollment && enrollment->state == EnrollmentState::AwaitingPayment)) {
        if (admission->byInvitation && !admission->isInvited) return askCode();
        if (admission->seatsLeft == 0) return wait(true);
        if (admission->isFree) return enrollForFree();
    }
    if (m_page.item.fee.isZero()) return enrollForFree();
    openPurchase();
}

void CourseDetailPage::enrollForFree()
{
    m_busy = true;
    m_button->setEnabled(false);
    EnrollForm form;
    form.courseId = m_id;
    // One key per press: should the answer be lost, the same press cannot enroll twice.
    whenDone(this, m_gateways.enrollments->enroll(form, newUuid7()), [this](const Result<EnrollResult>& answer) {
        m_busy = false;
        m_button->setEnabled(true);
        if (!answer) return refused(answer.error());
        onEnrolled(*answer);
    });
}

void CourseDetailPage::askGift()
{
    auto* dialog = new GiftDialog(m_page.item.title, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GiftDialog::chosen, this, [this](const GiftForm& gift) { openPurchase(gift); });
    dialog->open();
}

void CourseDetailPage::onGift(const EnrollResult& result)
{
    if (result.checkout) return Q_EMIT checkoutWanted(*result.checkout);
    Q_EMIT toast(tr("Your gift is ready."), Tone::Green);
    Q_EMIT giftsWanted();
}

void CourseDetailPage::openPurchase(const std::optional<GiftForm>& gift)
{
    if (findChild<PurchaseDialog*>()) return;
    auto* dialog = new PurchaseDialog(m_id, m_page.item.title, m_gateways, this, gift);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PurchaseDialog::enrolled, this, [this, gift](const EnrollResult& result) { gift ? onGift(result) : onEnrolled(result); });
    connect(dialog, &PurchaseDialog::placeReserved, this,
            [this, gift](const EnrollResult& result, const OfflinePayment& payment) {
                if (gift) return openHowToPay(payment);
                m_page.enrollment = result.enrollment;
                m_waiting = payment;
                showOffer();
                openHowToPay(payment);
            });
    connect(dialog, &PurchaseDialog::pageOpened, this, [this, gift] {
        if (gift) return Q_EMIT giftsWanted();
        refresh();
        m_notice->setTone(Tone::Accent);
        m_notice->say(tr("When your payment has arrived, the course opens here. To pay in Lectern instead, finish the payment here: the page in your browser ends then."),
                      tr("The payment page is open in your browser"));
    });
    dialog->open();
}

void CourseDetailPage::onEnrolled(const EnrollResult& result)
{
    m_page.enrollment = result.enrollment;
    m_waiting.reset();
    showOffer();
    if (result.checkout)
        Q_EMIT checkoutWanted(*result.checkout);
    else if (result.setup)
        Q_EMIT trialWanted(result.enrollment, *result.setup);
    else if (states::grantsAccess(result.enrollment.state))
        Q_EMIT learnWanted(result.enrollment.id);
    else
        Q_EMIT resumeWanted(result.enrollment.id);
}

void CourseDetailPage::openHowToPay(const OfflinePayment& payment)
{
    auto* dialog = new HowToPayDialog(payment, m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &HowToPayDialog::checkoutWanted, this, &CourseDetailPage::checkoutWanted);
    dialog->open();
}

void CourseDetailPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    const bool wide = width() >= 820;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::BottomToTop);
    m_offer->setFixedWidth(wide ? 300 : qMax(300, width() - 2 * space::l - 2 * space::s - space::xl));
}

} // namespace lectern
