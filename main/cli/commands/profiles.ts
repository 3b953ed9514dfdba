/** `peerless profiles`: the ways into AWS that this machine has, and the account each leads to. Reads files unless asked to check. */
import type { CheckedProfile } from '#app/api/collect.ts';
import { CommandError, defineCommand, type Terminal } from '../command.ts';
import { prose } from '../inert.ts';
import { choice, many } from '../options.ts';

/** What AWS says of each, by name; says first where the calls go, should that be elsewhere. */
async function answersOf(
  profiles: readonly string[],
  where: { readonly region: string | undefined; readonly endpoint: string | undefined },
  terminal: Terminal,
): Promise<ReadonlyMap<string, CheckedProfile>> {
  if (profiles.length === 0) return new Map();
  const { ask, env, signal } = terminal;
  const { checkProfiles } = await import('#main/collect/check.ts');
  const { endpointsInUse, redirections } = await import('#main/collect/endpoints.ts');
  const { inert } = await import('#app/base/inert.ts');
  const uses = await endpointsInUse({ endpoint: where.endpoint, profiles }, env);
  for (const sentence of redirections(uses.filter(({ service }) => service === 'sts')))
    terminal.err(`peerless: ${inert(sentence)}\n`);
  const mfaCode = ask && ((device: string) => ask(`Code of the multi-factor device ${device}: `));
  return checkProfiles(profiles, { ...where, env, ...(mfaCode && { mfaCode }) }, signal);
}

export default defineCommand({
  id: 'profiles',
  summary: 'list the AWS profiles of this machine: account, Region, whether signed in',
  declare(program) {
    program
      .addOption(
        choice('-f, --format <format>', 'how to print them', ['text', 'json']).default('text'),
      )
      .addOption(many('--profile <name>', 'only this one; may be repeated'))
      .option(
        '--check',
        'ask AWS (sts:GetCallerIdentity) for the account of those whose files do not tell it, or of those named',
      )
      .option('--region <name>', 'Region to ask in; without it, that of the profile')
      .option('--endpoint-url <url>', 'address that answers in place of AWS')
      .addHelpText(
        'after',
        '\nThe list is made of ~/.aws/config and ~/.aws/credentials, or where AWS_CONFIG_FILE and' +
          '\nAWS_SHARED_CREDENTIALS_FILE lead; without --check, nothing is asked of anybody. `peerless collect' +
          '\n--profile NAME` reads the networks behind one. --check ends with 3 where no profile that it asked' +
          '\nfor answered.',
      );
  },
  async run(_, options, terminal) {
    const texts = (name: string) => options[name] as string | undefined;
    const [region, endpoint] = [texts('region'), texts('endpointUrl')];
    const check = options.check === true;
    const lone = region !== undefined ? '--region' : endpoint !== undefined ? '--endpoint-url' : '';
    if (!check && lone !== '')
      throw new CommandError(2, `${lone} is about asking AWS: add --check.`);
    const { listProfiles } = await import('#main/collect/profiles.ts');
    const all = await listProfiles(terminal.env);
    const named = options.profile as string[] | undefined;
    const missing = (named ?? []).find((name) => !all.some((profile) => profile.name === name));
    if (missing !== undefined) {
      const { didYouMean } = await import('#app/base/nearest.ts');
      const near = didYouMean(
        missing,
        all.map(({ name }) => name),
      );
      throw new CommandError(2, `There is no profile ${JSON.stringify(missing)}.${near}`);
    }
    const wanted = named ? all.filter(({ name }) => named.includes(name)) : all;
    const asked = !check
      ? []
      : wanted
          .filter(({ account, sort }) => named || (account === undefined && sort !== 'other'))
          .map(({ name }) => name);
    const answers = await answersOf(asked, { region, endpoint }, terminal);
    const listed = wanted.map((profile) => ({ ...profile, checked: answers.get(profile.name) }));
    const { profilesJson, profilesText } = await import('../render/profiles.ts');
    if (options.format === 'json') terminal.out(profilesJson(listed));
    else if (listed.length > 0) terminal.out(prose(profilesText(listed, terminal)));
    if (listed.length === 0)
      terminal.err('peerless: no AWS profile was found; `aws configure sso` makes one.\n');
    const results = [...answers.values()];
    return results.length > 0 && !results.some((result) => 'account' in result) ? 3 : 0;
  },
});
