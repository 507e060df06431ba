// Where everything in a card is, at a given width.
#pragma once

#include "ui/feed/feedcard.h"
#include "ui/message/safedocument.h"

#include <QCache>
#include <QHash>
#include <QRect>

namespace ui {

struct CardGeometry
{
    QRect dot, avatar, body, time;
    QList<QRect> buttons;
    QList<QRect> marks;
    int height = 0;
};

// `bodyHeight` is the text's at bodyWidth(width). The rectangles are relative to the card's top left corner.
CardGeometry layoutCard(const FeedCard &card, int width, int bodyHeight);
int bodyWidth(int cardWidth);

// The laid out texts of the cards. Measures a text once, and again only where it has to wrap differently.
class CardTexts
{
public:
    CardTexts();
    int height(const QString &html, int width);
    // Laid out at that width; valid until the next call.
    SafeDocument *document(const QString &html, int width);
    void clear(); // fonts or colours are others now

private:
    struct Measure
    {
        int idealWidth = 0, idealHeight = 0; // on as few lines as it can have
        int width = -1, height = 0; // at the last width that it had to wrap at
    };
    QCache<QString, SafeDocument> m_documents;
    QHash<QString, Measure> m_measures;
};

} // namespace ui
