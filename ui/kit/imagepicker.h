#pragma once
#include "ui/kit/covers.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// The cover of a course: choose a picture or drop one here; it is uploaded at once.
class ImagePicker final : public QWidget
{
    Q_OBJECT
public:
    ImagePicker(CoverStore* covers, const QString& name, QWidget* parent = nullptr);
    void setImage(const std::optional<FileId>& id, const QString& title);
    [[nodiscard]] std::optional<FileId> image() const { return m_id; }
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void choose();
    void note(const QString& text, bool wrong = false);
    void upload(const QString& path);
    void onUpload();

    CoverStore* m_covers;
    CoverLabel* m_cover;
    QPushButton* m_choose;
    QPushButton* m_remove;
    QLabel* m_note;
    QPointer<Upload> m_upload;
    std::optional<FileId> m_id;
    QString m_title;
};

} // namespace lectern
