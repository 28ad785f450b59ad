/* Whether what somebody typed is an address, a domain. */
#ifndef MODULES_SECURITY_SECURITY_ADDRESS_H
#define MODULES_SECURITY_SECURITY_ADDRESS_H

#include <stdbool.h>

bool address_sound(const char *text); /* IPv4 or IPv6, with or without the length of its prefix */
bool domain_sound(const char *text);  /* two labels at least */

#endif
