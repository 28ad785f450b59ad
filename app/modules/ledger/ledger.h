/*
 * Counting what there is: the monthly verification of platforms (每月资源核实,
 * 第七条) and the half-yearly confirmation of the ledger of systems (半年台账确认,
 * 第六条), with the list of systems nobody answers for (无责任人清单).
 *
 *   ledger_module.c         the tables: routes, settings, guards, effects, prefills, panels, menu
 *   ledger_pool.c           a platform by the books; prefills
 *   ledger_verification.c   guards of procedure verification
 *   ledger_record.c         what its confirmation writes: figures, capacity, alarm
 *   ledger_panel.c          reported against granted, allocated and collected; the red lines
 *   ledger_confirmation.c   procedure ledger_confirmation: rows of a unit's systems
 *   ledger_confirmed.c      the register held against it, and what its acceptance writes
 *   ledger_found.c          what it found and nobody followed: GET, POST /ledger-findings; panel of a system's page
 *   ledger_pages.c          GET /verifications, GET /ownerless
 */
#ifndef MODULES_LEDGER_LEDGER_H
#define MODULES_LEDGER_LEDGER_H

#include "kernel/module.h"

extern const struct module ledger_module;

#endif
