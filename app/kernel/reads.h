/*
 * Which fields guards, effects, prefills and panels read by name: generated from
 * the C of the modules (kernel/gen-reads.awk), so that it cannot fall behind.
 * What a new version of a procedure drops is held against it.
 */
#ifndef KERNEL_READS_H
#define KERNEL_READS_H

struct reads {
	const char *kind;   /* "guard", "effect", "prefill", "panel"; NULL ends the table */
	const char *name;
	const char *fields; /* " lines class amount "; also words that are no field */
};
extern const struct reads reads_table[];

#endif
