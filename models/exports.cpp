#include "models/exports.h"

namespace models {

Exports::Exports(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

Exports::~Exports() = default;

Export *Exports::start(const QString &title, const QString &path, std::unique_ptr<ExportSource> source)
{
    auto *one = new Export(m_client, title, path, std::move(source), this);
    m_all.append(one);
    Q_EMIT added(one);
    one->start();
    return one;
}

void Exports::remove(Export *one)
{
    if (!m_all.removeOne(one))
        return;
    one->stop();
    Q_EMIT removed(one);
    one->deleteLater(); // it may be telling of something just now
}

QStringList Exports::unfinished() const
{
    QStringList paths;
    for (const Export *one : m_all) {
        if (one->isRunning())
            paths += one->path();
    }
    return paths;
}

} // namespace models
