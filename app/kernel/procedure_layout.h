/*
 * Where things stand in the state picture.  One column per stage of article 10,
 * one box per state, one row in the box per action.  Arrows run in the channels
 * between columns: all that lead to one state the same way share one line, its
 * trunk, so that there are as many lines as targets, not as actions.
 */
#ifndef KERNEL_PROCEDURE_LAYOUT_H
#define KERNEL_PROCEDURE_LAYOUT_H

#include "kernel/procedure.h"

enum {
	CHANNELS_MAX = STAGES_MAX + 1,
	ROW_HEIGHT = 18,
	HEAD_HEIGHT = 27,
	LANE_WIDTH = 8,
	CHANNEL_EDGE = 14,
};

/* How a trunk reaches its state. */
enum way {
	WAY_ON,   /* from an earlier column: enters on the left */
	WAY_DOWN, /* forward within the column: enters on the right */
	WAY_BACK, /* back, from this column or a later one: enters on the right, lower */
	WAY_COUNT,
};

struct port {
	const struct action *action;
	const char *text; /* the action's label and where it goes when no line shows it */
	size_t target;    /* state; state_count: no line */
	enum way way;
	bool exit_right;
	size_t channel; /* the channel the line leaves into */
	double y;
};

struct box {
	size_t column;
	double x, y, width, height;
	const char *head;
	struct port *ports;
	size_t port_count;
};

struct trunk {
	bool used;
	bool ends;               /* leads to a stage-终止 state: drawn lightly */
	size_t channel;          /* that of its last, vertical stretch */
	int lanes[CHANNELS_MAX]; /* lane in each channel it runs through, -1 none */
	int track;               /* bus for what comes from afar, -1 none; above for WAY_BACK, below otherwise */
	double entry_y;
};

struct layout {
	const struct procedure *procedure;
	const char *stages[STAGES_MAX];
	size_t column_count;
	double column_x[STAGES_MAX], column_width[STAGES_MAX];
	double channel_x[CHANNELS_MAX];
	int lane_count[CHANNELS_MAX];
	struct box *boxes;    /* as procedure->states */
	struct trunk *trunks; /* [target * WAY_COUNT + way] */
	int tracks_above, tracks_below;
	double top, bottom; /* of the boxes */
	double width, height;
};

struct layout *layout_new(struct arena *arena, const struct procedure *procedure, const char *current_state);

double layout_lane_x(const struct layout *layout, size_t channel, int lane);
double layout_track_y(const struct layout *layout, enum way way, int track);

#endif
