#pragma once

#include <QJsonObject>
#include <QWidget>

class QLabel;

namespace ui {

class Avatar;
class ElidedLabel;
class FlowLayout;
class IdLabel;

// What a page is about: initials, name, id, and a line of facts.
class EntityHeader : public QWidget
{
    Q_OBJECT
public:
    explicit EntityHeader(QWidget *parent = nullptr);
    void setName(const QString &name, const QString &id);
    void clearFacts();
    // `name` says what the text is, to a screen reader and on hover. No text: none is shown.
    QLabel *addFact(const QString &icon, const QString &text, const QString &name);
    // The short texts among them, as many as the first line has room for; after all other facts.
    void addProperties(const QJsonObject &properties);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitProperties();

    Avatar *m_avatar;
    ElidedLabel *m_name;
    IdLabel *m_id;
    QWidget *m_facts;
    FlowLayout *m_flow;
    QList<QWidget *> m_extra; // properties, shown where there is room
};

} // namespace ui
