#pragma once

#include "models/preferencegridexplain.h"

#include <QScrollArea>

class QVBoxLayout;

namespace ui {

// Why a cell means what it means, layer by layer, and what would be sent.
class PreferenceSide : public QScrollArea
{
    Q_OBJECT
public:
    explicit PreferenceSide(QWidget *parent = nullptr);
    void setExplanation(const models::PreferenceExplanation &explanation, const QStringList &alsoStored);
    void clear();

private:
    void start(); // an empty column
    QWidget *lineOf(const models::PreferenceExplanation::Line &line, bool isFirst);
    QWidget *outcomeOf(const models::PreferenceExplanation::Line &line);
    void addText(const QString &text, bool dim);
    void addVerdict(const models::PreferenceExplanation &explanation);
    void addWhatIf(const models::PreferenceExplanation &explanation);

    QWidget *m_content = nullptr;
    QVBoxLayout *m_column = nullptr;
};

} // namespace ui
