/* Inside demo_steps.c and demo_scene.c: one step, with whoever takes it. */
#ifndef MODULES_DEMO_DEMO_SCENE_H
#define MODULES_DEMO_DEMO_SCENE_H

#include "modules/demo/demo_parts.h"

struct scene {
	struct demo *demo;
	struct demo_course *course;
	struct context context; /* of the person who acts */
	struct matter *matter;  /* NULL before it is opened */
	const char *argument;
	struct values *fields;
};

/* The matter as the person who acts finds it; it must be there. */
void scene_find_again(struct scene *scene);

/* The ports that the matter's form applies for; arena. */
const char *scene_ports(struct scene *scene);

/* What comes before an action: papers, a form typed anew, the ruling's fields. */
void scene_final_reports(struct scene *scene);
void scene_proof_and_reports(struct scene *scene);
void scene_delivery_list(struct scene *scene);
void scene_correct_form(struct scene *scene);
void scene_replan_form(struct scene *scene);
void scene_rule(struct scene *scene);

/* What is no action of the procedure. */
void scene_open_matter(struct scene *scene);
void scene_open_sketch(struct scene *scene);
void scene_save_form(struct scene *scene);
void scene_meet_conditions(struct scene *scene);
void scene_close_conditions(struct scene *scene);
void scene_urge(struct scene *scene);
void scene_comment(struct scene *scene);

#endif
