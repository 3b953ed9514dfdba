/** `peerless reach`: which VPCs (or subnets) reach which, every ordered pair, there and back. */
import { defineCommand } from '../command.ts';
import { prose } from '../inert.ts';
import { choice, takesSource } from '../options.ts';

export default defineCommand({
  id: 'reach',
  summary: 'say which VPCs reach which',
  declare(program) {
    takesSource(program);
    program
      .addOption(
        choice('-f, --format <format>', 'how to print it', ['text', 'csv', 'json']).default('text'),
      )
      .addOption(choice('--by <what>', 'between what', ['vpc', 'subnet']).default('vpc'))
      .option('-o, --output <file>', 'write it here instead of to stdout')
      .option('--allow-partial', 'do not exit 4 where a gap hides an answer')
      .addHelpText(
        'after',
        '\nIt asks the routes only; network ACLs and security groups are for `peerless trace`.' +
          '\nExit code 4: some pairs cannot be told, for something was not read.',
      );
  },
  async run([source], options, terminal) {
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { buildTopology } = await import('#app/topology/build.ts');
    const { createRouting } = await import('#app/routing/create.ts');
    const { reachCsv, reachJson, unclear } = await import('../render/reach.ts');
    const { reachText } = await import('../render/reach-text.ts');
    const { deliver, STDOUT } = await import('../write.ts');
    const topology = buildTopology(snapshot.pages);
    const reach = createRouting(topology).reach();
    const grid = options.by === 'subnet' ? reach.bySubnet() : reach;
    const to = (options.output as string | undefined) ?? STDOUT;
    const look = to === STDOUT ? terminal : { colour: false, columns: 100 };
    await deliver(
      to,
      options.format === 'csv'
        ? reachCsv(grid)
        : options.format === 'json'
          ? reachJson(grid, topology)
          : prose(reachText(grid, topology, look)),
      terminal,
    );
    if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    if (options.allowPartial === true || !unclear(grid)) return 0;
    terminal.err(
      'peerless: some pairs cannot be told, for something was not read (exit 4); ' +
        '`peerless lint` lists the gaps, --allow-partial accepts them.\n',
    );
    return 4;
  },
});
