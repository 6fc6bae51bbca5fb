#pragma once
#include "items/uploadlistmodel.h"
#include "ui/kit/widgets.h"
#include <QProgressBar>

namespace lectern {

/// Files on their way, each with its progress and what can be done about it: pause, go on, try again, cancel.
class UploadsPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit UploadsPanel(UploadListModel* model, QWidget* parent = nullptr);

private:
    struct Line
    {
        QWidget* box;
        ElidedLabel* name;
        QLabel* state;
        QProgressBar* bar;
        QToolButton* toggle;
        QToolButton* cancel;
    };
    void addLine(int row);
    void refresh(int row);

    UploadListModel* m_model;
    QVBoxLayout* m_lines;
    QList<Line> m_rows;
};

} // namespace lectern
