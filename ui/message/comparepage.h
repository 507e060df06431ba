#pragma once

#include "ui/context.h"
#include "ui/message/messageparts.h"
#include "ui/page.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QWidget;

namespace ui {

class CompareSide;
class DiffTable;
class JsonDiffView;

// `compare:ID1/ID2`: two messages beside each other, and what differs between them.
class ComparePage : public Page
{
    Q_OBJECT
public:
    explicit ComparePage(const Context &context, QWidget *parent = nullptr);

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QString verdict() const; // plain
    DiffTable *facts() const { return m_facts; }
    DiffTable *steps() const { return m_steps; }

private:
    void build();
    QWidget *buildDifferences();
    void follow();
    void showAll();
    void tellSettled();
    Context m_context;
    MessageParts *m_parts[2]; // left and right
    CompareSide *m_sides[2];
    QLabel *m_verdict;
    QCheckBox *m_only;
    DiffTable *m_facts;
    QLabel *m_stepsTitle;
    DiffTable *m_steps;
    QLabel *m_contentTitle;
    JsonDiffView *m_content;
    QWidget *m_differences;
    QTimer m_showSoon; // several parts arrive at about the same time
    bool m_wasSettled = true;
};

} // namespace ui
