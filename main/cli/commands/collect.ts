/** `peerless collect`: reads the networks of AWS accounts into a snapshot. Ctrl-C keeps what was read. */
import { defineCommand, type ExitCode } from '../command.ts';
import { many } from '../options.ts';
import { count } from '#app/base/count.ts';
import type { Tally } from '#main/store/ledger.ts';

/** 3 where nothing answered, 4 where something did not or not fully, else 0. */
function verdict({ answers, missed, short }: Tally, allowPartial: boolean): ExitCode {
  if (answers === 0) return 3;
  return missed + short > 0 && !allowPartial ? 4 : 0;
}

export default defineCommand({
  id: 'collect',
  summary: 'read networks from AWS into a snapshot; every call is read-only',
  declare(program) {
    program
      .requiredOption(
        '-o, --output <file>',
        'where to write the snapshot; .gz packs it; - for stdout',
      )
      .addOption(many('--profile <name>', 'profile of the shared AWS files; may be repeated'))
      .addOption(
        many('--region <name>', 'Region to read; may be repeated; without it, all enabled'),
      )
      .option('--endpoint-url <url>', 'address that answers in place of AWS')
      .option('--resume', 'go on with a collection that was stopped or killed')
      .option('--allow-partial', 'do not exit 4 where a call brought nothing, or not all')
      .addHelpText(
        'after',
        '\nCredentials come from where the AWS CLI takes them: environment, profiles, SSO, roles.' +
          '\n`peerless policy` prints the permissions that are needed. Nothing leaves this machine.',
      );
  },
  async run(_, options, terminal) {
    const { signal } = terminal;
    const { collectInto } = await import('#main/collect/collect.ts');
    const { STDOUT } = await import('../write.ts');
    const { keepOf } = await import('../kept.ts');
    const { progressLine } = await import('../progress.ts');
    const to = options.output as string;
    const line = progressLine(terminal);
    const { ask, env } = terminal;
    const profiles = (options.profile as string[] | undefined) ?? [];
    const endpoint = options.endpointUrl as string | undefined;
    const { endpointsInUse, redirections } = await import('#main/collect/endpoints.ts');
    for (const sentence of redirections(await endpointsInUse({ endpoint, profiles }, env))) {
      line.say(sentence);
    }
    const kept = await keepOf(to, options.resume === true, terminal);
    const close = async (finished: boolean) => {
      line.clear();
      const rest = await kept.close(finished);
      return () => (rest === undefined ? undefined : terminal.err(`peerless: ${rest}.\n`));
    };
    let tellRest: () => void;
    try {
      const about = await collectInto(
        kept.keep,
        {
          profiles,
          regions: (options.region as string[] | undefined) ?? [],
          endpoint,
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
        },
        signal,
      );
      line.clear();
      await kept.deliver(about);
      tellRest = await close(about.finished);
    } catch (error) {
      (await close(false))();
      throw error;
    }
    const { tally, scope } = kept.keep.known;
    const { answers, missed, short } = tally;
    const { accounts, regions } = scope;
    terminal.err(
      `peerless: ${signal.aborted ? 'stopped; kept' : 'read'} ${count(answers, 'answer')} of ` +
        `${count(accounts.length, 'account')} in ${count(regions.length, 'Region')}` +
        (missed > 0 ? `; ${count(missed, 'call')} brought nothing and will show as gaps` : '') +
        (short > 0 ? `; ${count(short, 'answer')} cut short by AWS, which is a gap too` : '') +
        (to === STDOUT ? '\n' : `; wrote ${to}\n`),
    );
    tellRest();
    return verdict(tally, options.allowPartial === true);
  },
});
