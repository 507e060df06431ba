#include "models/pagemaker.h"

#include <memory>

namespace models {

PageMaker::PageMaker()
{
    m_pool.setMaxThreadCount(1);
}

PageMaker::~PageMaker()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void PageMaker::make(Work work, std::function<void(ExportedPage)> done)
{
    m_pool.start([this, work = std::move(work), done = std::move(done)] {
        auto page = std::make_shared<ExportedPage>(work());
        QMetaObject::invokeMethod(
            &m_here, [page, done] { done(std::move(*page)); }, Qt::QueuedConnection);
    });
}

} // namespace models
