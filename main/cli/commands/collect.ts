/** `peerless collect`: reads the networks of AWS accounts into a snapshot. Ctrl-C keeps what was read. */
import { CommandError, defineCommand, type ExitCode } from '../command.ts';
import { many } from '../options.ts';
import { count } from '#app/base/count.ts';
import type { About } from '#main/collect/collect.ts';
import type { OrgOptions } from '#main/collect/org-choice.ts';
import type { Tally } from '#main/store/ledger.ts';
import type { Goal, Left } from '../kept.ts';

/** 3 where nothing answered, 4 where something did not or not fully, else 0. */
function verdict({ answers, missed, short }: Tally, allowPartial: boolean): ExitCode {
  if (answers === 0) return 3;
  return missed + short > 0 && !allowPartial ? 4 : 0;
}

/** Options that mean nothing without --org-role, and the wish each is part of. */
const WISHES = {
  accounts: ['includeAccount', 'excludeAccount'],
  units: ['includeOu', 'excludeOu'],
  tags: ['includeTag', 'excludeTag'],
} as const;

/** Throws CommandError where something is asked of an organization that is not. */
function organizationOf(options: Readonly<Record<string, unknown>>): OrgOptions | undefined {
  const texts = (name: string) => options[name] as string[] | undefined;
  const wish = ([include, exclude]: readonly [string, string]) => ({
    include: texts(include),
    exclude: texts(exclude),
  });
  const role = options.orgRole as string | undefined;
  if (role === undefined) {
    const names = ['externalId', ...Object.values(WISHES).flat()];
    const lone = names.find((name) => options[name] !== undefined);
    if (lone === undefined) return undefined;
    const flag = lone.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new CommandError(2, `--${flag} is about an organization: add --org-role.`);
  }
  return {
    role,
    externalId: options.externalId as string | undefined,
    accounts: wish(WISHES.accounts),
    units: wish(WISHES.units),
    tags: wish(WISHES.tags),
  };
}

/** Throws CommandError (2) where the snapshot would go nowhere. */
function goalOf(options: Readonly<Record<string, unknown>>, estate: string): Goal {
  const to = options.output as string | undefined;
  const folder = options.history as string | undefined;
  const named = options.estate as string | undefined;
  if (to === undefined && folder === undefined) {
    throw new CommandError(
      2,
      'say where the snapshot goes: a file with -o, a folder that keeps one snapshot after another with --history, or both.',
    );
  }
  if (folder === undefined && named !== undefined)
    throw new CommandError(2, '--estate names what is kept in a history: add --history.');
  return { to, history: folder === undefined ? undefined : { folder, estate: named ?? estate } };
}

