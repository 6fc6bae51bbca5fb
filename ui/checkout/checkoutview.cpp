#include "ui/checkout/checkoutview.h"
#include "ui/kit/widgets.h"
#include <QFile>
#include <QLoggingCategory>
#include <QUrlQuery>
#include <QWebChannel>
#include <QWebEngineCertificateError>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineScript>
#include <QWebEngineScriptCollection>
#include <QWebEngineSettings>
#include <QWebEngineView>

namespace lectern {

namespace {

Q_LOGGING_CATEGORY(logCheckout, "lectern.checkout")

/// What the page may call: `lecternBridge.reported(state, message)`.
class CheckoutBridge final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
public Q_SLOTS:
    void reported(const QString& state, const QString& message) { Q_EMIT told(state.left(40), message.left(500)); }
Q_SIGNALS:
    void told(const QString& state, const QString& message);
};

class CheckoutWebPage final : public QWebEnginePage
{
    Q_OBJECT
public:
    using QWebEnginePage::QWebEnginePage;
    void allow(const QUrl& own, const QStringList& hosts)
    {
        m_own = own;
        m_hosts = hosts;
    }

Q_SIGNALS:
    void refused(const QUrl& url);

protected:
    bool acceptNavigationRequest(const QUrl& url, NavigationType, bool isMainFrame) override
    {
        const bool blank = url.scheme() == QStringLiteral("about") || url.scheme() == QStringLiteral("blob") ||
                           url.scheme() == QStringLiteral("data");
        if (blank && !isMainFrame) return true;
        // The issuing bank's own challenge page nests inside the gateway's frame; which frames the page itself may hold
        // is said by its content security policy.
        if (!isMainFrame && url.scheme() == QStringLiteral("https")) return true;
        if (url.scheme() == m_own.scheme() && url.host() == m_own.host() && url.port() == m_own.port()) return true;
        const bool web = url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http");
        for (const QString& host : std::as_const(m_hosts)) {
            if (web && fits(url, host)) return true;
        }
        qCWarning(logCheckout) << "refused to visit" << url.host();
        Q_EMIT refused(url);
        return false;
    }
    QWebEnginePage* createWindow(WebWindowType) override { return nullptr; }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString& message, int line,
                                  const QString&) override
    {
        qCDebug(logCheckout) << line << message;
    }

private:
    /// "host", "host:port", or "*.domain" / ".domain" for its subdomains.
    static bool fits(const QUrl& url, const QString& allowed)
    {
        QString host = allowed.section(u':', 0, 0);
        const QString port = allowed.section(u':', 1, 1);
        if (!port.isEmpty() && url.port() != port.toInt()) return false;
        if (host.startsWith(QStringLiteral("*."))) host.remove(0, 1);
        return host.startsWith(u'.') ? url.host().endsWith(host) : url.host() == host;
    }

    QUrl m_own;
    QStringList m_hosts;
};

class WebCheckoutView final : public CheckoutView
{
    Q_OBJECT
public:
    explicit WebCheckoutView(QWidget* parent)
        : CheckoutView(parent)
        , m_profile(new QWebEngineProfile(this))
        , m_page(new CheckoutWebPage(m_profile, this))
        , m_view(new QWebEngineView)
    {
        auto* all = column(0);
        all->addWidget(m_view);
        setLayout(all);
        m_view->setObjectName(QStringLiteral("checkout.view"));
        m_view->setContextMenuPolicy(Qt::NoContextMenu);
        m_view->setPage(m_page);
        auto* settings = m_page->settings();
        settings->setAttribute(QWebEngineSettings::JavascriptCanOpenWindows, false);
        settings->setAttribute(QWebEngineSettings::JavascriptCanAccessClipboard, false);
        settings->setAttribute(QWebEngineSettings::LocalContentCanAccessRemoteUrls, false);
        settings->setAttribute(QWebEngineSettings::LocalContentCanAccessFileUrls, false);
        settings->setAttribute(QWebEngineSettings::PdfViewerEnabled, false);
        addBridge();
        connect(m_page, &QWebEnginePage::featurePermissionRequested, this,
                [this](const QUrl& origin, QWebEnginePage::Feature feature) {
                    m_page->setFeaturePermission(origin, feature, QWebEnginePage::PermissionDeniedByUser);
                });
        connect(m_page, &QWebEnginePage::loadFinished, this, [this](bool ok) {
            if (!ok) Q_EMIT loadFailed(tr("The payment page did not load."));
        });
        connect(m_page, &QWebEnginePage::renderProcessTerminated, this,
                [this] { Q_EMIT loadFailed(tr("The payment page stopped working.")); });
    }
    ~WebCheckoutView() override
    {
        // The page must go before its profile.
        delete m_view;
        delete m_page;
    }
    void open(const Checkout& checkout) override
    {
        QUrl url(checkout.checkoutUrl);
        // The page is drawn as the window is; until it is there nothing shines through.
        QUrlQuery query(url);
        query.addQueryItem(QStringLiteral("theme"), tokens().dark ? QStringLiteral("dark") : QStringLiteral("light"));
        url.setQuery(query);
        m_page->setBackgroundColor(tokens().card);
        m_page->allow(url, checkout.allowedHosts);
        m_page->load(url);
    }

private:
    void addBridge()
    {
        auto* channel = new QWebChannel(this);
        auto* bridge = new CheckoutBridge(this);
        channel->registerObject(QStringLiteral("lecternBridge"), bridge);
        m_page->setWebChannel(channel);
        connect(bridge, &CheckoutBridge::told, this, &CheckoutView::reported);
        // Injected, because the page's content security policy keeps it from loading anything from here.
        QFile library(QStringLiteral(":/qtwebchannel/qwebchannel.js"));
        if (!library.open(QIODevice::ReadOnly)) return;
        QWebEngineScript script;
        script.setName(QStringLiteral("lecternBridge"));
        script.setInjectionPoint(QWebEngineScript::DocumentCreation);
        script.setWorldId(QWebEngineScript::MainWorld);
        script.setRunsOnSubFrames(false);
        script.setSourceCode(QString::fromUtf8(library.readAll()) +
                             QStringLiteral("\nnew QWebChannel(qt.webChannelTransport, function (channel) {"
                                            " window.lecternBridge = channel.objects.lecternBridge;"
                                            " document.dispatchEvent(new Event('lecternbridge')); });"));
        m_page->scripts().insert(script);
    }

    QWebEngineProfile* m_profile; ///< without a name: off the record
    CheckoutWebPage* m_page;
    QWebEngineView* m_view;
};

} // namespace

CheckoutView* makeWebCheckoutView(QWidget* parent) { return new WebCheckoutView(parent); }

} // namespace lectern

#include "checkoutview.moc"
