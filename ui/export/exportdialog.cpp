#include "ui/export/exportdialog.h"

#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using models::FileFormat;
using What = ExportChoice::What;

namespace {

constexpr FileFormat exportFormats[] = {FileFormat::Csv, FileFormat::Json, FileFormat::JsonLines};

QString folderKey()
{
    return u"export/folder"_s;
}
QString formatKey()
{
    return u"export/format"_s;
}
QString markSettingKey()
{
    return u"export/mark"_s;
}

// "messages-20261128-1705.csv" with another ending; a name without one of ours keeps its own.
QString withSuffix(const QString &path, const QString &suffix)
{
    for (const FileFormat format : exportFormats) {
        const QString ending = u'.' + models::suffixOf(format);
        if (path.endsWith(ending, Qt::CaseInsensitive))
            return path.chopped(ending.size()) + u'.' + suffix;
    }
    return path;
}

QHBoxLayout *addRow(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(metric::inside);
    column->addLayout(row);
    return row;
}

} // namespace

ExportDialog::ExportDialog(const Offer &offer, QSettings *settings, QWidget *parent)
    : QDialog(parent)
    , m_offer(offer)
    , m_settings(settings)
    , m_what(new QButtonGroup(this))
    , m_format(new QButtonGroup(this))
    , m_mark(new QCheckBox(tr("&For spreadsheets (with a byte order mark)"), this))
    , m_path(new QLineEdit(this))
    , m_error(new ErrorBar(this))
    , m_start(makeButton(tr("Export"), this, ButtonRole::Primary))
{
    setObjectName(u"export"_s);
    setWindowTitle(tr("Export"));
    setMinimumWidth(560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(makeTitle(tr("Export: %1").arg(m_offer.name), this));
    addWhat(column);
    addFormat(column);
    addFile(column);
    column->addWidget(m_error);
    addButtons(column);
    followFormat();
    m_path->setFocus();
}

void ExportDialog::addWhat(QVBoxLayout *column)
{
    const auto add = [&](What what, const QString &text, bool isOffered) {
        auto *button = new QRadioButton(text, this);
        button->setEnabled(isOffered);
        m_what->addButton(button, int(what));
        column->addWidget(button);
        return button;
    };
    add(What::Selected, tr("&Selected: %L1").arg(m_offer.selected), m_offer.selected > 0);
    add(What::Loaded,
        m_offer.isSearched ? tr("&Found in what is loaded: %L1").arg(m_offer.loaded)
                           : tr("&Loaded: %L1").arg(m_offer.loaded),
        m_offer.loaded > 0);
    // What is looked for in the loaded rows, the service knows nothing of.
    const QString all = m_offer.isSearched ? tr("&All under the service's filters, found here or not")
        : m_offer.isComplete               ? tr("&All that match, read anew")
                                           : tr("&All that match");
    add(What::All, all, m_offer.canAsk)
        ->setToolTip(tr("Everything the service has under the filters of this list. What arrives after the "
                        "start is left out."));
    const bool isAll = m_offer.canAsk && !m_offer.isSearched;
    const What usual = m_offer.selected > 1 ? What::Selected : isAll ? What::All : What::Loaded;
    m_what->button(int(usual))->setChecked(true);
}

void ExportDialog::addFormat(QVBoxLayout *column)
{
    column->addSpacing(metric::inside);
    QHBoxLayout *row = addRow(column);
    const QString names[] = {tr("&CSV"), tr("&JSON"), tr("JSON Li&nes")};
    const int last = m_settings ? m_settings->value(formatKey()).toInt() : 0;
    for (const FileFormat format : exportFormats) {
        auto *button = new QRadioButton(names[int(format)], this);
        button->setChecked(int(format) == last || format == FileFormat::Csv);
        m_format->addButton(button, int(format));
        row->addWidget(button);
    }
    row->addStretch(1);
    m_mark->setChecked(m_settings && m_settings->value(markSettingKey()).toBool());
    m_mark->setToolTip(tr("Some spreadsheets take a file without it for another encoding"));
    row->addWidget(m_mark);
    connect(m_format, &QButtonGroup::idToggled, this, &ExportDialog::followFormat);
}

void ExportDialog::addFile(QVBoxLayout *column)
{
    column->addSpacing(metric::inside);
    QHBoxLayout *row = addRow(column);
    auto *label = new QLabel(tr("F&ile"), this);
    label->setBuddy(m_path);
    row->addWidget(label);
    m_path->setText(defaultPath());
    m_path->setAccessibleName(tr("File"));
    row->addWidget(m_path, 1);
    QPushButton *other = makeButton(tr("&Browse…"), this);
    other->setAutoDefault(false);
    row->addWidget(other);
    connect(other, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_error->clear();
        m_start->setText(tr("Export"));
    });
}

