/** `peerless demo`: writes the bundled sample estate as a snapshot, to try every other command on. */
import { defineCommand } from '../command.ts';

export default defineCommand({
  id: 'demo',
  summary: 'write the bundled sample estate as a snapshot',
  declare(program) {
    program.option(
      '-o, --output <file>',
      'where to; .gz packs it; - for stdout',
      'peerless-demo.json',
    );
  },
  async run(_, options, terminal) {
    const to = options.output as string;
    const { sampleEstate } = await import('#app/world/sample.ts');
    const { deliverSnapshot, STDOUT } = await import('../write.ts');
    await deliverSnapshot(to, sampleEstate().snapshot(), terminal);
    if (to !== STDOUT) terminal.err(`peerless: wrote ${to}; try: peerless lint ${to}\n`);
    return 0;
  },
});
