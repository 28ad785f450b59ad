#include "base/base.h"
#include "kernel/procedure.h"

#include "base/buf.h"
#include "base/text.h"
#include "kernel/procedure_layout.h"
#include "kernel/procedure_parts.h"

/* What a line is drawn with: solid onwards, dashed back, light to an end. */
static const char *line_class(const struct trunk *trunk, enum way way)
{
	return trunk->ends ? "pic-end" : way == WAY_BACK ? "pic-back" : "pic-on";
}

static void add_escaped(struct buf *buf, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '&')
			buf_add_text(buf, "&amp;");
		else if (*text == '<')
			buf_add_text(buf, "&lt;");
		else if (*text == '>')
			buf_add_text(buf, "&gt;");
		else if (*text == '"')
			buf_add_text(buf, "&quot;");
		else
			buf_add_char(buf, *text);
	}
}

static void add_text(struct buf *buf, const char *class, double x, double y, const char *text)
{
	buf_printf(buf, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, x, y);
	add_escaped(buf, text);
	buf_add_text(buf, "</text>");
}

/* ---- words for those who do not see it ---- */

static void describe_port(struct buf *buf, const struct procedure *procedure, const struct port *port, bool first)
{
	buf_add_text(buf, first ? "：" : "；");
	add_escaped(buf, port->action->label);
	if (port->target < procedure->state_count) {
		buf_add_text(buf, "，到");
		add_escaped(buf, procedure->states[port->target].label);
	} else {
		buf_add_text(buf, text_equal(port->action->to, "@returner") ? "，回到退回的环节" : "，环节不变");
	}
}

static void describe(struct buf *buf, const struct layout *layout, const struct state *current)
{
	const struct procedure *procedure = layout->procedure;

	buf_add_text(buf, "<title id=\"pic-title\">");
	add_escaped(buf, procedure->title);
	buf_printf(buf, "的办理环节</title><desc id=\"pic-desc\">共 %zu 个环节。", procedure->state_count);
	if (current != NULL) {
		buf_add_text(buf, "当前环节：");
		add_escaped(buf, current->label);
		buf_add_text(buf, "。");
	}
	for (size_t i = 0; i < procedure->state_count; i++) {
		add_escaped(buf, procedure->states[i].label);
		for (size_t j = 0; j < layout->boxes[i].port_count; j++)
			describe_port(buf, procedure, &layout->boxes[i].ports[j], j == 0);
		buf_add_text(buf, procedure->states[i].final ? "：办结。" : "。");
	}
	buf_add_text(buf, "</desc>");
}

/* ---- lines ---- */

struct span {
	double low, high;
};

static void widen(struct span *span, double value)
{
	span->low = value < span->low ? value : span->low;
	span->high = value > span->high ? value : span->high;
}

static void add_line(struct buf *buf, const char *class, double x1, double y1, double x2, double y2)
{
	buf_printf(buf, "<path class=\"pic-line %s\" d=\"M%.1f %.1fL%.1f %.1f\"/>", class, x1, y1, x2, y2);
}

/* From the action's row to the lane, with a dot where it joins. */
static void add_stubs(struct buf *buf, const struct layout *layout, size_t target, enum way way, size_t channel,
		      struct span *span)
{
	const struct trunk *trunk = &layout->trunks[target * WAY_COUNT + way];
	double lane = layout_lane_x(layout, channel, trunk->lanes[channel]);
	const char *class = line_class(trunk, way);

	for (size_t i = 0; i < layout->procedure->state_count; i++) {
		const struct box *box = &layout->boxes[i];

		for (size_t j = 0; j < box->port_count; j++) {
			const struct port *port = &box->ports[j];

			if (port->target != target || port->way != way || port->channel != channel)
				continue;
			add_line(buf, class, port->exit_right ? box->x + box->width : box->x, port->y, lane, port->y);
			buf_printf(buf, "<circle class=\"pic-dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>", class, lane,
				   port->y);
			widen(span, port->y);
		}
	}
}