void ExportDialog::addButtons(QVBoxLayout *column)
{
    column->addSpacing(metric::inside);
    QHBoxLayout *row = addRow(column);
    row->addStretch(1);
    QPushButton *cancel = makeButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    row->addWidget(cancel);
    m_start->setDefault(true);
    m_start->setObjectName(u"start"_s);
    row->addWidget(m_start);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
}

FileFormat ExportDialog::format() const
{
    return FileFormat(m_format->checkedId());
}

QString ExportDialog::defaultPath() const
{
    QString folder = m_settings ? m_settings->value(folderKey()).toString() : QString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    QString name;
    for (const QChar c : m_offer.name.toLower())
        name += c.isLetterOrNumber() ? c : u'-';
    const QString now = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmm"_s);
    return QDir::toNativeSeparators(
        QDir(folder).filePath(name + u'-' + now + u'.' + models::suffixOf(format())));
}

void ExportDialog::followFormat()
{
    m_mark->setEnabled(format() == FileFormat::Csv);
    m_path->setText(withSuffix(m_path->text(), models::suffixOf(format())));
}

void ExportDialog::browse()
{
    const QString suffix = models::suffixOf(format());
    auto *dialog
        = new QFileDialog(this, tr("Export to"), {}, tr("%1 files (*.%2)").arg(suffix.toUpper(), suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(m_path->text());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_replaced = path; // that dialog asks itself
        m_path->setText(QDir::toNativeSeparators(path));
        m_error->clear();
    });
    dialog->open();
}

QString ExportDialog::problemOf(const QString &path) const
{
    const QFileInfo file(path);
    const QString folder = QDir::toNativeSeparators(file.path());
    if (path.isEmpty() || file.fileName().isEmpty())
        return tr("Give the file a name.");
    if (!QFileInfo(file.path()).isDir())
        return tr("There is no folder %1. Choose one that exists.").arg(folder);
    if (file.isDir())
        return tr("%1 is a folder. Give the file a name.").arg(QDir::toNativeSeparators(path));
    if (!QFileInfo(file.path()).isWritable())
        return tr("The folder %1 can't be written to. Choose another one.").arg(folder);
    return {};
}

void ExportDialog::start()
{
    const QString typed = QDir::fromNativeSeparators(m_path->text().trimmed());
    const QString path
        = typed.isEmpty() || typed.endsWith(u'/') ? typed : QDir::home().absoluteFilePath(typed);
    if (const QString problem = problemOf(path); !problem.isEmpty()) {
        m_error->showText(problem);
        return m_path->setFocus();
    }
    if (QFileInfo::exists(path) && m_replaced != path) {
        m_replaced = path;
        m_start->setText(tr("Replace"));
        return m_error->showText(tr("%1 is there already. Replace it?").arg(QDir::toNativeSeparators(path)));
    }
    if (m_settings) {
        m_settings->setValue(folderKey(), QFileInfo(path).path());
        m_settings->setValue(formatKey(), int(format()));
        m_settings->setValue(markSettingKey(), m_mark->isChecked());
    }
    const bool mark = format() == FileFormat::Csv && m_mark->isChecked();
    Q_EMIT chosen({What(m_what->checkedId()), format(), mark, path});
    accept();
}

} // namespace ui
