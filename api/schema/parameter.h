// What an endpoint takes, told by the types it is called with: the explorer's forms are made from this.
#pragma once

#include "api/schema/codec.h"

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

namespace detail {

template <class T>
struct KindOf
{
    static constexpr auto kind = Parameter::Kind::Json;
};
template <Parameter::Kind K>
struct IsKind
{
    static constexpr auto kind = K;
};
template <>
struct KindOf<QString> : IsKind<Parameter::Kind::Text>
{
};
template <>
struct KindOf<int> : IsKind<Parameter::Kind::Number>
{
};
template <>
struct KindOf<qint64> : IsKind<Parameter::Kind::Number>
{
};
template <>
struct KindOf<bool> : IsKind<Parameter::Kind::Boolean>
{
};
template <>
struct KindOf<Timestamp> : IsKind<Parameter::Kind::Time>
{
};
template <>
struct KindOf<QStringList> : IsKind<Parameter::Kind::TextList>
{
};
template <WireEnum E>
struct KindOf<Open<E>> : IsKind<Parameter::Kind::Text>
{
};
template <WireEnum E>
struct KindOf<E> : IsKind<Parameter::Kind::Text>
{
};
template <class T>
struct KindOf<std::optional<T>> : KindOf<T>
{
};

template <class T>
struct ShapeOf
{
    static constexpr auto shape = Described<T> ? Parameter::Shape::Object : Parameter::Shape::Any;
};
template <>
struct ShapeOf<QJsonObject>
{
    static constexpr auto shape = Parameter::Shape::Object;
};
template <>
struct ShapeOf<QJsonArray>
{
    static constexpr auto shape = Parameter::Shape::List;
};
template <class T>
struct ShapeOf<QList<T>>
{
    static constexpr auto shape = Parameter::Shape::List;
};
template <class T>
struct ShapeOf<std::optional<T>> : ShapeOf<T>
{
};

template <class T>
struct WordsOf
{
    static QStringList words() { return {}; }
};
template <WireEnum E>
struct WordsOf<E>
{
    static QStringList words()
    {
        QStringList out;
        for (std::size_t i = 1; i < wireNames<E>.size(); ++i)
            out += wireName(static_cast<E>(i));
        return out;
    }
};
template <WireEnum E>
struct WordsOf<Open<E>> : WordsOf<E>
{
};
template <class T>
struct WordsOf<std::optional<T>> : WordsOf<T>
{
};

template <Described T>
void describe(QList<Parameter> &out, Parameter::Where where)
{
    forEachField<T>([&](const auto &field) {
        using Member = typename std::decay_t<decltype(field)>::Member;
        QByteArray name(field.path);
        if (name.endsWith("[]"))
            name.chop(2);
        out.append({name, where, KindOf<Member>::kind, field.isRequired, WordsOf<Member>::words(),
                    ShapeOf<Member>::shape});
    });
}

} // namespace detail
} // namespace api
