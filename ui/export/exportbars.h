#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace models {
class Export;
class Exports;
}

namespace ui {

// One export: how far it is, and what can be done with it.
class ExportBar : public QFrame
{
    Q_OBJECT
public:
    ExportBar(models::Export *one, QWidget *parent);
    const models::Export *shown() const { return m_export; }
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void follow();
    QString sentence() const;
    void act(); // stop, go on, or show the file
    void tint();

    models::Export *m_export;
    QLabel *m_icon;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_action;
    QToolButton *m_dismiss;
    QTimer m_soon; // pages come faster than anybody reads
};

// The exports of the window, under the pages: they go on while other things are done.
class ExportBars : public QWidget
{
    Q_OBJECT
public:
    explicit ExportBars(models::Exports &exports, QWidget *parent = nullptr);

private:
    void add(models::Export *one);

    models::Exports &m_exports;
    QVBoxLayout *m_column;
};

} // namespace ui
