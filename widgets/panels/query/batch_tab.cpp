// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/batch_tab.h"

#include "core/inference/propose.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/plain_table.h"
#include "widgets/look/theme.h"
#include "widgets/panels/query/batch_model.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

using bridge::EngineThread;
using inference::BatchQuestion;

namespace {

/// Samples between two looks at other questions: a second of work or less.
constexpr qsizetype kSlice = 4;

} // namespace

BatchTab::BatchTab(bridge::Workspace* workspace, EngineThread* engine,
                   std::function<inference::CaptionOptions()> options, QWidget* parent)
    : QueryTab(engine, parent), workspace_(workspace), options_(std::move(options)),
      kind_(new QComboBox), question_(new QLineEdit), start_(new QPushButton),
      stop_(new QPushButton(tr("Stop"))), progress_(new QProgressBar), table_(new QTableView),
      model_(new BatchModel(this)), save_(new QToolButton), accept_(new QToolButton),
      propose_(new QToolButton)
{
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(model_);
    sorted->setSortRole(BatchModel::SortRole);
    table_->setModel(sorted);
    look::makePlainTable(table_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->sortByColumn(-1,
                         Qt::AscendingOrder); // as they were selected, until a header is clicked
    table_->setAccessibleName(tr("What the model says of the selected samples"));
    table_->horizontalHeader()->setStretchLastSection(false);
    for (const int column : {BatchModel::Question, BatchModel::Text, BatchModel::Known})
        table_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    table_->setColumnHidden(BatchModel::Question, true);
    body()->addLayout(buildHead());
    body()->addWidget(progress_);
    body()->addWidget(table_, 1);
    body()->addLayout(buildFoot());
    progress_->setTextVisible(false);
    progress_->hide();

    connect(table_, &QTableView::activated, this, [this, sorted](const QModelIndex& index) {
        const auto row = static_cast<size_t>(sorted->mapToSource(index).row());
        workspace_->setPrimarySample(model_->rows()[row].sample);
    });
    connect(engine, &EngineThread::askedAll, this, &BatchTab::take);
    connect(engine, &EngineThread::loaded, this, [this] {
        if (running_)
            stop(); // what follows would be another model's
    });
    connect(workspace, &bridge::Workspace::selectionChanged, this, &BatchTab::showSelection);
    connect(workspace, &bridge::Workspace::projectChanged, this, [this] {
        if (running_)
            stop();
        model_->clear(); // these samples are another project's
        showAccepting();
    });
    showSelection();
}

QLayout* BatchTab::buildHead()
{
    kind_->addItem(tr("Captions"));
    kind_->addItem(tr("Answers"));
    kind_->setAccessibleName(tr("What is asked of every sample"));
    kind_->setToolTip(tr("Captions are written as chosen in Caption"));
    question_->setPlaceholderText(tr("Each sample's own questions"));
    question_->setToolTip(tr("One question for all; empty: the questions that each sample has"));
    question_->setAccessibleName(tr("Question about every sample"));
    question_->setClearButtonEnabled(true);
    question_->hide();
    start_->setProperty("accent", true);
    stop_->hide();
    connect(kind_, &QComboBox::currentIndexChanged, this,
            [this](int kind) { question_->setVisible(kind == 1); });
    connect(question_, &QLineEdit::returnPressed, this, &BatchTab::start);
    connect(start_, &QPushButton::clicked, this, &BatchTab::start);
    connect(stop_, &QPushButton::clicked, this, &BatchTab::stop);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(kind_);
    line->addWidget(question_, 1);
    line->addStretch();
    line->addWidget(stop_);
    line->addWidget(start_);
    return line;
}

QLayout* BatchTab::buildFoot()
{
    save_->setText(tr("Save the table…"));
    save_->setToolTip(tr("Save all rows as CSV or JSON"));
    save_->setEnabled(false);
    connect(save_, &QToolButton::clicked, this, &BatchTab::save);
    accept_->setToolTip(tr("Give the samples these captions too; undo takes them away again"));
    connect(accept_, &QToolButton::clicked, this, &BatchTab::acceptCaptions);
    propose_->setText(tr("Keep as proposals"));
    propose_->setToolTip(tr("Keep them apart from the data, to accept or reject one by one in "
                            "Data"));
    connect(propose_, &QToolButton::clicked, this, &BatchTab::keepProposals);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &BatchTab::showAccepting);
    auto* line = new QHBoxLayout;
    line->addWidget(propose_);
    line->addWidget(accept_);
    line->addWidget(save_);
    line->addStretch();
    showAccepting();
    return line;
}

void BatchTab::showSelection()
{
    const auto count = workspace_->selection().size();
    start_->setText(count == 1 ? tr("Ask about 1 sample")
                               : tr("Ask about %1 samples").arg(look::formatCount(count)));
    start_->setEnabled(count > 0 && !running_);
    if (!running_ && model_->rowCount() == 0)
        tell(count > 0 ? QString() : tr("Select samples in Data or Map to ask about all of them"));
}

void BatchTab::ask()
{
    showSelection();
}

