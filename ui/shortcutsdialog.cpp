#include "ui/shortcutsdialog.h"

#include "ui/buttons.h"
#include "ui/keyvaluetable.h"
#include "ui/theme.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {
namespace {

QString keysOf(const QAction *action)
{
    QStringList keys;
    const QList<QKeySequence> all = action->shortcuts();
    for (const QKeySequence &key : all) {
        // Shift+Tab by another name.
        if (key[0].key() != Qt::Key_Backtab)
            keys.append(key.toString(QKeySequence::NativeText));
    }
    return keys.join(QStringLiteral("   "));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::between);
    column->addWidget(makeTitle(tr("Keys"), this));
    auto *scroll = new QScrollArea(this);
    auto *table = new KeyValueTable(scroll);
    for (const QAction *action : actions) {
        if (!action->shortcuts().isEmpty())
            table->addText(action->text(), keysOf(action));
    }
    const std::pair<QString, QString> inLists[] = {
        {tr("Open a row"), tr("Enter")},
        {tr("Open a row in a new tab"), tr("Ctrl+Enter, middle button")},
        {tr("Select all, copy rows"), tr("Ctrl+A, Ctrl+C")},
        {tr("Export a list"), tr("Ctrl+E")},
        {tr("Copy as text, copy the link"), tr("Ctrl+Shift+C, Ctrl+Shift+L")},
        {tr("Change, clear a filter"), tr("Space, Delete")},
        {tr("Find in JSON"), tr("Ctrl+F")},
        {tr("From the omnibox to the page"), tr("Escape")},
    };
    for (const auto &[what, key] : inLists)
        table->addText(what, key);
    scroll->setWidget(table);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    column->addWidget(scroll, 1);
    QPushButton *close = makeButton(tr("Close"), this);
    close->setDefault(true);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace ui
