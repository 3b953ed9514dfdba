/** What to filter the findings by: a category, sure or unsure ones, an account, a Region, a rule. */
import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { Opened } from '#app/api/engine.ts';
import { capital } from '#app/base/capital.ts';
import { Choice } from '../../parts/choice.tsx';
import { type Facet, FACETS, narrows, type Rules, valuesOf } from '../../state/filter.ts';
import { useApp, useOpen } from '../../use-state.ts';
import { accountWords } from '../../words/accounts.ts';
import { short } from '../../words/visible.ts';

const NAMES: Readonly<Record<Facet, string>> = {
  category: 'Category',
  certainty: 'Certainty',
  account: 'Account',
  region: 'Region',
  rule: 'Rule',
};

const ANY = 'any';

const CERTAINTIES: Readonly<Record<string, string>> = {
  sure: 'Sure',
  unsure: 'Unsure: rests on what was not seen',
};

/** A value in the user's words. */
function valueName(facet: Facet, value: string, rules: Rules, opened?: Opened): string {
  if (facet === 'rule') return rules.get(value)?.title ?? value;
  if (facet === 'account') return short(accountWords(opened, value), 80);
  if (facet === 'certainty') return CERTAINTIES[value] ?? value;
  if (facet !== 'category') return short(value, 60);
  return capital(value.replaceAll('-', ' '));
}

export function Facets() {
  const filter = useApp((state) => state.filter);
  const clear = useApp((state) => state.clearFilter);
  return (
    <div className="facet-list" role="group" aria-label="Filter findings">
      {FACETS.map((facet) => (
        <FacetField key={facet} facet={facet} />
      ))}
      {narrows(filter) && (
        <Button className="text-button" onPress={clear}>
          Show all
        </Button>
      )}
    </div>
  );
}

function FacetField({ facet }: { readonly facet: Facet }) {
  const rows = useApp((state) => state.rows);
  const rules = useApp((state) => state.rules);
  const opened = useOpen()?.opened;
  const value = useApp((state) => state.filter[facet]);
  const setFilter = useApp((state) => state.setFilter);
  const options = useMemo(
    () => [
      { id: ANY, name: 'Any' },
      ...valuesOf(facet, rows, rules).map((id) => ({
        id,
        name: valueName(facet, id, rules, opened),
      })),
    ],
    [facet, rows, rules, opened],
  );
  return (
    <Choice
      label={NAMES[facet]}
      className="field facet"
      options={options}
      value={value ?? ANY}
      onChange={(id) => setFilter({ [facet]: id === ANY ? undefined : id })}
      rowHeight={27}
    />
  );
}
