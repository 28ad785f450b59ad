/*
 * 一系统一档: GET /systems/ID/dossier.zip, the whole life of one system as the one
 * who asks may see it, in files that prove themselves.
 *
 *   dossier_module.c  route and setting
 *   dossier_draw.c    the order of things: files first, then the log, then pages, manifest and proof
 *   dossier_files.c   members of the ZIP, attachments through the keeper
 *   dossier_pages.c   the page of each matter, the index
 *   dossier_tables.c  queries as tables of the index and as CSV
 *   dossier_style.c   the one style sheet
 *
 * Nothing is sent before all of it is made and checked (kernel/spool.h).  The
 * manifest names every file with its SHA-256; its own is put into the audit row
 * that says the dossier was drawn, and the keeper signs a checkpoint over that
 * row: whoever holds dossier and key proves both without this server
 * (app/zwy_verify_dossier.c).
 */
#ifndef MODULES_DOSSIER_DOSSIER_H
#define MODULES_DOSSIER_DOSSIER_H

#include "kernel/module.h"

extern const struct module dossier_module;

#endif
