#include "base/base.h"

#include "base/text.h"
#include "kernel/permission.h"
#include "unit/suite.h"

START_TEST(undeclared_permission_is_held_by_nobody)
{
	ck_assert(!permission_held(PERMISSION_UNDECLARED, true, UINT32_MAX));
	ck_assert(!permission_held(PERMISSION_END, true, UINT32_MAX));
	ck_assert(!permission_held(9999, true, UINT32_MAX));
}
END_TEST

START_TEST(stranger_holds_the_public_one_alone)
{
	ck_assert(permission_held(PERMISSION_PUBLIC, false, 0));
	ck_assert(!permission_held(PERMISSION_SIGNED_IN, false, UINT32_MAX));
	for (unsigned permission = PERMISSION_FIRST_OF_KERNEL; permission < PERMISSION_END; permission++)
		ck_assert(!permission_held(permission, false, UINT32_MAX));
}
END_TEST

START_TEST(account_without_roles_holds_nothing_of_the_kernel)
{
	ck_assert(permission_held(PERMISSION_SIGNED_IN, true, 0));
	for (unsigned permission = PERMISSION_FIRST_OF_KERNEL; permission < PERMISSION_END; permission++)
		ck_assert(!permission_held(permission, true, 0));
}
END_TEST

START_TEST(administrators_act_in_no_matter)
{
	ck_assert(!permission_held(MAY_ACT, true, ROLES_ADMIN));
	ck_assert(!permission_held(MAY_SEE_MATTERS, true, ROLES_ADMIN));
	ck_assert(!permission_held(MAY_START_MATTER, true, ROLES_ADMIN));
	ck_assert(!permission_held(MAY_SEE_SYSTEMS, true, ROLES_ADMIN));
}
END_TEST

START_TEST(three_administrators_share_no_power)
{
	uint32_t system_admin = ROLE_BIT(ROLE_ADMIN_SYSTEM);
	uint32_t security = ROLE_BIT(ROLE_ADMIN_SECURITY);
	uint32_t audit = ROLE_BIT(ROLE_ADMIN_AUDIT);

	ck_assert(permission_held(MAY_KEEP_PEOPLE, true, system_admin));
	ck_assert(!permission_held(MAY_KEEP_PEOPLE, true, security | audit));
	ck_assert(permission_held(MAY_GRANT, true, security));
	ck_assert(!permission_held(MAY_GRANT, true, system_admin | audit));
	ck_assert(permission_held(MAY_AUDIT, true, audit));
	ck_assert(!permission_held(MAY_AUDIT, true, system_admin | security));
	ck_assert(!permission_held(MAY_SET_RULES, true, security | audit));
	ck_assert(!permission_held(MAY_PROPOSE_RULES, true, security | audit));
	ck_assert(!permission_held(MAY_APPROVE_RULES, true, system_admin | security | audit));
}
END_TEST

START_TEST(audit_log_is_closed_to_all_business_roles)
{
	ck_assert(!permission_held(MAY_AUDIT, true, ROLES_BUSINESS));
	ck_assert(!permission_held(MAY_GRANT, true, ROLES_BUSINESS));
	ck_assert(!permission_held(MAY_KEEP_PEOPLE, true, ROLES_BUSINESS));
}
END_TEST

START_TEST(every_permission_has_a_name_and_a_sentence)
{
	for (unsigned permission = PERMISSION_PUBLIC; permission < PERMISSION_END; permission++) {
		ck_assert(!text_empty(permission_name(permission)));
		ck_assert(!text_empty(permission_label(permission)));
	}
	ck_assert_str_eq(permission_name(MAY_GRANT), "MAY_GRANT");
}
END_TEST

START_TEST(roles_and_kinds_read_back_from_their_keys)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		ck_assert_int_eq(role_from_key(role_key((enum role)role)), role);
		ck_assert(role_kinds((enum role)role) != 0);
	}
	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1)
		ck_assert_uint_eq(kind_from_key(kind_key(kind)), kind);
	ck_assert_int_eq(role_from_key("admin"), ROLE_COUNT);
	ck_assert_int_eq(role_from_key(NULL), ROLE_COUNT);
	ck_assert_uint_eq(kind_from_key("cente"), 0);
}
END_TEST

START_TEST(one_matter_has_five_separate_groups)
{
	ck_assert_int_ne(role_separation_group(ROLE_UNIT_CLERK), role_separation_group(ROLE_UNIT_LEAD));
	ck_assert_int_ne(role_separation_group(ROLE_CENTER_INTAKE), role_separation_group(ROLE_CENTER_REVIEW));
	ck_assert_int_ne(role_separation_group(ROLE_CENTER_REVIEW), role_separation_group(ROLE_CENTER_APPROVE));
	ck_assert_int_eq(role_separation_group(ROLE_REVIEW_EXPERT), role_separation_group(ROLE_CENTER_REVIEW));
	ck_assert_int_eq(role_separation_group(ROLE_CENTER_DISPATCH), 0);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/permission", undeclared_permission_is_held_by_nobody,
			 stranger_holds_the_public_one_alone, account_without_roles_holds_nothing_of_the_kernel,
			 administrators_act_in_no_matter, three_administrators_share_no_power,
			 audit_log_is_closed_to_all_business_roles, every_permission_has_a_name_and_a_sentence,
			 roles_and_kinds_read_back_from_their_keys, one_matter_has_five_separate_groups);
}
