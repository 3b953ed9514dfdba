/** Profiles of the shared AWS files as a table for eyes and a document for scripts. */
import { type CheckedProfile, PROFILE_SORTS, type ProfileInfo } from '#app/api/collect.ts';
import { count } from '#app/base/count.ts';
import { inert } from '#app/base/inert.ts';
import { jsonText } from '#app/base/json-text.ts';
import { paintFor } from '#app/exports/parts/paint.ts';
import type { Terminal } from '../command.ts';

/** A profile, and what AWS answered where it was asked. */
export interface ListedProfile extends ProfileInfo {
  readonly checked: CheckedProfile | undefined;
}

export const accountOf = ({ account, checked }: ListedProfile): string | undefined =>
  checked && 'account' in checked ? checked.account : account;

const kindOf = ({ sort, via }: ProfileInfo): string => {
  const words = PROFILE_SORTS[sort] || '-';
  return via === undefined ? words : `${words} by ${via}`;
};

function stateOf({ checked, state, says, renew }: ListedProfile): string {
  if (checked) return 'account' in checked ? 'answers' : `fails: ${checked.error}`;
  const why = says === '' ? state : state === 'signed-out' ? says : `${state}: ${says}`;
  return renew === undefined ? why : `${why}; ${renew}`;
}

/** A column is at most so wide; what is longer pushes the rest of its line. */
const WIDEST = 40;

const HEAD = ['PROFILE', 'ACCOUNT', 'KIND', 'REGION', 'FILE', 'STATE'] as const;

export function profilesText(profiles: readonly ListedProfile[], terminal: Terminal): string {
  const paint = paintFor(terminal);
  const rows = profiles.map((profile) =>
    [
      profile.name,
      accountOf(profile) ?? '-',
      kindOf(profile),
      profile.region ?? '-',
      profile.from.join(', '),
      stateOf(profile),
    ].map(inert),
  );
  const widths = HEAD.map((head, i) =>
    Math.min(WIDEST, Math.max(head.length, ...rows.map((row) => row[i]!.length))),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  ');
  const dark = profiles.filter((profile) => accountOf(profile) === undefined);
  const asked = dark.some(({ checked }) => checked);
  const hint =
    dark.length === 0
      ? ''
      : asked
        ? `; of ${dark.length} the account is not known`
        : `; the files do not tell the account of ${dark.length}: --check asks AWS`;
  return [
    paint.dim(line(HEAD)),
    ...rows.map(line),
    '',
    `${count(profiles.length, 'profile')}${hint}.`,
    '',
  ].join('\n');
}

export const profilesJson = (profiles: readonly ListedProfile[]): string =>
  jsonText('peerless/profiles@1', {
    profiles: profiles.map((profile) => {
      const { name, sort, via, region, from, state, says, renew, checked } = profile;
      return {
        name,
        account: accountOf(profile) ?? null,
        kind: sort,
        via: via ?? null,
        region: region ?? null,
        files: from,
        state,
        says,
        renew: renew ?? null,
        check: checked ? { error: 'error' in checked ? checked.error : null } : null,
      };
    }),
  });
