/** Counts what an estate says differently than an earlier one: what a window says after it has read a source again. */
import type { EstateChanges } from '#app/api/diff.ts';
import { diffFindings } from '#app/diff/findings.ts';
import { type ResourceChange, resourceSteps } from '#app/diff/resources.ts';
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { Report } from '#app/report.ts';

const ROUTES = 'routes';

const none = () => ({ added: 0, removed: 0, changed: 0 });

/** In small steps. Both as they are linted: findings that nobody is told of do not count. */
export function* changesOf(before: Report, after: Report): Generator<undefined, EstateChanges> {
  const resources = yield* resourceSteps(before, after);
  const { fresh, fixed, changed, unsureFresh, unseen } = diffFindings(before, after);
  const known = new Set(before.gaps.map(({ id }) => id));
  const open = new Set(after.gaps.map(({ id }) => id));
  return {
    kinds: kindIds.flatMap((kind) => {
      const of = resources.filter((change) => change.kind === kind && !onlyRoutes(change));
      const many = (what: ResourceChange['change']): number =>
        of.filter(({ change }) => change === what).length;
      const counted = {
        added: many('added'),
        removed: many('removed'),
        changed: many('changed'),
      };
      const { title, plural } = kinds[kind];
      return Object.values(counted).some((n) => n > 0) ? [{ kind, title, plural, ...counted }] : [];
    }),
    routes: routesIn(resources),
    seen: resources.filter(({ change }) => change === 'not-seen-before').length,
    unseen: resources.filter(({ change }) => change === 'not-seen-now').length,
    findings: {
      fresh: fresh.length,
      fixed: fixed.length,
      changed: changed.length,
      unsure: unsureFresh.length + unseen.length,
    },
    gaps: {
      opened: [...open].filter((id) => !known.has(id)).length,
      closed: [...known].filter((id) => !open.has(id)).length,
    },
  };
}

const onlyRoutes = ({ change, fields }: ResourceChange): boolean =>
  change === 'changed' && fields.every(({ field }) => field === ROUTES);

function routesIn(resources: readonly ResourceChange[]): EstateChanges['routes'] {
  const counted = none();
  for (const { fields } of resources)
    for (const { field, before, after } of fields) {
      if (field !== ROUTES) continue;
      counted[before === undefined ? 'added' : after === undefined ? 'removed' : 'changed']++;
    }
  return counted;
}
