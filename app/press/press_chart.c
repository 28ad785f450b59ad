/* Charts as vectors: the SVG of kernel/chart.h, drawn by librsvg on the page itself. */
#include "base/base.h"

#include "press/press.h"

#include <librsvg/rsvg.h>

#define GAP 6.0

/* Its width and height in its own units; false when it says none. */
static bool picture_size(RsvgHandle *handle, double *width, double *height)
{
	gboolean has_width, has_height, has_box;
	RsvgLength ignored[2];
	RsvgRectangle box = {0, 0, 0, 0};

	rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &ignored[0], &has_height, &ignored[1], &has_box, &box);
	*width = box.width;
	*height = box.height;
	return has_box && box.width > 0 && box.height > 0;
}

/* How much larger it is drawn: as wide as the text, but no higher than a page; 0 for what is no picture. */
static double picture_scale(RsvgHandle *handle, double *width, double *height)
{
	const double page = AREA_BOTTOM - AREA_TOP - 2 * GAP;
	double scale;

	if (handle == NULL || !picture_size(handle, width, height))
		return 0;
	scale = AREA_WIDTH / *width;
	return *height * scale > page ? page / *height : scale;
}

/* Without an address of its own the picture reaches no file and no other server. */
static RsvgHandle *open_picture(const char *svg)
{
	return rsvg_handle_new_from_data((const guint8 *)svg, strlen(svg), NULL);
}

double press_chart_height(const char *svg)
{
	RsvgHandle *handle = open_picture(svg);
	double width, height = 0, scale = picture_scale(handle, &width, &height);

	if (handle != NULL)
		g_object_unref(handle);
	return scale > 0 ? height * scale + 2 * GAP : 0;
}

void press_chart(struct press *press, const char *svg)
{
	RsvgHandle *handle = open_picture(svg);
	double width, height, scale = picture_scale(handle, &width, &height);

	if (scale > 0) {
		RsvgRectangle place;

		if (press_room(press) < height * scale + 2 * GAP)
			press_next_page(press);
		place = (RsvgRectangle){AREA_LEFT + (AREA_WIDTH - width * scale) / 2, press->y + GAP, width * scale,
					height * scale};
		rsvg_handle_set_dpi(handle, 72);
		cairo_save(press->cairo);
		rsvg_handle_render_document(handle, press->cairo, &place, NULL);
		cairo_restore(press->cairo);
		press_black(press);
		press->y += height * scale + 2 * GAP;
	}
	if (handle != NULL)
		g_object_unref(handle);
}
