// What an endpoint takes, told by the types it is called with: the explorer's forms are made from this.
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace api {

struct Parameter
{
    enum class Where { Path, Query, Body };
    enum class Kind {
        Text,
        Number, // whole
        Boolean,
        Time, // RFC 3339
        TextList,
        Json, // an object, a list, or a value that may be several things
        FreeBody // the whole body, any object
    };
    enum class Shape { Any, Object, List }; // of Json
    QByteArray name; // on the wire, in a list without []; of a path argument: see EndpointDoc
    Where where = Where::Path;
    Kind kind = Kind::Text;
    bool isRequired = false;
    QStringList words; // the known ones, where there are such
    Shape shape = Shape::Any;
};

} // namespace api