static void add_arrow(struct buf *buf, const struct layout *layout, size_t target, enum way way, double lane)
{
	const struct trunk *trunk = &layout->trunks[target * WAY_COUNT + way];
	const struct box *box = &layout->boxes[target];
	double edge = way == WAY_ON ? box->x : box->x + box->width;
	double back = way == WAY_ON ? edge - 7 : edge + 7;
	double y = trunk->entry_y;

	add_line(buf, line_class(trunk, way), lane, y, back, y);
	buf_printf(buf, "<path class=\"pic-head %s\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>", line_class(trunk, way),
		   edge, y, back, y - 3.5, back, y + 3.5);
}

static void add_trunk(struct buf *buf, const struct layout *layout, size_t target, enum way way)
{
	const struct trunk *trunk = &layout->trunks[target * WAY_COUNT + way];
	const char *class = line_class(trunk, way);
	double main_lane = layout_lane_x(layout, trunk->channel, trunk->lanes[trunk->channel]);
	double bus = trunk->track < 0 ? 0 : layout_track_y(layout, way, trunk->track);
	struct span across = {main_lane, main_lane};

	for (size_t channel = 0; channel <= layout->column_count; channel++) {
		struct span down;
		double lane;

		if (trunk->lanes[channel] < 0)
			continue;
		lane = layout_lane_x(layout, channel, trunk->lanes[channel]);
		down.low = down.high = channel == trunk->channel ? trunk->entry_y : bus;
		if (trunk->track >= 0)
			widen(&down, bus);
		add_stubs(buf, layout, target, way, channel, &down);
		add_line(buf, class, lane, down.low, lane, down.high);
		widen(&across, lane);
	}
	if (trunk->track >= 0)
		add_line(buf, class, across.low, bus, across.high, bus);
	add_arrow(buf, layout, target, way, main_lane);
}

/* ---- boxes ---- */

static void add_box(struct buf *buf, const struct layout *layout, size_t index, bool current)
{
	const struct state *state = &layout->procedure->states[index];
	const struct box *box = &layout->boxes[index];
	const char *class = current                ? " pic-now"
			    : state->final         ? " pic-final"
			    : state->clock_stopped ? " pic-wait"
						   : "";

	buf_printf(
		buf,
		"<g class=\"pic-state%s\"><rect class=\"pic-box\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
		" rx=\"%d\"/>",
		class, box->x, box->y, box->width, box->height, state->final ? 12 : 3);
	add_text(buf, "pic-name", box->x + 9, box->y + 18, box->head);
	if (box->port_count > 0)
		buf_printf(buf, "<path class=\"pic-rule\" d=\"M%.1f %.1fH%.1f\"/>", box->x, box->y + HEAD_HEIGHT,
			   box->x + box->width);
	for (size_t i = 0; i < box->port_count; i++)
		add_text(buf, box->ports[i].target < layout->procedure->state_count ? "pic-act" : "pic-act pic-stay",
			 box->x + 9, box->ports[i].y + 4, box->ports[i].text);
	buf_add_text(buf, "</g>");
}

static void add_stages(struct buf *buf, const struct layout *layout)
{
	for (size_t i = 0; i < layout->column_count; i++) {
		add_text(buf, "pic-stage", layout->column_x[i], 16, layout->stages[i]);
		buf_printf(buf, "<path class=\"pic-rule\" d=\"M%.1f 22.5H%.1f\"/>", layout->column_x[i],
			   layout->column_x[i] + layout->column_width[i]);
	}
}

char *procedure_picture(struct arena *arena, const struct procedure *procedure, const char *current_state)
{
	const struct layout *layout = layout_new(arena, procedure, current_state);
	struct buf buf;
	char *svg;

	buf_init(&buf);
	buf_printf(&buf,
		   "<svg class=\"pic-svg\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
		   "aria-labelledby=\"pic-title pic-desc\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">",
		   layout->width, layout->height, layout->width, layout->height);
	describe(&buf, layout, procedure_state(procedure, current_state));
	add_stages(&buf, layout);
	for (size_t i = 0; i < procedure->state_count; i++)
		for (int way = 0; way < WAY_COUNT; way++)
			if (layout->trunks[i * WAY_COUNT + (size_t)way].used)
				add_trunk(&buf, layout, i, (enum way)way);
	for (size_t i = 0; i < procedure->state_count; i++)
		add_box(&buf, layout, i, text_equal(procedure->states[i].key, current_state));
	buf_add_text(&buf, "</svg>");
	svg = arena_strndup(arena, buf.data, buf.length);
	buf_release(&buf);
	return svg;
}
