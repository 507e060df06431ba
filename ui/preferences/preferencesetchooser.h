#pragma once

#include <QObject>
#include <QString>

namespace models {
class PreferenceStore;
class Vocabulary;
}

namespace ui {

class FilterBar;
class FilterChip;

// The chip that says which set is shown: stored ones first, then the tenants that are known, or any other.
class PreferenceSetChooser : public QObject
{
    Q_OBJECT
public:
    PreferenceSetChooser(FilterBar *bar, const models::PreferenceStore *store, models::Vocabulary *vocabulary,
                         QObject *parent);
    void setCurrent(const QString &setId);
    void offer(); // again, with what is known now

Q_SIGNALS:
    void wanted(const QString &setId); // the chip shows it only after setCurrent()

private:
    void choose();
    void askForTenant();

    FilterBar *m_bar;
    FilterChip *m_chip;
    const models::PreferenceStore *m_store;
    models::Vocabulary *m_vocabulary;
    QString m_current;
};

} // namespace ui
