#pragma once
#include "ui/kit/widgets.h"
#include <QMediaPlayer>
#include <QSlider>
#include <QVideoWidget>

namespace lectern {

/// Plays one video with its position told now and then. The player is made when the first video is.
class VideoPane final : public QWidget
{
    Q_OBJECT
public:
    explicit VideoPane(QWidget* parent = nullptr);
    void play(const QUrl& url, int fromSeconds);
    void stop(); ///< tells the last position first
    void fail(const QString& why);

Q_SIGNALS:
    /// Where the student is: every ten seconds while it plays, at a pause and at the end.
    void progressed(int positionSeconds, int durationSeconds);
    void retry();

private:
    void build();
    void tell();
    void toggle();
    void showTime();

    QMediaPlayer* m_player = nullptr;
    QVideoWidget* m_screen = nullptr;
    QVBoxLayout* m_all;
    QWidget* m_bar;
    QToolButton* m_toggle;
    QSlider* m_seek;
    MoneyLabel* m_time;
    QToolButton* m_full;
    QLabel* m_message;
    QTimer* m_tick;
    int m_startAt_ms = 0;
};

} // namespace lectern
