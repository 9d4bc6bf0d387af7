// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/query/query_tab.h"

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeWidget;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::models {
class SampleModel;
}

namespace unimo::panels {

/// The texts nearest to the picture, the pairs whose pictures are most like it, and the pictures
/// nearest to a sentence.
class FindTab : public QueryTab
{
    Q_OBJECT
public:
    enum Page { Texts, Pairs, Pictures };

    FindTab(bridge::Workspace* workspace, bridge::EngineThread* engine, QWidget* parent = nullptr);
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;
    void explainBest() override;
    /// There is a picture to find texts for; of a sample, or 0. `example` is looked for until the
    /// person types a sentence; it may be empty.
    void setPicture(qint64 sample, const QString& example);
    void showPage(Page page);
    /// Stops what is being searched; whether anything was.
    bool stopSearch();

protected:
    void connectOther(bridge::EngineThread* other) override;
    void clearOther() override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildTexts();
    [[nodiscard]] QWidget* buildPairs();
    [[nodiscard]] QWidget* buildPictures();
    [[nodiscard]] QTreeWidget* newTable(const QStringList& columns, const QStringList& help,
                                        const QString& name);
    [[nodiscard]] QListView* newGrid(models::SampleModel* model, const QString& name);
    [[nodiscard]] Page page() const;
    void readSplits();
    /// Asks what the page wants of a model that has encoded the split.
    void search(bridge::EngineThread* model);
    void showProgress(qint64 done, qint64 total);
    void fillTexts(QTreeWidget* table, const std::vector<inference::Hit>& hits);
    void fillPairs(QTreeWidget* table, const std::vector<inference::NearPair>& pairs);
    void showPictures(models::SampleModel* model, const std::vector<inference::Hit>& hits);
    /// Writes into the first column what differs from the other table.
    void markRanks();

    bridge::Workspace* workspace_;
    QButtonGroup* pages_;
    QStackedWidget* stack_;
    QComboBox* splits_;
    QProgressBar* progress_;
    QToolButton* why_;
    QTreeWidget *texts_, *otherTexts_;
    QTreeWidget *pairs_, *otherPairs_;
    models::SampleModel* pairModel_;
    QLineEdit* sentence_;
    QPushButton* button_;
    models::SampleModel *pictures_, *otherPictures_;
    qint64 sample_ = 0;
    QString textSplit_, pairSplit_ = QStringLiteral("train"); ///< as chosen on the pages
    bool hasPicture_ = false;
    bool searching_ = false;
    bool typed_ = false; ///< the sentence is the person's own and stays for the next picture
};

} // namespace unimo::panels
