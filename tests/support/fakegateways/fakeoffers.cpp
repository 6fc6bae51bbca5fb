#include "fakes/fakeoffers.h"

namespace lectern::fakes {

namespace {

QString s(const char* text) { return QString::fromUtf8(text); }

BundleCourse course(int n, const char* title, const char* teacher, qint64 minor, int bps)
{
    BundleCourse course;
    course.courseId = CourseId{QStringLiteral("course-%1").arg(n)};
    course.title = s(title);
    course.teacherName = s(teacher);
    course.price = usd(minor);
    course.discounted = usd(minor - minor * bps / 10'000);
    return course;
}

Bundle bundle(int n, BundleKind kind, const char* title, int bps, const QList<BundleCourse>& courses)
{
    Bundle bundle;
    bundle.id = BundleId{QStringLiteral("bundle-%1").arg(n)};
    bundle.form.kind = kind;
    bundle.form.title = s(title);
    bundle.form.discountBps = bps;
    bundle.state = BundleState::OnSale;
    bundle.courses = courses;
    qint64 price = 0, total = 0;
    for (const BundleCourse& one : courses) {
        bundle.form.courses << one.courseId;
        price += one.price.minor();
        total += one.discounted.minor();
    }
    bundle.price = usd(price);
    bundle.total = usd(total);
    bundle.sold = 12 + n;
    bundle.createdAt = ago(86'400LL * (n + 1));
    return bundle;
}

QList<Bundle> someBundles(bool very)
{
    QList<BundleCourse> path{course(0, "Harbour watercolours", "Clara Whitfield", 4900, 2000), course(1, "Light on water", "Clara Whitfield", 5900, 2000), course(2, "Painting outdoors in every weather", "Tomas Berg", 3900, 2000)};
    path[0].enrollmentId = EnrollmentId{QStringLiteral("enrollment-0")};
    path[0].progressPercent = 100;
    path[0].isCompleted = true;
    path[1].enrollmentId = EnrollmentId{QStringLiteral("enrollment-1")};
    path[1].progressPercent = 40;
    QList<BundleCourse> kitchen{course(3, "Sourdough at home", "Ines Moreau", 2400, 1500), course(4, "Knife skills", "Ines Moreau", 1900, 1500)};
    if (very) kitchen[1].title = s("Knife skills for people who have never held a knife that was as sharp as the ones that a professional kitchen has, and would like to keep all of their fingers");
    kitchen << course(5, "Preserving the harvest", "Tomas Berg", 2900, 1500);
    kitchen[2].note = s("Every seat is taken.");
    QList<Bundle> list{bundle(0, BundleKind::LearningPath, "From first wash to exhibition", 2000, path), bundle(1, BundleKind::Bundle, "A weekend in the kitchen", 1500, kitchen)};
    list[0].form.description = s("Three courses that follow on each other. At the end you paint a harbour in an afternoon.");
    for (int i = 2; very && i < 60; ++i) list.append(bundle(i, BundleKind::Bundle, "Another one of many bundles 🎁", 1000, kitchen));
    return list;
}

BundlePurchase purchaseOf(const Bundle& bundle)
{
    BundlePurchase purchase;
    purchase.id = QStringLiteral("purchase-1");
    purchase.bundleId = bundle.id;
    purchase.title = bundle.form.title;
    purchase.total = bundle.total;
    purchase.createdAt = ago(60);
    return purchase;
}

} // namespace

Reply<QList<Bundle>> FakeOffers::bundles() { return m_server->answer("bundles", m_server->mode == Mode::Empty ? QList<Bundle>() : someBundles(m_server->very())); }

Reply<BundleQuote> FakeOffers::quote(BundleId id, QString)
{
    BundleQuote quote;
    quote.bundleId = id;
    const QList<Bundle> all = someBundles(false);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Bundle& one) { return one.id == id; });
    const Bundle bundle = found == all.end() ? all.first() : *found;
    qint64 price = 0, total = 0;
    for (const BundleCourse& course : bundle.courses) {
        BundleLine line{course.courseId, course.title, course.price, usd(course.price.minor() - course.discounted.minor()), usd(0), course.discounted, {}, {}};
        line.note = course.enrollmentId ? s("You are in already.") : course.note;
        quote.lines << line;
        if (!line.note.isEmpty()) continue;
        price += course.price.minor();
        total += course.discounted.minor();
    }
    quote.price = usd(price);
    quote.discount = usd(price - total);
    quote.tax = usd(total * 19 / 119);
    quote.total = usd(total);
    quote.country = s("DE");
    quote.wallet = usd(25'000);
    quote.methods = {s("card"), s("wallet")};
    return m_server->answer("bundleQuote", quote);
}

Reply<BundleResult> FakeOffers::buy(BundleId, BundleOrderForm form, QString key)
{
    m_server->keys.append(key);
    lastOrder = form;
    BundleResult result{purchaseOf(someBundles(false).last()), std::nullopt};
    if (form.method == u"card") result.checkout = checkout(false);
    else result.purchase.state = BundlePurchaseState::Done;
    return m_server->answer("buyBundle", result);
}

Reply<QList<BundlePurchase>> FakeOffers::purchases() { return m_server->answer("bundlePurchases", QList<BundlePurchase>()); }

Reply<QList<Gift>> FakeOffers::gifts()
{
    QList<Gift> list;
    const auto gift = [&](int n, GiftState state, const char* title, const char* name, const char* email, std::optional<GiftEnd> ended = {}) {
        Gift one;
        one.ended = ended;
        one.isReturnable = !ended && state != GiftState::AwaitingPayment;
        if (one.isReturnable) one.paymentId = PaymentId{QStringLiteral("pay-%1").arg(n)};
        one.id = GiftId{QStringLiteral("gift-%1").arg(n)};
        one.courseTitle = s(title);
        one.enrollmentId = EnrollmentId{QStringLiteral("enrollment-%1").arg(n)};
        one.state = state;
        one.form = {s(name), s(email), {}};
        if (state == GiftState::Ready || state == GiftState::Redeemed) one.code = s("7K3M-Q9TR-2XWD");
        one.link = s("https://school.example/invite/7K3M-Q9TR-2XWD");
        one.price = usd(4900);
        one.createdAt = ago(86'400LL * n + 60);
        if (state == GiftState::Redeemed) {
            one.redeemedBy = s(name);
            one.redeemedAt = ago(3600);
        }
        list << one;
    };
    if (m_server->mode != Mode::Empty) {
        gift(0, GiftState::Ready, "Harbour watercolours", "Grandma Ruth", "");
        gift(1, GiftState::AwaitingPayment, "Sourdough at home", "Oskar", "oskar@example.org");
        gift(2, GiftState::Redeemed, "Knife skills", "Lena Fischer", "lena@example.org");
        gift(3, GiftState::Over, "Light on water", "Rosa", "", GiftEnd::TakenBack);
        gift(4, GiftState::Over, "Painting outdoors in every weather", "Mikkel", "", GiftEnd::Questioned);
    }
    return m_server->answer("gifts", list);
}

Reply<QList<Bundle>> FakeOffers::allBundles()
{
    QList<Bundle> list = m_server->mode == Mode::Empty ? QList<Bundle>() : someBundles(m_server->very());
    if (!list.isEmpty()) {
        list.append(list.last());
        list.last().state = BundleState::Draft;
        list.last().form.title = s("Garden in four seasons");
        list.last().sold = 0;
    }
    return m_server->answer("allBundles", list);
}

Reply<Bundle> FakeOffers::create(BundleForm form)
{
    lastForm = form;
    Bundle made = someBundles(false).last();
    made.form = form;
    made.state = BundleState::Draft;
    return m_server->answer("createBundle", made);
}

Reply<Bundle> FakeOffers::edit(BundleId, BundleForm form)
{
    lastForm = form;
    Bundle made = someBundles(false).last();
    made.form = form;
    return m_server->answer("editBundle", made);
}

Reply<Bundle> FakeOffers::setState(BundleId, BundleState state)
{
    lastState = state;
    Bundle made = someBundles(false).last();
    made.state = state;
    return m_server->answer("setBundleState", made);
}

Reply<Page<DeskItem>> FakeDesk::items(DeskFilter filter, PageRequest page)
{
    lastFilter = filter;
    QList<DeskItem> list;
    const auto item = [&](DeskKind kind, DeskState state, qint64 minor, qint64 moved, const char* reference, const char* person, const char* what) {
        if (filter.kind && *filter.kind != kind) return;
        DeskItem one;
        one.id = QStringLiteral("hand_%1").arg(list.size());
        one.kind = kind;
        one.state = state;
        one.amount = usd(minor);
        one.moved = usd(moved);
        one.reference = s(reference);
        one.personName = s(person);
        one.what = s(what);
        one.createdAt = ago(40'000LL * (list.size() + 1));
        if (state == DeskState::Failed) one.failure = s("The account is closed.");
        list << one;
    };
    if (m_server->mode != Mode::Empty) {
        item(DeskKind::Payment, DeskState::Waiting, 4900, 0, "L5F0A2C9D11", "Lena Fischer", "Harbour watercolours");
        item(DeskKind::Payment, DeskState::Waiting, 5900, 2000, "L7B31D0E2A4", m_server->very() ? "Maria Aparecida dos Santos de Oliveira Vasconcelos e Albuquerque" : "Oskar Nowak", "Light on water");
        item(DeskKind::Payout, DeskState::Waiting, 112'000, 0, "P0C9E44A1B7", "Clara Whitfield", "");
        item(DeskKind::Refund, DeskState::Waiting, 2400, 0, "L1A2B3C4D5E", "Rosa Almeida", "Sourdough at home");
        item(DeskKind::Payment, DeskState::Done, 3900, 3900, "L99AA88BB77", "Rosa Almeida", "Painting outdoors");
        item(DeskKind::Payout, DeskState::Failed, 45'000, 0, "P5D6E7F8A9B", "Tomas Berg", "");
        for (int i = 0; m_server->very() && i < 300; ++i) item(DeskKind::Payment, DeskState::Done, 4900 + i, 4900 + i, "L00000000", "Somebody", "A course");
    }
    return m_server->paged("deskItems", list, page);
}

Reply<DeskItem> FakeDesk::report(QString id, DeskReport report, QString key)
{
    m_server->keys.append(key);
    lastId = id;
    lastReport = report;
    DeskItem item;
    item.id = id;
    item.amount = usd(4900);
    item.moved = usd(4900);
    item.state = report.failed ? DeskState::Failed : DeskState::Done;
    item.createdAt = ago(60);
    return m_server->answer("deskReport", item);
}

} // namespace lectern::fakes
