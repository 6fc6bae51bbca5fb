#include "ui/student/videopane.h"
#include <QAudioOutput>
#include <QTimer>

namespace lectern {

VideoPane::VideoPane(QWidget* parent)
    : QWidget(parent)
    , m_all(column(space::s))
    , m_bar(new QWidget)
    , m_toggle(makeIconButton(QStringLiteral("media-playback-start"), tr("Play or pause (Space)"),
                              QStringLiteral("player.play")))
    , m_seek(new QSlider(Qt::Horizontal))
    , m_time(new MoneyLabel(textsize::body))
    , m_full(makeIconButton(QStringLiteral("view-fullscreen"), tr("Full screen (F11)"), QStringLiteral("player.full")))
    , m_message(makeText(TextStyle::Muted, {}))
    , m_tick(new QTimer(this))
{
    auto* bar = row(space::s);
    bar->addWidget(m_toggle);
    bar->addWidget(m_seek, 1);
    bar->addWidget(m_time);
    bar->addWidget(m_full);
    m_bar->setLayout(bar);
    m_seek->setAccessibleName(tr("Position"));
    m_seek->setObjectName(QStringLiteral("player.seek"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMinimumHeight(220);
    m_all->addWidget(m_message, 1);
    m_all->addWidget(m_bar);
    setLayout(m_all);
    m_time->setText(QStringLiteral("0:00 / 0:00"));
    m_message->setText(tr("Loading the video…"));
    m_tick->setInterval(10'000);
    connect(m_tick, &QTimer::timeout, this, &VideoPane::tell);
    connect(m_toggle, &QToolButton::clicked, this, &VideoPane::toggle);
    auto* space = new QShortcut(QKeySequence(Qt::Key_Space), this);
    space->setContext(Qt::WidgetWithChildrenShortcut);
    connect(space, &QShortcut::activated, this, &VideoPane::toggle);
}

void VideoPane::build()
{
    m_player = new QMediaPlayer(this);
    m_player->setAudioOutput(new QAudioOutput(this));
    m_screen = new QVideoWidget;
    m_screen->setMinimumHeight(220);
    m_screen->setObjectName(QStringLiteral("player.video"));
    m_all->insertWidget(0, m_screen, 1);
    m_player->setVideoOutput(m_screen);
    connect(m_full, &QToolButton::clicked, m_screen, [this] { m_screen->setFullScreen(!m_screen->isFullScreen()); });
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_screen);
    connect(leave, &QShortcut::activated, m_screen, [this] { m_screen->setFullScreen(false); });
    connect(m_player, &QMediaPlayer::durationChanged, this, [this](qint64 length) {
        m_seek->setRange(0, int(length));
        showTime();
    });
    connect(m_player, &QMediaPlayer::positionChanged, this, [this](qint64 at) {
        if (!m_seek->isSliderDown()) m_seek->setValue(int(at));
        showTime();
    });
    connect(m_seek, &QSlider::sliderMoved, this, [this](int at) { m_player->setPosition(at); });
    connect(m_player, &QMediaPlayer::mediaStatusChanged, this, [this](QMediaPlayer::MediaStatus status) {
        if (status == QMediaPlayer::LoadedMedia && m_startAt_ms > 0)
            m_player->setPosition(std::exchange(m_startAt_ms, 0));
        if (status == QMediaPlayer::EndOfMedia) tell();
    });
    connect(m_player, &QMediaPlayer::playbackStateChanged, this, [this](QMediaPlayer::PlaybackState state) {
        const bool playing = state == QMediaPlayer::PlayingState;
        m_toggle->setIcon(
            icon(playing ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start")));
        if (playing) return m_tick->start();
        m_tick->stop();
        tell();
    });
    connect(m_player, &QMediaPlayer::errorOccurred, this,
            [this](QMediaPlayer::Error, const QString& why) { fail(why); });
}

void VideoPane::play(const QUrl& url, int fromSeconds)
{
    if (!m_player) build();
    m_message->hide();
    m_screen->show();
    m_startAt_ms = fromSeconds * 1000;
    m_player->setSource(url);
    m_player->play();
}

void VideoPane::stop()
{
    if (!m_player) return;
    tell(); // stopping goes back to the beginning
    m_player->stop();
}

void VideoPane::fail(const QString& why)
{
    if (m_screen) m_screen->hide();
    m_message->setText(tr("This video cannot be played here: %1").arg(why));
    m_message->show();
}

void VideoPane::tell()
{
    if (!m_player || m_player->duration() <= 0 || m_player->position() <= 0) return;
    Q_EMIT progressed(int(m_player->position() / 1000), int(m_player->duration() / 1000));
}

void VideoPane::toggle()
{
    if (!m_player) return;
    if (m_player->playbackState() == QMediaPlayer::PlayingState)
        m_player->pause();
    else
        m_player->play();
}

void VideoPane::showTime()
{
    m_time->setText(QStringLiteral("%1 / %2").arg(durationText(int(m_player->position() / 1000)),
                                                  durationText(int(m_player->duration() / 1000))));
}

} // namespace lectern
