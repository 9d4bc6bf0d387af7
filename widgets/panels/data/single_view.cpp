// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/single_view.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/data/box_editor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

SingleView::SingleView(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), editor_(new BoxEditor),
      previous_(button(QStringLiteral("‹"), tr("The sample before (Left)"))),
      next_(button(QStringLiteral("›"), tr("The next sample (Right)"))), place_(new QLabel),
      label_(new QLineEdit), colour_(new QLineEdit), draw_(button(tr("Draw a box"), {})),
      delete_(button(tr("Delete the box"), tr("Delete the chosen box (Del)"))), hint_(new QLabel)
{
    setProperty("panel", true);
    setFocusProxy(editor_);
    editor_->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(editor_, 1);
    layout->addLayout(buildBar());
    hint_->setProperty("muted", true);
    hint_->setWordWrap(true);
    layout->addWidget(hint_);

    connect(editor_, &BoxEditor::drawn, this, &SingleView::draw);
    connect(editor_, &BoxEditor::changed, workspace_, &bridge::Workspace::setRegion);
    connect(editor_, &BoxEditor::deleteWanted, workspace_, &bridge::Workspace::deleteRegion);
    connect(editor_, &BoxEditor::regionChosen, this, &SingleView::showChosen);
    connect(editor_, &BoxEditor::labelWanted, this, [this] {
        label_->setFocus(Qt::ShortcutFocusReason);
        label_->selectAll();
    });
    connect(editor_, &BoxEditor::stepWanted, this, &SingleView::stepWanted);
    connect(editor_, &BoxEditor::leaveWanted, this, &SingleView::leaveWanted);
    connect(workspace, &bridge::Workspace::primaryChanged, this, &SingleView::load);
    connect(workspace, &bridge::Workspace::dataChanged, this, &SingleView::load);
    showChosen();
}

QToolButton* SingleView::button(const QString& text, const QString& help)
{
    auto* result = new QToolButton;
    result->setText(text);
    result->setToolTip(help);
    result->setAccessibleName(help.isEmpty() ? text : help);
    return result;
}

