// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QWidget>
#include <optional>
#include <vector>

class QImage;
class QLabel;
class QLineEdit;
class QMimeData;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

/// What is placed on the map by hand: a sentence that is typed, or a picture that is dropped,
/// pasted or opened. The engine says which vector it has, the map where that lies.
class ProbeLine : public QWidget
{
    Q_OBJECT
public:
    struct Probe
    {
        bool isText = true;
        QString name;    ///< the sentence, or the picture's
        QPixmap picture; ///< null: a text
        std::vector<float> vector;
    };

    ProbeLine(bridge::Workspace* workspace, bridge::EngineThread* engine,
              QWidget* parent = nullptr);

    /// Whose vectors are wanted.
    void setSpace(const inference::VectorSpace& space);
    /// Asks for the vector of what is placed once more: checkpoint or space are others.
    void askAgain();
    /// What was placed last, once its vector is there.
    [[nodiscard]] const std::optional<Probe>& probe() const { return probe_; }

    /// Whether a picture was dropped, as pixels or as a file.
    [[nodiscard]] static bool holdsPicture(const QMimeData& mime);
    void take(const QMimeData& mime);
    void paste();
    void openFile(const QString& file);

Q_SIGNALS:
    /// probe() is there, asked for by hand or again.
    void placed(bool byHand);
    void cleared();

private:
    void askForText();
    void takeImage(const QImage& image, const QString& name);
    void chooseFile();
    void takeVector(bool isText, const std::vector<float>& vector);
    void clear();
    void ask();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    inference::VectorSpace space_;
    QLineEdit* sentence_;
    QLabel* time_;
    QToolButton* clear_;
    bridge::PictureSource source_; ///< of the picture that is placed
    Probe asked_;                  ///< its vector comes
    std::optional<Probe> probe_;
    QElapsedTimer since_; ///< what is asked by hand was asked
    bool byHand_ = true;
};

} // namespace unimo::panels
