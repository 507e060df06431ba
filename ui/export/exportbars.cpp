#include "ui/export/exportbars.h"

#include "models/exports.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/theme.h"

#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

namespace ui {

using ExportState = models::Export::State;

namespace {

constexpr int barSteps = 1000, exportFollowMs = 100;

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

} // namespace

ExportBar::ExportBar(models::Export *one, QWidget *parent)
    : QFrame(parent)
    , m_export(one)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_action(makeButton(QString(), this))
    , m_dismiss(makeIconButton(QStringLiteral("close"), tr("Dismiss the export"), this))
{
    setObjectName(QStringLiteral("exportBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::between, 4, metric::inside, 4);
    row->setSpacing(metric::inside);
    row->addWidget(m_icon);
    m_progress->setFixedWidth(160);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the export"));
    row->addWidget(m_progress);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_text, 1);
    m_action->setObjectName(QStringLiteral("exportAction"));
    row->addWidget(m_action);
    row->addWidget(m_dismiss);
    m_soon.setSingleShot(true);
    m_soon.setInterval(exportFollowMs);
    connect(&m_soon, &QTimer::timeout, this, &ExportBar::follow);
    connect(one, &models::Export::stateChanged, this, &ExportBar::follow);
    connect(one, &models::Export::progressed, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(m_action, &QPushButton::clicked, this, &ExportBar::act);
    connect(m_dismiss, &QToolButton::clicked, this, &ExportBar::dismissed);
    follow();
}

QString ExportBar::text() const
{
    return m_text->text();
}

QString ExportBar::sentence() const
{
    const qint64 rows = m_export->rows(), total = m_export->total(), left = m_export->msLeft();
    const QString kept = rows == 0
        ? QString()
        : u' ' + tr("%L1 rows are kept in %2.").arg(rows).arg(nameOf(m_export->rowsPath()));
    switch (m_export->state()) {
    case ExportState::Reading:
        break;
    case ExportState::Ordering:
        return tr("%1: putting %L2 rows in order…").arg(m_export->title()).arg(rows);
    case ExportState::Stopped:
        return tr("%1: the export was stopped.").arg(m_export->title()) + kept;
    case ExportState::Failed:
        return tr("%1: the export stopped. %2").arg(m_export->title(), m_export->problem()) + kept;
    case ExportState::Done:
        return tr("%1: %L2 rows in %3")
            .arg(m_export->title())
            .arg(rows)
            .arg(QDir::toNativeSeparators(m_export->path()));
    }
    QString text = total > rows ? tr("%1: %L2 of about %L3 rows").arg(m_export->title()).arg(rows).arg(total)
                                : tr("%1: %L2 rows").arg(m_export->title()).arg(rows);
    if (const double rate = m_export->rowsPerSecond(); rate >= 1)
        text += tr(" · %L1 a second").arg(qRound64(rate));
    if (left >= 1000)
        text += tr(" · %1 left").arg(models::durationText(left));
    return text + tr(" · to %1").arg(nameOf(m_export->path()));
}

void ExportBar::follow()
{
    m_text->setText(sentence());
    setAccessibleName(m_text->text());
    const double progress = m_export->progress();
    m_progress->setVisible(m_export->isRunning());
    m_progress->setRange(0, progress < 0 ? 0 : barSteps);
    m_progress->setValue(qRound(progress * barSteps));
    const ExportState state = m_export->state();
    const QString action = m_export->isRunning() ? tr("Stop")
        : state == ExportState::Stopped          ? tr("Go on")
        : state == ExportState::Failed           ? tr("Try again")
                                                 : tr("Open the folder");
    m_action->setText(action);
    m_action->setAccessibleName(tr("%1: the export of %2").arg(action, m_export->title()));
    m_dismiss->setVisible(!m_export->isRunning());
    tint();
}

void ExportBar::act()
{
    if (m_export->isRunning())
        m_export->stop();
    else if (m_export->state() == ExportState::Done)
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_export->path()).path()));
    else
        m_export->goOn();
}

void ExportBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
}

void ExportBar::tint()
{
    const Theme *theme = Theme::of();
    const Tokens &tokens = theme->tokens();
    const bool isBad = m_export->state() == ExportState::Failed,
               isDone = m_export->state() == ExportState::Done;
    const QColor ground = isBad ? tokens.badGround : isDone ? tokens.okGround : tokens.surface;
    const QColor ink = isBad ? tokens.badText : isDone ? tokens.okText : tokens.text;
    const QString sheet
        = QStringLiteral("#exportBar { background: %1; border-top: 1px solid %2; } #exportBar "
                         "QLabel { color: %3; }")
              .arg(ground.name(), tokens.line.name(), ink.name());
    if (sheet == styleSheet())
        return;
    setStyleSheet(sheet);
    const QString icon = isBad ? QStringLiteral("warn")
        : isDone               ? QStringLiteral("check")
                               : QStringLiteral("list");
    m_icon->setPixmap(theme->pixmap(icon, 16, ink, devicePixelRatioF()));
    m_dismiss->setIcon(theme->icon(QStringLiteral("close"), ink));
}

ExportBars::ExportBars(models::Exports &exports, QWidget *parent)
    : QWidget(parent)
    , m_exports(exports)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    setAccessibleName(tr("Exports"));
    connect(&exports, &models::Exports::added, this, &ExportBars::add);
    connect(&exports, &models::Exports::removed, this, [this](const models::Export *one) {
        for (auto *bar : findChildren<ExportBar *>()) {
            if (bar->shown() == one)
                delete bar;
        }
    });
    for (models::Export *one : exports.all())
        add(one);
}

void ExportBars::add(models::Export *one)
{
    auto *bar = new ExportBar(one, this);
    m_column->addWidget(bar);
    // Later: it is the bar's own button that was clicked.
    connect(
        bar, &ExportBar::dismissed, this, [this, one] { m_exports.remove(one); }, Qt::QueuedConnection);
}

} // namespace ui
