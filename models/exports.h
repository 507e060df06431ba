#pragma once

#include "models/export.h"

namespace models {

// The exports of a window, in the order they were started. They end with it; what they have stays.
class Exports : public QObject
{
    Q_OBJECT
public:
    explicit Exports(api::Client &client, QObject *parent = nullptr);
    ~Exports() override;

    Export *start(const QString &title, const QString &path, std::unique_ptr<ExportSource> source);
    void remove(Export *one); // stops it; the file stays as it is
    const QList<Export *> &all() const { return m_all; }
    QStringList unfinished() const; // the paths of those that run

Q_SIGNALS:
    void added(models::Export *one); // it is about to start
    void removed(models::Export *one); // it goes in a moment

private:
    api::Client &m_client;
    QList<Export *> m_all;
};

} // namespace models
