#pragma once

#include <QString>

namespace ui {

// How HTML looks where a mail says nothing itself, and what its old attributes mean in CSS.
QByteArray baseStyle();
// Rules for the attributes of this very mail that a fixed sheet cannot hold (cell padding of any size, …).
QByteArray attributeStyle(const QString &html);
// What litehtml would misread, put right: @media blocks that ask for what it does not know are taken out (it
// would take them for granted; dark colours are among them, and mails are shown on white paper in every
// theme), weights in numbers are said in words.
QString forEngine(const QString &html);
// Longer, deeper or with more tables in tables than can be laid out while a person waits.
bool isTooMuch(const QString &html);
// The same words without tables, for what is too much: any engine's work triples with each table in a table.
// No more of them than can be read.
QString simpleForm(const QString &html);

} // namespace ui
