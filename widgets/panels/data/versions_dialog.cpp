// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/versions_dialog.h"

#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/tell_failure.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace unimo::panels {

using store::DataChange;

namespace {

constexpr size_t kMostShown = 5000; ///< changes
constexpr int kShownDigits = 8;     ///< of a hash
constexpr int kLongestName = 100;

QString shortHash(const std::string& version)
{
    return QString::fromStdString(version).left(kShownDigits);
}

QString joined(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list.join(QStringLiteral(", "));
}

/// A version in a sentence or a choice: its name, else its run, else its hash.
QString titleOf(const train::KnownVersion& version)
{
    if (!version.names.empty())
        return joined(version.names);
    if (!version.runs.empty())
        return VersionsDialog::tr("data of %1").arg(QString::fromStdString(version.runs.front()));
    return shortHash(version.version);
}

QString textOf(DataChange::What what)
{
    switch (what) {
    case DataChange::What::Sample:
        return VersionsDialog::tr("sample");
    case DataChange::What::Caption:
        return VersionsDialog::tr("caption");
    case DataChange::What::Question:
        return VersionsDialog::tr("question");
    case DataChange::What::Box:
        return VersionsDialog::tr("box");
    case DataChange::What::Derived:
        return VersionsDialog::tr("made of it");
    }
    return {};
}

QString textOf(DataChange::Kind kind)
{
    switch (kind) {
    case DataChange::Kind::Added:
        return VersionsDialog::tr("+ added");
    case DataChange::Kind::Removed:
        return VersionsDialog::tr("− removed");
    case DataChange::Kind::Changed:
        return VersionsDialog::tr("≠ changed");
    }
    return {};
}

/// "captions +2 −1 ≠3"
QString countsText(const store::DataDiff& diff, DataChange::What what, const QString& name)
{
    QStringList parts;
    const auto add = [&](const char* sign, DataChange::Kind kind) {
        if (const int64_t count = diff.count(what, kind); count > 0)
            parts << QString::fromUtf8(sign) + look::formatCount(count);
    };
    add("+", DataChange::Kind::Added);
    add("−", DataChange::Kind::Removed);
    add("≠", DataChange::Kind::Changed);
    return parts.isEmpty() ? QString() : name + QLatin1Char(' ') + parts.join(QLatin1Char(' '));
}

QTreeWidget* list(const QStringList& columns, const QString& name)
{
    auto* tree = new QTreeWidget;
    tree->setHeaderLabels(columns);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAccessibleName(name);
    return tree;
}

} // namespace