export default defineCommand({
  id: 'collect',
  summary: 'read networks from AWS into a snapshot; every call is read-only',
  declare(program) {
    program
      .option('-o, --output <file>', 'where to write the snapshot; .gz packs it; - for stdout')
      .option(
        '--history <folder>',
        'keep the snapshot there, by estate and time, as the window does; -o may be left out then',
      )
      .option('--estate <name>', 'name of the estate in the history; without it, the profiles')
      .addOption(many('--profile <name>', 'profile of the shared AWS files; may be repeated'))
      .addOption(
        many('--region <name>', 'Region to read; may be repeated; without it, all enabled'),
      )
      .option(
        '--org-role <name>',
        'read every account of the AWS Organization, each in the role of this name',
      )
      .option('--external-id <text>', 'what the role asks for as sts:ExternalId')
      .addOption(many('--include-account <id>', 'only these accounts; may be repeated'))
      .addOption(many('--exclude-account <id>', 'not these accounts; may be repeated'))
      .addOption(
        many('--include-ou <ou>', 'only accounts in these units, by id or by path: Workloads/Prod'),
      )
      .addOption(many('--exclude-ou <ou>', 'not the accounts in these units'))
      .addOption(many('--include-tag <key=value>', 'only accounts with one of these tags'))
      .addOption(many('--exclude-tag <key=value>', 'not the accounts with one of these tags'))
      .option(
        '--mfa-serial <device>',
        'ARN of your multi-factor device; its code is asked for once, and not shown',
      )
      .option('--no-quotas', 'do not ask Service Quotas; AWS’s defaults are taken')
      .option('--endpoint-url <url>', 'address that answers in place of AWS')
      .option('--resume', 'go on with a collection that was stopped or killed')
      .option('--allow-partial', 'do not exit 4 where a call brought nothing, or not all')
      .addHelpText(
        'after',
        '\nCredentials come from where the AWS CLI takes them: environment, profiles, SSO, roles. `peerless' +
          '\nprofiles` lists those of this machine.' +
          '\nWith --org-role they are those of the management account or of a delegated administrator;' +
          '\nan account that does not let you in is a gap. `peerless policy` prints the permissions that' +
          '\nare needed. Nothing leaves this machine.',
      );
  },
  async run(_, options, terminal) {
    const { keepHeapClose } = await import('#main/collect/heap.ts');
    keepHeapClose();
    const { signal } = terminal;
    const { collectInto } = await import('#main/collect/collect.ts');
    const { keepOf } = await import('../kept.ts');
    const { estateOf } = await import('#main/store/history.ts');
    const { progressLine } = await import('../progress.ts');
    const line = progressLine(terminal);
    const { ask, env } = terminal;
    const profiles = (options.profile as string[] | undefined) ?? [];
    const active = profiles.length > 0 || !env.AWS_PROFILE ? profiles : [env.AWS_PROFILE];
    const goal = goalOf(options, estateOf(active));
    const endpoint = options.endpointUrl as string | undefined;
    const { endpointsInUse, redirections } = await import('#main/collect/endpoints.ts');
    for (const sentence of redirections(await endpointsInUse({ endpoint, profiles }, env))) {
      line.say(sentence);
    }
    const kept = await keepOf(goal, options.resume === true, terminal);
    const close = async (left: Left) => {
      line.clear();
      const rest = await kept.close(left);
      return () => (rest === undefined ? undefined : terminal.err(`peerless: ${rest}.\n`));
    };
    let tellRest: () => void;
    let wrote: readonly string[];
    let about: About | undefined;
    try {
      about = await collectInto(
        kept.keep,
        {
          profiles,
          regions: (options.region as string[] | undefined) ?? [],
          endpoint,
          organization: organizationOf(options),
          quotas: options.quotas as boolean,
          mfaSerial: options.mfaSerial as string | undefined,
          env,
          ...(ask === undefined
            ? {}
            : {
                mfaCode: (device: string) => {
                  line.clear();
                  return ask(`Code of the multi-factor device ${device}: `);
                },
              }),
        },
        {
          progress: ({ done, total, account, region, call }) =>
            line.show(`${done} of ${total} calls, ${account} ${region} ${call}`),
          resumed: ({ created, answers }) =>
            line.say(
              `going on with what was begun at ${created}: ${count(answers, 'answer')} ${answers === 1 ? 'is' : 'are'} there`,
            ),
          gap: (message) => line.say(message),
          note: (message) => line.say(message),
        },
        signal,
      );
      line.clear();
      wrote = await kept.deliver(about);
      tellRest = await close(about.finished ? 'nothing' : 'reading');
    } catch (error) {
      (await close(about?.finished ? 'writing' : 'reading'))();
      // What was collected could not be kept, which is no wrong option.
      if (error instanceof Error && error.name === 'SaveError')
        throw new CommandError(3, `The snapshot was not written: ${error.message}`);
      throw error;
    }
    const { tally } = kept.keep.known;
    const { answers, missed, short, accounts, regions, silent } = tally;
    terminal.err(
      `peerless: ${signal.aborted ? 'stopped; kept' : 'read'} ${count(answers, 'answer')} of ` +
        `${count(accounts, 'account')} in ${count(regions, 'Region')}` +
        (silent > 0 ? `; nothing of ${count(silent, 'more account')}` : '') +
        (missed > 0 ? `; ${count(missed, 'call')} brought nothing and will show as gaps` : '') +
        (short > 0 ? `; ${count(short, 'answer')} cut short by AWS, which is a gap too` : '') +
        (wrote.length === 0 ? '\n' : `; wrote ${wrote.join(' and ')}\n`),
    );
    tellRest();
    return verdict(tally, options.allowPartial === true);
  },
});
