// Who does what in the measurements: people with something waiting, and decisions to take.
import { rows } from './ground.mjs';

// People with something waiting, of units and of the center, and ids of matters they see.
export function readerRows() {
	const people = rows(`SELECT p.login, group_concat(DISTINCT t.matter_id) FROM person p
		JOIN person_role r ON r.person_id = p.id JOIN task t ON t.organisation_id = p.organisation_id AND t.role = r.role
		WHERE t.closed_at IS NULL AND t.person_id IS NULL AND p.status = 'active'
		  AND (p.organisation_id % 12 = 3 OR r.role IN ('center.intake', 'center.review', 'center.approve', 'supervisor.clerk'))
		GROUP BY p.id HAVING count(*) >= 5 ORDER BY p.organisation_id, p.id LIMIT 20`);
	return people.map(([login, matters]) => ({ login, matters: matters.split(',').slice(0, 25) }));
}

// Clerks of units with systems in use: who looks at what they use.
export function unitRows() {
	return rows(`SELECT min(p.login) FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'unit.clerk'
		JOIN system s ON s.organisation_id = p.organisation_id AND s.state = 'operating'
		WHERE p.status = 'active' AND NOT EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = p.organisation_id AND k.kind <> 'unit')
		GROUP BY p.organisation_id ORDER BY p.organisation_id LIMIT 20`).map(([login]) => login);
}

// Moves that need nothing but a decision, on as many matters as there are.  owner: by the unit that applied.
const reason = '不属于省级政务云的受理范围';
const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
export const decisions = [
	{ states: ['deploying'], role: 'unit.clerk', action: 'finish_deployment', fields: { deployed_day: today, deployed_version: '1.0' } },
	{ states: ['unit_check'], role: 'unit.lead', action: 'approve_application', fields: { statement_agreed: 'yes' } },
	{ states: ['acceptance'], role: 'center.intake', action: 'refuse', fields: { refuse_reason: 'out_of_scope', opinion: reason } },
	{ states: ['ruling'], role: 'center.approve', action: 'refuse_ruling', fields: { opinion: reason } },
	{ states: ['review_prepare', 'reviewing'], role: 'unit.clerk', action: 'withdraw', owner: true },
];

// The matters on which it can be taken, by person: {login, matters: [{address, body}]}; the body lacks CSRF token and number.
export function decisionRows({ states, role, action, owner = false, fields = {} }) {
	const organisation = owner ? 'm.organisation_id' : 't.organisation_id';
	const form = new URLSearchParams(Object.entries({ opinion: '', ...fields }));
	const found = rows(`SELECT ${organisation}, group_concat(DISTINCT m.id || ':' || m.step),
		(SELECT min(p.login) FROM person p JOIN person_role r ON r.person_id = p.id WHERE p.organisation_id = ${organisation} AND r.role = '${role}' AND p.status = 'active')
		FROM task t JOIN matter m ON m.id = t.matter_id WHERE t.closed_at IS NULL AND m.procedure_key = 'application'
		AND m.state IN (${states.map((state) => `'${state}'`)}) AND (${owner ? 1 : 0} OR (t.person_id IS NULL AND t.role = '${role}'))
		GROUP BY 1 ORDER BY count(*) DESC LIMIT 60`).filter(([, , login]) => login);
	return found.map(([, list, login]) => ({
		login,
		matters: list.split(',').map((pair) => pair.split(':')).map(([id, step]) => ({ address: `/matters/${id}`, body: `step=${step}&action=${action}&${form}` })),
	}));
}