VersionsDialog::VersionsDialog(bridge::Workspace* workspace, QWidget* parent)
    : QDialog(parent), workspace_(workspace), reader_(new bridge::ProjectThread(this)),
      now_(new QLabel), name_(new QLineEdit), keep_(new QPushButton(tr("Keep it under this name"))),
      versions_(list({tr("Name"), tr("Runs that began with it"), tr("Named"), tr("Version")},
                     tr("Versions of the data"))),
      forget_(new QPushButton(tr("Take the name away"))), before_(new QComboBox),
      after_(new QComboBox), compare_(new QPushButton(tr("Show what changed"))),
      summary_(new QLabel),
      changes_(list({tr("Sample"), tr("What"), tr("Change"), tr("Before"), tr("After")},
                    tr("What changed between the versions")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Versions of the data"));
    resize(860, 620);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(buildNaming());
    layout->addWidget(versions_, 2);
    layout->addLayout(buildComparison());
    summary_->setWordWrap(true);
    summary_->setProperty("muted", true);
    layout->addWidget(summary_);
    layout->addWidget(changes_, 3);
    versions_->header()->resizeSection(0, 220);
    versions_->header()->resizeSection(1, 300);
    versions_->header()->resizeSection(2, 150);
    changes_->header()->resizeSection(0, 80);
    changes_->header()->resizeSection(1, 90);
    changes_->header()->resizeSection(2, 110);
    changes_->header()->resizeSection(3, 270);

    connect(versions_, &QTreeWidget::itemSelectionChanged, this, [this] {
        const auto* item = versions_->currentItem();
        forget_->setEnabled(item && item->data(0, Qt::UserRole).toBool());
    });
    connect(changes_, &QTreeWidget::itemActivated, this, &VersionsDialog::showSample);
    const auto changed = [this] {
        stale_ = true;
        read();
    };
    connect(workspace, &bridge::Workspace::dataChanged, this, changed);
    connect(workspace, &bridge::Workspace::projectChanged, this, [this, changed] {
        reading_ = false;
        if (workspace_->hasProject())
            reader_->open(workspace_->projectFolder(), /*readOnly=*/true);
        changed();
    });
    connect(reader_, &bridge::ProjectThread::failed, this, [this](const Error& error) {
        reading_ = false;
        workspace_->notifyError(QString::fromStdString(error.text()));
    });
    if (workspace->hasProject())
        reader_->open(workspace->projectFolder(), /*readOnly=*/true);
    connect(workspace, &bridge::Workspace::runsChanged, this, &VersionsDialog::read);
    connect(workspace, &bridge::Workspace::projectChanged, this, &QDialog::close);
    read();
}

QLayout* VersionsDialog::buildNaming()
{
    now_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    name_->setPlaceholderText(tr("A name for the data as it is now"));
    name_->setAccessibleName(tr("Name of the version"));
    name_->setMaxLength(kLongestName);
    keep_->setEnabled(false);
    forget_->setEnabled(false);
    forget_->setToolTip(tr("The name of the chosen version; undo brings it back"));
    for (QPushButton* button : {keep_, forget_, compare_})
        button->setAutoDefault(false);
    connect(name_, &QLineEdit::textChanged, this,
            [this](const QString& text) { keep_->setEnabled(!text.simplified().isEmpty()); });
    connect(name_, &QLineEdit::returnPressed, this, &VersionsDialog::nameIt);
    connect(keep_, &QPushButton::clicked, this, &VersionsDialog::nameIt);
    connect(forget_, &QPushButton::clicked, this, &VersionsDialog::forgetChosen);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(now_);
    line->addWidget(name_, 1);
    line->addWidget(keep_);
    line->addWidget(forget_);
    return line;
}

QLayout* VersionsDialog::buildComparison()
{
    before_->setAccessibleName(tr("From this version"));
    after_->setAccessibleName(tr("To this version"));
    compare_->setProperty("accent", true);
    connect(compare_, &QPushButton::clicked, this, &VersionsDialog::compare);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(new QLabel(tr("From")));
    line->addWidget(before_, 1);
    line->addWidget(new QLabel(tr("to")));
    line->addWidget(after_, 1);
    line->addWidget(compare_);
    return line;
}

void VersionsDialog::read()
{
    if (!workspace_->hasProject())
        return;
    if (reading_) {
        again_ = true;
        return;
    }
    reading_ = true;
    reader_->ask(
        this,
        [isStale = std::exchange(stale_, false), now = known_.now](const store::Project& project) {
            return Known{train::knownVersions(project), isStale ? project.dataVersion() : now};
        },
        [this](const Known& known) {
            reading_ = false;
            take(known);
            if (std::exchange(again_, false))
                read();
        });
}

void VersionsDialog::take(const Known& known)
{
    known_ = known;
    now_->setText(tr("Now: %1").arg(shortHash(known.now)));
    now_->setToolTip(QString::fromStdString(known.now));
    versions_->clear();
    for (const train::KnownVersion& version : known.versions) {
        const QString made =
            version.made > 0 ? QLocale().toString(
                                   QDateTime::fromSecsSinceEpoch(static_cast<qint64>(version.made)),
                                   QStringLiteral("yyyy-MM-dd HH:mm"))
                             : QString();
        QString hash = shortHash(version.version);
        if (version.version == known.now)
            hash += tr(" (now)");
        if (!version.kept)
            hash += tr(" (not kept)");
        auto* item = new QTreeWidgetItem(versions_,
                                         {joined(version.names), joined(version.runs), made, hash});
        item->setToolTip(1, joined(version.runs));
        item->setToolTip(3, version.kept
                                ? QString::fromStdString(version.version)
                                : tr("Its content is not in versions/: it cannot be compared"));
        item->setData(0, Qt::UserRole, !version.names.empty());
        item->setData(1, Qt::UserRole,
                      version.names.empty() ? QString()
                                            : QString::fromStdString(version.names.front()));
    }
    forget_->setEnabled(false);
    fillChoices();
}

/// What can be compared: the versions that are kept, and the data as it is now (an empty hash).
void VersionsDialog::fillChoices()
{
    const QVariant chosenBefore = before_->currentData();
    const QVariant chosenAfter = after_->currentData();
    for (QComboBox* choice : {before_, after_}) {
        choice->clear();
        choice->addItem(tr("the data now"), QString());
        for (const train::KnownVersion& version : known_.versions)
            if (version.kept)
                choice->addItem(titleOf(version), QString::fromStdString(version.version));
    }
    const auto choose = [](QComboBox* choice, const QVariant& wanted, int otherwise) {
        const int at = wanted.isValid() ? choice->findData(wanted) : -1;
        choice->setCurrentIndex(at >= 0 ? at : std::min(otherwise, choice->count() - 1));
    };
    // From the newest version to now, unless a person chose otherwise.
    choose(before_, chosenBefore.toString().isEmpty() ? QVariant() : chosenBefore, 1);
    choose(after_, chosenAfter, 0);
    compare_->setEnabled(before_->count() > 1);
    if (before_->count() == 1 && changes_->topLevelItemCount() == 0)
        summary_->setText(tr("No version is kept yet. Give the data a name, or start a training "
                             "run: each run keeps the version it began with."));
    else if (changes_->topLevelItemCount() == 0)
        summary_->clear();
}

void VersionsDialog::nameIt()
{
    const QString name = name_->text().simplified();
    if (name.isEmpty())
        return;
    workspace_->nameVersion(name);
    name_->clear();
}

void VersionsDialog::forgetChosen()
{
    if (const auto* item = versions_->currentItem())
        workspace_->forgetVersion(item->data(1, Qt::UserRole).toString());
}

void VersionsDialog::compare()
{
    auto diff = std::make_shared<store::DataDiff>();
    bridge::CoreJob* job = workspace_->jobs()->start(
        tr("Comparison of two versions"),
        [folder = workspace_->projectFolder().toStdString(),
         before = before_->currentData().toString().toStdString(),
         after = after_->currentData().toString().toStdString(),
         diff](const JobControl&) -> Status {
            const auto project = store::Project::open(folder, /*readOnly=*/true);
            if (!project)
                return project.error();
            const auto content = [&](const std::string& version) -> Result<store::DataContent> {
                return version.empty() ? (*project)->content()
                                       : store::keptContent((*project)->folder(), version);
            };
            const auto from = content(before);
            if (!from)
                return from.error();
            const auto to = content(after);
            if (!to)
                return to.error();
            *diff = store::difference(*from, *to);
            return {};
        });
    summary_->setText(tr("Comparing…"));
    connect(job, &bridge::CoreJob::succeeded, this, [this, diff] { showDifference(*diff); });
    connect(job, &bridge::CoreJob::failed, this, [this](const Error& error) {
        summary_->setText(QString::fromStdString(error.text()));
    });
    bridge::tellFailure(job, workspace_);
}

void VersionsDialog::showDifference(const store::DataDiff& diff)
{
    using What = DataChange::What;
    changes_->clear();
    QStringList counts;
    for (const auto& [what, name] :
         {std::pair(What::Sample, tr("samples")), std::pair(What::Caption, tr("captions")),
          std::pair(What::Question, tr("questions")), std::pair(What::Box, tr("boxes")),
          std::pair(What::Derived, tr("rewrites, retrieved and examples"))})
        if (const QString text = countsText(diff, what, name); !text.isEmpty())
            counts << text;
    QString summary =
        counts.isEmpty() ? tr("Nothing changed") : counts.join(QStringLiteral("  ·  "));
    if (diff.changes.size() > kMostShown)
        summary += tr("; the first %1 changes are listed").arg(look::formatCount(kMostShown));
    summary_->setText(summary);
    for (size_t i = 0; i < std::min(diff.changes.size(), kMostShown); ++i) {
        const DataChange& change = diff.changes[i];
        const QString before = QString::fromStdString(change.before);
        const QString after = QString::fromStdString(change.after);
        auto* item =
            new QTreeWidgetItem(changes_, {look::formatCount(change.sample), textOf(change.what),
                                           textOf(change.kind), before, after});
        item->setData(0, Qt::UserRole, QVariant::fromValue<qint64>(change.sample));
        item->setToolTip(3, before);
        item->setToolTip(4, after);
    }
}

void VersionsDialog::showSample()
{
    const auto* item = changes_->currentItem();
    if (!item)
        return;
    const qint64 sample = item->data(0, Qt::UserRole).toLongLong();
    workspace_->setSelection({sample});
    workspace_->setPrimarySample(sample);
}

} // namespace unimo::panels
