/* Demo accounts: one line each, tab-separated login, password, roles, organisation. */
import fs from 'node:fs';

export class People {
	constructor(file) {
		this.all = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => {
			const [login, password, roles, org] = line.split('\t');
			return {login, password, roles: roles.split(/[\s,、]+/), org};
		});
	}

	/* Everybody with a role, of one organisation when named. */
	with(role, org) {
		return this.all.filter((person) => person.roles.includes(role) && (!org || person.org === org));
	}

	one(role, org) {
		const [person] = this.with(role, org);
		if (!person) {
			throw new Error(`no demo account with role ${role}${org ? ' of ' + org : ''}`);
		}
		return person;
	}

	/* Units that have both a clerk and a lead; not the center, which is a unit too. */
	units() {
		const names = [...new Set(this.with('unit.clerk').map((person) => person.org))];
		return names.filter((org) => this.with('unit.lead', org).length > 0 && this.with('center.intake', org).length === 0);
	}
}
