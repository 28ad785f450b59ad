/*
 * Files that take a worker for a while (a list of twenty thousand rows, a
 * pressed paper) are made one at a time for each person and LARGE_FILES at a
 * time for everybody, so that somebody who asks a hundred times keeps nobody
 * waiting but himself (security.md A96).
 */
#ifndef KERNEL_LARGE_FILE_H
#define KERNEL_LARGE_FILE_H

#include "http/request.h"

enum { LARGE_FILES = 2 };

/*
 * Take the actor's turn, kept until large_file_end or until the request's memory is
 * given back.  ERR_ONE_FILE: another file of his is being made.  ERR_BUSY: LARGE_FILES are being made.  ERR_STORAGE: the lock
 * file cannot be opened.
 */
enum err large_file_begin(struct request *req) NODISCARD;

/* The file is made: give the turn back before it is sent, since who has it may ask for the next one. */
void large_file_end(struct request *req);

#endif
