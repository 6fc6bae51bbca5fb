#include "ui/kit/imagepicker.h"
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QImageReader>
#include <QMimeData>
#include <QStyle>

namespace lectern {

namespace {
constexpr qint64 kMaxBytes = 20'000'000;
} // namespace

ImagePicker::ImagePicker(CoverStore* covers, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_covers(covers)
    , m_cover(new CoverLabel(covers))
    , m_choose(makeButton(ButtonKind::Secondary, tr("Choose a picture…"), name, QStringLiteral("image-x-generic")))
    , m_remove(makeButton(ButtonKind::Quiet, tr("Remove"), name + QStringLiteral(".remove")))
    , m_note(makeText(TextStyle::Small, {}))
{
    setAcceptDrops(true);
    m_cover->setFixedSize(208, 117);
    auto* right = column(space::s);
    auto* buttons = row(space::s);
    buttons->addWidget(m_choose);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    right->addLayout(buttons);
    right->addWidget(m_note);
    right->addStretch();
    auto* all = row(space::l);
    all->addWidget(m_cover);
    all->addLayout(right, 1);
    setLayout(all);
    setFocusProxy(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &ImagePicker::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        setImage({}, m_title);
        Q_EMIT edited();
    });
    setImage({}, {});
}

void ImagePicker::setImage(const std::optional<FileId>& id, const QString& title)
{
    m_id = id;
    m_title = title;
    m_cover->setCover(id, title);
    m_remove->setVisible(id.has_value());
    if (!m_upload) note(tr("16:9, at least 960 pixels wide; PNG, JPEG or WebP. You can drop a file here."));
}

void ImagePicker::note(const QString& text, bool wrong)
{
    m_note->setText(text);
    m_note->setProperty("text-role", wrong ? QStringLiteral("error") : QStringLiteral("small"));
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
}

void ImagePicker::setReadOnly(bool readOnly)
{
    m_choose->setEnabled(!readOnly);
    m_remove->setEnabled(!readOnly);
    setAcceptDrops(!readOnly);
}

void ImagePicker::choose()
{
    auto* dialog = new QFileDialog(this, tr("Choose a cover"), QString(), tr("Pictures (*.png *.jpg *.jpeg *.webp)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImagePicker::upload);
    dialog->open();
}

void ImagePicker::upload(const QString& path)
{
    if (!QImageReader(path).canRead()) return note(tr("This file is not a picture that Lectern can read."), true);
    if (QFileInfo(path).size() > kMaxBytes)
        return note(tr("This picture is larger than %1. Make it smaller first.").arg(fileSizeText(kMaxBytes)), true);
    delete m_upload;
    m_upload = m_covers->files()->upload(path, this);
    connect(m_upload, &Upload::changed, this, &ImagePicker::onUpload);
    onUpload();
}

void ImagePicker::onUpload()
{
    switch (m_upload->state()) {
    case Upload::State::Complete: {
        const std::optional<StoredFile> file = m_upload->file();
        m_upload->deleteLater();
        m_upload = nullptr;
        setImage(file ? std::optional(file->id) : std::nullopt, m_title);
        Q_EMIT edited();
        return;
    }
    case Upload::State::Failed:
        return note(tr("The upload failed: %1 Choose the picture again.").arg(errorText(m_upload->error())), true);
    default: {
        const qint64 total = qMax<qint64>(1, m_upload->bytesTotal());
        note(tr("Uploading %1: %2%").arg(m_upload->fileName()).arg(m_upload->bytesSent() * 100 / total));
    }
    }
}

void ImagePicker::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void ImagePicker::dropEvent(QDropEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) upload(urls.first().toLocalFile());
}

} // namespace lectern
