#pragma once

#include "ui/omniboxguess.h"

#include <QLineEdit>

class QListWidget;

namespace ui {

// Takes anything: an id, an address, a link, pasted JSON. Offers what it may mean.
class Omnibox : public QLineEdit
{
    Q_OBJECT
public:
    explicit Omnibox(QWidget *parent = nullptr);
    void setKinds(const QStringList &kinds); // that have a page
    void setVocabulary(const models::Vocabulary *words); // what is offered by name; outlives the box
    void setRecent(const QList<Candidate> &places); // offered while nothing is typed
    void focusAndSelect();
    QListWidget *popup() const { return m_popup; }

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void left(); // Escape: the page gets the focus

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void offer();
    void placePopup();
    void take(int row, bool inNewTab);

    QStringList m_kinds;
    const models::Vocabulary *m_words = nullptr;
    QList<Candidate> m_recent;
    QList<Candidate> m_offered;
    QListWidget *m_popup;
};

} // namespace ui
