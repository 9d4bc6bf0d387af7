// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/evaluate/example_set.h"

#include <QWidget>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTableView;
class QToolButton;

namespace unimo::bridge {
class ProjectThread;
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class EmptyState;
}
namespace unimo::models {
class SampleRowDelegate;
class ThumbnailLoader;
} // namespace unimo::models

namespace unimo::panels {

class ConfusionTab;
class ExampleModel;
class SliceModel;

/// What lies behind a figure: its examples, the worst first, its slices and, where the task has
/// classes, which was taken for which. All of it beside another evaluation where one is chosen. The
/// chosen example is the workspace's primary sample.
class EvaluationDetail : public QWidget
{
    Q_OBJECT
public:
    explicit EvaluationDetail(bridge::Workspace* workspace, QWidget* parent = nullptr);
    ~EvaluationDetail() override;

    /// All that can be compared with.
    void setEvaluations(const std::vector<bridge::Evaluation>& evaluations);
    /// name: of the figure, for people.
    void showFigure(const bridge::Evaluation& evaluation, const tasks::EvaluationFigure& figure,
                    const QString& name);
    /// Nothing is chosen.
    void clear();

    /// Every wrong example that is shown: their samples become the selection.
    void selectWrong();
    /// Writes the shown examples; the ending chooses JSON or CSV.
    void exportExamples(const QString& file);
    /// Writes the slices; the ending chooses JSON, Markdown or CSV.
    void exportSlices(const QString& file);
    [[nodiscard]] ConfusionTab* confusion() const { return confusion_; }

Q_SIGNALS:
    /// The evaluation has no examples: its checkpoint should be measured again.
    void measureWanted(const unimo::bridge::Evaluation& evaluation);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum Page { Hint, Shown };
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildExamples();
    [[nodiscard]] QWidget* buildSlices();
    void openProject();
    void fillCompared();
    void read();
    void take(std::shared_ptr<const ExampleSet> set);
    /// Stops what is being read; what comes of it is dropped.
    void giveUpReading();
    void tell(const QString& sentence, const QString& button);
    void offerFilters();
    void applyFilter();
    void showTitle();
    void updateHead();
    void setSlice(int row);
    void setClasses(const std::optional<ExampleFilter::ClassPair>& classes);
    void dropFilter();
    void layColumns();
    void laySlices();
    void chooseExample(int row);
    void followPrimary();
    void askAbout(int row);
    void chooseExport(bool slices);
    void tellSaved(const Status& status, const QString& file);

    bridge::Workspace* workspace_;
    bridge::ProjectThread* reader_; ///< of its own: files of examples may be large
    models::ThumbnailLoader* thumbnails_;
    std::vector<bridge::Evaluation> evaluations_;
    std::optional<ExampleRequest> request_;
    quint64 asked_ = 0;        ///< counts requests, so that old answers are dropped
    std::stop_source reading_; ///< of the last request
    QString name_;
    std::shared_ptr<const ExampleSet> set_;
    ExampleFilter filter_;

    QLabel* title_;
    QComboBox* compared_;
    QComboBox* which_;
    QLineEdit* search_;
    QToolButton* chip_; ///< the slice or cell that the list is narrowed to
    QPushButton* selectWrong_;
    QLabel* counts_;
    ExampleModel* model_;
    QTableView* list_;
    models::SampleRowDelegate* pictureDelegate_ = nullptr; ///< of the list's pictures
    SliceModel* sliceModel_;
    QTableView* slices_;
    ConfusionTab* confusion_;
    QTabWidget* tabs_;
    look::EmptyState* empty_;
    QStackedWidget* pages_;
    bool waiting_ = false;   ///< for what was asked last
    bool following_ = false; ///< the program chooses, not the person
};

} // namespace unimo::panels
