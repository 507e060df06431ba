#pragma once

#include "models/exportsource.h"

#include <QObject>
#include <QThreadPool>

namespace models {

// Puts pages of an export into text in another thread: many answers may come at once, and together they take
// longer than a screen may stand still. What is not told before this is destroyed never is.
class PageMaker
{
    Q_DISABLE_COPY_MOVE(PageMaker)
public:
    using Work = std::function<ExportedPage()>; // in the other thread, one after the other

    PageMaker();
    ~PageMaker(); // waits for what is being made
    void make(Work work, std::function<void(ExportedPage)> done);

private:
    QObject m_here; // in the thread that is told
    QThreadPool m_pool;
};

} // namespace models
