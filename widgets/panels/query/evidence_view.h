// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"
#include "widgets/panels/query/evidence_shading.h"

#include <QStringList>
#include <QVector>
#include <QWidget>
#include <memory>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace unimo::panels {

class AttentionGrid;
class EvidenceWords;

/// Why the model said something: attention, gradients and what is lost without each word or region,
/// drawn on the words here and on the picture's regions beside. The text can be edited, to see its
/// score move.
class EvidenceView : public QWidget
{
    Q_OBJECT
public:
    explicit EvidenceView(bridge::EngineThread* engine, QWidget* parent = nullptr);

    /// Shows itself and asks.
    void ask(const inference::EvidenceQuestion& question);
    /// Asks the same of another text: the score is told beside that of the first one.
    void askEdited(const inference::EvidenceQuestion& question);
    /// Which model this is about, where two are compared, and that its shades can be chosen for the
    /// picture; empty: there is one model.
    void setModelName(const QString& name);
    /// Whether the picture shows these shades.
    void setOnPicture(bool on);
    /// Asks the same again: another checkpoint is there.
    void askAgain();
    /// Hides itself.
    void close();
    /// The picture's regions, and which of them it shows as boxes; the others have a piece among
    /// the words.
    void setRegions(const std::vector<inference::SeenRegion>& regions, const QVector<bool>& boxed);
    /// A region of the picture was clicked; -1: beside all of them.
    void chooseRegion(int region);

Q_SIGNALS:
    /// For every region its colour and number; none of either when nothing is explained.
    void regionsShaded(const QVector<QColor>& colors, const QStringList& labels, int chosen);
    /// The picture with its shades is to be written here.
    void pictureWanted(const QString& file);
    /// Another text was typed here.
    void edited(const unimo::inference::EvidenceQuestion& question);
    /// The picture is to show these shades.
    void onPictureWanted();
    void closeWanted();

private:
    [[nodiscard]] QLayout* buildHead();
    [[nodiscard]] QWidget* buildTools();
    void show(const std::shared_ptr<const inference::Evidence>& evidence, double milliseconds);
    void choose(int unit);
    void takeChoice(const inference::AttentionChoice& choice);
    void takeTitle();
    void fillCombos();
    void shade();
    void tellScore(double milliseconds);
    [[nodiscard]] QString explanation(const EvidenceShading& shading) const;
    [[nodiscard]] QString nameOf(int unit) const;
    void save();

    bridge::EngineThread* engine_;
    QLabel* title_;
    QToolButton* onPicture_;
    QLineEdit* text_;
    QLabel* score_;
    QButtonGroup* methods_;
    QWidget* attentionTools_;
    QComboBox* layer_;
    QComboBox* head_;
    EvidenceWords* words_;
    AttentionGrid* grid_;
    QLabel* explanation_;

    inference::EvidenceQuestion question_;
    float firstScore_ = 0; ///< of the text before it was edited
    QString model_;
    bool edited_ = false;
    bool waiting_ = false; ///< for the evidence that was asked for
    std::shared_ptr<const inference::Evidence> evidence_;
    std::vector<inference::SeenRegion> regions_;
    QVector<bool> boxed_;
    EvidenceMethod method_ = EvidenceMethod::Attention;
    inference::AttentionChoice choice_;
    int chosen_ = -1; ///< unit
};

} // namespace unimo::panels
