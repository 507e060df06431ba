// What litehtml asks of its host, answered without reaching for anything: fonts and their measures, the
// pictures it was given, a display list to draw into. The only header that sees litehtml.
#pragma once

#include "ui/message/mail/displaylist.h"
#include "ui/message/mail/litehtml.h"

#include <QHash>
#include <QImage>
#include <QStringList>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ui {

struct NamedPicture // what an <img> says of its picture, for as long as that is missing
{
    QString alternative;
    QSize size; // 0 where it does not say
};

// Not marked `override` throughout: what exists depends on litehtml's version (0.6 draws one background at a
// time, later ones a list of them).
class LiteContainer : public litehtml::document_container
{
public:
    explicit LiteContainer(const QHash<QString, QImage> &pictures);
    virtual ~LiteContainer();

    void drawInto(DisplayList *list) { m_list = list; } // which clips go to, too
    void setWindow(const QSize &size) { m_window = size; }
    void setNamed(const QHash<QString, NamedPicture> &pictures) { m_named = pictures; }
    QStringList takeMissing() { return std::exchange(m_missing, {}); }
    QString takeClicked() { return std::exchange(m_clicked, {}); }

    virtual litehtml::uint_ptr create_font(const char *families, int size, int weight,
                                           litehtml::font_style slant, unsigned int decoration,
                                           litehtml::font_metrics *metrics);
    virtual void delete_font(litehtml::uint_ptr font);
    virtual int text_width(const char *text, litehtml::uint_ptr font);
    virtual void draw_text(litehtml::uint_ptr hdc, const char *text, litehtml::uint_ptr font,
                           litehtml::web_color color, const litehtml::position &pos);
    virtual int pt_to_px(int pt) const;
    virtual int get_default_font_size() const;
    virtual const char *get_default_font_name() const;
    virtual void draw_list_marker(litehtml::uint_ptr hdc, const litehtml::list_marker &marker);
    virtual void load_image(const char *src, const char *baseUrl, bool redraw);
    virtual void get_image_size(const char *src, const char *baseUrl, litehtml::size &size);
    virtual void draw_background(litehtml::uint_ptr hdc, const litehtml::background_paint &background);
    virtual void draw_background(litehtml::uint_ptr hdc,
                                 const std::vector<litehtml::background_paint> &backgrounds);
    virtual void draw_borders(litehtml::uint_ptr hdc, const litehtml::borders &borders,
                              const litehtml::position &box, bool root);
    virtual void set_caption(const char *) { }
    virtual void set_base_url(const char *) { }
    virtual void link(const std::shared_ptr<litehtml::document> &, const litehtml::element::ptr &) { }
    virtual void on_anchor_click(const char *url, const litehtml::element::ptr &element);
    virtual void set_cursor(const char *) { }
    virtual void transform_text(std::string &text, litehtml::text_transform transform);
    virtual void import_css(std::string &text, const std::string &, std::string &) { text.clear(); }
    virtual void set_clip(const litehtml::position &box, const litehtml::border_radiuses &radii, bool validX,
                          bool validY);
    virtual void set_clip(const litehtml::position &box, const litehtml::border_radiuses &radii);
    virtual void del_clip();
    virtual void get_client_rect(litehtml::position &client) const;
    virtual std::shared_ptr<litehtml::element> create_element(const char *, const litehtml::string_map &,
                                                              const std::shared_ptr<litehtml::document> &)
    {
        return nullptr;
    }
    virtual void get_media_features(litehtml::media_features &media) const;
    virtual void get_language(std::string &language, std::string &culture) const;

private:
    const QPixmap *pictureAt(const QString &address);

    QHash<QString, QImage> m_given;
    QHash<QString, QPixmap> m_pictures; // a null one is missing
    QHash<QString, NamedPicture> m_named; // the <img> ones
    QStringList m_missing;
    QString m_clicked;
    DisplayList *m_list = nullptr;
    QSize m_window {600, 800};
    std::string m_defaultFont;
};

} // namespace ui
