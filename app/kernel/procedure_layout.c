#include "base/base.h"
#include "kernel/procedure_layout.h"

#include "base/text.h"
#include "kernel/procedure_parts.h"

enum { STAGE_HEAD = 30, BOX_GAP = 27, BOX_PADDING = 18, MARGIN = 8, TRACK_EDGE = 12, WIDE = 12, NARROW = 7 };

static double text_width(const char *text)
{
	size_t length = strlen(text);
	double width = 0;

	while (length > 0) {
		uint32_t code;
		size_t bytes = utf8_decode(text, length, &code);

		bytes = bytes == 0 ? 1 : bytes;
		width += bytes >= 3 ? WIDE : NARROW;
		text += bytes;
		length -= bytes;
	}
	return width;
}

static void make_columns(struct layout *layout)
{
	const struct procedure *procedure = layout->procedure;

	for (size_t i = 0; i < procedure->stage_count; i++) {
		size_t column = layout->column_count;
		bool used = false;

		for (size_t j = 0; j < procedure->state_count; j++)
			if (text_equal(procedure->states[j].stage, procedure->stages[i])) {
				layout->boxes[j].column = column;
				used = true;
			}
		if (used)
			layout->stages[layout->column_count++] = procedure->stages[i];
	}
}

static const char *port_text(struct arena *arena, const struct action *action)
{
	if (text_equal(action->to, "@returner"))
		return arena_printf(arena, "%s（原路返回）", action->label);
	if (action_times_out(action))
		return arena_printf(arena, "%s（到期）", action->label);
	return action->label;
}

/* Which way a line goes from one state to another. */
static void route(struct layout *layout, size_t source, struct port *port)
{
	size_t from = layout->boxes[source].column;
	size_t to = layout->boxes[port->target].column;

	port->exit_right = to >= from;
	port->channel = port->exit_right ? from + 1 : from;
	port->way = to > from ? WAY_ON : to == from && port->target > source ? WAY_DOWN : WAY_BACK;
}

static void make_ports(struct arena *arena, struct layout *layout, size_t index)
{
	const struct procedure *procedure = layout->procedure;
	struct box *box = &layout->boxes[index];

	box->ports = arena_array(arena, procedure->action_count + 1, sizeof *box->ports);
	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];
		struct port *port = &box->ports[box->port_count];

		if (!action_leaves(procedure, action, &procedure->states[index]))
			continue;
		box->port_count++;
		port->action = action;
		port->text = port_text(arena, action);
		port->target = state_index(procedure, action->to);
		if (port->target < procedure->state_count)
			route(layout, index, port);
	}
}

static void make_box(struct arena *arena, struct layout *layout, size_t index, const char *current_state)
{
	const struct state *state = &layout->procedure->states[index];
	struct box *box = &layout->boxes[index];

	box->head = text_equal(state->key, current_state) ? arena_printf(arena, "%s（当前环节）", state->label)
							  : state->label;
	make_ports(arena, layout, index);
	box->width = text_width(box->head);
	for (size_t i = 0; i < box->port_count; i++)
		if (text_width(box->ports[i].text) > box->width)
			box->width = text_width(box->ports[i].text);
	box->width += BOX_PADDING;
	box->height = HEAD_HEIGHT + ROW_HEIGHT * (double)box->port_count + (box->port_count > 0 ? 4 : 0);
}

/* A lane of its own for each trunk in each channel it runs through. */
static void take_lane(struct layout *layout, struct trunk *trunk, size_t channel)
{
	if (trunk->lanes[channel] < 0)
		trunk->lanes[channel] = layout->lane_count[channel]++;
}