void BatchTab::start()
{
    if (running_ || workspace_->selection().isEmpty())
        return;
    const auto& selection = workspace_->selection();
    samples_ = QVector<qint64>(selection.begin(), selection.end());
    std::sort(samples_.begin(), samples_.end());
    asked_ = {};
    if (kind_->currentIndex() == 1) {
        asked_.kind = BatchQuestion::Kind::Answers;
        asked_.question = question_->text().trimmed().toStdString();
    }
    asked_.caption = options_();
    source_ = inference::sourceOf(engine()->info() ? engine()->info()->checkpoint
                                                   : std::filesystem::path());
    model_->clear();
    table_->setColumnHidden(BatchModel::Question, asked_.kind == BatchQuestion::Kind::Captions);
    done_ = 0;
    milliseconds_ = 0;
    running_ = true;
    progress_->setRange(0, static_cast<int>(samples_.size()));
    progress_->setValue(0);
    progress_->show();
    stop_->show();
    start_->setEnabled(false);
    showAccepting();
    next();
}

void BatchTab::next()
{
    tell(tr("%1 of %2 samples asked")
             .arg(look::formatCount(done_), look::formatCount(samples_.size())));
    engine()->askAll(workspace_->projectFolder(), samples_.mid(done_, kSlice), asked_);
}

void BatchTab::take(const std::vector<inference::BatchRow>& rows)
{
    if (!running_)
        return;
    model_->append(rows);
    save_->setEnabled(model_->rowCount() > 0);
    done_ = std::min(done_ + kSlice, samples_.size());
    progress_->setValue(static_cast<int>(done_));
    if (done_ < samples_.size())
        return next();
    int right = 0, known = 0;
    for (const auto& row : model_->rows()) {
        if (row.known.empty() || asked_.kind == BatchQuestion::Kind::Captions)
            continue;
        ++known;
        right += QString::fromStdString(row.known).compare(QString::fromStdString(row.text),
                                                           Qt::CaseInsensitive) == 0
                     ? 1
                     : 0;
    }
    QString text =
        done_ == 1 ? tr("1 sample asked") : tr("%1 samples asked").arg(look::formatCount(done_));
    if (known > 0)
        text += tr("; %1 of %2 answers as known").arg(right).arg(known);
    end(text);
}

void BatchTab::stop()
{
    if (!running_)
        return;
    engine()->cancelAskAll();
    end(tr("Stopped after %1 of %2 samples")
            .arg(look::formatCount(done_), look::formatCount(samples_.size())));
}

void BatchTab::end(const QString& message)
{
    running_ = false;
    progress_->hide();
    stop_->hide();
    showSelection();
    showAccepting();
    tell(message);
    Q_EMIT ended();
}

std::vector<inference::BatchRow> BatchTab::chosenRows() const
{
    std::vector<inference::BatchRow> rows;
    const auto add = [&](const inference::BatchRow& row) {
        if (row.problem.empty() && !row.text.empty())
            rows.push_back(row);
    };
    const auto* sorted = static_cast<QSortFilterProxyModel*>(table_->model());
    const auto chosen = table_->selectionModel()->selectedRows();
    for (const QModelIndex& index : chosen)
        add(model_->rows()[static_cast<size_t>(sorted->mapToSource(index).row())]);
    if (chosen.isEmpty())
        for (const inference::BatchRow& row : model_->rows())
            add(row);
    return rows;
}

void BatchTab::showAccepting()
{
    const auto count = static_cast<int>(chosenRows().size());
    const bool captions = asked_.kind == BatchQuestion::Kind::Captions;
    propose_->setEnabled(count > 0 && !running_);
    accept_->setVisible(captions);
    accept_->setEnabled(count > 0 && !running_);
    accept_->setText(count == 1  ? tr("Add 1 caption to the data")
                     : count > 1 ? tr("Add %1 captions to the data").arg(look::formatCount(count))
                                 : tr("Add the captions to the data"));
}

void BatchTab::acceptCaptions()
{
    std::vector<store::Caption> captions;
    for (const inference::BatchRow& row : chosenRows())
        captions.push_back({0, row.sample, row.text, "model"});
    workspace_->addCaptions(captions);
    accept_->setEnabled(false); // once is enough
    tell(
        captions.size() == 1
            ? tr("1 caption added")
            : tr("%1 captions added").arg(look::formatCount(static_cast<qint64>(captions.size()))));
}

void BatchTab::keepProposals()
{
    workspace_->propose(inference::proposalsOf(chosenRows(), source_));
    propose_->setEnabled(false);
    tell(tr("Kept apart from the data: accept or reject them in Data"));
}

void BatchTab::save()
{
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save the table"), QStringLiteral("answers.csv"),
                                     tr("CSV (*.csv);;JSON (*.json)"));
    if (file.isEmpty())
        return;
    if (const Status saved = saveBatch(model_->rows(), file); saved)
        tell(tr("Saved as %1").arg(file));
    else
        tellError(saved.error());
}

void BatchTab::connectOther(EngineThread*) {}
void BatchTab::clearOther() {}

void BatchTab::onFailed(EngineThread::Request request, const Error& error)
{
    if (request != EngineThread::Request::AskAll)
        return;
    end({});
    tellError(error);
}

} // namespace unimo::panels
