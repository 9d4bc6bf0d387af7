// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/query/query_tab.h"

class QComboBox;
class QLineEdit;
class QListView;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::models {
class SampleModel;
}

namespace unimo::panels {

/// The texts nearest to the picture, and the pictures nearest to a sentence.
class FindTab : public QueryTab
{
    Q_OBJECT
public:
    FindTab(bridge::Workspace* workspace, bridge::EngineThread* engine, QWidget* parent = nullptr);
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;
    /// There is a picture to find texts for. `example` is looked for until the person types a
    /// sentence; it may be empty.
    void setPicture(const QString& example);

private:
    [[nodiscard]] QWidget* buildTexts();
    [[nodiscard]] QWidget* buildPictures();
    void readSplits();
    void findPictures();
    void showTexts(const std::vector<inference::Hit>& hits, double milliseconds);
    void showPictures(const std::vector<inference::Hit>& hits, double milliseconds);
    /// Encodes the split unless it is encoded already; then search() asks what is wanted.
    void index();
    void search();

    bridge::Workspace* workspace_;
    QComboBox* splits_;
    QProgressBar* progress_;
    QTreeWidget* texts_;
    QLineEdit* sentence_;
    QPushButton* button_;
    QListView* pictures_;
    models::SampleModel* model_;
    bool hasPicture_ = false;
    bool typed_ = false; ///< the sentence is the person's own and stays for the next picture
    bool wantsTexts_ = false;
    bool wantsPictures_ = false;
};

} // namespace unimo::panels