static void make_trunk(struct layout *layout, const struct port *port)
{
	struct trunk *trunk = &layout->trunks[port->target * WAY_COUNT + port->way];
	size_t column = layout->boxes[port->target].column;

	if (!trunk->used) {
		trunk->used = true;
		trunk->track = -1;
		trunk->channel = port->way == WAY_ON ? column : column + 1;
		trunk->ends = text_equal(layout->procedure->states[port->target].stage, "终止");
		for (size_t i = 0; i < CHANNELS_MAX; i++)
			trunk->lanes[i] = -1;
		take_lane(layout, trunk, trunk->channel);
	}
	if (port->channel == trunk->channel)
		return;
	take_lane(layout, trunk, port->channel);
	if (trunk->track < 0)
		trunk->track = port->way == WAY_BACK ? layout->tracks_above++ : layout->tracks_below++;
}

static void place_across(struct layout *layout)
{
	double x = MARGIN;

	for (size_t i = 0; i <= layout->column_count; i++) {
		layout->channel_x[i] = x;
		if (layout->lane_count[i] > 0 || (i > 0 && i < layout->column_count))
			x += 2 * CHANNEL_EDGE + LANE_WIDTH * layout->lane_count[i];
		if (i == layout->column_count)
			break;
		for (size_t j = 0; j < layout->procedure->state_count; j++)
			if (layout->boxes[j].column == i && layout->boxes[j].width > layout->column_width[i])
				layout->column_width[i] = layout->boxes[j].width;
		layout->column_x[i] = x;
		x += layout->column_width[i];
	}
	layout->width = x + MARGIN;
}

/* Every other column half a row lower, so that lines from both sides of a channel never lie on each other. */
static void place_down(struct layout *layout)
{
	layout->top = STAGE_HEAD + TRACK_EDGE + LANE_WIDTH * layout->tracks_above;
	layout->bottom = layout->top;
	for (size_t column = 0; column < layout->column_count; column++) {
		double y = layout->top + (column % 2 == 0 ? 0 : 4.5);

		for (size_t i = 0; i < layout->procedure->state_count; i++) {
			struct box *box = &layout->boxes[i];

			if (box->column != column)
				continue;
			box->x = layout->column_x[column];
			box->width = layout->column_width[column];
			box->y = y;
			for (size_t j = 0; j < box->port_count; j++)
				box->ports[j].y = y + HEAD_HEIGHT + ROW_HEIGHT * (double)j + ROW_HEIGHT / 2.0;
			y += HEAD_HEIGHT + ROW_HEIGHT * (double)box->port_count + BOX_GAP;
			if (box->y + box->height > layout->bottom)
				layout->bottom = box->y + box->height;
			for (int way = 0; way < WAY_COUNT; way++)
				layout->trunks[i * WAY_COUNT + (size_t)way].entry_y =
					box->y + (way == WAY_DOWN   ? 9
						  : way == WAY_BACK ? 18
								    : 13.5);
		}
	}
	layout->height = layout->bottom + TRACK_EDGE + LANE_WIDTH * layout->tracks_below + MARGIN;
}

struct layout *layout_new(struct arena *arena, const struct procedure *procedure, const char *current_state)
{
	struct layout *layout = arena_alloc(arena, sizeof *layout);

	layout->procedure = procedure;
	layout->boxes = arena_array(arena, procedure->state_count, sizeof *layout->boxes);
	layout->trunks = arena_array(arena, procedure->state_count * WAY_COUNT, sizeof *layout->trunks);
	make_columns(layout);
	for (size_t i = 0; i < procedure->state_count; i++)
		make_box(arena, layout, i, current_state);
	for (size_t i = 0; i < procedure->state_count; i++)
		for (size_t j = 0; j < layout->boxes[i].port_count; j++)
			if (layout->boxes[i].ports[j].target < procedure->state_count)
				make_trunk(layout, &layout->boxes[i].ports[j]);
	place_across(layout);
	place_down(layout);
	return layout;
}

double layout_lane_x(const struct layout *layout, size_t channel, int lane)
{
	return layout->channel_x[channel] + CHANNEL_EDGE + LANE_WIDTH * (lane + 0.5);
}

double layout_track_y(const struct layout *layout, enum way way, int track)
{
	return way == WAY_BACK ? layout->top - TRACK_EDGE - LANE_WIDTH * track
			       : layout->bottom + TRACK_EDGE + LANE_WIDTH * track;
}