QLayout* SingleView::buildBar()
{
    previous_->setAccessibleName(tr("The sample before"));
    next_->setAccessibleName(tr("The next sample"));
    place_->setProperty("muted", true);
    label_->setPlaceholderText(tr("What is in it"));
    label_->setAccessibleName(tr("Label of the chosen box"));
    label_->setToolTip(tr("What is in the chosen box (Enter)"));
    colour_->setPlaceholderText(tr("Its colour"));
    colour_->setAccessibleName(tr("Colour of what is in the chosen box"));
    colour_->setToolTip(tr("A colour word, if it has one"));
    draw_->setToolTip(tr("Drag on the picture, or press Insert for one in the middle"));
    draw_->setAccessibleName(tr("Draw a box"));
    delete_->setAccessibleName(tr("Delete the box"));
    delete_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    look::setThemedIcon(draw_, QStringLiteral("boxes"));
    draw_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    look::setThemedIcon(delete_, QStringLiteral("trash"));
    connect(previous_, &QToolButton::clicked, this, [this] { Q_EMIT stepWanted(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { Q_EMIT stepWanted(1); });
    connect(draw_, &QToolButton::clicked, this, [this] { draw({0.35, 0.35, 0.3, 0.3}); });
    connect(delete_, &QToolButton::clicked, this, [this] {
        workspace_->deleteRegion(
            editor_->regions()[static_cast<size_t>(editor_->chosenRegion())].id);
    });
    for (QLineEdit* edit : {label_, colour_}) {
        connect(edit, &QLineEdit::editingFinished, this, &SingleView::keepLabel);
        connect(edit, &QLineEdit::returnPressed, editor_,
                [this] { editor_->setFocus(Qt::OtherFocusReason); });
        edit->installEventFilter(this);
    }
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(previous_);
    bar->addWidget(next_);
    bar->addWidget(place_);
    bar->addStretch();
    bar->addWidget(draw_);
    bar->addWidget(label_, 2);
    bar->addWidget(colour_, 1);
    bar->addWidget(delete_);
    return bar;
}

void SingleView::setPlace(int row, int rows)
{
    place_->setText(rows > 0
                        ? tr("%1 of %2").arg(look::formatCount(row + 1), look::formatCount(rows))
                        : QString());
    previous_->setEnabled(row > 0);
    next_->setEnabled(row + 1 < rows);
}

void SingleView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (stale_)
        load();
}

void SingleView::load()
{
    stale_ = !isVisible(); // read when it is looked at
    const qint64 id = workspace_->primarySample();
    if (stale_ || !workspace_->hasProject())
        return;
    if (id == 0)
        return show({});
    workspace_->reader()->ask(
        this,
        [id](const store::Project& project) { return bridge::readSampleDetails(project, id); },
        [this, id](const bridge::SampleDetails& details) {
            if (id == workspace_->primarySample())
                show(details);
        });
}

void SingleView::show(const bridge::SampleDetails& details)
{
    const bool another = details.sample.id != sample_;
    sample_ = details.sample.id;
    const bool isText = sample_ != 0 && details.file.isEmpty();
    editor_->setPlaceholder(sample_ == 0 ? tr("No sample is selected")
                            : isText     ? tr("This sample is a text: it has no picture")
                                         : details.pictureError);
    if (another || details.picture.isNull() == editor_->hasPicture())
        editor_->setPicture(details.picture);
    editor_->setRegions(sample_, details.regions, details.proposals);
    if (another)
        drawn_.reset();
    for (size_t i = 0; drawn_ && i < details.regions.size(); ++i)
        if (details.regions[i].box == *drawn_) {
            drawn_.reset();
            editor_->chooseRegion(static_cast<int>(i));
            Q_EMIT editor_->labelWanted();
        }
    draw_->setEnabled(editor_->hasPicture());
    showChosen();
}

void SingleView::showChosen()
{
    const int chosen = editor_->chosenRegion();
    for (QWidget* widget : {static_cast<QWidget*>(label_), static_cast<QWidget*>(colour_),
                            static_cast<QWidget*>(delete_)})
        widget->setEnabled(chosen >= 0);
    const store::Region region =
        chosen >= 0 ? editor_->regions()[static_cast<size_t>(chosen)] : store::Region();
    const auto fill = [](QLineEdit* edit, const std::string& text) {
        if (!edit->isModified() || !edit->hasFocus())
            edit->setText(QString::fromStdString(text));
    };
    fill(label_, region.label);
    fill(colour_, region.colour);
    hint_->setText(
        !editor_->hasPicture() ? QString()
        : chosen < 0           ? tr("Drag to draw a box. Click one to choose it, or press Tab.")
                     : tr("Drag it or its border; arrows move it, Shift with arrows resizes it."));
}

void SingleView::draw(const QRectF& area)
{
    store::Region region;
    region.sample = sample_;
    region.box = {static_cast<float>(area.left()), static_cast<float>(area.top()),
                  static_cast<float>(std::min(area.right(), 1.0)),
                  static_cast<float>(std::min(area.bottom(), 1.0))};
    drawn_ = region.box;
    workspace_->drawRegion(region);
}

void SingleView::keepLabel()
{
    const int chosen = editor_->chosenRegion();
    if (chosen < 0 || (!label_->isModified() && !colour_->isModified()))
        return;
    store::Region region = editor_->regions()[static_cast<size_t>(chosen)];
    region.label = label_->text().simplified().toStdString();
    region.colour = colour_->text().simplified().toStdString();
    label_->setModified(false);
    colour_->setModified(false);
    editor_->setRegion(chosen, region); // what is dragged next keeps it
    workspace_->setRegion(region);
}

bool SingleView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched != editor_ && key->key() == Qt::Key_Escape) { // a label is taken back
        label_->setModified(false);
        colour_->setModified(false);
        editor_->setFocus(Qt::OtherFocusReason);
        showChosen();
        return true;
    }
    const bool forSample = (key->key() >= Qt::Key_0 && key->key() <= Qt::Key_5) ||
                           key->key() == Qt::Key_T || key->key() == Qt::Key_A ||
                           key->key() == Qt::Key_R || key->key() == Qt::Key_B ||
                           (key->key() == Qt::Key_Delete && editor_->chosenRegion() < 0);
    if (watched == editor_ && forSample) {
        Q_EMIT sampleKey(key->key(), key->modifiers());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace unimo::panels
