// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/query_edit.h"

#include "core/store/query.h"
#include "widgets/bridge/data_names.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace unimo::panels {
namespace {

constexpr int kTypingPauseMs = 150;
constexpr int kFewestLetters = 2; ///< before anything is offered

/// tag:"two words"
QString valueOf(const char* field, const std::string& value)
{
    const QString text = QString::fromStdString(value);
    const bool plain = !text.contains(QLatin1Char(' ')) && !text.contains(QLatin1Char('(')) &&
                       !text.contains(QLatin1Char(')'));
    return QLatin1String(field) + QLatin1Char(':') +
           (plain ? text : QLatin1Char('"') + text + QLatin1Char('"'));
}

/// Everything that can begin a term in this project.
QStringList completionsOf(const bridge::DataNames& known)
{
    QStringList names;
    for (const auto& field : store::queryFields())
        names << QLatin1String(field.name) + QLatin1String(field.number ? ">" : ":");
    for (const auto& measure : known.measures())
        names << QString::fromStdString(measure.name) + QLatin1Char('>')
              << QString::fromStdString(measure.name) + QLatin1Char('<');
    for (const auto& [tag, count] : known.tags())
        names << valueOf("tag", tag);
    for (const auto& [split, count] : known.splits())
        names << valueOf("split", split);
    for (const auto& task : known.tasks())
        names << valueOf("task", task.name);
    for (const char* kind : {"pair", "picture", "text"})
        names << valueOf("kind", kind);
    names.sort();
    return names;
}

} // namespace

QueryEdit::QueryEdit(bridge::Workspace* workspace, const bridge::DataNames* names, QWidget* parent)
    : QLineEdit(parent), workspace_(workspace), completer_(new QCompleter(this)),
      completions_(new QStringListModel(this))
{
    setPlaceholderText(tr("Search: words, tag:keep, rating>=3, sharpness<100, AND OR NOT"));
    setClearButtonEnabled(true);
    setAccessibleName(tr("Search samples"));
    setToolTip(
        tr("<p>Words of a caption, question, answer or label; <b>\"whole words\"</b> in "
           "quotes.</p><p><b>tag:</b> <b>split:</b> <b>kind:</b> <b>caption:</b> "
           "<b>answer:</b> <b>label:</b> <b>file:</b> and numbers such as <b>rating&gt;=3</b>, "
           "<b>captions&gt;1</b>, <b>words&lt;5</b>, <b>width&lt;200</b> and every measure."
           "</p><p><b>AND</b>, <b>OR</b>, <b>NOT</b> or <b>-</b>, and brackets. (Ctrl+F)</p>"));
    completer_->setModel(completions_);
    completer_->setWidget(this);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this,
            &QueryEdit::insertCompletion);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &QueryEdit::check);
    connect(this, &QLineEdit::textChanged, this, [this] { timer_.start(kTypingPauseMs); });
    connect(this, &QLineEdit::textEdited, this, &QueryEdit::complete);
    connect(workspace, &bridge::Workspace::projectChanged, this, [this] { setQuery({}); });
    connect(names, &bridge::DataNames::changed, this,
            [this, names] { completions_->setStringList(completionsOf(*names)); });
}

void QueryEdit::setQuery(const QString& query)
{
    setText(query);
    timer_.stop();
    check();
}

void QueryEdit::check()
{
    const QString typed = text().trimmed();
    if (typed.isEmpty() || !workspace_->hasProject()) {
        take(typed, {});
        return;
    }
    workspace_->reader()->ask(
        this,
        [query = typed.toStdString()](store::Project& project) {
            const Status status = project.checkQuery(query);
            return status.ok() ? std::string() : status.error().text();
        },
        [this, typed](const std::string& fault) {
            if (typed == text().trimmed()) // else a later check is on its way
                take(typed, QString::fromStdString(fault));
        });
}

void QueryEdit::take(const QString& query, const QString& fault)
{
    Q_EMIT faultChanged(fault);
    if (!fault.isEmpty() || query == query_)
        return;
    query_ = query;
    Q_EMIT queryChanged();
}

int QueryEdit::wordBegin() const
{
    const QString before = text().left(cursorPosition());
    int begin = static_cast<int>(before.size());
    while (begin > 0 && !before[begin - 1].isSpace() && before[begin - 1] != QLatin1Char('(') &&
           before[begin - 1] != QLatin1Char(')'))
        --begin;
    if (begin < before.size() && before[begin] == QLatin1Char('-'))
        ++begin; // of what does not hold
    return begin;
}

void QueryEdit::complete()
{
    const int begin = wordBegin();
    const QString word = text().mid(begin, cursorPosition() - begin);
    completer_->setCompletionPrefix(word);
    const bool only = completer_->completionCount() == 1 && completer_->currentCompletion() == word;
    if (word.size() < kFewestLetters || completer_->completionCount() == 0 || only) {
        completer_->popup()->hide();
        return;
    }
    const int margin = 8;
    completer_->complete(QRect(cursorRect().left(), 0, 240, height() + margin / 2));
}

void QueryEdit::insertCompletion(const QString& completion)
{
    const int begin = wordBegin();
    const QString whole = text();
    setText(whole.left(begin) + completion + whole.mid(cursorPosition()));
    setCursorPosition(begin + static_cast<int>(completion.size()));
}

void QueryEdit::keyPressEvent(QKeyEvent* event)
{
    // While completions are shown these keys are theirs: the list takes them.
    const bool choosing = completer_->popup()->isVisible();
    if (choosing && (event->key() == Qt::Key_Enter || event->key() == Qt::Key_Return ||
                     event->key() == Qt::Key_Escape || event->key() == Qt::Key_Tab)) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Escape)
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace unimo::panels
